//! Escape sequences (HL7 v2.5.1 §2.7), between a value as people mean it and as a message carries it.
//!
//! | sequence | decoded | written for |
//! |---|---|---|
//! | `\F\` `\S\` `\T\` `\R\` `\E\` | the message's own delimiter | that delimiter |
//! | `\P\` | the truncation character, if MSH-2 states one | that character |
//! | `\Xhh..\` | the bytes: as UTF-8, otherwise as ISO 8859-1 | control characters except tab and line feed |
//! | `\.br\` | line feed | line feed |
//! | `\.sp\`, `\.spN\` | one, or N line feeds (N up to 99) | |
//! | `\H\` `\N\` | nothing: highlighting has no meaning in a value | |
//! | `\C..\` `\M..\` `\Z..\`, other `\.xx\` | kept as they stand | |
//! | anything else, as in `C:\temp\x.pdf` | kept as it stands | |
//!
//! An encoded value never holds a delimiter, a line end or another control character, so it cannot break a segment or
//! a transport frame. `decode(encode(x)) == x` for every text.

use std::borrow::Cow;
use std::fmt::Write;

use memchr::memchr;

use crate::Delimiters;

/// Resolves the escape sequences of `text`; borrows when there are none.
pub fn decode<'a>(text: &'a str, delimiters: &Delimiters) -> Cow<'a, str> {
    match memchr(delimiters.escape, text.as_bytes()) {
        None => Cow::Borrowed(text),
        Some(first) => decode_from(text, first, delimiters),
    }
}

fn decode_from<'a>(text: &'a str, first: usize, delimiters: &Delimiters) -> Cow<'a, str> {
    let mut decoded = String::with_capacity(text.len());
    let mut is_changed = false;
    decoded.push_str(&text[..first]);
    // Starts at an escape character, always.
    let mut rest = &text[first..];
    loop {
        let Some(length) = memchr(delimiters.escape, &rest.as_bytes()[1..]) else {
            decoded.push_str(rest);
            break;
        };
        let after = match meaning(&rest[1..=length], delimiters) {
            Meaning::Text(value) => {
                is_changed = true;
                decoded.push_str(&value);
                length + 2
            }
            Meaning::Kept => {
                decoded.push_str(&rest[..length + 2]);
                length + 2
            }
            // The closing character may open the next sequence, as in `C:\data\T\`.
            Meaning::Nothing => {
                decoded.push_str(&rest[..=length]);
                length + 1
            }
        };
        rest = &rest[after..];
        let Some(next) = memchr(delimiters.escape, rest.as_bytes()) else {
            decoded.push_str(rest);
            break;
        };
        decoded.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    if is_changed {
        Cow::Owned(decoded)
    } else {
        Cow::Borrowed(text)
    }
}

enum Meaning {
    /// The sequence stands for this text.
    Text(Cow<'static, str>),
    /// A sequence that is not resolved here and stays as it is.
    Kept,
    /// No sequence at all: an escape character that was not escaped.
    Nothing,
}

fn meaning(body: &str, delimiters: &Delimiters) -> Meaning {
    let text = |text: &'static str| Meaning::Text(Cow::Borrowed(text));
    match body.as_bytes() {
        b"F" => character(delimiters.field),
        b"S" => character(delimiters.component),
        b"T" => character(delimiters.subcomponent),
        b"R" => character(delimiters.repetition),
        b"E" => character(delimiters.escape),
        b"P" => delimiters.truncation.map_or(Meaning::Kept, character),
        b"H" | b"N" => text(""),
        b".br" => text("\n"),
        [b'.', b's', b'p', count @ ..] => lines(count),
        [b'.', name @ ..] if is_formatting(name) => Meaning::Kept,
        [b'X', digits @ ..] => hexadecimal(digits),
        [b'C' | b'M' | b'Z', data @ ..] if data.iter().all(u8::is_ascii_alphanumeric) => Meaning::Kept,
        _ => Meaning::Nothing,
    }
}

fn character(delimiter: u8) -> Meaning {
    Meaning::Text(Cow::Owned(char::from(delimiter).to_string()))
}

fn lines(count: &[u8]) -> Meaning {
    let n_lines = match *count {
        [] => 1,
        [a @ b'0'..=b'9'] => a - b'0',
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => (a - b'0') * 10 + (b - b'0'),
        _ => {
            return if is_formatting(count) {
                Meaning::Kept
            } else {
                Meaning::Nothing
            };
        }
    };
    Meaning::Text(Cow::Owned("\n".repeat(n_lines.into())))
}

/// Tells whether this is the rest of a formatting command (HL7 v2.5.1 §2.7.6), such as `in+4` or `ti -2`.
fn is_formatting(name: &[u8]) -> bool {
    name.len() <= 8
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b' '))
}

fn hexadecimal(digits: &[u8]) -> Meaning {
    let is_whole_bytes = !digits.is_empty() && digits.len().is_multiple_of(2);
    if !is_whole_bytes || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Meaning::Nothing;
    }
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| nibble(pair[0]) << 4 | nibble(pair[1]))
        .collect();
    let text =
        String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect());
    Meaning::Text(Cow::Owned(text))
}

fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

/// Writes `text` so that it can stand in a message; borrows when nothing needs an escape sequence.
pub fn encode<'a>(text: &'a str, delimiters: &Delimiters) -> Cow<'a, str> {
    let Some(first) = text.bytes().position(|byte| needs_escape(byte, delimiters)) else {
        return Cow::Borrowed(text);
    };
    let mut encoded = String::with_capacity(text.len() + 16);
    encoded.push_str(&text[..first]);
    let mut unwritten = first;
    for (at, byte) in text.bytes().enumerate().skip(first) {
        if needs_escape(byte, delimiters) {
            encoded.push_str(&text[unwritten..at]);
            push_sequence(&mut encoded, byte, delimiters);
            unwritten = at + 1;
        }
    }
    encoded.push_str(&text[unwritten..]);
    Cow::Owned(encoded)
}

fn needs_escape(byte: u8, delimiters: &Delimiters) -> bool {
    let is_control = byte < 0x20 && byte != b'\t';
    is_control
        || byte == delimiters.field
        || byte == delimiters.component
        || byte == delimiters.repetition
        || byte == delimiters.escape
        || byte == delimiters.subcomponent
        || Some(byte) == delimiters.truncation
}

fn push_sequence(encoded: &mut String, byte: u8, delimiters: &Delimiters) {
    let escape = char::from(delimiters.escape);
    encoded.push(escape);
    match byte {
        b'\n' => encoded.push_str(".br"),
        _ if byte == delimiters.field => encoded.push('F'),
        _ if byte == delimiters.component => encoded.push('S'),
        _ if byte == delimiters.subcomponent => encoded.push('T'),
        _ if byte == delimiters.repetition => encoded.push('R'),
        _ if byte == delimiters.escape => encoded.push('E'),
        _ if Some(byte) == delimiters.truncation => encoded.push('P'),
        _ => write!(encoded, "X{byte:02X}").expect("writing to a string cannot fail"),
    }
    encoded.push(escape);
}

#[cfg(test)]
mod tests;
