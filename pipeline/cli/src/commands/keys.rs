//! `preheat keys`: the own key, and those whose files are used here.

use preheat_formats::PublicKey;
use preheat_pipeline::Error;
use preheat_pipeline::keys::{Changed, Keys, printable};
use serde_json::json;

use crate::cli::{Keys as Options, KeysCommand};
use crate::output::{Table, path_json, print};

pub fn run(options: &Options) -> Result<u8, Error> {
    let keys = Keys::of_user();
    match &options.command {
        None => list(&keys, options.json),
        Some(KeysCommand::Trust { key, name }) => {
            let name = printable(name.as_deref().unwrap_or_default());
            let changed = keys.folder()?.trust(key, &name)?;
            let words = ["trusted already", "trusted from now on"];
            tell(options.json, key, changed, words)
        }
        Some(KeysCommand::Distrust { key }) => {
            let changed = keys.folder()?.distrust(key)?;
            if changed == Changed::No {
                return Err(Error::Usage(format!("{key} is not among the trusted keys")));
            }
            tell(options.json, key, changed, ["not trusted", "not trusted any more"])
        }
    }
}

fn tell(json: bool, key: &PublicKey, changed: Changed, words: [&str; 2]) -> Result<u8, Error> {
    let is_new = changed == Changed::Yes;
    if json {
        print(format_args!("{}\n", json!({ "key": key.to_string(), "changed": is_new })))?;
    } else {
        print(format_args!("{key}: {}\n", words[usize::from(is_new)]))?;
    }
    Ok(0)
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
        let folder = path_json(folder.path());
        let json = json!({ "own": own.to_string(), "trusted": list, "folder": folder });
        print(format_args!("{json:#}\n"))?;
        return Ok(0);
    }
    let mut table = Table::new(&["key", "whose"]);
    table.row([own.to_string(), "this user's own: signs what is made here".into()]);
    for trusted in trusted {
        table.row([trusted.key.to_string(), format!("trusted: {}", trusted.name)]);
    }
    print(table)?;
    Ok(0)
}
