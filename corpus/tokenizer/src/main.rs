//! A tokenizer as a WASI program, such as stands before a language model. It reads a line of settings and texts, with a
//! line `=== ` between them:
//!
//!     chunk=120 overlap=20 show=40 sizes=50,100,200
//!
//! Each text is cut into words, numbers, signs and blanks, and these into the tokens of a byte pair encoding (crate bpe).
//! It writes how many tokens each text has, in this and in other encodings with the same vocabulary; the first
//! tokens; and the text in chunks of at most so many tokens that overlap, as an index of texts needs them. For each of
//! the other sizes it tells how many chunks there would be, and how many tokens in all.
//! Encoder and vocabulary are made before the first read of stdin.

use std::io::{self, Read, Write};
use std::ops::Range;
use std::process::ExitCode;

use bpe::byte_pair_encoding::BytePairEncoding;
use bpe::interval_encoding::IntervalEncoding;

/// By make-vocabulary.py.
const VOCABULARY: &str = include_str!("vocabulary.txt");

/// With it the tokens' hashes differ from each other.
const HASH_FACTOR: u64 = 17_846_336_922_010_275_747;

struct Settings {
    chunk: usize,
    overlap: usize,
    show: usize,
    sizes: Vec<usize>,
}

fn main() -> ExitCode {
    let bpe = BytePairEncoding::from_dictionary(VOCABULARY.lines().map(bytes), Some(HASH_FACTOR));
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => respond(&bpe, &request),
        Err(error) => Err(format!("stdin cannot be read: {error}")),
    };
    let written = response.and_then(|text| {
        let mut stdout = io::stdout().lock();
        stdout
            .write_all(text.as_bytes())
            .map_err(|error| format!("stdout cannot be written: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tokenizer: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A token of the vocabulary.
fn bytes(line: &str) -> Vec<u8> {
    let digit = |digit: u8| {
        char::from(digit).to_digit(16).expect("the vocabulary is of hexadecimal digits") as u8
    };
    line.as_bytes().chunks(2).map(|digits| digit(digits[0]) << 4 | digit(digits[1])).collect()
}

fn respond(bpe: &BytePairEncoding, request: &str) -> Result<String, String> {
    let (settings, texts) = request.split_once('\n').ok_or("there are no settings")?;
    let settings = Settings::read(settings)?;
    let mut out = String::new();
    for text in texts.split("\n=== \n") {
        let pieces = pieces(text);
        let tokens: Vec<u32> = pieces
            .iter()
            .flat_map(|piece| bpe.encode_via_backtracking(text[piece.clone()].as_bytes()))
            .collect();
        if bpe.decode_tokens(&tokens) != text.as_bytes() {
            return Err("the tokens are not the text".to_owned());
        }
        let whole = IntervalEncoding::new(bpe, text.as_bytes());
        let greedy = bpe.encode_greedy(text.as_bytes());
        let minimal = bpe.encode_minimal(text.as_bytes());
        out += &format!(
            "{} bytes, {} pieces, {} tokens {:08x}; without pieces {}, greedy {}, at least {} {:08x}\n",
            text.len(),
            pieces.len(),
            tokens.len(),
            checksum(&tokens),
            whole.count(0..text.len()),
            greedy.len(),
            minimal.len(),
            checksum(&minimal),
        );
        let shown = tokens.iter().take(settings.show);
        let shown: Vec<String> = shown
            .map(|&token| format!("{token} {:?}", String::from_utf8_lossy(bpe.token_bytes(token))))
            .collect();
        out += &format!("{}\n", shown.join(", "));
        for chunk in settings.chunks(settings.chunk, &whole, &pieces) {
            let count = whole.count(chunk.clone());
            let start: String = text[chunk.clone()].trim_start().chars().take(20).collect();
            out += &format!("{} to {}: {count} {start:?}\n", chunk.start, chunk.end);
        }
        for &size in &settings.sizes {
            let chunks = settings.chunks(size, &whole, &pieces);
            let tokens: usize = chunks.iter().map(|chunk| whole.count(chunk.clone())).sum();
            out += &format!("of {size}: {} with {tokens} tokens\n", chunks.len());
        }
        out.push('\n');
    }
    Ok(out)
}

impl Settings {
    fn read(line: &str) -> Result<Self, String> {
        let mut settings = Settings { chunk: 100, overlap: 0, show: 10, sizes: Vec::new() };
        for setting in line.split_whitespace() {
            let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
            let number = |text: &str| text.parse().map_err(|_| format!("'{setting}': how many?"));
            match name {
                "chunk" => settings.chunk = number(value)?,
                "overlap" => settings.overlap = number(value)?,
                "show" => settings.show = number(value)?,
                "sizes" => {
                    settings.sizes = value.split(',').map(number).collect::<Result<_, _>>()?
                }
                _ => return Err(format!("'{setting}' is not a setting")),
            }
        }
        Ok(settings)
    }

    /// Parts of the text, of whole pieces: each as long as a chunk may be, and the next begins so many tokens before
    /// its end.
    fn chunks(
        &self,
        size: usize,
        whole: &IntervalEncoding,
        pieces: &[Range<usize>],
    ) -> Vec<Range<usize>> {
        let mut chunks = Vec::new();
        let mut first = 0;
        while first < pieces.len() {
            let start = pieces[first].start;
            let fit =
                pieces[first..].partition_point(|piece| whole.count(start..piece.end) <= size);
            let next = first + fit.max(1);
            let end = pieces[next - 1].end;
            chunks.push(start..end);
            if next == pieces.len() {
                break;
            }
            let kept = pieces[first + 1..next]
                .partition_point(|piece| whole.count(piece.start..end) > self.overlap);
            first += 1 + kept;
        }
        chunks
    }
}

/// Words with the blank before them, numbers of up to three digits, runs of signs, runs of white space.
fn pieces(text: &str) -> Vec<Range<usize>> {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Word,
        Number,
        Sign,
        Space,
    }
    let kind = |letter: char| match letter {
        letter if letter.is_whitespace() => Kind::Space,
        letter if letter.is_numeric() => Kind::Number,
        letter if letter.is_alphabetic() => Kind::Word,
        _ => Kind::Sign,
    };
    let mut pieces = Vec::<Range<usize>>::new();
    let mut last = None;
    for (at, letter) in text.char_indices() {
        let (this, end) = (kind(letter), at + letter.len_utf8());
        match (pieces.last_mut(), last) {
            (Some(piece), Some(last))
                if last == this && (this != Kind::Number || piece.len() < 3) =>
            {
                piece.end = end
            }
            (Some(piece), Some(Kind::Space))
                if this != Kind::Number && text[piece.clone()].ends_with(' ') =>
            {
                // A word or a sign takes the blank with it.
                piece.end -= 1;
                if piece.start == piece.end {
                    pieces.pop();
                }
                pieces.push(at - 1..end);
            }
            _ => pieces.push(at..end),
        }
        last = Some(this);
    }
    pieces
}

fn checksum(tokens: &[u32]) -> u32 {
    tokens.iter().fold(0x811c_9dc5, |hash, token| (hash ^ token).wrapping_mul(0x0100_0193))
}
