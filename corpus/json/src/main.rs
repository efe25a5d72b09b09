//! A small JSON store as a WASI program. It reads JSON values one after another: settings, then a document, then
//! patches to it (RFC 7386, "merge patch"). Each patch makes a new version of the document, which is written down
//! compactly for its checksum and, if the settings say so, read back and compared. The settings' queries are then asked of
//! the last version.
//!
//! It writes one JSON value: the versions, the answers and the document itself, pretty or compact.

mod path;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    pretty: bool,
    /// Read each version back and compare it with the one that was written.
    #[serde(default)]
    verify: bool,
    /// Keep every version's checksum in the response, not only the last.
    #[serde(default)]
    history: bool,
    /// Put the last version itself into the response.
    #[serde(default)]
    document: bool,
    #[serde(default)]
    queries: Vec<Query>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    path: String,
    #[serde(default)]
    op: Operation,
    /// For `group`: the member that the values are counted by.
    by: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum Operation {
    #[default]
    Values,
    Count,
    Sum,
    Mean,
    Min,
    Max,
    Distinct,
    Group,
}

#[derive(Serialize)]
struct Response {
    versions: usize,
    bytes: usize,
    checksum: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<(usize, String)>,
    answers: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Value>,
}

fn main() -> ExitCode {
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => respond(&request),
        Err(error) => Err(format!("stdin cannot be read: {error}")),
    };
    let written = response.and_then(|text| {
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{text}").map_err(|error| format!("stdout cannot be written: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("json: {error}");
            ExitCode::FAILURE
        }
    }
}

fn respond(request: &str) -> Result<String, String> {
    let mut values = serde_json::Deserializer::from_str(request).into_iter::<Value>();
    let mut next = || values.next().transpose().map_err(|error| error.to_string());
    let settings = next()?.ok_or("a request starts with its settings")?;
    let settings: Settings = serde_json::from_value(settings).map_err(|error| error.to_string())?;
    let mut document = next()?.ok_or("there is no document after the settings")?;

    let mut history = Vec::new();
    let mut text = serde_json::to_vec(&document).map_err(|error| error.to_string())?;
    history.push((text.len(), checksum(&text)));
    while let Some(patch) = next()? {
        merge(&mut document, patch);
        text.clear();
        serde_json::to_writer(&mut text, &document).map_err(|error| error.to_string())?;
        history.push((text.len(), checksum(&text)));
        if settings.verify {
            let again: Value = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
            if again != document {
                return Err(format!("version {} is not what was written", history.len()));
            }
        }
    }

    let answers =
        settings.queries.iter().map(|query| answer(query, &document)).collect::<Result<_, _>>()?;
    let (bytes, checksum) = history[history.len() - 1].clone();
    let response = Response {
        versions: history.len(),
        bytes,
        checksum,
        history: if settings.history { history } else { Vec::new() },
        answers,
        document: settings.document.then_some(document),
    };
    let text = if settings.pretty {
        serde_json::to_string_pretty(&response)
    } else {
        serde_json::to_string(&response)
    };
    text.map_err(|error| error.to_string())
}

/// RFC 7386: members of the patch replace those of the target; null removes one.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(members) = target else { unreachable!("it was made an object") };
    for (name, value) in patch {
        if value.is_null() {
            members.remove(&name);
        } else {
            merge(members.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// FNV-1a, 64 bits.
fn checksum(text: &[u8]) -> String {
    let hash = text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn answer(query: &Query, document: &Value) -> Result<Value, String> {
    let found = query.path.parse::<Path>()?.find(document);
    let numbers = || found.iter().filter_map(|value| value.as_f64());
    Ok(match query.op {
        Operation::Values => found.into_iter().cloned().collect(),
        Operation::Count => found.len().into(),
        Operation::Sum => numbers().sum::<f64>().into(),
        Operation::Mean => match numbers().count() {
            0 => Value::Null,
            count => (numbers().sum::<f64>() / count as f64).into(),
        },
        Operation::Min => numbers().reduce(f64::min).into(),
        Operation::Max => numbers().reduce(f64::max).into(),
        Operation::Distinct => {
            let mut texts: Vec<String> = found.iter().map(|value| value.to_string()).collect();
            texts.sort();
            texts.dedup();
            texts.into()
        }
        Operation::Group => {
            let by =
                query.by.as_deref().ok_or_else(|| format!("'{}': group by what?", query.path))?;
            let mut groups = BTreeMap::new();
            for value in found {
                let key = match &value[by] {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                *groups.entry(key).or_insert(0) += 1;
            }
            groups.into_iter().map(|(key, count)| (key, Value::from(count))).collect()
        }
    })
}
