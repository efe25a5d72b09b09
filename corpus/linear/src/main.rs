//! A desk calculator for matrices. Reads orders, one per line, and answers those that ask something:
//!
//!     matrix NAME ROWS COLUMNS NUMBERS...     row by row; a vector has one column
//!     mesh NAME WIDTH HEIGHT STIFFNESS        the matrix of a net of springs that is held at its edge
//!     product NEW ONE TWO                     gram NEW NAME (the transposed times itself)
//!     solve A B                               by LU; also the determinant and what is left over
//!     positive A B                            by Cholesky, for symmetric positive matrices
//!     fit A B                                 least squares, by QR
//!     vibrations A                            eigenvalues and the lowest mode of a symmetric matrix
//!     roots A                                 eigenvalues of any square matrix, by Schur
//!     parts A COUNT                           singular values; how much of A so many of them explain
//!
//! All of it is nalgebra's. Numbers are written with six digits: the last ones depend on the order of additions.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use nalgebra::{DMatrix, DVector};

type Matrices = BTreeMap<String, DMatrix<f64>>;

fn main() -> ExitCode {
    let mut matrices = Matrices::new();
    let mut request = String::new();
    let result = io::stdin()
        .read_to_string(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| answer(&request, &mut matrices))
        .and_then(|report| {
            let written = io::stdout().write_all(report.as_bytes());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("linear: {message}");
            ExitCode::FAILURE
        }
    }
}

fn answer(request: &str, matrices: &mut Matrices) -> Result<String, String> {
    let mut report = String::new();
    for (index, line) in request.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let answer = order(&words, matrices);
        if let Some(text) = answer.map_err(|error| format!("line {}: {error}", index + 1))? {
            report += &format!("{line}: {text}\n");
        }
    }
    Ok(report)
}

fn order(words: &[&str], matrices: &mut Matrices) -> Result<Option<String>, String> {
    let get = |name: &str| matrices.get(name).ok_or(format!("there is no matrix '{name}'"));
    let square = |name: &str| match get(name)? {
        matrix if matrix.is_square() => Ok(matrix),
        _ => Err(format!("'{name}' is not square")),
    };
    let pair = |one: &str, two: &str| match (get(one)?, get(two)?) {
        (one, two) if one.nrows() == two.nrows() => Ok((one, two)),
        _ => Err(format!("'{one}' and '{two}' have not the same number of rows")),
    };
    let new = match words {
        ["matrix", name, rows, columns, values @ ..] => {
            let (rows, columns) = (count(rows)?, count(columns)?);
            let values: Option<Vec<f64>> = values.iter().map(|word| word.parse().ok()).collect();
            let values = values.filter(|values| values.len() == rows * columns);
            let values = values.ok_or("not as many numbers as rows times columns")?;
            (name, DMatrix::from_row_slice(rows, columns, &values))
        }
        ["mesh", name, width, height, stiffness] => {
            let stiffness = stiffness.parse().map_err(|_| "the stiffness is no number")?;
            (name, mesh(count(width)?, count(height)?, stiffness))
        }
        ["product", name, one, two] => match (get(one)?, get(two)?) {
            (one, two) if one.ncols() == two.nrows() => (name, one * two),
            _ => return Err(format!("'{one}' and '{two}' have no product")),
        },
        ["gram", name, one] => (name, get(one)?.tr_mul(get(one)?)),
        ["solve", a, b] => {
            let (a, (_, b)) = (square(a)?, pair(a, b)?);
            let lu = a.clone().lu();
            let x = lu.solve(b).ok_or("the matrix has no inverse")?;
            // Its logarithm: the determinant of a large matrix leaves what a number can hold.
            let volume: f64 = lu.u().diagonal().iter().map(|value| value.abs().ln()).sum();
            let left = (a * &x - b).norm() < 1e-8 * b.norm().max(1.0);
            let verdict = if left { "exact" } else { "not exact" };
            return Ok(Some(format!("{}; ln det {}; {verdict}", list(x.iter()), six(volume))));
        }
        ["positive", a, b] => {
            let (a, (_, b)) = (square(a)?, pair(a, b)?);
            let cholesky = a.clone().cholesky().ok_or("the matrix is not positive")?;
            return Ok(Some(list(cholesky.solve(b).iter())));
        }
        ["fit", a, b] => {
            let (a, b) = pair(a, b)?;
            let qr = a.clone().qr();
            let right = qr.q().tr_mul(b);
            let x = qr.r().solve_upper_triangular(&right).ok_or("columns depend on each other")?;
            let error = (a * &x - b).norm() / (b.nrows() as f64).sqrt();
            return Ok(Some(format!("{}; error {}", list(x.iter()), six(error))));
        }
        ["vibrations", a] => {
            let eigen = square(a)?.clone().symmetric_eigen();
            let lowest = eigen.eigenvalues.imin();
            let mode: DVector<f64> = eigen.eigenvectors.column(lowest).abs();
            let mut values: Vec<f64> = eigen.eigenvalues.iter().copied().collect();
            values.sort_by(f64::total_cmp);
            return Ok(Some(format!("{}; lowest mode {}", list(values.iter()), list(mode.iter()))));
        }
        ["roots", a] => {
            let mut roots: Vec<String> = square(a)?
                .complex_eigenvalues()
                .iter()
                .filter(|root| root.im >= 0.0)
                .map(|root| format!("{}+{}i", six(root.re), six(root.im)))
                .collect();
            roots.sort();
            return Ok(Some(roots.join(" ")));
        }
        ["parts", a, kept] => {
            let a = get(a)?;
            let svd = a.clone().svd(true, true);
            let mut order: Vec<usize> = (0..svd.singular_values.len()).collect();
            order.sort_by(|&i, &j| svd.singular_values[j].total_cmp(&svd.singular_values[i]));
            let (u, v) = (svd.u.ok_or("no U")?, svd.v_t.ok_or("no V")?);
            let mut rest = a.clone();
            for &at in order.iter().take(count(kept)?) {
                rest -= u.column(at) * v.row(at) * svd.singular_values[at];
            }
            let values: Vec<f64> = order.iter().map(|&at| svd.singular_values[at]).collect();
            let left = rest.norm() / a.norm().max(f64::MIN_POSITIVE);
            return Ok(Some(format!("{}; {} left", list(values.iter()), six(left))));
        }
        _ => return Err("there is no such order".to_owned()),
    };
    let (name, matrix) = ((*new.0).to_owned(), new.1);
    matrices.insert(name, matrix);
    Ok(None)
}

/// Each node is pulled by its neighbours; those at the edge by the frame as well. Stiffer to the right and downwards.
fn mesh(width: usize, height: usize, stiffness: f64) -> DMatrix<f64> {
    let mut matrix = DMatrix::zeros(width * height, width * height);
    for at in 0..width * height {
        let (x, y) = (at % width, at / width);
        let spring = stiffness * (1.0 + 0.1 * x as f64 + 0.03 * y as f64);
        matrix[(at, at)] += 4.0 * spring;
        for other in [(x + 1 < width).then_some(at + 1), (y + 1 < height).then_some(at + width)] {
            if let Some(other) = other {
                matrix[(at, other)] -= spring;
                matrix[(other, at)] -= spring;
            }
        }
    }
    matrix
}

fn count(word: &str) -> Result<usize, String> {
    let count = word.parse().ok().filter(|count| (1..=400).contains(count));
    count.ok_or(format!("'{word}' is not from 1 to 400"))
}

/// The first and last few, and the sum of all.
fn list<'a>(values: impl Iterator<Item = &'a f64>) -> String {
    let values: Vec<f64> = values.copied().collect();
    let sum: f64 = values.iter().sum();
    let shown: Vec<String> = if values.len() <= 12 {
        values.iter().map(|&value| six(value)).collect()
    } else {
        values[..6].iter().chain(&values[values.len() - 6..]).map(|&value| six(value)).collect()
    };
    format!("[{}] sum {}", shown.join(" "), six(sum))
}

/// Six significant digits; what is nothing but rounding is nothing.
fn six(number: f64) -> String {
    if number.abs() < 1e-9 { "0".to_owned() } else { format!("{number:.5e}") }
}
