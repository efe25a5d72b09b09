//! What a request says: settings in its first block, then a picture in each block. Blocks end with an empty line.

pub const SIZE: usize = 20;
pub const CLASSES: [&str; 8] =
    ["disc", "ring", "square", "frame", "triangle", "cross", "stripes", "dots"];

pub struct Request {
    /// How many classes are written for each picture.
    pub best: usize,
    /// How many pictures the network gets at a time.
    pub batch: usize,
    /// Classes whose chance is lower are not written, in per cent.
    pub least: u32,
    pub pictures: Vec<Picture>,
}

pub struct Picture {
    /// The class that it really is of, if the request says so.
    pub truth: Option<usize>,
    /// Rows from above, 0 (dark) to 1 (bright).
    pub pixels: Vec<f32>,
}

impl Request {
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut request = Self { best: 1, batch: 1, least: 0, pictures: Vec::new() };
        let mut blocks = text.trim_end().split("\n\n");
        for line in blocks.next().unwrap_or_default().lines() {
            request.set(line).ok_or(format!("'{line}' is no setting"))?;
        }
        for (index, block) in blocks.enumerate() {
            let picture = Picture::parse(block);
            let picture = picture.map_err(|what| format!("picture {}: {what}", index + 1))?;
            request.pictures.push(picture);
        }
        Ok(request)
    }

    fn set(&mut self, line: &str) -> Option<()> {
        let (name, value) = line.split_once(' ')?;
        let value: u32 = value.parse().ok()?;
        match (name, value) {
            ("best", 1..=8) => self.best = value as usize,
            ("batch", 1..=64) => self.batch = value as usize,
            ("least", 0..=100) => self.least = value,
            _ => return None,
        }
        Some(())
    }
}

impl Picture {
    fn parse(block: &str) -> Result<Self, String> {
        let (title, rows) = block.split_once('\n').unwrap_or((block, ""));
        let truth = CLASSES.iter().position(|&class| class == title);
        if truth.is_none() && title != "?" {
            return Err(format!("'{title}' is no class"));
        }
        let mut pixels = Vec::with_capacity(SIZE * SIZE);
        for row in rows.lines() {
            if row.len() != SIZE {
                return Err(format!("a row of {} digits and not {SIZE}", row.len()));
            }
            for digit in row.chars() {
                let value = digit.to_digit(16).ok_or(format!("'{digit}' is no digit"))?;
                pixels.push(value as f32 / 15.0);
            }
        }
        if pixels.len() != SIZE * SIZE {
            return Err(format!("{} rows and not {SIZE}", pixels.len() / SIZE));
        }
        Ok(Self { truth, pixels })
    }
}
