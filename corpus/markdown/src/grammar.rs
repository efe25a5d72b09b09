//! What the colouring knows about each language: its words, comments and strings. Built once at start-up;
//! walking over code is `highlight`'s.

/// What a word or a stretch of code is; the name is its CSS class.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Keyword,
    Type,
    Constant,
    Call,
    Number,
    String,
    Comment,
    Operator,
}

impl Class {
    pub fn css(self) -> &'static str {
        match self {
            Class::Keyword => "k",
            Class::Type => "t",
            Class::Constant => "c",
            Class::Call => "f",
            Class::Number => "n",
            Class::String => "s",
            Class::Comment => "m",
            Class::Operator => "o",
        }
    }
}

/// How a byte can be used in a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ByteKind {
    Space,
    Word,
    Digit,
    Quote,
    Operator,
    Other,
}

pub struct Grammar {
    names: &'static [&'static str],
    /// Sorted by word.
    words: Vec<(&'static str, Class)>,
    pub line_comments: &'static [&'static str],
    pub block_comment: Option<(&'static str, &'static str)>,
    pub bytes: [ByteKind; 256],
}

impl Grammar {
    fn new(source: &Source) -> Grammar {
        let mut words = Vec::new();
        for (list, class) in [
            (source.keywords, Class::Keyword),
            (source.types, Class::Type),
            (source.constants, Class::Constant),
        ] {
            words.extend(list.split_whitespace().map(|word| (word, class)));
        }
        words.sort_by_key(|&(word, _)| word);
        words.dedup_by_key(|entry| entry.0);
        Grammar {
            names: source.names,
            words,
            line_comments: source.line_comments,
            block_comment: source.block_comment,
            bytes: byte_kinds(source.quotes),
        }
    }

    pub fn class_of(&self, word: &str) -> Option<Class> {
        let index = self.words.binary_search_by_key(&word, |&(word, _)| word).ok()?;
        Some(self.words[index].1)
    }
}

/// All grammars that we have.
pub struct Grammars(Vec<Grammar>);

impl Grammars {
    pub fn new() -> Grammars {
        Grammars(SOURCES.iter().map(Grammar::new).collect())
    }

    /// By the name that stands after the code fence, in any case.
    pub fn find(&self, name: &str) -> Option<&Grammar> {
        let known = |grammar: &&Grammar| grammar.names.iter().any(|n| n.eq_ignore_ascii_case(name));
        self.0.iter().find(known)
    }
}

fn byte_kinds(quotes: &str) -> [ByteKind; 256] {
    let mut kinds = [ByteKind::Other; 256];
    for (byte, kind) in (0u8..=255).zip(kinds.iter_mut()) {
        *kind = match byte {
            _ if quotes.as_bytes().contains(&byte) => ByteKind::Quote,
            b' ' | b'\t' | b'\n' | b'\r' => ByteKind::Space,
            b'0'..=b'9' => ByteKind::Digit,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => ByteKind::Word,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'=' | b'<' | b'>' | b'!' | b'&' | b'|' | b'^'
            | b'~' | b'?' | b':' => ByteKind::Operator,
            _ => ByteKind::Other,
        };
    }
    kinds
}

struct Source {
    names: &'static [&'static str],
    keywords: &'static str,
    types: &'static str,
    constants: &'static str,
    line_comments: &'static [&'static str],
    block_comment: Option<(&'static str, &'static str)>,
    quotes: &'static str,
}

const SOURCES: &[Source] = &[
    Source {
        names: &["rust", "rs"],
        keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod \
            move mut pub ref return self static struct super trait type union unsafe use where while yield",
        types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Self Box Option Result String \
            Vec Rc Arc Cell RefCell HashMap BTreeMap HashSet",
        constants: "true false None Some Ok Err",
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: "\"",
    },
    Source {
        names: &["c", "h", "cpp", "c++", "cc", "hpp"],
        keywords: "auto break case catch class const constexpr continue default delete do else enum explicit extern for \
            friend goto if inline namespace new operator private protected public register return sizeof static struct \
            switch template this throw try typedef typename union using virtual volatile while",
        types: "bool char double float int long short signed unsigned void size_t ssize_t int8_t int16_t int32_t int64_t \
            uint8_t uint16_t uint32_t uint64_t uintptr_t FILE",
        constants: "NULL true false nullptr EOF stdin stdout stderr errno",
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: "\"'",
    },
    Source {
        names: &["python", "py"],
        keywords: "and as assert async await break class continue def del elif else except finally for from global if \
            import in is lambda nonlocal not or pass raise return try while with yield match case",
        types: "bool bytes dict float frozenset int list object set str tuple type Exception",
        constants: "True False None self cls __name__ __main__",
        line_comments: &["#"],
        block_comment: Some(("\"\"\"", "\"\"\"")),
        quotes: "\"'",
    },
    Source {
        names: &["javascript", "js", "typescript", "ts", "jsx", "tsx"],
        keywords: "async await break case catch class const continue debugger default delete do else export extends \
            finally for from function get if implements import in instanceof interface let new of package private \
            protected public return set static super switch this throw try type typeof var void while with yield",
        types: "any Array bigint boolean Date Error Map never number object Promise RegExp Set string symbol unknown",
        constants: "true false null undefined NaN Infinity",
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: "\"'`",
    },
    Source {
        names: &["go", "golang"],
        keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface \
            map package range return select struct switch type var",
        types: "bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 \
            uint16 uint32 uint64 uintptr any",
        constants: "true false nil iota",
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: "\"'`",
    },
    Source {
        names: &["sh", "bash", "shell", "console"],
        keywords: "break case continue do done elif else esac eval exec exit export fi for function if in local readonly \
            return select set shift source then trap unset until while",
        types: "awk cat cd chmod cp curl cut echo find grep head ls make mkdir mv printf rm sed sort tail tar test tr uniq wc xargs",
        constants: "true false",
        line_comments: &["#"],
        block_comment: None,
        quotes: "\"'",
    },
    Source {
        names: &["sql"],
        keywords: "ALTER AND AS ASC BEGIN BETWEEN BY CASE COMMIT CREATE DELETE DESC DISTINCT DROP ELSE END EXISTS FROM \
            FULL GROUP HAVING IN INDEX INNER INSERT INTO IS JOIN KEY LEFT LIKE LIMIT NOT ON OR ORDER OUTER OVER PARTITION \
            PRIMARY REFERENCES RIGHT ROLLBACK SELECT SET TABLE THEN UNION UNIQUE UPDATE VALUES VIEW WHEN WHERE WITH",
        types: "BIGINT BLOB BOOLEAN CHAR DATE DECIMAL DOUBLE INTEGER INT NUMERIC REAL SMALLINT TEXT TIMESTAMP VARCHAR",
        constants: "NULL TRUE FALSE CURRENT_DATE CURRENT_TIMESTAMP",
        line_comments: &["--"],
        block_comment: Some(("/*", "*/")),
        quotes: "'\"",
    },
    Source {
        names: &["json"],
        keywords: "",
        types: "",
        constants: "true false null",
        line_comments: &[],
        block_comment: None,
        quotes: "\"",
    },
    Source {
        names: &["toml", "ini", "yaml", "yml"],
        keywords: "",
        types: "",
        constants: "true false null yes no on off",
        line_comments: &["#", ";"],
        block_comment: None,
        quotes: "\"'",
    },
];
