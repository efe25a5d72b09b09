//! A full text index as a WASI program. It reads a line of settings, then queries, each after `? `, then documents, each
//! after a line `= TITLE`. It makes an index of the documents, and answers each query with the best of them.
//!
//!     language=english limit=5
//!     ? silver harbor~1 -storm        words; ~1 and ~2: misspelt by so much; -: not with it; +: only with it
//!     ? light* "cold winter"          beginnings of words; neighbours
//!     = The first document
//!     text
//!
//! Words are compared by their stems. The terms are in an fst, which the automata of prefixes and of Levenshtein
//! distances search; those of distances are made from tables that are there before the first read of stdin.

mod index;
mod query;

use std::io::{self, Read, Write};
use std::process::ExitCode;

use crate::index::{Index, Language};
use crate::query::Searcher;

fn main() -> ExitCode {
    let searcher = Searcher::new();
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => respond(&searcher, &request),
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
            eprintln!("search: {error}");
            ExitCode::FAILURE
        }
    }
}

fn respond(searcher: &Searcher, request: &str) -> Result<String, String> {
    let mut lines = request.lines().peekable();
    let (mut language, mut limit) = (Language::English, 5);
    for setting in lines.next().ok_or("there are no settings")?.split_whitespace() {
        match setting.split_once('=') {
            Some(("language", name)) => language = name.parse()?,
            Some(("limit", count)) => {
                limit = count.parse().map_err(|_| format!("'{setting}': how many?"))?
            }
            _ => return Err(format!("'{setting}' is not a setting")),
        }
    }
    let mut queries = Vec::new();
    while let Some(query) = lines.peek().and_then(|line| line.strip_prefix("? ")) {
        queries.push(query);
        lines.next();
    }
    let mut documents: Vec<(&str, String)> = Vec::new();
    for line in lines {
        match (line.strip_prefix("= "), documents.last_mut()) {
            (Some(title), _) => documents.push((title, String::new())),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => return Err(format!("'{line}' is in no document")),
        }
    }

    let index = Index::new(language, &documents).map_err(|error| error.to_string())?;
    let mut out = format!("{} documents, {} terms\n", documents.len(), index.terms().len());
    for query in queries {
        let hits = searcher.search(&index, query)?;
        out += &format!("\n? {query}\n{} found\n", hits.len());
        for (document, score) in hits.into_iter().take(limit) {
            out += &format!("{}.{:03} {}\n", score / 1000, score % 1000, documents[document].0);
        }
    }
    Ok(out)
}
