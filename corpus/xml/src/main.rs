//! Editions of an XML document, as a WASI program. It reads editions, an empty line and the document. An edition is a
//! line with its name and the steps that make it, one in a line, each of which reads what the one before wrote:
//!
//!     edition NAME                     begins with the document as it is
//!     drop ELEMENT                     leaves out elements with all that is in them
//!     rename ELEMENT NAME
//!     set ELEMENT ATTRIBUTE VALUE      `#` in the value is the element's number
//!     unset ELEMENT ATTRIBUTE
//!     upper ELEMENT                    its text in capital letters
//!     scale ELEMENT PERCENT            its text is a number
//!     where ELEMENT CHILD > VALUE      keeps only those for whose child or `@attribute` it holds: = != < >
//!     sort ELEMENT CHILD               sorts neighbours by a child or `@attribute`; `-CHILD`: descending
//!     lift ELEMENT CHILD               makes a child an attribute
//!     comments                         leaves out comments and processing instructions
//!     indent WIDTH                     lays the document out again
//!
//! It writes the last edition, and a comment for each: its size and checksum, how many elements there are of each name.

mod step;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use quick_xml::{Reader, events::Event};

use crate::step::Step;

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
            eprintln!("xml: {error}");
            ExitCode::FAILURE
        }
    }
}

fn respond(request: &str) -> Result<String, String> {
    let (editions, original) =
        request.split_once("\n\n").ok_or("there is no empty line after the editions")?;
    let editions =
        editions.strip_prefix("edition ").ok_or("a request starts with 'edition NAME'")?;
    let mut document = String::new();
    let mut notes = String::new();
    for edition in editions.split("\nedition ") {
        let (name, steps) = edition.split_once('\n').unwrap_or((edition, ""));
        document = original.trim().to_owned();
        for line in steps.lines() {
            let step: Step = line.parse()?;
            document = step.run(&document).map_err(|error| format!("'{line}': {error}"))?;
        }
        let counts = count(&document).map_err(|error| error.to_string())?;
        let counts: Vec<String> =
            counts.into_iter().map(|(name, count)| format!("{count} {name}")).collect();
        let hash = document
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        notes += &format!(
            "<!-- {name}: {} bytes, {hash:08x}; {} -->\n",
            document.len(),
            counts.join(", ")
        );
    }
    Ok(format!("{document}\n{notes}"))
}

fn count(document: &str) -> Result<BTreeMap<String, usize>, quick_xml::Error> {
    let mut counts = BTreeMap::new();
    let mut reader = Reader::from_str(document);
    loop {
        match reader.read_event()? {
            Event::Start(start) | Event::Empty(start) => {
                *counts.entry(start.name().as_ref().to_owned()).or_default() += 1;
            }
            Event::Eof => return Ok(counts),
            _ => {}
        }
    }
}
