//! Thumbnails as a WASI program: the first line of stdin says which ones, the rest is a JPEG file. Each thumbnail is
//! asked for as `WIDTH HEIGHT QUALITY MODE`, several are divided by `|`; MODE is `plain`, `fine` (chroma is not halved),
//! `progressive` or `optimized`. The picture keeps its proportions inside of WIDTH × HEIGHT and is never enlarged.
//! stdout gets a line `WIDTH HEIGHT BYTES` and the JPEG for each. The file is read once, at the smallest of the scales
//! that the decoder offers which is large enough for all.

use std::error::Error;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use jpeg_decoder::{Decoder, PixelFormat};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jpeg: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), Box<dyn Error>> {
    let mut request = Vec::new();
    io::stdin().read_to_end(&mut request)?;
    let end = request.iter().position(|&byte| byte == b'\n').ok_or("there is no first line")?;
    let wishes: Vec<Wish> =
        str::from_utf8(&request[..end])?.split('|').map(Wish::new).collect::<Result<_, _>>()?;

    let mut decoder = Decoder::new(&request[end + 1..]);
    decoder.read_info()?;
    let width = wishes.iter().map(|wish| wish.width).max().unwrap_or(1);
    let height = wishes.iter().map(|wish| wish.height).max().unwrap_or(1);
    decoder.scale(width, height)?;
    let samples = decoder.decode()?;
    let info = decoder.info().ok_or("the file has no picture")?;
    let channels = match info.pixel_format {
        PixelFormat::L8 => 1,
        PixelFormat::RGB24 => 3,
        other => return Err(format!("pictures in {other:?} are not supported").into()),
    };
    let picture =
        Picture { width: info.width.into(), height: info.height.into(), channels, samples };

    let mut response = Vec::new();
    for wish in &wishes {
        let small = picture.fit(wish.width.into(), wish.height.into());
        let file = small.encode(wish)?;
        writeln!(response, "{} {} {}", small.width, small.height, file.len())?;
        response.extend(file);
    }
    io::stdout().write_all(&response)?;
    Ok(())
}

/// One thumbnail that is asked for.
struct Wish {
    width: u16,
    height: u16,
    quality: u8,
    mode: Mode,
}

enum Mode {
    Plain,
    Fine,
    Progressive,
    Optimized,
}

impl Wish {
    fn new(text: &str) -> Result<Wish, Box<dyn Error>> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let &[width, height, quality, mode] = words.as_slice() else {
            return Err(format!("not of the form WIDTH HEIGHT QUALITY MODE: {text}").into());
        };
        let mode = match mode {
            "plain" => Mode::Plain,
            "fine" => Mode::Fine,
            "progressive" => Mode::Progressive,
            "optimized" => Mode::Optimized,
            other => return Err(format!("unknown mode '{other}'").into()),
        };
        let wish = Wish {
            width: width.parse()?,
            height: height.parse()?,
            quality: quality.parse()?,
            mode,
        };
        if wish.width == 0 || wish.height == 0 || !(1..=100).contains(&wish.quality) {
            return Err(format!("out of range: {text}").into());
        }
        Ok(wish)
    }
}

struct Picture {
    width: usize,
    height: usize,
    channels: usize,
    samples: Vec<u8>,
}

impl Picture {
    /// The largest picture of the same proportions that fits; each pixel is the mean of the area that it covers.
    fn fit(&self, width: usize, height: usize) -> Picture {
        let (width, height) = if width * self.height <= height * self.width {
            (width, (width * self.height / self.width).max(1))
        } else {
            ((height * self.width / self.height).max(1), height)
        };
        let (width, height) = (width.min(self.width), height.min(self.height));
        let (across, down) = (areas(self.width, width), areas(self.height, height));

        let channels = self.channels;
        // Rows first, with 8 more bits than the samples have; then columns.
        let mut rows = Vec::with_capacity(width * self.height * channels);
        for row in self.samples.chunks_exact(self.width * channels) {
            for area in &across {
                for channel in 0..channels {
                    let samples = row[area.start * channels + channel..].iter().step_by(channels);
                    rows.push(area.mean(samples.map(|&sample| u32::from(sample) << 8)));
                }
            }
        }
        let stride = width * channels;
        let mut samples = Vec::with_capacity(stride * height);
        for area in &down {
            for column in 0..stride {
                let column = rows[area.start * stride + column..].iter().step_by(stride).copied();
                samples.push((area.mean(column) >> 8) as u8);
            }
        }
        Picture { width, height, channels, samples }
    }

    fn encode(&self, wish: &Wish) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, wish.quality);
        encoder.set_sampling_factor(match wish.mode {
            Mode::Fine => SamplingFactor::R_4_4_4,
            _ => SamplingFactor::R_4_2_0,
        });
        match wish.mode {
            Mode::Progressive => encoder.set_progressive(true),
            Mode::Optimized => encoder.set_optimized_huffman_tables(true),
            Mode::Plain | Mode::Fine => {}
        }
        let color = if self.channels == 1 { ColorType::Luma } else { ColorType::Rgb };
        encoder.encode(&self.samples, self.width.try_into()?, self.height.try_into()?, color)?;
        Ok(file)
    }
}

/// What one new pixel covers of the old ones: from where, and the share of each in 65536ths.
struct Area {
    start: usize,
    shares: Vec<u32>,
}

impl Area {
    fn mean(&self, values: impl Iterator<Item = u32>) -> u32 {
        let sum: u64 = values
            .zip(&self.shares)
            .map(|(value, &share)| u64::from(value) * u64::from(share))
            .sum();
        ((sum + 0x8000) >> 16) as u32
    }
}

/// The areas that `new` pixels cover of `old` ones.
fn areas(old: usize, new: usize) -> Vec<Area> {
    let area = |index: usize| {
        // In units of which a new pixel has `old`, and an old one `new`.
        let (from, to) = (index * old, (index + 1) * old);
        let (start, end) = (from / new, to.div_ceil(new));
        let covered = |at: usize| ((at + 1) * new).min(to) - (at * new).max(from);
        let mut shares: Vec<u32> =
            (start..end).map(|at| (covered(at) * 65536 / old) as u32).collect();
        shares[0] += 65536 - shares.iter().sum::<u32>();
        Area { start, shares }
    };
    (0..new).map(area).collect()
}
