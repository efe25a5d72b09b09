//! Filters that pages need: money, dates, addresses, texts.

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

/// An amount in hundredths: `1234567|money("€")` is `12 345.67 €`.
pub fn money(cents: i64, currency: &str) -> String {
    let digits = (cents.unsigned_abs() / 100).to_string();
    let mut out = String::new();
    if cents < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out + &format!(".{:02} {currency}", cents.unsigned_abs() % 100)
}

/// A day as a text: days since 1970-01-01 to `14 March 1971`.
pub fn day(days: i64) -> Result<String, Error> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if !(0..200_000).contains(&days) {
        return Err(Error::new(ErrorKind::InvalidOperation, format!("{days} is not a day")));
    }
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let (mut year, mut rest) = (1970, days);
    while rest >= 365 + i64::from(leap(year)) {
        rest -= 365 + i64::from(leap(year));
        year += 1;
    }
    for (index, name) in MONTHS.iter().enumerate() {
        let length = match index {
            1 => 28 + i64::from(leap(year)),
            3 | 5 | 8 | 10 => 30,
            _ => 31,
        };
        if rest < length {
            return Ok(format!("{} {name} {year}", rest + 1));
        }
        rest -= length;
    }
    unreachable!("the months of a year have all its days")
}

/// A title as a part of an address.
pub fn slug(title: &str) -> String {
    let mut out = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => out += "ae",
            'ö' => out += "oe",
            'ü' => out += "ue",
            'ß' => out += "ss",
            letter if letter.is_alphanumeric() => out.push(letter),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// A text with empty lines as HTML paragraphs, escaped.
pub fn paragraphs(text: &str) -> Value {
    let mut out = String::new();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        let escaped =
            paragraph.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        out += &format!("<p>{}</p>\n", escaped.replace('\n', "<br>\n"));
    }
    Value::from_safe_string(out)
}
