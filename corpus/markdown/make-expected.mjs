// Writes expected/NAME.html for every request: what markdown.wasm answers under node's WASI, a runtime that shares no
// code with ours. One process per request, as ours.
//
//   node --no-warnings corpus/markdown/make-expected.mjs

import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WASI } from "node:wasi";

const script = fileURLToPath(import.meta.url);
const here = dirname(script);

function answerOne() {
  const module = new WebAssembly.Module(readFileSync(join(here, "markdown.wasm")));
  const wasi = new WASI({ version: "preview1", args: ["markdown"], env: {}, returnOnExit: true });
  process.exitCode = wasi.start(new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport }));
}

function answerAll() {
  mkdirSync(join(here, "expected"), { recursive: true });
  for (const set of ["train", "test"]) {
    for (const file of readdirSync(join(here, "requests", set))) {
      const stdin = openSync(join(here, "requests", set, file), "r");
      const stdio = [stdin, "pipe", "inherit"];
      const child = spawnSync(process.execPath, ["--no-warnings", script, "one"], { stdio, maxBuffer: 1 << 30 });
      closeSync(stdin);
      if (child.status !== 0) throw new Error(`${set}/${file}: exit code ${child.status ?? child.signal}`);
      writeFileSync(join(here, "expected", file.replace(/\.md$/, ".html")), child.stdout);
    }
  }
}

if (process.argv[2] === "one") answerOne();
else answerAll();
