//! Text that others wrote (names in a module, in a profile, of a file) as people may see it: what moves a
//! terminal's cursor, colours it, ends a line or turns the direction of reading is written out. What is
//! shown, and where, is its users'.

use std::borrow::Cow;

/// One line of text, in which line ends and tabs are written out too.
pub fn shown(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// Text of our own layout with others' names in it: its line ends and tabs stay.
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |char| matches!(char, '\n' | '\t'))
}

fn escaped(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let acts = |char: char| acts(char) && !stays(char);
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        if acts(char) {
            safe.extend(char.escape_default());
        } else {
            safe.push(char);
        }
    }
    Cow::Owned(safe)
}

/// Whether a terminal does something on it instead of drawing it: control characters, line and paragraph
/// separators, and what turns the direction of reading (Unicode Standard Annex 9), behind which text can look
/// like another.
fn acts(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            '\u{2028}' | '\u{2029}' | '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'
                ..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_written_out() {
        let bad = "a\x1b[31mb\nc\rd\te\u{9b}f\u{7f}g\u{202e}h\u{2028}i\0";
        assert_eq!(
            shown(bad),
            "a\\u{1b}[31mb\\nc\\rd\\te\\u{9b}f\\u{7f}g\\u{202e}h\\u{2028}i\\u{0}"
        );
        assert_eq!(shown_lines("a\tb\n\x1bc\r\n"), "a\tb\n\\u{1b}c\\r\n");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["", "std::vec::Vec<T>", "größer, 測試, 👩‍🔬", "C:\\temp\\new"] {
            assert!(matches!(shown(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
