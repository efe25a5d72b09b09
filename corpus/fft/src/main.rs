//! Works on sampled signals. Reads orders, one per line; a signal is a name and its samples, which may be any number:
//!
//!     signal NAME SAMPLES...
//!     tones NAME RATE COUNT          the strongest frequencies, with their shares of the power
//!     bands NAME COUNT               power in so many bands, in decibel
//!     filter NEW NAME LOW HIGH       keeps what is between two frequencies, as parts of the rate
//!     convolve NEW NAME NAME         one signal smeared with the other
//!     delay NAME NAME                by how many samples the second lags behind the first
//!     pitch NAME RATE WINDOW         the fundamental of each window, by autocorrelation
//!     show NAME STEP                 every so many-th sample
//!
//! Fourier transforms are rustfft's and realfft's. Numbers are written with few digits: the last ones depend on the sines
//! of the platform.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use realfft::RealFftPlanner;
use rustfft::num_complex::Complex;

struct Desk {
    planner: RealFftPlanner<f64>,
    signals: BTreeMap<String, Vec<f64>>,
}

fn main() -> ExitCode {
    let mut desk = Desk::new();
    let mut request = String::new();
    let result = io::stdin()
        .read_to_string(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| desk.answer(&request))
        .and_then(|report| {
            let written = io::stdout().write_all(report.as_bytes());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("fft: {message}");
            ExitCode::FAILURE
        }
    }
}

impl Desk {
    /// The usual lengths are planned before the request comes.
    fn new() -> Desk {
        let mut planner = RealFftPlanner::new();
        for length in (6..14).map(|power| 1 << power) {
            planner.plan_fft_forward(length);
            planner.plan_fft_inverse(length);
        }
        Desk { planner, signals: BTreeMap::new() }
    }

    fn answer(&mut self, request: &str) -> Result<String, String> {
        let mut report = String::new();
        for (index, line) in request.lines().enumerate() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let answer = self.order(&words);
            match answer.map_err(|error| format!("line {}: {error}", index + 1))? {
                Some(text) => report += &format!("{line}: {text}\n"),
                None => continue,
            }
        }
        Ok(report)
    }

    fn order(&mut self, words: &[&str]) -> Result<Option<String>, String> {
        Ok(match words {
            ["signal", name, samples @ ..] => {
                let samples: Vec<f64> =
                    samples.iter().map(|w| number(w)).collect::<Result<_, _>>()?;
                if samples.len() < 2 {
                    return Err("a signal has two samples or more".to_owned());
                }
                self.signals.insert((*name).to_owned(), samples);
                None
            }
            ["tones", name, rate, count] => {
                Some(self.tones(name, number(rate)?, number(count)?)?)
            }
            ["bands", name, count] => Some(self.bands(name, number(count)?)?),
            ["filter", new, name, low, high] => {
                let filtered = self.filter(name, number(low)?, number(high)?)?;
                self.signals.insert((*new).to_owned(), filtered);
                None
            }
            ["convolve", new, one, two] => {
                let (one, two) = (self.signal(one)?.to_vec(), self.signal(two)?.to_vec());
                let length = one.len() + two.len() - 1;
                let product = self.combine(&one, &two, length, |a, b| a * b);
                self.signals.insert((*new).to_owned(), product[..length].to_vec());
                None
            }
            ["delay", one, two] => {
                let (one, two) = (self.signal(one)?.to_vec(), self.signal(two)?.to_vec());
                let length = one.len() + two.len();
                let match_at = self.combine(&two, &one, length, |a, b| a * b.conj());
                let best = largest(&match_at);
                let lag = if best < two.len() {
                    best as i64
                } else {
                    best as i64 - match_at.len() as i64
                };
                Some(format!("{lag}"))
            }
            ["pitch", name, rate, window] => {
                Some(self.pitch(name, number(rate)?, number(window)? as usize)?)
            }
            ["show", name, step] => {
                let step = (number(step)? as usize).max(1);
                let samples = self.signal(name)?.iter().step_by(step);
                Some(samples.map(|&sample| short(sample)).collect::<Vec<_>>().join(" "))
            }
            _ => return Err("there is no such order".to_owned()),
        })
    }

    fn signal(&self, name: &str) -> Result<&[f64], String> {
        self.signals.get(name).map(Vec::as_slice).ok_or(format!("there is no signal '{name}'"))
    }

    fn spectrum(&mut self, samples: &[f64], length: usize) -> Vec<Complex<f64>> {
        let plan = self.planner.plan_fft_forward(length);
        let (mut input, mut output) = (plan.make_input_vec(), plan.make_output_vec());
        input[..samples.len()].copy_from_slice(samples);
        plan.process(&mut input, &mut output).expect("the plan has made both vectors");
        output
    }

    fn samples(&mut self, mut spectrum: Vec<Complex<f64>>, length: usize) -> Vec<f64> {
        // Of a real signal these have no imaginary part; what rounding left of it is taken away.
        spectrum[0].im = 0.0;
        if length.is_multiple_of(2) {
            spectrum[length / 2].im = 0.0;
        }
        let plan = self.planner.plan_fft_inverse(length);
        let mut output = plan.make_output_vec();
        plan.process(&mut spectrum, &mut output).expect("the spectrum has the plan's length");
        output.iter().map(|sample| sample / length as f64).collect()
    }

    /// Power at each frequency, under a Hann window.
    fn power(&mut self, name: &str) -> Result<Vec<f64>, String> {
        let samples = self.signal(name)?;
        let length = samples.len();
        let turn = std::f64::consts::TAU / length as f64;
        let window = |at: usize| 0.5 - 0.5 * (turn * at as f64).cos();
        let windowed: Vec<f64> =
            samples.iter().enumerate().map(|(at, sample)| sample * window(at)).collect();
        Ok(self.spectrum(&windowed, length).iter().map(Complex::norm_sqr).collect())
    }

    fn tones(&mut self, name: &str, rate: f64, count: f64) -> Result<String, String> {
        let power = self.power(name)?;
        let length = self.signal(name)?.len();
        let total: f64 = power.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let mut peaks: Vec<usize> = (1..power.len() - 1)
            .filter(|&at| power[at] > power[at - 1] && power[at] >= power[at + 1])
            .collect();
        peaks.sort_by(|&a, &b| power[b].total_cmp(&power[a]));
        let tones = peaks.iter().take(count as usize).map(|&at| {
            // Between the samples of the spectrum: where a parabola through three of them is highest.
            let [before, here, after] = [at - 1, at, at + 1].map(|at| power[at].sqrt());
            let offset = (after - before) / (2.0 * (2.0 * here - before - after));
            let share = (power[at - 1] + power[at] + power[at + 1]) / total;
            format!("{:.2} Hz {:.3}", (at as f64 + offset) * rate / length as f64, share)
        });
        Ok(tones.collect::<Vec<_>>().join(", "))
    }

    fn bands(&mut self, name: &str, count: f64) -> Result<String, String> {
        let power = self.power(name)?;
        let wide = (power.len() / (count as usize).max(1)).max(1);
        let total: f64 = power.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let decibel = |band: &[f64]| {
            let share = band.iter().sum::<f64>() / total;
            if share < 1e-9 { "-".to_owned() } else { format!("{:.2}", 10.0 * share.log10()) }
        };
        Ok(power.chunks(wide).map(decibel).collect::<Vec<_>>().join(" "))
    }

    fn filter(&mut self, name: &str, low: f64, high: f64) -> Result<Vec<f64>, String> {
        let samples = self.signal(name)?.to_vec();
        let mut spectrum = self.spectrum(&samples, samples.len());
        for (at, value) in spectrum.iter_mut().enumerate() {
            let frequency = at as f64 / samples.len() as f64;
            if frequency < low || frequency > high {
                *value = Complex::new(0.0, 0.0);
            }
        }
        Ok(self.samples(spectrum, samples.len()))
    }

    /// Both signals meet as spectra, with room so that the end does not run into the beginning.
    fn combine(
        &mut self,
        one: &[f64],
        two: &[f64],
        length: usize,
        meet: impl Fn(Complex<f64>, Complex<f64>) -> Complex<f64>,
    ) -> Vec<f64> {
        let length = length.next_power_of_two();
        let (one, two) = (self.spectrum(one, length), self.spectrum(two, length));
        let both = one.iter().zip(&two).map(|(&a, &b)| meet(a, b)).collect();
        self.samples(both, length)
    }

    fn pitch(&mut self, name: &str, rate: f64, window: usize) -> Result<String, String> {
        if window < 16 {
            return Err("a window has 16 samples or more".to_owned());
        }
        let samples = self.signal(name)?.to_vec();
        let mut pitches = Vec::new();
        for part in samples.chunks_exact(window) {
            let alike = self.combine(part, part, 2 * window, |a, b| a * b.conj());
            // The peak around no lag ends where the likeness is lost.
            let start = alike[..window / 2].iter().position(|&v| v < 0.0).unwrap_or(window / 2 - 1);
            let lag = start + largest(&alike[start..window / 2]);
            let clear = alike[lag] > 0.3 * alike[0];
            pitches.push(if clear { format!("{:.1}", rate / lag as f64) } else { "-".to_owned() });
        }
        Ok(pitches.join(" "))
    }
}

fn largest(values: &[f64]) -> usize {
    (0..values.len()).max_by(|&a, &b| values[a].total_cmp(&values[b])).unwrap_or(0)
}

fn number(word: &str) -> Result<f64, String> {
    word.parse().map_err(|_| format!("'{word}' is not a number"))
}

/// Four digits behind the point, and never a negative zero.
fn short(number: f64) -> String {
    let text = format!("{number:.4}");
    if text == "-0.0000" { "0.0000".to_owned() } else { text }
}
