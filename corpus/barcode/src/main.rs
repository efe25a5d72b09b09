//! Tests how well QR codes can be read, as a WASI program. The first line of stdin says how a photo looks, each other
//! line is a code: `L|M|Q|H TEXT`, the level of error correction and what it says.
//!
//!     SCALE  ACROSS DOWN  SHADE NOISE SEED
//!
//! A code has SCALE pixels a module; it is turned so that its rows run along the vector (ACROSS, DOWN); the photo gets
//! darker to the right by SHADE, and NOISE of 1000 pixels get a random value. Then codes are searched in the photo and
//! read. stdout gets, of each, the code as it was made and what was found.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::process::ExitCode;

use qrcode::{Color, EcLevel, QrCode};
use rqrr::PreparedImage;

/// Light modules around each code.
const MARGIN: usize = 4;

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("barcode: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), Box<dyn Error>> {
    let mut request = String::new();
    io::stdin().read_to_string(&mut request)?;
    let (settings, texts) = request.split_once('\n').ok_or("there is no first line")?;
    let settings = settings.split_whitespace().map(str::parse).collect::<Result<Vec<i64>, _>>()?;
    let &[scale @ 1..=20, across, down, shade @ 0..=250, noise, seed] = settings.as_slice() else {
        return Err("the first line is SCALE ACROSS DOWN SHADE NOISE SEED".into());
    };

    let mut out = String::new();
    for (line, seed) in texts.lines().zip(seed as u64..) {
        let code = code(line)?;
        let dark = code.to_colors().iter().filter(|&&color| color == Color::Dark).count();
        writeln!(out, "{:?}, {dark} dark: {line}", code.version())?;

        let mut photo = Picture::of(&code, scale as usize).turned(across as f64, down as f64);
        photo.soil(shade as usize, noise as u64, seed);
        writeln!(out, "  {} x {} pixels, {:016x}", photo.width, photo.height, photo.checksum())?;
        find(&photo, &mut out)?;
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(())
}

fn code(line: &str) -> Result<QrCode, Box<dyn Error>> {
    let (level, text) = line.split_once(' ').ok_or_else(|| format!("no text: {line}"))?;
    let level = match level {
        "L" => EcLevel::L,
        "M" => EcLevel::M,
        "Q" => EcLevel::Q,
        "H" => EcLevel::H,
        other => return Err(format!("unknown level '{other}'").into()),
    };
    Ok(QrCode::with_error_correction_level(text, level)?)
}

/// Searches codes and reads them.
fn find(photo: &Picture, out: &mut String) -> std::fmt::Result {
    let mut image =
        PreparedImage::prepare_from_greyscale(photo.width, photo.height, |x, y| photo.at(x, y));
    let grids = image.detect_grids();
    if grids.is_empty() {
        writeln!(out, "  nothing found")?;
    }
    for grid in grids {
        let corners = grid.bounds.map(|corner| format!("{},{}", corner.x, corner.y)).join(" ");
        match grid.decode() {
            Ok((data, text)) => {
                let size = data.version.to_size();
                writeln!(out, "  size {size}, mask {}, at {corners}: {text}", data.mask)?;
            }
            Err(error) => writeln!(out, "  not readable, at {corners}: {error}")?,
        }
    }
    Ok(())
}

/// Shades of gray, row by row.
struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Picture {
    fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }

    fn of(code: &QrCode, scale: usize) -> Picture {
        let side = (code.width() + 2 * MARGIN) * scale;
        let mut pixels = vec![235; side * side];
        let modules = code.to_colors();
        for y in 0..code.width() * scale {
            for x in 0..code.width() * scale {
                if modules[y / scale * code.width() + x / scale] == Color::Dark {
                    pixels[(y + MARGIN * scale) * side + x + MARGIN * scale] = 25;
                }
            }
        }
        Picture { width: side, height: side, pixels }
    }

    /// Turned so that the rows run along a vector, in a picture that holds all of it.
    fn turned(&self, across: f64, down: f64) -> Picture {
        let length = (across * across + down * down).sqrt();
        let (cos, sin) = (across / length, down / length);
        let (width, height) = (self.width as f64, self.height as f64);
        let new_width = (width * cos.abs() + height * sin.abs()).ceil();
        let new_height = (width * sin.abs() + height * cos.abs()).ceil();
        let mut pixels = Vec::with_capacity((new_width * new_height) as usize);
        for y in 0..new_height as usize {
            for x in 0..new_width as usize {
                // From the middle, turned back.
                let (dx, dy) =
                    (x as f64 + 0.5 - new_width / 2.0, y as f64 + 0.5 - new_height / 2.0);
                let (u, v) =
                    (dx * cos + dy * sin + width / 2.0, dy * cos - dx * sin + height / 2.0);
                let inside = u >= 0.0 && v >= 0.0 && u < width && v < height;
                pixels.push(if inside { self.at(u as usize, v as usize) } else { 235 });
            }
        }
        Picture { width: new_width as usize, height: new_height as usize, pixels }
    }

    fn soil(&mut self, shade: usize, noise: u64, seed: u64) {
        let mut state = seed | 1;
        for (index, pixel) in self.pixels.iter_mut().enumerate() {
            *pixel = pixel.saturating_sub((index % self.width * shade / self.width) as u8);
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            if (state >> 16) % 1000 < noise {
                *pixel = (state >> 40) as u8;
            }
        }
    }

    fn checksum(&self) -> u64 {
        let step = |sum: u64, &pixel: &u8| (sum ^ u64::from(pixel)).wrapping_mul(0x100_0000_01b3);
        self.pixels.iter().fold(0xcbf2_9ce4_8422_2325, step)
    }
}
