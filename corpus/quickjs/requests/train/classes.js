// Classes, closures, generators and exceptions: a little bank.
class Account {
  #balance = 0;
  constructor(name) { this.name = name; this.log = []; }
  change(amount) {
    if (this.#balance + amount < 0) throw new RangeError(`${this.name} lacks ${-amount - this.#balance}`);
    this.#balance += amount;
    this.log.push(amount);
  }
  get balance() { return this.#balance; }
}
class Saving extends Account {
  change(amount) { super.change(amount > 0 ? amount + Math.floor(amount / 50) : amount); }
}
function* amounts(seed, count) { for (let i = 0; i < count; i++) yield (seed = seed * 69069 % 65537) % 700 - 300; }
const accounts = ["ida", "jon", "kai", "liv"].map((name, i) => i % 2 ? new Saving(name) : new Account(name));
const failures = new Map();
let turn = 0;
for (const amount of amounts(17, 3000)) {
  const account = accounts[turn++ % accounts.length];
  try { account.change(amount); }
  catch (error) { failures.set(account.name, [...(failures.get(account.name) ?? []).slice(-3), error.message]); }
}
for (const { name, balance, log } of accounts) print(name, balance, log.length, failures.get(name)?.at(-1));
