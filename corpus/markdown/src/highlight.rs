//! Colours code: walks over a fenced block and puts each token into a `<span>` with its class. Unknown
//! languages are only escaped. What a language's words are is `grammar`'s.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use comrak::adapters::SyntaxHighlighterAdapter;
use comrak::html;

use crate::grammar::{ByteKind, Class, Grammar, Grammars};

pub struct Highlighter {
    grammars: Grammars,
}

impl Highlighter {
    pub fn new() -> Highlighter {
        Highlighter { grammars: Grammars::new() }
    }
}

impl SyntaxHighlighterAdapter for Highlighter {
    fn write_highlighted(
        &self,
        output: &mut dyn fmt::Write,
        lang: Option<&str>,
        code: &str,
    ) -> fmt::Result {
        let name = lang.and_then(|info| info.split_whitespace().next()).unwrap_or("");
        match self.grammars.find(name) {
            Some(grammar) => Walk { grammar, code, at: 0 }.write(output),
            None => html::escape(output, code),
        }
    }

    fn write_pre_tag(
        &self,
        output: &mut dyn fmt::Write,
        attributes: HashMap<&'static str, Cow<'_, str>>,
    ) -> fmt::Result {
        write_tag(output, "pre", attributes)
    }

    fn write_code_tag(
        &self,
        output: &mut dyn fmt::Write,
        attributes: HashMap<&'static str, Cow<'_, str>>,
    ) -> fmt::Result {
        write_tag(output, "code", attributes)
    }
}

/// Attributes in the order of their names: the map's own order differs from run to run.
fn write_tag(
    output: &mut dyn fmt::Write,
    tag: &str,
    attributes: HashMap<&'static str, Cow<'_, str>>,
) -> fmt::Result {
    write!(output, "<{tag}")?;
    for (name, value) in attributes.into_iter().collect::<BTreeMap<_, _>>() {
        write!(output, " {name}=\"")?;
        html::escape(output, &value)?;
        output.write_char('"')?;
    }
    output.write_char('>')
}

struct Walk<'a> {
    grammar: &'a Grammar,
    code: &'a str,
    at: usize,
}

impl<'a> Walk<'a> {
    fn write(mut self, output: &mut dyn fmt::Write) -> fmt::Result {
        while self.at < self.code.len() {
            let start = self.at;
            let class = self.token();
            let text = &self.code[start..self.at];
            match class {
                Some(class) => {
                    write!(output, "<span class=\"{}\">", class.css())?;
                    html::escape(output, text)?;
                    output.write_str("</span>")?;
                }
                None => html::escape(output, text)?,
            }
        }
        Ok(())
    }

    /// Moves over one token and says what it was.
    fn token(&mut self) -> Option<Class> {
        if self.comment() {
            return Some(Class::Comment);
        }
        match self.kind(self.at) {
            ByteKind::Space => {
                self.skip(|kind| kind == ByteKind::Space);
                None
            }
            ByteKind::Quote => {
                self.string();
                Some(Class::String)
            }
            ByteKind::Digit => {
                self.number();
                Some(Class::Number)
            }
            ByteKind::Operator => {
                self.operator();
                Some(Class::Operator)
            }
            ByteKind::Word => self.word(),
            ByteKind::Other => {
                // Bytes outside ASCII are words, so this is one whole character.
                self.at += 1;
                None
            }
        }
    }

    fn comment(&mut self) -> bool {
        let rest = &self.code[self.at..];
        if let Some((open, close)) = self.grammar.block_comment
            && let Some(inside) = rest.strip_prefix(open)
        {
            let len = inside.find(close).map_or(inside.len(), |end| end + close.len());
            self.at += open.len() + len;
            return true;
        }
        if self.grammar.line_comments.iter().any(|open| rest.starts_with(open)) {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return true;
        }
        false
    }

    /// Up to the same quote, or the end of the line except for backquotes.
    fn string(&mut self) {
        let bytes = self.code.as_bytes();
        let quote = bytes[self.at];
        self.at += 1;
        while self.at < bytes.len() {
            match bytes[self.at] {
                b'\\' if self.at + 1 < bytes.len() => self.at += 1,
                b'\n' if quote != b'`' => return,
                byte if byte == quote => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
        // A backslash may have stood before a character of several bytes; the end is a boundary anyway.
        self.at = bytes.len();
    }

    fn number(&mut self) {
        let bytes = self.code.as_bytes();
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            let fraction =
                byte == b'.' && bytes.get(self.at + 1).is_some_and(|next| next.is_ascii_digit());
            if !(byte.is_ascii_alphanumeric() || byte == b'_' || fraction) {
                return;
            }
            self.at += 1;
        }
    }

    /// One or more operator bytes, but a comment that starts among them ends them.
    fn operator(&mut self) {
        self.at += 1;
        while self.at < self.code.len() && self.kind(self.at) == ByteKind::Operator {
            let rest = &self.code[self.at..];
            let comment =
                self.grammar.block_comment.is_some_and(|(open, _)| rest.starts_with(open))
                    || self.grammar.line_comments.iter().any(|open| rest.starts_with(open));
            if comment {
                return;
            }
            self.at += 1;
        }
    }

    fn word(&mut self) -> Option<Class> {
        let start = self.at;
        self.skip(|kind| kind == ByteKind::Word || kind == ByteKind::Digit);
        let word = &self.code[start..self.at];
        self.grammar.class_of(word).or_else(|| {
            let called = self.code.as_bytes().get(self.at) == Some(&b'(');
            let named_as_type = word.starts_with(|first: char| first.is_ascii_uppercase());
            match (called, named_as_type) {
                (true, _) => Some(Class::Call),
                (false, true) => Some(Class::Type),
                (false, false) => None,
            }
        })
    }

    fn kind(&self, at: usize) -> ByteKind {
        self.grammar.bytes[usize::from(self.code.as_bytes()[at])]
    }

    fn skip(&mut self, belongs: impl Fn(ByteKind) -> bool) {
        while self.at < self.code.len() && belongs(self.kind(self.at)) {
            self.at += 1;
        }
    }
}
