//! Tables of typed cells, and what changes them.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::str::FromStr;

use csv::{ReaderBuilder, StringRecord, Trim};

pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Debug)]
pub enum Cell {
    Empty,
    Number(f64),
    Text(String),
}

impl Cell {
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// Empty cells come first, then numbers, then texts.
impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Cell::Number(left), Cell::Number(right)) => left.total_cmp(right),
            (Cell::Text(left), Cell::Text(right)) => left.cmp(right),
            (left, right) => left.rank().cmp(&right.rank()),
        }
    }
}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Cell {}

impl Cell {
    fn rank(&self) -> u8 {
        match self {
            Cell::Empty => 0,
            Cell::Number(_) => 1,
            Cell::Text(_) => 2,
        }
    }
}

pub struct Comparison(&'static [Ordering]);

impl FromStr for Comparison {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "=" => Ok(Comparison(&[Ordering::Equal])),
            "!=" => Ok(Comparison(&[Ordering::Less, Ordering::Greater])),
            "<" => Ok(Comparison(&[Ordering::Less])),
            ">" => Ok(Comparison(&[Ordering::Greater])),
            _ => Err(format!("'{text}' compares nothing")),
        }
    }
}

impl Table {
    pub fn read(text: &str, separator: u8) -> Result<Self, csv::Error> {
        let mut reader =
            ReaderBuilder::new().delimiter(separator).trim(Trim::All).from_reader(text.as_bytes());
        let columns: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        let records: Vec<StringRecord> = reader.records().collect::<Result<_, _>>()?;
        let numeric: Vec<bool> = (0..columns.len())
            .map(|column| {
                records
                    .iter()
                    .all(|record| record[column].is_empty() || finite(&record[column]).is_some())
            })
            .collect();
        let cell = |(column, text): (usize, &str)| match finite(text) {
            _ if text.is_empty() => Cell::Empty,
            Some(number) if numeric[column] => Cell::Number(number),
            _ => Cell::Text(text.to_owned()),
        };
        let rows =
            records.iter().map(|record| record.iter().enumerate().map(cell).collect()).collect();
        Ok(Table { columns, rows })
    }

    pub fn column(&self, name: &str) -> Result<usize, String> {
        self.columns
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| format!("there is no column '{name}'"))
    }

    /// Adds the columns of the first row of `other` in which `column` is the same.
    pub fn join(&mut self, other: &Table, column: &str) -> Result<(), String> {
        let (own, key) = (self.column(column)?, other.column(column)?);
        let mut index = BTreeMap::new();
        for row in other.rows.iter().rev() {
            index.insert(&row[key], row);
        }
        let others = |row: &Vec<Cell>| -> Vec<Cell> {
            (0..row.len()).filter(|at| *at != key).map(|at| row[at].clone()).collect()
        };
        let nothing = vec![Cell::Empty; other.columns.len() - 1];
        for row in &mut self.rows {
            let found = index.get(&row[own]).map_or_else(|| nothing.clone(), |found| others(found));
            row.extend(found);
        }
        self.columns.extend(other.columns.iter().filter(|name| *name != column).cloned());
        Ok(())
    }

    pub fn keep(
        &mut self,
        column: &str,
        comparison: Comparison,
        value: &str,
    ) -> Result<(), String> {
        let column = self.column(column)?;
        let number = finite(value).map(Cell::Number);
        let text = Cell::Text(value.to_owned());
        self.rows.retain(|row| {
            let value = if matches!(row[column], Cell::Number(_)) {
                number.as_ref().unwrap_or(&text)
            } else {
                &text
            };
            row[column] != Cell::Empty && comparison.0.contains(&row[column].cmp(value))
        });
        Ok(())
    }

    pub fn derive(
        &mut self,
        name: &str,
        left: &str,
        operation: &str,
        right: &str,
    ) -> Result<(), String> {
        let left = self.column(left)?;
        let right =
            finite(right).map_or_else(|| self.column(right).map(Err), |number| Ok(Ok(number)))?;
        let apply = match operation {
            "+" => |left: f64, right: f64| left + right,
            "-" => |left: f64, right: f64| left - right,
            "*" => |left: f64, right: f64| left * right,
            "/" => |left: f64, right: f64| left / right,
            _ => return Err(format!("'{operation}' computes nothing")),
        };
        for row in &mut self.rows {
            let right = match right {
                Ok(number) => Some(number),
                Err(column) => row[column].number(),
            };
            let result = row[left].number().zip(right).map(|(left, right)| apply(left, right));
            row.push(result.filter(|result| result.is_finite()).map_or(Cell::Empty, Cell::Number));
        }
        self.columns.push(name.to_owned());
        Ok(())
    }
}

fn finite(text: &str) -> Option<f64> {
    // Of what Rust takes for a number, "inf" and "nan" are names here.
    text.parse().ok().filter(|number: &f64| number.is_finite())
}
