//! Deflate as optimisers of PNG and ZIP files use it. The request's first line says what to try, the rest is the data:
//!
//!     levels 1 6 9; strategies default rle; format zlib
//!
//! Compresses the data in each of the ways, decompresses each result again and compares, and writes the sizes and
//! digests, the kinds of blocks, and how the smallest result begins. Compression is miniz_oxide's.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::{decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

/// Names of the strategies, in the order of their numbers in zlib.
const STRATEGIES: [&str; 5] = ["default", "filtered", "huffman", "rle", "fixed"];

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Zlib,
    Raw,
}

/// What the first line of the request says.
struct Plan {
    levels: Vec<i32>,
    strategies: Vec<usize>,
    format: Format,
}

fn main() -> ExitCode {
    let crc = Crc::new();
    let mut request = Vec::new();
    let result = io::stdin()
        .read_to_end(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| answer(&request, &crc))
        .and_then(|report| {
            let written = io::stdout().write_all(report.as_bytes());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("deflate: {message}");
            ExitCode::FAILURE
        }
    }
}

fn answer(request: &[u8], crc: &Crc) -> Result<String, String> {
    let end = request.iter().position(|&byte| byte == b'\n').ok_or("there is no first line")?;
    let line = std::str::from_utf8(&request[..end]).map_err(|_| "the first line is not UTF-8")?;
    let plan = Plan::parse(line)?;
    let data = &request[end + 1..];

    let mut report = format!("data: {} bytes, crc32 {:08x}\n", data.len(), crc.of(data));
    let mut smallest: Option<(Vec<u8>, i32, usize)> = None;
    for &strategy in &plan.strategies {
        for &level in &plan.levels {
            let packed = pack(data, level, strategy, plan.format);
            if unpack(&packed, data.len(), plan.format)? != data {
                return Err(format!("level {level} does not give the data back"));
            }
            let saved = 1000 - 1000 * packed.len() as i64 / data.len().max(1) as i64;
            writeln!(
                report,
                "{:<9} level {level:>2}: {:>7} bytes, {:>4} per mille saved, crc32 {:08x}",
                STRATEGIES[strategy],
                packed.len(),
                saved,
                crc.of(&packed)
            )
            .expect("a string takes everything");
            if smallest.as_ref().is_none_or(|(best, ..)| packed.len() < best.len()) {
                smallest = Some((packed, level, strategy));
            }
        }
    }
    let (packed, level, strategy) = smallest.ok_or("there is nothing to try")?;
    writeln!(report, "smallest: {} level {level}, begins", STRATEGIES[strategy]).expect("a string");
    for line in packed[..packed.len().min(512)].chunks(32) {
        line.iter().for_each(|byte| write!(report, "{byte:02x}").expect("a string"));
        report.push('\n');
    }
    Ok(report)
}

impl Plan {
    fn parse(line: &str) -> Result<Plan, String> {
        let mut plan = Plan { levels: vec![], strategies: vec![], format: Format::Zlib };
        for setting in line.split(';') {
            let mut words = setting.split_whitespace();
            match words.next() {
                Some("levels") => {
                    for word in words {
                        let level = word.parse().ok().filter(|level| (0..=10).contains(level));
                        plan.levels.push(level.ok_or(format!("'{word}' is not a level"))?);
                    }
                }
                Some("strategies") => {
                    for word in words {
                        let strategy = STRATEGIES.iter().position(|&name| name == word);
                        plan.strategies.push(strategy.ok_or(format!("no strategy '{word}'"))?);
                    }
                }
                Some("format") => {
                    plan.format = match words.next() {
                        Some("zlib") => Format::Zlib,
                        Some("raw") => Format::Raw,
                        other => return Err(format!("no format {other:?}")),
                    }
                }
                other => return Err(format!("no setting {other:?}")),
            }
        }
        Ok(plan)
    }
}

fn pack(data: &[u8], level: i32, strategy: usize, format: Format) -> Vec<u8> {
    // The sign of the window's size is zlib's way to ask for a header.
    let window = if format == Format::Zlib { 15 } else { -15 };
    let flags = create_comp_flags_from_zip_params(level, window, strategy as i32);
    let mut compressor = CompressorOxide::new(flags);
    let mut packed = vec![0; data.len() / 2 + 64];
    let (mut read, mut written) = (0, 0);
    loop {
        let (status, taken, given) =
            compress(&mut compressor, &data[read..], &mut packed[written..], TDEFLFlush::Finish);
        read += taken;
        written += given;
        if status == TDEFLStatus::Done {
            packed.truncate(written);
            return packed;
        }
        packed.resize(packed.len() * 2, 0);
    }
}

fn unpack(packed: &[u8], limit: usize, format: Format) -> Result<Vec<u8>, String> {
    match format {
        Format::Zlib => decompress_to_vec_zlib_with_limit(packed, limit),
        Format::Raw => decompress_to_vec_with_limit(packed, limit),
    }
    .map_err(|error| format!("what was compressed cannot be decompressed: {error}"))
}

/// The check sum of gzip and PNG.
struct Crc([u32; 256]);

impl Crc {
    fn new() -> Crc {
        let step = |crc: u32| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
        Crc(std::array::from_fn(|byte| (0..8).fold(byte as u32, |crc, _| step(crc))))
    }

    fn of(&self, data: &[u8]) -> u32 {
        let next = |crc: u32, &byte: &u8| self.0[usize::from(crc as u8 ^ byte)] ^ (crc >> 8);
        !data.iter().fold(!0, next)
    }
}
