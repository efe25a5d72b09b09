//! How results look: aligned tables, sizes and times for people.

/// Columns with two spaces between them; numbers to the right.
pub struct Table {
    rows: Vec<Vec<String>>,
    right: Vec<bool>,
}

impl Table {
    /// Columns by their titles; one that starts with `>` is aligned to the right.
    pub fn new(titles: &[&str]) -> Table {
        let right = titles.iter().map(|title| title.starts_with('>')).collect();
        let titles = titles.iter().map(|title| title.trim_start_matches('>').to_owned());
        Table { rows: vec![titles.collect()], right }
    }

    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        debug_assert_eq!(N, self.right.len());
        self.rows.push(cells.into());
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let width = |column: usize| {
            self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.right.len()).map(width).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let pad = " ".repeat(widths[column] - cell.chars().count());
                let gap = if column == 0 { "" } else { "  " };
                if self.right[column] {
                    line += &format!("{gap}{pad}{cell}");
                } else {
                    line += &format!("{gap}{cell}{pad}");
                }
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// "1.4 MB": decimal units.
pub fn bytes(count: u64) -> String {
    scaled(count as f64, 1000.0, &["B", "kB", "MB", "GB", "TB"])
}

/// "1.4 ms".
pub fn nanoseconds(count: u64) -> String {
    if count >= 1_000_000_000 {
        return format!("{:.2} s", count as f64 / 1e9);
    }
    scaled(count as f64, 1000.0, &["ns", "µs", "ms"])
}

fn scaled(mut value: f64, step: f64, units: &[&str]) -> String {
    let mut unit = 0;
    while value >= step && unit + 1 < units.len() {
        value /= step;
        unit += 1;
    }
    if unit == 0 || value >= 100.0 {
        format!("{value:.0} {}", units[unit])
    } else {
        format!("{value:.2} {}", units[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["name", ">time"]);
        table.row(["a".into(), nanoseconds(12)]);
        table.row(["much longer".into(), nanoseconds(1_234_567)]);
        assert_eq!(
            table.to_string(),
            "name            time\na              12 ns\nmuch longer  1.23 ms\n"
        );
    }

    #[test]
    fn quantities_have_units() {
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_400_000), "1.40 MB");
        assert_eq!(nanoseconds(2_500_000_000), "2.50 s");
        assert_eq!(nanoseconds(150_000), "150 µs");
    }
}
