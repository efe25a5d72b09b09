//! Learns from a table and tells what the rest of it should be. The request is a CSV file after some lines that say what to
//! learn with:
//!
//!     model forest 40 8            trees, depth                        classes or numbers
//!     model tree 6                 depth                               classes
//!     model boost 20 4             trees, depth                                   numbers
//!     model neighbours 5                                               classes or numbers
//!     model logistic | bayes                                           classes
//!     model linear | ridge                                                        numbers
//!     model clusters 4             as many as there are classes or not classes
//!     data
//!
//! The first line of the data names the columns; the last one is what is to be found, a class if any of it is no number.
//! Rows whose last field begins with `?` are not learned from; what follows the mark is the truth, to count the errors.
//! Writes for each model its errors, on what it has seen and has not, and what it says about the rows with the mark.
//! All models are smartcore's.

mod models;
mod table;

use std::io::{self, Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut request = String::new();
    let result = io::stdin()
        .read_to_string(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| answer(&request))
        .and_then(|report| {
            let written = io::stdout().write_all(report.as_bytes());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("learn: {message}");
            ExitCode::FAILURE
        }
    }
}

fn answer(request: &str) -> Result<String, String> {
    let (orders, data) = request.split_once("data\n").ok_or("there is no line 'data'")?;
    let table = table::Table::parse(data)?;
    let mut report = table.summary();
    for order in orders.lines() {
        let mut words = order.split_whitespace();
        let name = match (words.next(), words.next()) {
            (Some("model"), Some(name)) => name,
            _ => return Err(format!("'{order}' is no model")),
        };
        let numbers: Vec<u16> = words.filter_map(|word| word.parse().ok()).collect();
        let text = match &table.target {
            table::Target::Classes(classes) => models::classes(name, &numbers, &table, classes)?,
            table::Target::Numbers(truth) => models::numbers(name, &numbers, &table, truth)?,
        };
        report += &format!("{order}: {text}\n");
    }
    Ok(report)
}
