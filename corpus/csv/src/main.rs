//! Reports on tables, as a WASI program. It reads a line of settings, reports, and CSV tables:
//!
//!     separator=, precision=2 lines=40
//!     join people person                             adds the columns of a table where its `person` is the same
//!     where price > 100                              leaves rows out: = != < >
//!     derive total = price * count                   a new column: + - * /
//!     group city,state sum(total) mean(price) count  one row for each value of the columns
//!     cube city,state,year max(total)                the same for every subset of the columns
//!     sort -total,name 10                            the first rows of an order, - is descending
//!     --- orders                                     the main table; other tables are for joins
//!     person,price,count
//!
//! `join`, `where` and `derive` change the table for what follows; the others are reports, which are written as CSV
//! with a line before each; `lines` limits those of groups and cubes, whose rest is counted. A column is of numbers if every cell of it is one or empty.

mod report;
mod table;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use crate::report::Reporter;
use crate::table::{Comparison, Table};

fn main() -> ExitCode {
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => respond(&request),
        Err(error) => Err(format!("stdin cannot be read: {error}")),
    };
    let written = response.and_then(|text| {
        let mut stdout = io::stdout().lock();
        stdout.write_all(&text).map_err(|error| format!("stdout cannot be written: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("csv: {error}");
            ExitCode::FAILURE
        }
    }
}

fn respond(request: &str) -> Result<Vec<u8>, String> {
    let mut sections = request.split("\n--- ");
    let (settings, steps) =
        sections.next().and_then(|head| head.split_once('\n')).ok_or("there are no settings")?;
    let (mut separator, mut precision, mut lines) = (b',', 2, usize::MAX);
    for setting in settings.split_whitespace() {
        match setting.split_once('=') {
            Some(("separator", "tab")) => separator = b'\t',
            Some(("separator", character)) if character.len() == 1 => {
                separator = character.as_bytes()[0]
            }
            Some(("precision", digits)) => {
                precision = digits.parse().map_err(|_| format!("'{setting}': how many?"))?
            }
            Some(("lines", count)) => {
                lines = count.parse().map_err(|_| format!("'{setting}': how many?"))?
            }
            _ => return Err(format!("'{setting}' is not a setting")),
        }
    }
    let mut tables = BTreeMap::new();
    let mut table = None;
    for section in sections {
        let (name, text) = section.split_once('\n').unwrap_or((section, ""));
        let new =
            Table::read(text, separator).map_err(|error| format!("table '{name}': {error}"))?;
        match table {
            None => table = Some(new),
            Some(_) => _ = tables.insert(name, new),
        }
    }
    let mut table = table.ok_or("there is no table")?;

    let mut reporter = Reporter::new(separator, precision, lines);
    for step in steps.lines() {
        let words: Vec<&str> = step.split_whitespace().collect();
        match words[..] {
            ["join", name, column] => {
                let other =
                    tables.get(name).ok_or_else(|| format!("there is no table '{name}'"))?;
                table.join(other, column)?;
            }
            ["where", column, comparison, value] => {
                let comparison: Comparison = comparison.parse()?;
                table.keep(column, comparison, value)?;
            }
            ["derive", name, "=", left, operation, right] => {
                table.derive(name, left, operation, right)?
            }
            ["group", columns, ref figures @ ..] => {
                reporter.group(step, &table, &[columns], figures)?
            }
            ["cube", columns, ref figures @ ..] => {
                let columns: Vec<&str> = columns.split(',').collect();
                let subsets: Vec<String> = (0..1_u32 << columns.len())
                    .map(|set| {
                        let taken = (0..columns.len()).filter(|column| set >> column & 1 == 1);
                        taken.map(|column| columns[column]).collect::<Vec<_>>().join(",")
                    })
                    .collect();
                let subsets: Vec<&str> = subsets.iter().map(String::as_str).collect();
                reporter.group(step, &table, &subsets, figures)?;
            }
            ["sort", order, limit] => {
                let limit = limit.parse().map_err(|_| format!("'{step}': how many rows?"))?;
                reporter.sort(step, &table, order, limit)?;
            }
            [] => {}
            _ => return Err(format!("'{step}' is not a step")),
        }
    }
    reporter.finish()
}
