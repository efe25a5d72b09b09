//! A picture editor as a WASI program: the first line of stdin holds steps that are divided by `|`, the rest is a PNG
//! file; stdout gets the PNG of what the steps make of it. The steps, all on pixels of 4 × 8 bits:
//!
//!     scale W H nearest|triangle|catmull    thumbnail W H    crop X Y W H    turn 90|180|270    flip x|y
//!     blur SIGMA    sharpen    emboss       brighten N       contrast F      gray    invert
//!     write fast|default|best none|sub|up|paeth|adaptive     (the last one)
//!
//! Filters that need sin or exp are not offered: they do not give the same bits on every machine.

use std::error::Error;
use std::io::{self, Cursor, Read, Write};
use std::process::ExitCode;
use std::str::{FromStr, SplitWhitespace};

use image::codecs::png::{CompressionType, FilterType as RowFilter, PngDecoder, PngEncoder};
use image::imageops::{self, FilterType};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbaImage};

const SHARPEN: [f32; 9] = [0.0, -0.5, 0.0, -0.5, 3.0, -0.5, 0.0, -0.5, 0.0];
const EMBOSS: [f32; 9] = [-1.0, -0.5, 0.0, -0.5, 1.0, 0.5, 0.0, 0.5, 1.0];

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("png: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), Box<dyn Error>> {
    let mut request = Vec::new();
    io::stdin().read_to_end(&mut request)?;
    let end = request.iter().position(|&byte| byte == b'\n').ok_or("there is no line of steps")?;
    let steps = str::from_utf8(&request[..end])?;

    let decoder = PngDecoder::new(Cursor::new(&request[end + 1..]))?;
    let mut picture = DynamicImage::from_decoder(decoder)?.into_rgba8();
    let mut file = None;
    for step in steps.split('|') {
        if file.is_some() {
            return Err("nothing can come after 'write'".into());
        }
        let mut words = step.split_whitespace();
        match words.next().unwrap_or_default() {
            "write" => file = Some(encode(&picture, &mut words)?),
            name => picture = edit(picture, name, &mut words)?,
        }
        if words.next().is_some() {
            return Err(format!("too many words: {step}").into());
        }
    }
    io::stdout().write_all(&file.ok_or("the last step must be 'write'")?)?;
    Ok(())
}

fn edit(
    mut picture: RgbaImage,
    step: &str,
    words: &mut SplitWhitespace,
) -> Result<RgbaImage, Box<dyn Error>> {
    Ok(match step {
        "scale" => {
            let (width, height) = size(words)?;
            let filter = match word(words)? {
                "nearest" => FilterType::Nearest,
                "triangle" => FilterType::Triangle,
                "catmull" => FilterType::CatmullRom,
                other => return Err(format!("unknown filter '{other}'").into()),
            };
            imageops::resize(&picture, width, height, filter)
        }
        "thumbnail" => {
            let (width, height) = size(words)?;
            imageops::thumbnail(&picture, width, height)
        }
        "crop" => {
            let (x, y) = (number(words)?, number(words)?);
            let (width, height) = size(words)?;
            imageops::crop_imm(&picture, x, y, width, height).to_image()
        }
        "turn" => match word(words)? {
            "90" => imageops::rotate90(&picture),
            "180" => imageops::rotate180(&picture),
            "270" => imageops::rotate270(&picture),
            other => return Err(format!("cannot turn by '{other}'").into()),
        },
        "flip" => match word(words)? {
            "x" => imageops::flip_horizontal(&picture),
            "y" => imageops::flip_vertical(&picture),
            other => return Err(format!("cannot flip along '{other}'").into()),
        },
        "blur" => imageops::fast_blur(&picture, number(words)?),
        "sharpen" => imageops::filter3x3(&picture, &SHARPEN),
        "emboss" => imageops::filter3x3(&picture, &EMBOSS),
        "brighten" => imageops::brighten(&picture, number(words)?),
        "contrast" => imageops::contrast(&picture, number(words)?),
        "gray" => {
            for pixel in picture.pixels_mut() {
                let [red, green, blue, alpha] = pixel.0.map(u32::from);
                let light = ((2126 * red + 7152 * green + 722 * blue) / 10_000) as u8;
                pixel.0 = [light, light, light, alpha as u8];
            }
            picture
        }
        "invert" => {
            imageops::invert(&mut picture);
            picture
        }
        other => return Err(format!("unknown step '{other}'").into()),
    })
}

/// The file, in gray or without transparency where the picture is so.
fn encode(picture: &RgbaImage, words: &mut SplitWhitespace) -> Result<Vec<u8>, Box<dyn Error>> {
    let compression = match word(words)? {
        "fast" => CompressionType::Fast,
        "default" => CompressionType::Default,
        "best" => CompressionType::Best,
        other => return Err(format!("unknown compression '{other}'").into()),
    };
    let filter = match word(words)? {
        "none" => RowFilter::NoFilter,
        "sub" => RowFilter::Sub,
        "up" => RowFilter::Up,
        "paeth" => RowFilter::Paeth,
        "adaptive" => RowFilter::Adaptive,
        other => return Err(format!("unknown filter of rows '{other}'").into()),
    };
    let opaque = picture.pixels().all(|pixel| pixel.0[3] == 255);
    let gray = picture.pixels().all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
    let (color, channels): (_, &[usize]) = match (gray, opaque) {
        (true, true) => (ExtendedColorType::L8, &[0]),
        (true, false) => (ExtendedColorType::La8, &[0, 3]),
        (false, true) => (ExtendedColorType::Rgb8, &[0, 1, 2]),
        (false, false) => (ExtendedColorType::Rgba8, &[0, 1, 2, 3]),
    };
    let samples =
        picture.pixels().flat_map(|pixel| channels.iter().map(|&channel| pixel.0[channel]));
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, compression, filter).write_image(
        &samples.collect::<Vec<u8>>(),
        picture.width(),
        picture.height(),
        color,
    )?;
    Ok(file)
}

fn size(words: &mut SplitWhitespace) -> Result<(u32, u32), Box<dyn Error>> {
    match (number(words)?, number(words)?) {
        (width @ 1..=4096, height @ 1..=4096) => Ok((width, height)),
        (width, height) => Err(format!("no size for a picture: {width} × {height}").into()),
    }
}

fn number<T: FromStr>(words: &mut SplitWhitespace) -> Result<T, Box<dyn Error>> {
    let text = word(words)?;
    text.parse().map_err(|_| format!("'{text}' is not a number that fits").into())
}

fn word<'a>(words: &mut SplitWhitespace<'a>) -> Result<&'a str, Box<dyn Error>> {
    words.next().ok_or_else(|| "a step lacks a word".into())
}
