// Asks a JSON document. Reads from stdin questions, one a line, an empty line, then the document. A question is a path of
// keys with dots between them; * stands for each key or element. For each question it writes how many values are
// there, the sum of the whole numbers, the range of the others, and the first texts. Then how often each key is used, how
// deep the document is, and the size and checksum of it with all keys in order.

import { JSON } from "assemblyscript-json/assembly";
import { readText } from "./stdin";

class Answer {
  values: i32 = 0;
  sum: i64 = 0;
  least: f64 = Infinity;
  most: f64 = -Infinity;
  texts: string[] = [];
}

const table = new StaticArray<u32>(256);
for (let i = 0; i < 256; i++) {
  let value: u32 = i;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0xedb88320 : value >> 1;
  table[i] = value;
}

function checksum(text: string): u32 {
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  let value: u32 = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) value = table[(value ^ bytes[i]) & 0xff] ^ (value >> 8);
  return ~value;
}

function ask(value: JSON.Value, path: string[], at: i32, answer: Answer): void {
  if (at == path.length) {
    answer.values++;
    if (value.isInteger) {
      answer.sum += (<JSON.Integer>value).valueOf();
    } else if (value.isFloat) {
      const number = (<JSON.Float>value).valueOf();
      answer.least = min(answer.least, number);
      answer.most = max(answer.most, number);
    } else if (value.isString && answer.texts.length < 3) {
      answer.texts.push((<JSON.Str>value).valueOf());
    }
  } else if (value.isArr) {
    const elements = (<JSON.Arr>value).valueOf();
    if (path[at] != "*") return;
    for (let i = 0; i < elements.length; i++) ask(elements[i], path, at + 1, answer);
  } else if (value.isObj) {
    const object = <JSON.Obj>value;
    if (path[at] == "*") {
      const keys = object.keys;
      for (let i = 0; i < keys.length; i++) ask(object.get(keys[i])!, path, at + 1, answer);
    } else {
      const child = object.get(path[at]);
      if (child !== null) ask(child, path, at + 1, answer);
    }
  }
}

const uses = new Map<string, i32>();

/** Writes the value with its keys in order, counts the keys, and returns how deep it is. */
function write(value: JSON.Value, parts: string[]): i32 {
  let depth = 0;
  if (value.isArr) {
    const elements = (<JSON.Arr>value).valueOf();
    parts.push("[");
    for (let i = 0; i < elements.length; i++) {
      if (i > 0) parts.push(",");
      depth = max(depth, write(elements[i], parts) + 1);
    }
    parts.push("]");
  } else if (value.isObj) {
    const object = <JSON.Obj>value;
    const keys = object.keys.slice(0).sort();
    parts.push("{");
    for (let i = 0; i < keys.length; i++) {
      uses.set(keys[i], (uses.has(keys[i]) ? uses.get(keys[i]) : 0) + 1);
      parts.push(`${i > 0 ? "," : ""}${JSON.from(keys[i]).stringify()}:`);
      depth = max(depth, write(object.get(keys[i])!, parts) + 1);
    }
    parts.push("}");
  } else {
    parts.push(value.stringify());
  }
  return depth;
}

const input = readText();
const end = input.indexOf("\n\n");
if (end < 0) {
  process.stderr.write("as-json: there is no empty line after the questions\n");
  process.exit(1);
}
const document = <JSON.Value>JSON.parse(input.substring(end + 2));
let response = "";
const questions = input.substring(0, end).split("\n");
for (let i = 0; i < questions.length; i++) {
  const answer = new Answer();
  ask(document, questions[i].split("."), 0, answer);
  response += `${questions[i]}: ${answer.values} values, sum ${answer.sum}`;
  if (answer.least <= answer.most) response += `, from ${answer.least} to ${answer.most}`;
  for (let k = 0; k < answer.texts.length; k++) response += `, ${JSON.from(answer.texts[k]).stringify()}`;
  response += "\n";
}
const parts: string[] = [];
const depth = write(document, parts);
const canonical = parts.join("");
const names = uses.keys().sort();
for (let i = 0; i < names.length; i++) response += `${uses.get(names[i])} × ${names[i]}\n`;
process.stdout.write(`${response}${depth} deep, ${canonical.length} characters, checksum ${checksum(canonical).toString(16)}\n`);
