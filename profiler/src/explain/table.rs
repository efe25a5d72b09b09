//! Aligned tables: texts to the left, numbers to the right.

/// Where the cells of a column lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

pub struct Table {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<String>>,
}

/// Longer cells are cut.
const WIDEST: usize = 96;

impl Table {
    pub fn new(columns: &[(&'static str, Align)]) -> Table {
        Table { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row, one cell per column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().map(|cell| shorten(&cell, WIDEST)).collect();
        debug_assert_eq!(cells.len(), self.columns.len());
        self.rows.push(cells);
    }

    /// Title, head and rows, with an empty line behind; nothing if there are no rows.
    pub fn write(&self, out: &mut String, title: &str) {
        if self.rows.is_empty() {
            return;
        }
        out.push_str(title);
        out.push('\n');
        let heads: Vec<String> = self.columns.iter().map(|(head, _)| (*head).to_owned()).collect();
        let head = heads.iter().any(|head| !head.is_empty()).then_some(&heads);
        let lines: Vec<&Vec<String>> = head.into_iter().chain(&self.rows).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|column| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0))
            .collect();
        for line in lines {
            let mut text = String::new();
            for ((cell, width_of), (_, align)) in line.iter().zip(&widths).zip(&self.columns) {
                let gap = " ".repeat(width_of - width(cell));
                text.push_str("  ");
                match align {
                    Align::Left => text.extend([cell, &*gap]),
                    Align::Right => text.extend([&*gap, cell]),
                }
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// One line without control characters, cut in its middle when it is too long.
pub fn shorten(text: &str, widest: usize) -> String {
    let chars: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.len() <= widest {
        return chars.into_iter().collect();
    }
    let half = widest.saturating_sub(1) / 2;
    let (front, back) = (&chars[..half], &chars[chars.len() - half..]);
    front.iter().chain(&['…']).chain(back).collect()
}
