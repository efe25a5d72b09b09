//! Results as text on a terminal.

use std::fmt::Write;

use preheat_cli::output::Table;

use crate::results::Results;
use crate::tables::{Sheet, notes, sheets};

/// All tables, and what they do not say.
pub fn text(results: &Results) -> String {
    let mut text = String::new();
    for sheet in sheets(results) {
        let _ = writeln!(text, "{}", sheet.title);
        for line in wrap(&sheet.note, 100) {
            let _ = writeln!(text, "  {line}");
        }
        let _ = writeln!(text, "{}", table(&sheet));
    }
    for note in notes(results) {
        let _ = writeln!(text, "{note}");
    }
    text
}

fn table(sheet: &Sheet) -> Table {
    let columns: Vec<&str> = sheet.columns.iter().map(String::as_str).collect();
    let mut table = Table::new(&columns);
    for row in &sheet.rows {
        table.row(row.iter().cloned());
    }
    table
}

/// Lines of at most this many characters, unless a word is longer.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
