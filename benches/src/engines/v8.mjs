// V8 as a peer: runs the requests of one module in node and times each, from the instantiation to the end of the
// program. What it says and hears is described in runner.rs, whose other side this is.
//
// node's WASI reads and writes files, so a request's stdin and stdout are files, without names. The module stays, so that
// what V8 has learnt and compiled better in one request serves the next; the instance is new each time.

import {
  closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";

const [modulePath, ...rest] = process.argv.slice(1);
const settings = { program: "program", dirs: {}, env: {}, args: [] };
while (rest.length > 0) {
  const flag = rest.shift();
  if (flag === "--program") settings.program = rest.shift();
  else if (flag === "--dir") {
    const [host, guest] = rest.shift().split("::");
    settings.dirs[guest] = host;
  } else if (flag === "--env") {
    const variable = rest.shift();
    const at = variable.indexOf("=");
    settings.env[variable.slice(0, at)] = variable.slice(at + 1);
  } else if (flag === "--") settings.args = rest.splice(0);
}

function readExactly(length) {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    let count;
    try {
      count = readSync(0, bytes, filled, length - filled, null);
    } catch (error) {
      if (error.code === "EAGAIN") continue;
      if (error.code === "EOF") return null;
      throw error;
    }
    if (count === 0) return null;
    filled += count;
  }
  return bytes;
}

function put(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  const all = Buffer.concat([length, bytes]);
  let written = 0;
  while (written < all.length) {
    try {
      written += writeSync(1, all, written);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

const nanoseconds = (milliseconds) => Math.round(milliseconds * 1e6);
// Opened and removed at once, so that nothing remains however this process ends. A file without a name is opened
// again, at its beginning, through /proc.
const folder = mkdtempSync(join(tmpdir(), "preheat-v8-"));
const [stdinFile, stdoutFile] = ["stdin", "stdout"].map((name) => openSync(join(folder, name), "w+"));
rmSync(folder, { recursive: true });
// What programs write to stderr is nobody's business here.
const nowhere = openSync("/dev/null", "w");
const again = (file, flags) => openSync(`/proc/self/fd/${file}`, flags);

const wasm = readFileSync(modulePath);
const compileStart = performance.now();
const module = new WebAssembly.Module(wasm);
put(Buffer.from(JSON.stringify({ compile_ns: nanoseconds(performance.now() - compileStart) })));

function serve(stdinBytes) {
  ftruncateSync(stdinFile);
  ftruncateSync(stdoutFile);
  writeSync(stdinFile, stdinBytes, 0, stdinBytes.length, 0);
  const input = again(stdinFile, "r");
  const output = again(stdoutFile, "r+");
  const wasi = new WASI({
    version: "preview1",
    args: [settings.program, ...settings.args],
    env: settings.env,
    preopens: settings.dirs,
    returnOnExit: true,
    stdin: input,
    stdout: output,
    stderr: nowhere,
  });
  let markStart = null;
  let marked = 0;
  const imports = {
    wasi_snapshot_preview1: wasi.wasiImport,
    preheat: { ready() {} },
    bench: {
      start() {
        markStart = performance.now();
      },
      end() {
        if (markStart !== null) marked += performance.now() - markStart;
        markStart = null;
      },
    },
  };
  const report = { exit: null, failure: null };
  const start = performance.now();
  try {
    report.exit = wasi.start(new WebAssembly.Instance(module, imports)) ?? 0;
  } catch (error) {
    report.failure = String(error);
  }
  report.wall_ns = nanoseconds(performance.now() - start);
  report.marked_ns = marked > 0 ? Math.max(nanoseconds(marked), 1) : 0;
  closeSync(input);
  closeSync(output);
  put(Buffer.from(JSON.stringify(report)));
  const written = again(stdoutFile, "r");
  put(readFileSync(written));
  closeSync(written);
}

for (;;) {
  const head = readExactly(4);
  if (head === null) break;
  const stdin = readExactly(head.readUInt32LE());
  if (stdin === null) break;
  serve(stdin);
  // The memories of instances that are done with are given back outside of what is timed.
  globalThis.gc?.();
}
