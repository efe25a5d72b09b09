//! `preheat keys`: the own key, and those whose files are used here.

use serde_json::json;

use crate::cli::{Keys as Options, KeysCommand};
use crate::error::Error;
use crate::keys::{Changed, Keys, printable};
use crate::output::Table;

pub fn run(options: &Options) -> Result<u8, Error> {
    let keys = Keys::of_user();
    match &options.command {
        None => list(&keys, options.json),
        Some(KeysCommand::Trust { key, name }) => {
            let name = printable(name.as_deref().unwrap_or_default());
            let changed = keys.folder()?.trust(key, &name)?;
            let words = ["trusted already", "trusted from now on"];
            say(options.json, key, changed, words);
            Ok(0)
        }
        Some(KeysCommand::Distrust { key }) => {
            let changed = keys.folder()?.distrust(key)?;
            if changed == Changed::No {
                return Err(Error::Usage(format!("{key} is not among the trusted keys")));
            }
            say(options.json, key, changed, ["not trusted", "not trusted any more"]);
            Ok(0)
        }
    }
}

fn say(json: bool, key: &preheat_formats::PublicKey, changed: Changed, words: [&str; 2]) {
    let is_new = changed == Changed::Yes;
    if json {
        println!("{}", json!({ "key": key.to_string(), "changed": is_new }));
    } else {
        println!("{key}: {}", words[usize::from(is_new)]);
    }
}

fn list(keys: &Keys, as_json: bool) -> Result<u8, Error> {
    let own = keys.public()?;
    let folder = keys.folder()?;
    let trusted = folder.trusted()?;
    if as_json {
        let list: Vec<_> = trusted
            .iter()
            .map(|trusted| json!({ "key": trusted.key.to_string(), "name": trusted.name }))
            .collect();
        let folder = folder.path();
        println!("{:#}", json!({ "own": own.to_string(), "trusted": list, "folder": folder }));
        return Ok(0);
    }
    let mut table = Table::new(&["key", "whose"]);
    table.row([own.to_string(), "this user's own: signs what is made here".into()]);
    for trusted in trusted {
        table.row([trusted.key.to_string(), format!("trusted: {}", trusted.name)]);
    }
    print!("{table}");
    Ok(0)
}
