//! Pages of the web, as a WASI program. It reads rules, one in a line, then an empty line, then HTML as people write it,
//! which is parsed as browsers do (html5ever). The rules, in their order:
//!
//!     count SELECTOR              how many elements there are of a CSS selector, and how deep they lie
//!     text LIMIT SELECTOR         the text in the first of them
//!     attribute NAME LIMIT SELECTOR
//!     html LIMIT SELECTOR         the first of them, as HTML
//!     table SELECTOR              the rows of tables, cells between bars
//!     tally NAME SELECTOR         how often each value of an attribute comes
//!     remove SELECTOR             takes elements out, for the rules that follow
//!     page                        the size and checksum of the whole page, written down again
//!
//! The response begins with a summary, by selectors that are compiled before the first read of stdin.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use scraper::{ElementRef, Html, Selector};

const SUMMARY: [(&str, &str); 6] = [
    ("links", "a[href]"),
    ("images", "img[src]"),
    ("headings", "h1, h2, h3, h4, h5, h6"),
    ("forms", "form input, form select, form textarea"),
    ("items", "ul > li, ol > li"),
    ("scripts", "script, style, noscript"),
];

/// What is compiled before there is a request.
struct Selectors {
    summary: Vec<(&'static str, Selector)>,
    title: Selector,
    row: Selector,
    cell: Selector,
}

fn main() -> ExitCode {
    let selectors = Selectors::new().expect("the program's own selectors are good");
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => respond(&selectors, &request),
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
            eprintln!("html: {error}");
            ExitCode::FAILURE
        }
    }
}

impl Selectors {
    fn new() -> Result<Self, String> {
        let summary = SUMMARY.iter().map(|(name, text)| Ok((*name, selector(text)?)));
        Ok(Selectors {
            summary: summary.collect::<Result<_, String>>()?,
            title: selector("title")?,
            row: selector("tr")?,
            cell: selector("td, th")?,
        })
    }
}

fn selector(text: &str) -> Result<Selector, String> {
    Selector::parse(text).map_err(|_| format!("'{text}' is not a selector"))
}

fn respond(selectors: &Selectors, request: &str) -> Result<String, String> {
    let (rules, page) =
        request.split_once("\n\n").ok_or("there is no empty line after the rules")?;
    let mut page = Html::parse_document(page);
    let title = page
        .root_element()
        .select(&selectors.title)
        .next()
        .map(|title| text(title, 80))
        .unwrap_or_default();
    let mut out = format!("{title}\n");
    for (name, selector) in &selectors.summary {
        out += &format!("{} {name}, ", page.root_element().select(selector).count());
    }
    out += &format!("{} in all\n", page.root_element().descendants().count());

    for rule in rules.lines() {
        out += &format!("\n# {rule}\n");
        let (verb, rest) = rule.split_once(' ').unwrap_or((rule, ""));
        match verb {
            "count" => {
                let depths: Vec<usize> = page
                    .select(&selector(rest)?)
                    .map(|element| element.ancestors().count())
                    .collect();
                out += &format!(
                    "{}, depth at most {}\n",
                    depths.len(),
                    depths.iter().max().unwrap_or(&0)
                );
            }
            "text" => {
                let (limit, rest) = limit(rest)?;
                for element in page.root_element().select(&selector(rest)?).take(limit) {
                    out += &format!("{}\n", text(element, 200));
                }
            }
            "attribute" => {
                let (name, rest) = rest.split_once(' ').unwrap_or_default();
                let (limit, rest) = limit(rest)?;
                for value in page
                    .select(&selector(rest)?)
                    .filter_map(|element| element.attr(name))
                    .take(limit)
                {
                    out += &format!("{value}\n");
                }
            }
            "html" => {
                let (limit, rest) = limit(rest)?;
                for element in page.root_element().select(&selector(rest)?).take(limit) {
                    out += &format!("{}\n", element.html());
                }
            }
            "table" => {
                for table in page.root_element().select(&selector(rest)?) {
                    for row in table.select(&selectors.row) {
                        let cells: Vec<String> =
                            row.select(&selectors.cell).map(|cell| text(cell, 40)).collect();
                        out += &format!("{}\n", cells.join(" | "));
                    }
                }
            }
            "tally" => {
                let (name, rest) = rest.split_once(' ').unwrap_or_default();
                let mut counts = BTreeMap::new();
                for value in page
                    .root_element()
                    .select(&selector(rest)?)
                    .filter_map(|element| element.attr(name))
                {
                    *counts.entry(value).or_insert(0) += 1;
                }
                let counts: Vec<String> =
                    counts.into_iter().map(|(value, count)| format!("{count} {value}")).collect();
                out += &format!("{}\n", counts.join(", "));
            }
            "remove" => {
                let found: Vec<_> = page
                    .root_element()
                    .select(&selector(rest)?)
                    .map(|element| element.id())
                    .collect();
                for id in &found {
                    page.tree.get_mut(*id).ok_or("an element is gone")?.detach();
                }
                out += &format!("{} removed\n", found.len());
            }
            "page" => {
                let html = page.html();
                let hash = html.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
                    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
                });
                out += &format!("{} bytes, {hash:08x}\n", html.len());
            }
            _ => return Err(format!("'{rule}' is not a rule")),
        }
    }
    Ok(out)
}

fn limit(text: &str) -> Result<(usize, &str), String> {
    let (number, rest) = text.split_once(' ').unwrap_or((text, ""));
    number.parse().map(|limit| (limit, rest)).map_err(|_| format!("'{number}': how many?"))
}

/// The text in an element, with single blanks, and so many letters of it.
fn text(element: ElementRef, letters: usize) -> String {
    let words: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
    words.join(" ").chars().take(letters).collect()
}
