//! Reports: groups with their figures, and sorted rows.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use csv::{Writer, WriterBuilder};

use crate::table::{Cell, Table};

pub struct Reporter {
    writer: Writer<Vec<u8>>,
    precision: usize,
    /// So many lines of a group or cube are written; of the others their number and checksum.
    lines: usize,
}

/// A figure of a group, as `mean(price)`.
enum Figure {
    Count,
    Of { function: Function, column: usize },
}

#[derive(Clone, Copy)]
enum Function {
    Sum,
    Mean,
    Min,
    Max,
    Median,
    Distinct,
}

impl Figure {
    fn read(text: &str, table: &Table) -> Result<Self, String> {
        if text == "count" {
            return Ok(Figure::Count);
        }
        let unknown = || format!("'{text}' is not a figure");
        let (function, column) =
            text.strip_suffix(')').and_then(|text| text.split_once('(')).ok_or_else(unknown)?;
        let function = match function {
            "sum" => Function::Sum,
            "mean" => Function::Mean,
            "min" => Function::Min,
            "max" => Function::Max,
            "median" => Function::Median,
            "distinct" => Function::Distinct,
            _ => return Err(unknown()),
        };
        Ok(Figure::Of { function, column: table.column(column)? })
    }

    fn of(&self, rows: &[&Vec<Cell>]) -> Cell {
        let Figure::Of { function, column } = *self else { return Cell::Number(rows.len() as f64) };
        let cells = || rows.iter().map(|row| &row[column]).filter(|cell| **cell != Cell::Empty);
        let numbers = || cells().filter_map(Cell::number);
        let sorted = || {
            let mut sorted: Vec<&Cell> = cells().collect();
            sorted.sort();
            sorted
        };
        let count = numbers().count();
        match function {
            Function::Sum => Cell::Number(numbers().sum()),
            Function::Mean if count > 0 => Cell::Number(numbers().sum::<f64>() / count as f64),
            Function::Mean => Cell::Empty,
            Function::Min => cells().min().cloned().unwrap_or(Cell::Empty),
            Function::Max => cells().max().cloned().unwrap_or(Cell::Empty),
            Function::Median => {
                sorted().get(cells().count() / 2).map_or(Cell::Empty, |&cell| cell.clone())
            }
            Function::Distinct => {
                let mut values = sorted();
                values.dedup();
                Cell::Number(values.len() as f64)
            }
        }
    }
}

impl Reporter {
    pub fn new(separator: u8, precision: usize, lines: usize) -> Self {
        let writer =
            WriterBuilder::new().delimiter(separator).flexible(true).from_writer(Vec::new());
        Reporter { writer, precision, lines }
    }

    /// Writes one line for each group by each of the lists of columns; columns that a list leaves out are `*`.
    pub fn group(
        &mut self,
        title: &str,
        table: &Table,
        lists: &[&str],
        figures: &[&str],
    ) -> Result<(), String> {
        let all: Vec<&str> = names(lists[lists.len() - 1]);
        self.line(["#", title])?;
        self.line(all.iter().chain(figures))?;
        let figures: Vec<Figure> =
            figures.iter().map(|figure| Figure::read(figure, table)).collect::<Result<_, _>>()?;
        let (mut written, mut checksum) = (0, 0x811c_9dc5_u32);
        for list in lists {
            let keys: Vec<usize> =
                names(list).into_iter().map(|name| table.column(name)).collect::<Result<_, _>>()?;
            let mut groups = BTreeMap::<Vec<&Cell>, Vec<&Vec<Cell>>>::new();
            for row in &table.rows {
                groups.entry(keys.iter().map(|&key| &row[key]).collect()).or_default().push(row);
            }
            for (key, rows) in groups {
                let mut key = key.into_iter();
                let mut fields = Vec::new();
                for &name in &all {
                    let given = names(list).contains(&name);
                    fields.push(if given {
                        self.field(key.next().unwrap_or(&Cell::Empty))
                    } else {
                        "*".to_owned()
                    });
                }
                fields.extend(figures.iter().map(|figure| self.field(&figure.of(&rows))));
                written += 1;
                if written <= self.lines {
                    self.line(fields)?;
                } else {
                    for byte in fields.iter().flat_map(|field| field.bytes()) {
                        checksum = (checksum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
                    }
                }
            }
        }
        match written.checked_sub(self.lines) {
            Some(left) if left > 0 => {
                self.line(["...".to_owned(), left.to_string(), format!("{checksum:08x}")])
            }
            _ => Ok(()),
        }
    }

    pub fn sort(
        &mut self,
        title: &str,
        table: &Table,
        order: &str,
        limit: usize,
    ) -> Result<(), String> {
        self.line(["#", title])?;
        self.line(&table.columns)?;
        let mut keys = Vec::new();
        for name in names(order) {
            let descending = name.starts_with('-');
            keys.push((table.column(name.trim_start_matches('-'))?, descending));
        }
        let mut rows: Vec<&Vec<Cell>> = table.rows.iter().collect();
        rows.sort_by(|left, right| {
            let compared = keys.iter().map(|&(key, descending)| {
                let order = left[key].cmp(&right[key]);
                if descending { order.reverse() } else { order }
            });
            compared.fold(Ordering::Equal, Ordering::then)
        });
        for row in rows.into_iter().take(limit) {
            let fields: Vec<String> = row.iter().map(|cell| self.field(cell)).collect();
            self.line(fields)?;
        }
        Ok(())
    }

    pub fn finish(self) -> Result<Vec<u8>, String> {
        self.writer.into_inner().map_err(|error| error.to_string())
    }

    fn line<T: AsRef<[u8]>>(&mut self, fields: impl IntoIterator<Item = T>) -> Result<(), String> {
        self.writer.write_record(fields).map_err(|error| error.to_string())
    }

    fn field(&self, cell: &Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                format!("{number:.0}")
            }
            Cell::Number(number) => format!("{number:.*}", self.precision),
        }
    }
}

fn names(list: &str) -> Vec<&str> {
    list.split(',').filter(|name| !name.is_empty()).collect()
}
