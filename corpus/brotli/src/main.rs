//! Brotli, as a server or a build tool uses it on what it sends. The request's first line says how, the rest is the data:
//!
//!     qualities 5 9 11; window 22; mode text
//!
//! Compresses the data at each quality, decompresses each result again and compares, and writes the sizes and digests,
//! then how the smallest begins. Both directions are the crate brotli's.

use std::fmt::Write as _;
use std::io::{self, Cursor, Read, Write};
use std::process::ExitCode;

use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use brotli::{BrotliCompress, BrotliDecompress};

fn main() -> ExitCode {
    let defaults = BrotliEncoderParams::default();
    let mut request = Vec::new();
    let result = io::stdin()
        .read_to_end(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| answer(&request, defaults))
        .and_then(|report| {
            let written = io::stdout().write_all(report.as_bytes());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("brotli: {message}");
            ExitCode::FAILURE
        }
    }
}

fn answer(request: &[u8], mut params: BrotliEncoderParams) -> Result<String, String> {
    let end = request.iter().position(|&byte| byte == b'\n').ok_or("there is no first line")?;
    let line = std::str::from_utf8(&request[..end]).map_err(|_| "the first line is not UTF-8")?;
    let qualities = settings(line, &mut params)?;
    let data = &request[end + 1..];
    params.size_hint = data.len();

    let mut report = format!("data: {} bytes, fnv {:016x}\n", data.len(), digest(data));
    let mut smallest: Option<Vec<u8>> = None;
    for quality in qualities {
        params.quality = quality;
        let mut packed = Vec::new();
        BrotliCompress(&mut Cursor::new(data), &mut packed, &params)
            .map_err(|error| format!("quality {quality} cannot compress: {error}"))?;
        let mut unpacked = Vec::with_capacity(data.len());
        BrotliDecompress(&mut Cursor::new(&packed), &mut unpacked)
            .map_err(|error| format!("quality {quality} cannot be decompressed: {error}"))?;
        if unpacked != data {
            return Err(format!("quality {quality} does not give the data back"));
        }
        let size = packed.len();
        writeln!(report, "quality {quality:>2}: {size:>7} bytes, fnv {:016x}", digest(&packed))
            .expect("a string takes everything");
        if smallest.as_ref().is_none_or(|best| size < best.len()) {
            smallest = Some(packed);
        }
    }
    let smallest = smallest.ok_or("there is no quality to try")?;
    writeln!(report, "smallest begins").expect("a string");
    for line in smallest[..smallest.len().min(512)].chunks(32) {
        line.iter().for_each(|byte| write!(report, "{byte:02x}").expect("a string"));
        report.push('\n');
    }
    Ok(report)
}

/// Puts what the line says into the parameters; the qualities to try are the result.
fn settings(line: &str, params: &mut BrotliEncoderParams) -> Result<Vec<i32>, String> {
    let mut qualities = Vec::new();
    for setting in line.split(';') {
        let (name, value) = setting.trim().split_once(' ').ok_or(format!("'{setting}'?"))?;
        match name {
            "qualities" => {
                for word in value.split_whitespace() {
                    let quality = word.parse().ok().filter(|quality| (0..=11).contains(quality));
                    qualities.push(quality.ok_or(format!("'{word}' is not a quality"))?);
                }
            }
            "window" => {
                let bits = value.parse().ok().filter(|bits| (10..=24).contains(bits));
                params.lgwin = bits.ok_or(format!("'{value}' is not a window"))?;
            }
            "mode" => {
                params.mode = match value {
                    "generic" => BrotliEncoderMode::BROTLI_MODE_GENERIC,
                    "text" => BrotliEncoderMode::BROTLI_MODE_TEXT,
                    "font" => BrotliEncoderMode::BROTLI_MODE_FONT,
                    _ => return Err(format!("no mode '{value}'")),
                }
            }
            _ => return Err(format!("no setting '{name}'")),
        }
    }
    Ok(qualities)
}

/// FNV-1a.
fn digest(data: &[u8]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    data.iter().fold(0xcbf2_9ce4_8422_2325, step)
}
