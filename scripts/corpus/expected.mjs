// Writes expected/NAME.EXT for every request of a program: what it answers under node's WASI, a runtime that shares no
// code with ours. One process per request, as ours.
//
//   node --no-warnings scripts/corpus/expected.mjs corpus/markdown
//
// The ending is `response` in program.toml, "txt" if it is not there. Old responses without a request are removed.

import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, parse, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { WASI } from "node:wasi";

const folder = resolve(process.argv[2]);
const name = basename(folder);

function answerOne() {
  const module = new WebAssembly.Module(readFileSync(join(folder, `${name}.wasm`)));
  const wasi = new WASI({ version: "preview1", args: [name], env: {}, returnOnExit: true });
  process.exitCode = wasi.start(new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport }));
}

function answerAll() {
  const settings = readFileSync(join(folder, "program.toml"), "utf8");
  const ending = settings.match(/^response *= *"([^"]*)"/m)?.[1] ?? "txt";
  mkdirSync(join(folder, "expected"), { recursive: true });
  const written = new Set();
  for (const set of ["train", "test"]) {
    for (const file of readdirSync(join(folder, "requests", set))) {
      const stdin = openSync(join(folder, "requests", set, file), "r");
      // Node 20's collector may free a WASI object while its program runs, and then crashes, unless it marks all at once.
      const flags = ["--no-warnings", "--no-incremental-marking"];
      const command = [...flags, fileURLToPath(import.meta.url), folder, "one"];
      const child = spawnSync(process.execPath, command, { stdio: [stdin, "pipe", "inherit"], maxBuffer: 1 << 30 });
      closeSync(stdin);
      if (child.status !== 0) throw new Error(`${set}/${file}: exit code ${child.status ?? child.signal}`);
      const response = `${parse(file).name}.${ending}`;
      if (written.has(response)) throw new Error(`${set}/${file}: another request has the same name`);
      written.add(response);
      writeFileSync(join(folder, "expected", response), child.stdout);
    }
  }
  for (const file of readdirSync(join(folder, "expected"))) {
    if (!written.has(file)) rmSync(join(folder, "expected", file));
  }
}

if (process.argv[3] === "one") answerOne();
else answerAll();
