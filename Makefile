# What a person does with Preheat's sources. Every target says what it does in `make help`.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test fuzz fuzz-parsers asan miri build release setup fmt lint bench bench-check corpus corpus-native \
	install clean

# rustup's folder comes first: Debian's compiler for WebAssembly is also called rustc.
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)
TARGET := $(or $(CARGO_TARGET_DIR),target)
PREFIX ?= /usr/local
RUNS := $(TARGET)/bench
INSTALLED := preheat preheat-agent preheat-bench preheat-bench-wasmtime
STATIC := preheat-runtime-agent preheat-echo-agent
# What `make demo` runs, and what else is installed: tests, fuzzers and their second wasmtime are not.
DEMO := preheat-cli preheat-benches
USED := $(DEMO) preheat-bench-wasmtime

help: ## say this
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: setup ## show the whole way with a real program: profile, specialise, build an image, answer from clones
	@[[ -x $(TARGET)/release/preheat-demo ]] || echo "Building preheat and its agent: some 7 minutes on 2 cores, once"
	@cargo build --locked --release $(DEMO:%=-p %)
	@scripts/build-agent --release
	@$(TARGET)/release/preheat-demo

bench: release ## measure everything, beside other runtimes, and write docs/RESULTS.md (QUICK=1: a selection, in 3 minutes)
	@mkdir -p $(RUNS)
	@$(TARGET)/release/preheat bench $(if $(QUICK),--quick,--markdown docs/RESULTS.md) --save $(RUNS)/new.json \
		--html $(RUNS)/latest.html $(addprefix --previous ,$(sort $(wildcard $(RUNS)/20*$(if $(QUICK),,[0-9]).json)))
	@mv $(RUNS)/new.json $(RUNS)/$$(date -u +%Y-%m-%d-%H%M)$(if $(QUICK),-quick).json
	@echo "Drawn in $(RUNS)/latest.html"

bench-check: release ## compare ratios and counted instructions with benches/baseline.json
	@$(TARGET)/release/preheat bench --check benches/baseline.json

test: setup ## run every test
	@scripts/test

fuzz: setup ## run random modules by everyone until they differ or you stop it (FUZZ="--seconds 600 --kind loops")
	@cargo run --locked --quiet --release -p preheat-differential --bin preheat-fuzz -- $(FUZZ)

fuzz-parsers: setup ## run libFuzzer on all that reads bytes from outside (FOR=60 seconds each; ONLY="profile plan")
	@scripts/fuzz-parsers $(or $(FOR),60) $(ONLY)

asan: setup ## run the agent's tests under the address sanitizer, if the toolchain has it (built apart, minutes)
	@scripts/asan

miri: ## run Miri on what it can run, if it is installed
	@scripts/miri

build: setup ## build for development
	@cargo build --locked --workspace $(STATIC:%=--exclude=%)
	@scripts/build-agent

release: setup ## build for use: target/release/preheat and target/release/preheat-agent
	@cargo build --locked --release $(USED:%=-p %)
	@scripts/build-agent --release

setup: ## install what is missing on Debian 12 (says what and why; nothing to do is quick)
	@scripts/setup

fmt: ## format all sources
	@cargo fmt --all
	@for manifest in corpus/*/Cargo.toml; do cargo fmt --manifest-path $$manifest; done

lint: setup ## clippy without a warning, and shellcheck if it is installed
	@cargo clippy --locked --workspace --all-targets -- -D warnings
	@if type -P shellcheck >/dev/null; then git ls-files | xargs grep -lE '^(#!/usr/bin/env bash|# shellcheck shell)' | xargs shellcheck; fi

corpus: ## compile the programs of corpus/ to WebAssembly again
	@scripts/rebuild-corpus

corpus-native: ## compile the programs of corpus/ for this processor, for `make bench` to compare with (ten minutes)
	@scripts/rebuild-corpus --native

install: release ## copy preheat and the programs it calls to $(PREFIX)/bin (PREFIX=/usr/local)
	@install -D -m 755 -t "$(DESTDIR)$(PREFIX)/bin" $(INSTALLED:%=$(TARGET)/release/%)
	@echo "Installed in $(DESTDIR)$(PREFIX)/bin: $(INSTALLED)"

clean: ## remove what was built
	@cargo clean
