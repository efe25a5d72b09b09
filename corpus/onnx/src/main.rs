//! Tells shapes in small pictures apart. The request is settings, then pictures, each block with an empty line behind it:
//!
//!     best 2       write so many classes of each picture,
//!     least 5      but none that is less likely than this, in per cent
//!     batch 16     run the network for so many pictures at a time
//!
//!     ring         what it is, to count the errors, or ?
//!     10024a...    20 rows of 20 hexadecimal digits, dark to bright
//!
//! Writes for each picture the most likely classes and their chances in per cent (whole ones, since the last digits of
//! floating point depend on the order in which a processor's kernels add), then which classes were taken for which.
//!
//! The network is shapes.onnx, trained by make-model.py; running it is rten's. It is parsed and optimised, and has run
//! once, before the first read of stdin.

mod request;
#[cfg(target_os = "wasi")]
mod threads;

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::sync::Arc;

use rten::{Model, ModelOptions, RunOptions, ThreadPool, op_registry};
use rten_tensor::NdTensor;

use crate::request::{CLASSES, Picture, Request, SIZE};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("onnx: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let network = Network::load()?;
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let request = Request::parse(&text)?;
    let report = report(&request, &network)?;
    Ok(io::stdout().write_all(report.as_bytes())?)
}

struct Network {
    model: Model,
    options: RunOptions,
}

impl Network {
    fn load() -> Result<Self, Box<dyn Error>> {
        // Only what the network uses, so that other operators are not linked.
        let operators = op_registry!(Conv, Relu, MaxPool, Flatten, Gemm, Softmax);
        let model = ModelOptions::with_ops(operators)
            .prepack_weights(true)
            .load_static_slice(include_bytes!("../shapes.onnx"))?;
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        let network = Self { model, options: RunOptions::default().with_thread_pool(Some(pool)) };
        let nothing = Picture { truth: None, pixels: vec![0.0; SIZE * SIZE] };
        network.chances(&[nothing])?;
        Ok(network)
    }

    /// For each picture how likely each class is, in per cent.
    fn chances(&self, pictures: &[Picture]) -> Result<Vec<[u32; CLASSES.len()]>, Box<dyn Error>> {
        let pixels: Vec<f32> =
            pictures.iter().flat_map(|picture| &picture.pixels).copied().collect();
        let input = NdTensor::from_data([pictures.len(), 1, SIZE, SIZE], pixels);
        let output = self.model.run_one(input.into(), Some(self.options.clone()))?;
        let output: NdTensor<f32, 2> = output.try_into()?;
        let percent = |row, class| (output[[row, class]] * 100.0).round() as u32;
        Ok((0..pictures.len())
            .map(|row| std::array::from_fn(|class| percent(row, class)))
            .collect())
    }
}

fn report(request: &Request, network: &Network) -> Result<String, Box<dyn Error>> {
    let mut report = String::new();
    let mut taken = [[0; CLASSES.len()]; CLASSES.len()];
    let (mut number, mut known, mut right) = (0, 0, 0);
    for batch in request.pictures.chunks(request.batch) {
        for (picture, chances) in batch.iter().zip(network.chances(batch)?) {
            let mut order: [usize; CLASSES.len()] = std::array::from_fn(|class| class);
            order.sort_by_key(|&class| (std::cmp::Reverse(chances[class]), class));
            number += 1;
            write!(report, "{number}:")?;
            for &class in order[..request.best].iter().filter(|&&c| chances[c] >= request.least) {
                write!(report, " {} {}%", CLASSES[class], chances[class])?;
            }
            if let Some(truth) = picture.truth {
                taken[truth][order[0]] += 1;
                known += 1;
                right += usize::from(order[0] == truth);
                write!(report, "{}", if order[0] == truth { "" } else { " (wrong)" })?;
            }
            report.push('\n');
        }
    }
    writeln!(report, "{right} of {known} are right")?;
    for (truth, row) in taken.iter().enumerate().filter(|(_, row)| row.iter().any(|&n| n > 0)) {
        write!(report, "{} taken for", CLASSES[truth])?;
        for (class, count) in row.iter().enumerate().filter(|&(_, &count)| count > 0) {
            write!(report, " {} {count}", CLASSES[class])?;
        }
        report.push('\n');
    }
    Ok(report)
}
