//! Draws SVG as a WASI program: the first line of stdin is the width of the picture in pixels and the colour behind it
//! (`RRGGBB`, or `none`), the rest is the SVG; stdout gets a PNG. The height follows from the drawing's proportions.
//! Paths, strokes, gradients, patterns, clips, masks, filters and style sheets are resvg's; there is no text and nothing
//! is loaded from elsewhere.

use std::error::Error;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("svg: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), Box<dyn Error>> {
    let options = Options::default();
    let mut request = String::new();
    io::stdin().read_to_string(&mut request)?;
    let (settings, drawing) = request.split_once('\n').ok_or("there is no line of settings")?;
    let (width, ground) = settings.split_once(' ').ok_or("the first line is WIDTH GROUND")?;
    let width: u32 = width.parse()?;
    let ground = colour(ground.trim())?;

    let tree = Tree::from_str(drawing, &options)?;
    let scale = width as f32 / tree.size().width();
    let height = ((tree.size().height() * scale).round() as u32).max(1);
    if width > 2048 || height > 2048 {
        return Err(format!("too large: {width} × {height}").into());
    }
    let mut picture = Pixmap::new(width, height).ok_or("the picture has no pixels")?;
    if let Some(ground) = ground {
        picture.fill(ground);
    }
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    io::stdout().write_all(&picture.encode_png()?)?;
    Ok(())
}

fn colour(name: &str) -> Result<Option<Color>, Box<dyn Error>> {
    if name == "none" {
        return Ok(None);
    }
    let value = u32::from_str_radix(name, 16)?;
    let [_, red, green, blue] = value.to_be_bytes();
    Ok(Some(Color::from_rgba8(red, green, blue, 255)))
}
