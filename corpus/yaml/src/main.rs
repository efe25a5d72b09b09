//! Settings in YAML under overlays, as a WASI program. It reads a stream of YAML documents: what to write
//! (`format: yaml` or `json`, `show:` how many), the base, and overlays to it. Each overlay is merged into the base, not
//! into what the others made of it: mappings member by member, where null removes one and `+name` adds to a list.
//!
//! For each overlay it writes the size and checksum of the result in both formats and how many nodes it has, and the first
//! results themselves. What is written as YAML is read back and compared.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use saphyr::{LoadableYamlNode, Mapping, Scalar, Yaml, YamlEmitter};

fn main() -> ExitCode {
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => respond(&request),
        Err(error) => Err(format!("stdin cannot be read: {error}")),
    };
    let written = response.and_then(|text| {
        let mut stdout = io::stdout().lock();
        stdout
            .write_all(text.as_bytes())
            .map_err(|error| format!("stdout cannot be written: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("yaml: {error}");
            ExitCode::FAILURE
        }
    }
}

fn respond(request: &str) -> Result<String, String> {
    let documents = Yaml::load_from_str(request).map_err(|error| error.to_string())?;
    let [settings, base, overlays @ ..] = &documents[..] else {
        return Err("a request has two documents at least".to_owned());
    };
    let is_json = match settings.as_mapping_get("format").and_then(Yaml::as_str) {
        Some("json") => true,
        Some("yaml") | None => false,
        Some(other) => return Err(format!("'{other}' is not a format")),
    };
    let show = settings.as_mapping_get("show").and_then(Yaml::as_integer).unwrap_or(1);

    let (mut out, mut shown) = (String::new(), String::new());
    for (number, overlay) in (1..).zip(overlays) {
        let mut merged = base.clone();
        merge(&mut merged, overlay);
        let mut yaml = String::new();
        YamlEmitter::new(&mut yaml).dump(&merged).map_err(|error| error.to_string())?;
        let again =
            Yaml::load_from_str(&yaml).map_err(|error| format!("overlay {number}: {error}"))?;
        let alike = if again == [merged] { "" } else { ", not what was written" };
        let mut json = String::new();
        write_json(&again[0], &mut json);
        writeln!(
            out,
            "# {number}: {} bytes {:08x}, as JSON {} {:08x}, {} nodes{alike}",
            yaml.len(),
            checksum(&yaml),
            json.len(),
            checksum(&json),
            nodes(&again[0]),
        )
        .expect("a String takes everything");
        if number <= show {
            shown += if is_json { &json } else { &yaml };
            shown.push('\n');
        }
    }
    Ok(out + &shown)
}

fn merge<'a>(target: &mut Yaml<'a>, overlay: &Yaml<'a>) {
    let Yaml::Mapping(changes) = overlay else {
        *target = overlay.clone();
        return;
    };
    if !target.is_mapping() {
        *target = Yaml::Mapping(Mapping::new());
    }
    let Yaml::Mapping(members) = target else { unreachable!("it was made a mapping") };
    for (key, change) in changes {
        if let Some(name) = key.as_str().and_then(|name| name.strip_prefix('+')) {
            let name = Yaml::Value(Scalar::String(name.to_owned().into()));
            let added = change.as_vec().cloned().unwrap_or_default();
            match members.get_mut(&name) {
                Some(Yaml::Sequence(list)) => list.extend(added),
                _ => _ = members.insert(name, Yaml::Sequence(added)),
            }
        } else if change.is_null() {
            members.remove(key);
        } else if let Some(member) = members.get_mut(key) {
            merge(member, change);
        } else {
            let mut member = Yaml::Value(Scalar::Null);
            merge(&mut member, change);
            members.insert(key.clone(), member);
        }
    }
}

fn nodes(yaml: &Yaml) -> usize {
    match yaml {
        Yaml::Mapping(members) => 1 + members.values().map(nodes).sum::<usize>(),
        Yaml::Sequence(list) => 1 + list.iter().map(nodes).sum::<usize>(),
        _ => 1,
    }
}

fn write_json(yaml: &Yaml, out: &mut String) {
    match yaml {
        Yaml::Mapping(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                match key {
                    Yaml::Value(Scalar::String(name)) => write_text(name, out),
                    // Names of members are texts in JSON.
                    other => {
                        let mut name = String::new();
                        write_json(other, &mut name);
                        write_text(&name, out);
                    }
                }
                out.push(':');
                write_json(value, out);
            }
            out.push('}');
        }
        Yaml::Sequence(list) => {
            out.push('[');
            for (index, value) in list.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_json(value, out);
            }
            out.push(']');
        }
        Yaml::Value(Scalar::Boolean(value)) => *out += &value.to_string(),
        Yaml::Value(Scalar::Integer(value)) => *out += &value.to_string(),
        Yaml::Value(Scalar::FloatingPoint(value)) if value.is_finite() => {
            *out += &value.to_string()
        }
        Yaml::Value(Scalar::String(text)) => write_text(text, out),
        Yaml::Tagged(_, value) => write_json(value, out),
        _ => *out += "null",
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => *out += "\\\"",
            '\\' => *out += "\\\\",
            '\n' => *out += "\\n",
            '\t' => *out += "\\t",
            letter if letter < ' ' => *out += &format!("\\u{:04x}", u32::from(letter)),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
