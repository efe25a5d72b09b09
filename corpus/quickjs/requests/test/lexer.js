// A lexer by regular expression, a parser by recursion, a tree that is walked: a small language.
const token = /\s*(?:(\d+)|([a-z]\w*)|(==|<=|[-+*\/%<=(){};]))/y;
function lex(text) {
  const out = [];
  token.lastIndex = 0;
  for (let m; token.lastIndex < text.trimEnd().length && (m = token.exec(text));)
    out.push(m[1] ? { number: +m[1] } : m[2] ? { name: m[2] } : { sign: m[3] });
  return out;
}
function parse(tokens) {
  let at = 0;
  const is = sign => tokens[at]?.sign === sign, take = sign => { if (!is(sign)) throw new SyntaxError(`${sign} at ${at}`); at++; };
  const levels = [["==", "<", "<="], ["+", "-"], ["*", "/", "%"]];
  function expression(level = 0) {
    if (level === levels.length) {
      const t = tokens[at++];
      if (t.sign === "(") { const e = expression(); take(")"); return e; }
      return t;
    }
    let left = expression(level + 1);
    while (levels[level].includes(tokens[at]?.sign)) left = { op: tokens[at++].sign, left, right: expression(level + 1) };
    return left;
  }
  function block() { take("{"); const list = []; while (!is("}")) list.push(statement()); take("}"); return list; }
  function statement() {
    const name = tokens[at++].name;
    if (name === "while" || name === "if") { const test = expression(); return { kind: name, test, body: block() }; }
    take("=");
    const value = expression();
    take(";");
    return { kind: "set", name, value };
  }
  const program = [];
  while (at < tokens.length) program.push(statement());
  return program;
}
const operations = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => Math.trunc(a / b), "%": (a, b) => a % b,
  "<": (a, b) => +(a < b), "<=": (a, b) => +(a <= b), "==": (a, b) => +(a === b) };
let steps = 0;
const value = (e, s) => (steps++, e.op ? operations[e.op](value(e.left, s), value(e.right, s)) : e.number ?? s[e.name] ?? 0);
function execute(list, s) {
  for (const { kind, test, body, name, value: v } of list) {
    if (kind === "set") s[name] = value(v, s);
    else if (kind === "if") { if (value(test, s)) execute(body, s); }
    else while (value(test, s)) execute(body, s);
  }
  return s;
}
const programs = [
  "n = 27; c = 0; while 1 < n { odd = n % 2; if odd == 1 { n = 3 * n + 1; } if odd == 0 { n = n / 2; } c = c + 1; }",
  "a = 0; b = 1; i = 0; while i < 60 { t = (a + b) % 1000007; a = b; b = t; i = i + 1; }",
  "p = 0; n = 2; while n < 150 { d = 2; ok = 1; while d * d <= n { if n % d == 0 { ok = 0; } d = d + 1; } p = p + ok; n = n + 1; }",
];
for (const text of programs) { const tokens = lex(text); print(tokens.length, JSON.stringify(execute(parse(tokens), {})), steps); }
