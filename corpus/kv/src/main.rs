//! A key-value store as a WASI program: the lines of stdin are run one by one against a new store in memory, and what
//! they ask for goes to stdout. Beside the store there is an index from words to the keys whose values hold them.
//!
//!     put KEY VALUE…        get KEY               del KEY
//!     fill PREFIX N SEED    puts N made-up values under keys that begin with PREFIX
//!     scan FROM TO N        the first N entries with FROM <= key < TO     last FROM TO N: from the end
//!     sum FROM TO           how many, how long, and a checksum            drop FROM TO: deletes them
//!     word WORD N           the first N keys whose values hold the word   words FROM TO: how many keys each has
//!     commit                ends a transaction; undo: as if it had not been
//!
//! The store and its tables are made before the first read of stdin.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::process::ExitCode;

use redb::backends::InMemoryBackend;
use redb::{Database, MultimapTable, MultimapTableDefinition, ReadableMultimapTable};
use redb::{ReadableTable, ReadableTableMetadata, Table, TableDefinition};

const VALUES: TableDefinition<&str, &str> = TableDefinition::new("values");
const INDEX: MultimapTableDefinition<&str, &str> = MultimapTableDefinition::new("index");

const WORDS: [&str; 24] = [
    "amber", "basin", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "jetty",
    "knoll", "ledge", "marsh", "notch", "oasis", "plain", "quay", "ridge", "shoal", "tarn",
    "upland", "vale", "weir", "yard",
];

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kv: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<()> {
    let database = Database::builder().create_with_backend(InMemoryBackend::new())?;
    let setup = database.begin_write()?;
    setup.open_table(VALUES)?;
    setup.open_multimap_table(INDEX)?;
    setup.commit()?;

    let mut script = String::new();
    io::stdin().read_to_string(&mut script)?;
    let mut out = String::new();
    let mut lines = script.lines().enumerate().peekable();
    while lines.peek().is_some() {
        let transaction = database.begin_write()?;
        let mut keep = true;
        {
            let mut store = Store {
                values: transaction.open_table(VALUES)?,
                index: transaction.open_multimap_table(INDEX)?,
            };
            for (number, line) in lines.by_ref() {
                match line.trim() {
                    "commit" => break,
                    "undo" => {
                        keep = false;
                        break;
                    }
                    line => store
                        .run(line, &mut out)
                        .map_err(|error| format!("line {}: {error}", number + 1))?,
                }
            }
            writeln!(
                out,
                "# {} keys, {}",
                store.values.len()?,
                if keep { "kept" } else { "undone" }
            )?;
        }
        match keep {
            true => transaction.commit()?,
            false => transaction.abort()?,
        }
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(())
}

/// The tables within a transaction.
struct Store<'a> {
    values: Table<'a, &'static str, &'static str>,
    index: MultimapTable<'a, &'static str, &'static str>,
}

impl Store<'_> {
    fn run(&mut self, line: &str, out: &mut String) -> Result<()> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            ["put", key, value @ ..] => self.put(key, &value.join(" "))?,
            ["get", key] => match self.values.get(key)? {
                Some(value) => writeln!(out, "{key} = {}", value.value())?,
                None => writeln!(out, "{key} is not there")?,
            },
            ["del", key] => self.delete(key)?,
            ["fill", prefix, count, seed] => {
                let mut numbers = Numbers(seed.parse()?);
                for _ in 0..count.parse::<u32>()? {
                    let key = format!("{prefix}{:06}", numbers.below(1_000_000));
                    let words =
                        (0..2 + numbers.below(5)).map(|_| WORDS[numbers.below(24) as usize]);
                    let value = words.collect::<Vec<_>>().join(" ");
                    self.put(&key, &value)?;
                }
            }
            ["scan", from, to, count] => {
                for entry in self.values.range(*from..*to)?.take(count.parse()?) {
                    let (key, value) = entry?;
                    writeln!(out, "{} = {}", key.value(), value.value())?;
                }
            }
            ["last", from, to, count] => {
                for entry in self.values.range(*from..*to)?.rev().take(count.parse()?) {
                    let (key, value) = entry?;
                    writeln!(out, "{} = {}", key.value(), value.value())?;
                }
            }
            ["sum", from, to] => {
                let (mut count, mut bytes, mut checksum) = (0, 0, 0xcbf2_9ce4_8422_2325u64);
                for entry in self.values.range(*from..*to)? {
                    let (key, value) = entry?;
                    count += 1;
                    bytes += key.value().len() + value.value().len();
                    for byte in key.value().bytes().chain(value.value().bytes()) {
                        checksum = (checksum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
                    }
                }
                writeln!(out, "{from}..{to}: {count} entries, {bytes} bytes, {checksum:016x}")?;
            }
            ["drop", from, to] => {
                let entries = self.values.range(*from..*to)?;
                let keys: Vec<String> = entries
                    .map(|entry| entry.map(|(key, _)| key.value().to_owned()))
                    .collect::<std::result::Result<_, _>>()?;
                for key in &keys {
                    self.delete(key)?;
                }
                writeln!(out, "{from}..{to}: {} dropped", keys.len())?;
            }
            ["word", word, count] => {
                let keys = self.index.get(word)?;
                write!(out, "{word} in {}:", keys.len())?;
                for key in keys.take(count.parse()?) {
                    write!(out, " {}", key?.value())?;
                }
                writeln!(out)?;
            }
            ["words", from, to] => {
                for entry in self.index.range(*from..*to)? {
                    let (word, keys) = entry?;
                    writeln!(out, "{} in {}", word.value(), keys.len())?;
                }
            }
            _ => return Err(format!("not understood: {line}").into()),
        }
        Ok(())
    }

    fn put(&mut self, key: &str, value: &str) -> Result<()> {
        let old = self.values.insert(key, value)?.map(|old| old.value().to_owned());
        self.forget(key, old)?;
        for word in value.split(' ').filter(|word| !word.is_empty()) {
            self.index.insert(word, key)?;
        }
        Ok(())
    }

    fn delete(&mut self, key: &str) -> Result<()> {
        let old = self.values.remove(key)?.map(|old| old.value().to_owned());
        self.forget(key, old)
    }

    /// Takes the key out of the index, for the value that it had.
    fn forget(&mut self, key: &str, value: Option<String>) -> Result<()> {
        for word in value.iter().flat_map(|value| value.split(' ')) {
            self.index.remove(word, key)?;
        }
        Ok(())
    }
}

/// Numbers that look random and are the same everywhere (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) % limit
    }
}
