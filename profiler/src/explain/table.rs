//! Aligned tables, of reports and of commands: texts to the left, numbers to the right.

use std::fmt;

use preheat_formats::shown::shown;

/// Columns with two spaces between them.
pub struct Table {
    titles: Vec<String>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

/// Longer cells of a report are cut.
const WIDEST: usize = 96;

impl Table {
    /// Columns by their titles; one that starts with `>` is aligned to the right.
    pub fn new(titles: &[&str]) -> Table {
        Table {
            titles: titles.iter().map(|title| title.trim_start_matches('>').to_owned()).collect(),
            right: titles.iter().map(|title| title.starts_with('>')).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, one cell per column; what a terminal would obey is written out.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().map(|cell| shown(&cell).into_owned()).collect();
        debug_assert_eq!(cells.len(), self.right.len());
        self.rows.push(cells);
    }

    /// A part of a report: title, head and rows, indented, with an empty line behind; nothing if there are no
    /// rows.
    pub fn write(&self, out: &mut String, title: &str) {
        if self.rows.is_empty() {
            return;
        }
        out.push_str(title);
        out.push('\n');
        let cut = |row: &Vec<String>| row.iter().map(|cell| shorten(cell, WIDEST)).collect();
        let rows: Vec<Vec<String>> = self.rows.iter().map(cut).collect();
        for line in self.lines(&rows) {
            out.push_str(format!("  {line}").trim_end());
            out.push('\n');
        }
        out.push('\n');
    }

    /// Head, if any column has a title, and rows.
    fn lines(&self, rows: &[Vec<String>]) -> Vec<String> {
        let head = self.titles.iter().any(|title| !title.is_empty()).then_some(&self.titles);
        let lines: Vec<&Vec<String>> = head.into_iter().chain(rows).collect();
        let widest =
            |column: usize| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.right.len()).map(widest).collect();
        let text = |line: &&Vec<String>| {
            let cells = line.iter().zip(&widths).zip(&self.right).map(|((cell, of), right)| {
                let gap = " ".repeat(of - width(cell));
                if *right { gap + cell } else { format!("{cell}{gap}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        lines.iter().map(text).collect()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines(&self.rows).iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// One line, cut in its middle when it is too long.
pub fn shorten(text: &str, widest: usize) -> String {
    let chars: Vec<char> = shown(text).chars().collect();
    if chars.len() <= widest {
        return chars.into_iter().collect();
    }
    let half = widest.saturating_sub(1) / 2;
    let (front, back) = (&chars[..half], &chars[chars.len() - half..]);
    front.iter().chain(&['…']).chain(back).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_takes_one_line_and_says_nothing_to_a_terminal() {
        let mut table = Table::new(&["name", ">time"]);
        table.row(["a\n\x1b[2Jb".into(), "1 s".into()]);
        assert_eq!(table.to_string(), "name           time\na\\n\\u{1b}[2Jb   1 s\n");
    }

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["name", ">time"]);
        table.row(["a".into(), "12 ns".into()]);
        table.row(["much longer".into(), "1.23 ms".into()]);
        assert_eq!(
            table.to_string(),
            "name            time\na              12 ns\nmuch longer  1.23 ms\n"
        );
        let mut text = String::new();
        table.write(&mut text, "Times");
        assert!(text.starts_with("Times\n  name            time\n") && text.ends_with("ms\n\n"));
    }
}
