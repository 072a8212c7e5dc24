//! Finding MSH-18 in bytes that are not decoded yet. All character sets but UTF-16 carry the delimiters as ASCII.

use super::{Charset, names};
use crate::index::content_start;

/// Senders' headers before the first MSH of a batch are short; further in, nothing is looked for.
const MOST_BYTES_SEARCHED: usize = 64 * 1024;

/// Returns the character set that MSH-18 of the first message names.
pub(super) fn find(raw: &[u8]) -> Option<Charset> {
    let header = header(&raw[..raw.len().min(MOST_BYTES_SEARCHED)])?;
    let (separator, repetition) = (*header.get(3)?, *header.get(5)?);
    let field = Fields {
        rest: Some(&header[4..]),
        separator,
    }
    .nth(18 - 2)?;
    let names = field.split(|&byte| byte == repetition || byte == b'~');
    names::from_names(names.filter_map(|name| std::str::from_utf8(name).ok()))
}

/// Returns the first line that starts with `MSH`, up to its end.
fn header(raw: &[u8]) -> Option<&[u8]> {
    let content = &raw[content_start(raw)..];
    let start = if content.starts_with(b"MSH") {
        0
    } else {
        memchr::memmem::find_iter(content, b"MSH").find(|&at| at > 0 && is_line_start(content[at - 1]))?
    };
    let header = &content[start..];
    let end = memchr::memchr2(b'\r', b'\n', header).unwrap_or(header.len());
    Some(&header[..end])
}

fn is_line_start(before: u8) -> bool {
    matches!(before, b'\r' | b'\n' | 0x0B)
}

/// Splits at the field separator, but not inside a two-byte set of ISO 2022, where its byte is half a character.
struct Fields<'a> {
    rest: Option<&'a [u8]>,
    separator: u8,
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        let mut is_two_byte_set = false;
        for (at, &byte) in rest.iter().enumerate() {
            match byte {
                0x1B => is_two_byte_set = rest.get(at + 1) == Some(&b'$'),
                _ if byte == self.separator && !is_two_byte_set => {
                    self.rest = Some(&rest[at + 1..]);
                    return Some(&rest[..at]);
                }
                _ => {}
            }
        }
        self.rest = None;
        Some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn msh18_is_found_behind_framing_and_batch_headers() {
        let header = "MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5||||||8859/2|";
        for before in ["", "\u{FEFF}", "\x0B", "FHS|^~\\&|A\rBHS|^~\\&|A\r", "\r\n"] {
            let raw = format!("{before}{header}\rPID|1\r");
            assert_eq!(find(raw.as_bytes()).map(Charset::msh18), Some("8859/2"), "{before:?}");
        }
    }

    #[test]
    fn separator_byte_inside_a_two_byte_set_does_not_count() {
        let raw = b"MSH|^~\\&|\x1B$B|A||\x1B(B|B|C|D|1||ADT^A01|1|P|2.5||||||~ISO IR87\r";
        assert_eq!(find(raw), Some(Charset::Iso2022Jp));
    }

    #[test]
    fn other_delimiters_and_short_headers_are_read() {
        assert_eq!(
            find(b"MSH$%*!@$A$B$C$D$1$$ADT$1$P$2.5$$$$$$ASCII*8859/5").map(Charset::msh18),
            Some("8859/5")
        );
        for raw in [&b""[..], b"MSH", b"MSH|^~", b"MSH|^~\\&|A", b"PID|MSH|^~\\&"] {
            assert_eq!(find(raw), None);
        }
    }
}
