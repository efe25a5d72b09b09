// Writes the generated documents of requests/: the same bytes at every run. Training and test documents come from
// different vocabularies, seeds and shapes, so that what is learnt from the ones is judged on the others. Documents
// that this script does not name were written by hand and are left alone.
//
//   node corpus/markdown/make-requests.mjs

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

const TRAIN = {
  nouns:
    "oven dough flour crust yeast crumb loaf kettle garden seedling trellis compost orchard harbour mast rudder tide " +
    "anchor lantern compass telescope comet orbit crater eclipse signal engine valve gauge ledger invoice parcel",
  verbs: "rises bakes rests cools folds grows climbs drifts turns opens closes follows carries measures returns holds",
  adjectives: "warm slow early brittle quiet heavy narrow bright damp steady careful open second northern usual small",
  joins: "because while until although when so and but before after",
  foreign: ["αλεύρι", "φούρνος", "ζύμη", "хлеб", "сад", "якорь", "komplikované", "größe", "naïve", "señal", "🌱", "🥖", "⛵"],
  hosts: ["bakery.example", "garden.example.org", "harbour.example.net"],
  shortcodes: [":bread:", ":seedling:", ":sailboat:", ":star:", ":tada:"],
  languages: ["rust", "python", "c", "javascript", "json", "text"],
};

const TEST = {
  nouns:
    "railway platform carriage timetable junction tunnel viaduct granite basalt fossil strata quarry fault sonata " +
    "fugue tempo violin chorus bishop knight endgame opening clock archive index catalogue mirror prism lens spectrum",
  verbs: "arrives departs stops shifts erodes folds repeats resolves answers captures defends promotes reflects bends splits lists",
  adjectives: "late distant regional soft layered ancient minor allegro sharp quick central isolated faint curved hidden complete",
  joins: "since whereas unless though once or yet as where whether",
  foreign: ["鉄道", "石英", "音楽", "기차", "سكة", "מסילה", "ξύλο", "дорога", "żelazo", "ľúbezný", "🚆", "♟️", "🎻", "e\u0301tude"],
  hosts: ["rail.example", "rocks.example.org", "scores.example.net", "chess.example.com"],
  shortcodes: [":train:", ":musical_note:", ":gem:", ":warning:", ":+1:"],
  languages: ["go", "sql", "cpp", "typescript", "toml", "sh", "haskell", ""],
};

/** A small generator of pseudo-random numbers, so that a seed is a document. */
class Dice {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  next() {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let x = this.state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) / 4294967296;
  }
  below(n) {
    return Math.floor(this.next() * n);
  }
  between(low, high) {
    return low + this.below(high - low + 1);
  }
  chance(p) {
    return this.next() < p;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
}

class Writer {
  constructor(vocabulary, seed, spice) {
    this.dice = new Dice(seed);
    this.spice = spice; // how likely a word carries markup
    this.words = {};
    for (const kind of ["nouns", "verbs", "adjectives", "joins"]) this.words[kind] = vocabulary[kind].split(" ");
    this.vocabulary = vocabulary;
    this.footnotes = [];
    this.references = [];
    this.notes = 0;
  }

  noun() {
    return this.dice.pick(this.words.nouns);
  }
  phrase() {
    return `${this.dice.pick(this.words.adjectives)} ${this.noun()}`;
  }
  url() {
    const { dice } = this;
    const query = dice.chance(0.3) ? `?${this.noun()}=${dice.below(1000)}&b=${dice.below(9)}` : "";
    return `https://${dice.pick(this.vocabulary.hosts)}/${this.noun()}/${this.noun()}${query}`;
  }

  /** A phrase, perhaps dressed up as one of the inline constructs. */
  inline() {
    const { dice } = this;
    const text = this.phrase();
    if (!dice.chance(this.spice)) return text;
    switch (dice.below(18)) {
      case 0: return `*${text}*`;
      case 1: return `**${text}**`;
      case 2: return `***${text}***`;
      case 3: return `\`${this.noun()}_${dice.below(100)}\``;
      case 4: return `[${text}](${this.url()} "${this.noun()}")`;
      case 5: return `[${text}](<${this.url()}>)`;
      case 6: return `![${text}](/images/${this.noun()}.png)`;
      case 7: return `~~${text}~~`;
      case 8: return `<${this.url()}>`;
      case 9: return `www.${dice.pick(this.vocabulary.hosts)}/${this.noun()}`;
      case 10: return `_${this.noun()} **${this.noun()}** ${this.noun()}_`;
      case 11: return `\`\`${this.noun()} \` ${this.noun()}\`\``;
      case 12: return `${text} ${dice.pick(this.vocabulary.shortcodes)}`;
      case 13: return `"${text}" -- ${dice.pick(this.vocabulary.foreign)}...`;
      case 14: return `${text} &mdash; &lt;${this.noun()}&gt; &#${dice.between(945, 969)};`;
      case 15: return `[${text}][${this.reference()}]`;
      case 16: return `${text}[^${this.footnote()}]`;
      default: return `[[${this.noun()}|${text}]]`;
    }
  }

  reference() {
    const label = `${this.noun()} ${this.references.length}`;
    this.references.push(`[${label}]: ${this.url()} '${this.phrase()}'`);
    return label.toUpperCase();
  }
  footnote() {
    const label = `${this.noun()}${this.notes++}`;
    this.footnotes.push(`[^${label}]: ${this.sentence()}`);
    return label;
  }

  sentence() {
    const { dice } = this;
    const clause = () => `the ${this.inline()} ${dice.pick(this.words.verbs)} the ${this.inline()}`;
    let text = clause();
    while (dice.chance(0.45)) text += `${dice.chance(0.4) ? "," : ""} ${dice.pick(this.words.joins)} ${clause()}`;
    return text[0].toUpperCase() + text.slice(1) + dice.pick([".", ".", ".", "!", "?"]);
  }

  paragraph() {
    const { dice } = this;
    let line = "";
    let text = "";
    for (let n = dice.between(2, 7); n > 0; n--) {
      for (const word of this.sentence().split(" ")) {
        if (line.length + word.length > 96) {
          text += line + (dice.chance(0.03) ? "  \n" : dice.chance(0.02) ? "\\\n" : "\n");
          line = "";
        }
        line += (line ? " " : "") + word;
      }
    }
    return text + line;
  }

  heading() {
    const { dice } = this;
    const text = `${this.phrase()} and ${this.inline()}`;
    if (dice.chance(0.15)) return `${text}\n${dice.pick(["====", "----"])}`;
    return `${"#".repeat(dice.between(1, 5))} ${text}`;
  }

  list(depth = 0) {
    const { dice } = this;
    const ordered = dice.chance(0.4);
    const tasks = !ordered && dice.chance(0.3);
    const loose = dice.chance(0.2);
    const items = [];
    for (let n = dice.between(2, 6), i = 1; n > 0; n--, i++) {
      const mark = ordered ? `${i}.` : "-";
      let body = (tasks ? `[${dice.pick([" ", "x"])}] ` : "") + this.sentence();
      if (depth < 4 && dice.chance(0.3)) body += (loose ? "\n\n" : "\n") + this.list(depth + 1);
      else if (dice.chance(0.08)) body += `\n\n${this.code()}`;
      const pad = " ".repeat(mark.length + 1);
      items.push(`${mark} ${body.split("\n").join(`\n${pad}`).replace(/ +$/gm, "")}`);
    }
    return items.join(loose ? "\n\n" : "\n");
  }

  table() {
    const { dice } = this;
    const columns = dice.between(2, 7);
    const row = (cell) => `| ${Array.from({ length: columns }, cell).join(" | ")} |`;
    const lines = [row(() => this.noun()), row(() => dice.pick(["---", ":--", "--:", ":-:"]))];
    for (let n = dice.between(3, 24); n > 0; n--) {
      lines.push(row(() => (dice.chance(0.4) ? String(dice.below(100000) / 100) : this.inline().replaceAll("|", "\\|"))));
    }
    return lines.join("\n");
  }

  codeLine(indent) {
    const { dice } = this;
    const name = () => `${this.noun()}_${this.noun()}`;
    const line = dice.pick([
      () => `let ${name()} = ${this.noun()}(${dice.below(5000)}, "${this.phrase()}");`,
      () => `if (${name()} >= 0x${dice.below(65536).toString(16)} && !${this.noun()}) { return ${this.noun()} + 1; }`,
      () => `for (int i = 0; i < ${dice.below(100)}; i++) ${name()}[i] *= ${dice.below(1000) / 8};`,
      () => `// ${this.phrase()}: <${this.noun()}> & "${this.noun()}"`,
      () => `# ${this.phrase()}`,
      () => `def ${name()}(self, ${this.noun()}=None): return self.${this.noun()}`,
      () => `SELECT ${this.noun()}, COUNT(*) FROM ${name()} WHERE ${this.noun()} > ${dice.below(90)} GROUP BY 1;`,
      () => `struct ${name()} { uint32_t ${this.noun()}; const char *${this.noun()}; };`,
      () => `func (${this.noun()[0]} *Store) ${name()}(n int) (string, error) { return "", nil }`,
      () => `{"${this.noun()}": [${dice.below(10)}, true, null, "${this.noun()}\\n"]}`,
      () => `/* ${this.phrase()}\n${"  ".repeat(indent)}   ${this.phrase()} */`,
      () => `export async function ${name()}() { await ${this.noun()}(\`\${${this.noun()}}\`); }`,
      () => "",
    ])();
    return line ? "  ".repeat(indent) + line : "";
  }
  code() {
    const { dice } = this;
    const fence = dice.chance(0.2) ? "~~~" : "```";
    const lines = [];
    let indent = 0;
    for (let n = dice.between(3, 26); n > 0; n--) {
      lines.push(this.codeLine(indent));
      indent = Math.max(0, Math.min(6, indent + dice.between(-1, 1)));
    }
    return `${fence}${dice.pick(this.vocabulary.languages)}\n${lines.join("\n")}\n${fence}`;
  }
  indented() {
    return Array.from({ length: this.dice.between(2, 6) }, () => `    ${this.codeLine(0).replaceAll("\n", " ")}`).join("\n");
  }

  quote(depth = 0) {
    const { dice } = this;
    const parts = [this.paragraph()];
    if (depth < 4 && dice.chance(0.5)) parts.push(this.quote(depth + 1));
    if (dice.chance(0.3)) parts.push(this.list(3));
    return parts.join("\n\n").replace(/^/gm, "> ").replace(/ +$/gm, "");
  }
  alert() {
    const kind = this.dice.pick(["NOTE", "TIP", "WARNING", "CAUTION", "IMPORTANT"]);
    return `> [!${kind}]\n${this.paragraph().replace(/^/gm, "> ")}`;
  }

  html() {
    const { dice } = this;
    return dice.pick([
      () => `<details>\n<summary>${this.phrase()}</summary>\n\n${this.paragraph()}\n\n</details>`,
      () => `<div class="${this.noun()}" data-n='${dice.below(99)}'>\n  <p>${this.phrase()}</p>\n</div>`,
      () => `<!-- ${this.phrase()}\n${this.phrase()} -->`,
      () => `${this.sentence()} <kbd>Ctrl</kbd>+<kbd>${this.noun()[0]}</kbd><br/> <span title="${this.noun()}">${this.phrase()}</span>`,
      () => `<table><tr><td>${this.noun()}</td><td>\n\n**${this.noun()}**\n\n</td></tr></table>`,
      () => `<pre><code>${this.noun()} &lt; ${this.noun()}</code></pre>`,
    ])();
  }
  math() {
    const { dice } = this;
    const x = this.noun()[0];
    return dice.pick([
      `Here $${x}_${dice.below(9)}^2 + ${dice.below(99)}$ is the ${this.phrase()}.`,
      `$$\n\\sum_{i=0}^{${dice.below(50)}} ${x}_i < \\frac{${x}}{${dice.between(2, 9)}}\n$$`,
    ]);
  }
  description() {
    return Array.from({ length: this.dice.between(1, 3) }, () => `${this.phrase()}\n\n: ${this.sentence()}`).join("\n\n");
  }
  unicode() {
    const { dice } = this;
    const word = () => (dice.chance(0.6) ? dice.pick(this.vocabulary.foreign) : this.noun());
    const run = () => Array.from({ length: dice.between(4, 16) }, word).join(" ");
    return `${run()} **${run()}**, *${dice.pick(this.vocabulary.foreign)}*${run()}。\n${run()} "${run()}" [${run()}](/${encodeURI(word())})`;
  }
  emphasis() {
    const { dice } = this;
    const marks = ["*", "**", "***", "_", "__", "~~", "^", "`", "[", "](", ")", "<", ">", "&amp;", "\\*", "!["];
    const parts = [];
    for (let n = dice.between(20, 60); n > 0; n--) parts.push(dice.chance(0.5) ? dice.pick(marks) : this.noun());
    return parts.join(dice.chance(0.5) ? "" : " ");
  }
  rule() {
    return this.dice.pick(["---", "***", "_ _ _"]);
  }
}

/** A document of about `bytes`, its blocks drawn in proportion to `mix`. */
function compose(vocabulary, { seed, bytes, mix, spice = 0.25, front = false }) {
  const writer = new Writer(vocabulary, seed, spice);
  const kinds = Object.entries(mix);
  const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  let text = front ? `---\ntitle: ${writer.phrase()}\ntags: [${writer.noun()}, ${writer.noun()}]\n---\n\n` : "";
  text += `# ${writer.phrase()}\n`;
  while (Buffer.byteLength(text) < bytes) {
    let at = writer.dice.next() * total;
    const [kind] = kinds.find(([, weight]) => (at -= weight) < 0) ?? kinds[0];
    text += `\n${writer[kind]()}\n`;
    if (writer.footnotes.length > 5) text += `\n${writer.footnotes.splice(0).join("\n\n")}\n`;
  }
  for (const rest of [writer.footnotes, writer.references]) if (rest.length) text += `\n${rest.join("\n")}\n`;
  return text;
}

const KB = 1024;
const EVERYTHING = {
  heading: 10, paragraph: 30, list: 12, table: 5, code: 9, indented: 2, quote: 4, alert: 2, html: 5, math: 3,
  description: 2, unicode: 4, emphasis: 2, rule: 1,
};

const DOCUMENTS = {
  train: {
    "note": { seed: 11, bytes: 500, mix: { paragraph: 2, list: 1 } },
    "article": { seed: 12, bytes: 6 * KB, mix: { paragraph: 8, heading: 2 }, front: true },
    "reference": { seed: 13, bytes: 22 * KB, mix: { heading: 4, paragraph: 5, code: 6, table: 2 } },
    "prices": { seed: 14, bytes: 16 * KB, mix: { table: 6, paragraph: 1, heading: 1 }, spice: 0.15 },
    "checklist": { seed: 15, bytes: 10 * KB, mix: { list: 8, heading: 1 } },
    "links": { seed: 16, bytes: 12 * KB, mix: { paragraph: 8, list: 2 }, spice: 0.9 },
    "page-with-html": { seed: 17, bytes: 8 * KB, mix: { html: 6, paragraph: 3, heading: 1 } },
    "languages": { seed: 18, bytes: 12 * KB, mix: { unicode: 8, heading: 1, quote: 1 } },
    "discussion": { seed: 19, bytes: 9 * KB, mix: { quote: 5, alert: 2, paragraph: 3 } },
    "marks": { seed: 20, bytes: 5 * KB, mix: { emphasis: 8, paragraph: 1 } },
    "story": { seed: 21, bytes: 150 * KB, mix: { paragraph: 20, heading: 2, rule: 1 }, spice: 0.08 },
    "handbook": { seed: 22, bytes: 300 * KB, mix: EVERYTHING, front: true },
    "wiki": { seed: 23, bytes: 40 * KB, mix: EVERYTHING, spice: 0.4 },
  },
  test: {
    "memo": { seed: 9001, bytes: 200, mix: { paragraph: 1 } },
    "manual": { seed: 9002, bytes: 26 * KB, mix: { heading: 3, paragraph: 8, list: 5, code: 3, alert: 2 }, front: true },
    "review": { seed: 9003, bytes: 30 * KB, mix: { code: 7, paragraph: 5, quote: 3, indented: 1 } },
    "timetable": { seed: 9004, bytes: 44 * KB, mix: { table: 8, heading: 1, math: 1 }, spice: 0.2 },
    "glossary": { seed: 9005, bytes: 11 * KB, mix: { description: 7, paragraph: 2, heading: 1 }, spice: 0.6 },
    "scripts": { seed: 9006, bytes: 21 * KB, mix: { unicode: 8, table: 1, list: 1 }, spice: 0.3 },
    "lecture": { seed: 9007, bytes: 12 * KB, mix: { math: 5, html: 4, paragraph: 4, heading: 1 } },
    "nested": { seed: 9008, bytes: 7 * KB, mix: { list: 4, quote: 4 }, spice: 0.5 },
    "book": { seed: 9009, bytes: 460 * KB, mix: { paragraph: 30, heading: 3, list: 2, quote: 2, table: 1 }, spice: 0.12 },
    "survey": { seed: 9010, bytes: 120 * KB, mix: EVERYTHING, spice: 0.33 },
  },
};

for (const [set, documents] of Object.entries(DOCUMENTS)) {
  const folder = join(here, "requests", set);
  mkdirSync(folder, { recursive: true });
  for (const [name, shape] of Object.entries(documents)) {
    writeFileSync(join(folder, `${name}.md`), compose(set === "train" ? TRAIN : TEST, shape));
  }
}
