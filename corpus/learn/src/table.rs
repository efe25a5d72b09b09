//! The table of a request: numbers brought to the same scale, split into what is learned from and what is asked.

use smartcore::linalg::basic::matrix::DenseMatrix;

pub struct Table {
    pub seen: DenseMatrix<f64>,
    pub asked: DenseMatrix<f64>,
    /// Rows of `seen`; those of `asked` come after them in the target.
    pub rows: usize,
    pub target: Target,
}

/// The last column, `seen` before `asked`.
pub enum Target {
    Classes(Classes),
    Numbers(Vec<f64>),
}

pub struct Classes {
    /// Sorted; what is stored of a class is its place here.
    pub names: Vec<String>,
    pub truth: Vec<u32>,
}

impl Table {
    pub fn parse(text: &str) -> Result<Table, String> {
        let (mut seen, mut asked) = (Vec::new(), Vec::new());
        for (index, line) in text.lines().enumerate().skip(1) {
            let (fields, target) =
                line.rsplit_once(',').ok_or(format!("row {index} has one column only"))?;
            let fields: Option<Vec<f64>> = fields.split(',').map(|f| f.parse().ok()).collect();
            let fields = fields.ok_or(format!("row {index} has a field that is no number"))?;
            match target.strip_prefix('?') {
                Some(truth) => asked.push((fields, truth)),
                None => seen.push((fields, target)),
            }
        }
        let rows = seen.len();
        if rows == 0 || asked.is_empty() {
            return Err("there must be rows with the mark and rows without".to_owned());
        }
        let (mut values, target): (Vec<Vec<f64>>, Vec<&str>) =
            seen.into_iter().chain(asked).unzip();
        scale(&mut values, rows);
        let matrix = |part: &[Vec<f64>]| {
            DenseMatrix::from_2d_vec(&part.to_vec()).map_err(|error| error.to_string())
        };
        let numbers: Option<Vec<f64>> = target.iter().map(|text| text.parse().ok()).collect();
        Ok(Table {
            seen: matrix(&values[..rows])?,
            asked: matrix(&values[rows..])?,
            rows,
            target: numbers.map_or_else(|| Target::Classes(Classes::new(&target)), Target::Numbers),
        })
    }

    pub fn summary(&self) -> String {
        let (all, kind) = match &self.target {
            Target::Classes(classes) => (classes.truth.len(), classes.names.join(" ")),
            Target::Numbers(truth) => (truth.len(), "numbers".to_owned()),
        };
        format!("{} rows to learn from, {} asked: {kind}\n", self.rows, all - self.rows)
    }
}

impl Classes {
    fn new(target: &[&str]) -> Classes {
        let mut names: Vec<String> = target.iter().map(|&name| name.to_owned()).collect();
        names.sort();
        names.dedup();
        let place = |name: &&str| names.binary_search_by(|known| known.as_str().cmp(name));
        let truth = target.iter().map(|name| place(name).map_or(0, |place| place as u32)).collect();
        Classes { names, truth }
    }
}

/// Mean 0 and deviation 1 for each column, judged by the first rows.
fn scale(values: &mut [Vec<f64>], rows: usize) {
    for column in 0..values[0].len() {
        let of = |row: &Vec<f64>| row.get(column).copied().unwrap_or(0.0);
        let mean = values[..rows].iter().map(of).sum::<f64>() / rows as f64;
        let square = |row: &Vec<f64>| (of(row) - mean) * (of(row) - mean);
        let deviation = (values[..rows].iter().map(square).sum::<f64>() / rows as f64).sqrt();
        for row in values.iter_mut().filter(|row| column < row.len()) {
            row[column] = (row[column] - mean) / if deviation > 0.0 { deviation } else { 1.0 };
        }
    }
}
