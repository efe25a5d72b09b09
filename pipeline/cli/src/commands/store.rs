//! `preheat store`: what is kept, whether it is whole, and room for more.

use std::time::{Duration, SystemTime};

use bytesize::ByteSize;
use preheat_packager::kept;
use preheat_pipeline::Error;
use preheat_pipeline::store::{Doing, Entry, Freed, Removed, Store, What};
use serde_json::{Value, json};

use crate::cli::{Store as Options, StoreCommand};
use crate::exit;
use crate::output::{Table, bytes, path_json, print};
use crate::progress::{Progress, terminal};

pub fn run(options: &Options) -> Result<u8, Error> {
    let store = Store::open(&terminal())?;
    match options.command {
        StoreCommand::Ls => list(&store, options.json),
        StoreCommand::Gc { max_size, dry_run } => {
            let most = max_size.map_or(store.limit(), |size: ByteSize| size.as_u64());
            let doing = if dry_run { Doing::Dry } else { Doing::ForReal };
            tell_freed(&store.shrink(most, doing)?, doing, options.json)
        }
        StoreCommand::Verify { remove } => verify(&store, remove, options.json),
    }
}

fn list(store: &Store, as_json: bool) -> Result<u8, Error> {
    let mut entries = store.entries();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.used));
    let taken: u64 = entries.iter().map(|entry| entry.bytes).sum();
    if as_json {
        let list: Vec<Value> = entries.iter().map(as_value).collect();
        let folder = path_json(store.root());
        let limit = store.limit();
        let json = json!({ "folder": folder, "bytes": taken, "limit": limit, "entries": list });
        print(format_args!("{json:#}\n"))?;
        return Ok(0);
    }
    let count = entries.len();
    if count > 0 {
        print(table(&entries, |entry| if entry.in_use() { "in use" } else { "" }.to_owned()))?;
    }
    let (taken, limit) = (bytes(taken), bytes(store.limit()));
    print(format_args!("{}: {taken} of at most {limit}\n", store.root().display()))?;
    Ok(0)
}

fn tell_freed(freed: &Freed, doing: Doing, as_json: bool) -> Result<u8, Error> {
    let Freed { removed, in_use, left } = freed;
    let sum = |entries: &[Entry]| entries.iter().map(|entry| entry.bytes).sum::<u64>();
    if as_json {
        let values = |entries: &[Entry]| entries.iter().map(as_value).collect::<Vec<_>>();
        let json = json!({
            "dry_run": doing == Doing::Dry, "bytes": left,
            "removed": values(removed), "in_use": values(in_use),
        });
        print(format_args!("{json:#}\n"))?;
        return Ok(0);
    }
    if !removed.is_empty() {
        print(table(removed, |_| String::new()))?;
    }
    let word = if doing == Doing::Dry { "would be removed" } else { "removed" };
    let stay = match in_use.len() {
        0 => String::new(),
        count => format!("; {count} in use stay ({})", bytes(sum(in_use))),
    };
    let (gone, freed, left) = (removed.len(), bytes(sum(removed)), bytes(*left));
    print(format_args!("{gone} {word} ({freed}){stay}; {left} are left\n"))?;
    Ok(0)
}

fn verify(store: &Store, remove: bool, as_json: bool) -> Result<u8, Error> {
    let progress = Progress::start("reading what is kept");
    let entries = store.entries();
    let count = entries.len();
    let mut wrong = Vec::new();
    for entry in entries {
        if let Err(why) = store.check(&entry) {
            let done = match remove {
                false => "stays; it is not used",
                true if store.remove(&entry)? == Removed::Yes => "removed",
                true => "in use, stays",
            };
            wrong.push((entry, why, done));
        }
    }
    drop(progress);
    if as_json {
        let list: Vec<Value> = wrong
            .iter()
            .map(|(entry, why, done)| {
                let mut value = as_value(entry);
                value["wrong"] = json!(why);
                value["removed"] = json!(*done == "removed");
                value
            })
            .collect();
        print(format_args!("{:#}\n", json!({ "entries": count, "wrong": list })))?;
    } else {
        let mut table = Table::new(&["name", "wrong", "done"]);
        for (entry, why, done) in &wrong {
            table.row([short(&entry.name).into(), why.clone(), (*done).into()]);
        }
        if !wrong.is_empty() {
            print(table)?;
        }
        print(format_args!("{count} read, {} wrong\n", wrong.len()))?;
    }
    let left = wrong.iter().any(|(_, _, done)| *done != "removed");
    Ok(if left { exit::OUR_FAILURE } else { 0 })
}

fn table(entries: &[Entry], note: impl Fn(&Entry) -> String) -> Table {
    let mut table = Table::new(&["name", "what", "of", "made", ">size", "used", ""]);
    let now = SystemTime::now();
    for entry in entries {
        let Described { what, of, made } = describe(&entry.what);
        let used = ago(now.duration_since(entry.used).unwrap_or_default());
        let name = short(&entry.name).into();
        table.row([name, what.into(), of, made, bytes(entry.bytes), used, note(entry)]);
    }
    table
}

/// An entry in words.
struct Described {
    what: &'static str,
    /// Of which module, or image.
    of: String,
    /// How it was made.
    made: String,
}

fn describe(what: &What) -> Described {
    match what {
        What::Made(key) => {
            let input = |name: &str| key.input(name).unwrap_or("?").to_owned();
            let old = if key.is_of_this_program() { "" } else { ", by another preheat" };
            // Digests say nothing to people.
            let flavour = input("flavour");
            let words = flavour.split(" with plan ").next().unwrap_or_default();
            let flavour = words.split(" functions ").next().unwrap_or_default();
            let made = format!("{flavour}, {}, {}{old}", input("backend"), input("level"));
            Described { what: "code", of: short(&input("module")).into(), made }
        }
        What::Module => Described { what: "module", of: String::new(), made: "profiled".into() },
        What::Machine(kept::What::Template { image, qemu }) => {
            Described { what: "template", of: image.short(), made: format!("QEMU {qemu}") }
        }
        What::Machine(_) => {
            Described { what: "boot file", of: String::new(), made: "unpacked".into() }
        }
        What::Unusable(why) => {
            Described { what: "unusable", of: String::new(), made: (*why).into() }
        }
    }
}

fn as_value(entry: &Entry) -> Value {
    let Described { what, of, made } = describe(&entry.what);
    let used = entry.used.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    json!({
        "name": entry.name, "what": what, "of": of, "made": made,
        "bytes": entry.bytes, "used": used, "in_use": entry.in_use(),
    })
}

/// As much of a digest as tells two apart.
fn short(digest: &str) -> &str {
    &digest[..digest.len().min(12)]
}

fn ago(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds} s ago"),
        60..3_600 => format!("{} min ago", seconds / 60),
        3_600..86_400 => format!("{} h ago", seconds / 3_600),
        _ => format!("{} days ago", seconds / 86_400),
    }
}
