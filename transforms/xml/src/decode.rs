//! Bytes to text and back (XML 1.0 §4.3.3, appendix F).

use std::borrow::Cow;

pub use encoding_rs::Encoding;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What bytes were read as.
#[derive(Debug, Clone)]
pub struct Decoded<'a> {
    /// The text; a byte order mark stays in it, as U+FEFF.
    pub text: Cow<'a, str>,
    /// How they were read.
    pub encoding: &'static Encoding,
    /// Whether some bytes are none of the encoding's and became U+FFFD.
    pub is_replaced: bool,
}

/// Reads bytes as text: by the byte order mark, by the shape of UTF-16, by the encoding that the XML declaration names, and
/// else as UTF-8. A declared encoding that is not known is taken for UTF-8.
pub fn decode(raw: &[u8]) -> Decoded<'_> {
    let encoding = choose(raw);
    let (text, is_replaced) = encoding.decode_without_bom_handling(raw);
    Decoded {
        text,
        encoding,
        is_replaced,
    }
}

/// Writes text as bytes of an encoding; characters that it lacks become references, as XML allows in text and attributes.
pub fn encode<'a>(text: &'a str, encoding: &'static Encoding) -> Cow<'a, [u8]> {
    if encoding == UTF_16LE {
        return Cow::Owned(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Cow::Owned(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    if encoding == WINDOWS_1252
        && let Some(last) = last_character(text)
    {
        return latin_1(text, last);
    }
    encoding.encode(text).0
}

/// Returns the last character that the encoding of a declaration has when it is ISO 8859-1 or ASCII, which are read as
/// Windows 1252 but do not have its characters from 0x80 to 0x9F.
fn last_character(text: &str) -> Option<char> {
    let label = declared_label(text.trim_start_matches('\u{FEFF}').as_bytes())?;
    let is = |names: &[&str]| names.iter().any(|name| label.eq_ignore_ascii_case(name.as_bytes()));
    if is(&["ascii", "us-ascii", "ansi_x3.4-1968", "iso646-us"]) {
        return Some('\u{7F}');
    }
    let is_windows = is(&["windows-1252", "cp1252", "x-cp1252"]);
    (!is_windows).then_some('\u{FF}')
}

/// Writes a byte for each character up to the last one of the encoding, and references for the others.
fn latin_1(text: &str, last: char) -> Cow<'_, [u8]> {
    let is_byte = |c: char| c <= last && !('\u{80}'..='\u{9F}').contains(&c);
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match u8::try_from(character) {
            Ok(byte) if is_byte(character) => bytes.push(byte),
            _ => bytes.extend_from_slice(format!("&#{};", u32::from(character)).as_bytes()),
        }
    }
    Cow::Owned(bytes)
}

fn choose(raw: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(raw) {
        return encoding;
    }
    match raw {
        [0, b'<', ..] => UTF_16BE,
        [b'<', 0, ..] => UTF_16LE,
        _ => declared(raw)
            // A declaration that can be read as ASCII does not stand in UTF-16.
            .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
            .unwrap_or(UTF_8),
    }
}

/// Returns the encoding that the declaration of a text names; UTF-8 when it names none, an unknown one or UTF-16.
pub fn declared_encoding(text: &str) -> &'static Encoding {
    choose(text.trim_start_matches('\u{FEFF}').as_bytes())
}

/// Reads the encoding of `<?xml version="1.0" encoding="…"?>`.
fn declared(raw: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(declared_label(raw)?)
}

fn declared_label(raw: &[u8]) -> Option<&[u8]> {
    /// Longer declarations are not looked for.
    const LENGTH: usize = 1_024;
    let head = &raw[..raw.len().min(LENGTH)];
    let end = memchr::memmem::find(head, b"?>").filter(|_| head.starts_with(b"<?xml"))?;
    let declaration = &head[..end];
    let at = memchr::memmem::find(declaration, b"encoding")?;
    declaration[at..].split(|byte| matches!(byte, b'"' | b'\'')).nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_they_declare() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>";
        for (raw, name, text) in [
            (latin.to_vec(), "windows-1252", "é"),
            ("<a>é</a>".into(), "UTF-8", "é"),
            ("\u{FEFF}<a>é</a>".into(), "UTF-8", "é"),
            (encode("\u{FEFF}<a>é</a>", UTF_16LE).into_owned(), "UTF-16LE", "é"),
            (encode("<a>é</a>", UTF_16BE).into_owned(), "UTF-16BE", "é"),
            (b"<?xml encoding='utf-16'?><a>x</a>".to_vec(), "UTF-8", "x"),
        ] {
            let decoded = decode(&raw);
            assert_eq!(decoded.encoding.name(), name);
            assert!(decoded.text.contains(&format!("<a>{text}</a>")) && !decoded.is_replaced);
            assert_eq!(encode(&decoded.text, decoded.encoding).as_ref(), raw);
        }
        for (label, written) in [
            ("ISO-8859-1", b"\xE9&#8364;".as_slice()),
            ("latin1", b"\xE9&#8364;"),
            ("us-ascii", b"&#233;&#8364;"),
            ("windows-1252", b"\xE9\x80"),
        ] {
            let text = format!("<?xml version='1.0' encoding='{label}'?><a>\u{E9}\u{20AC}</a>");
            let raw = encode(&text, WINDOWS_1252);
            assert!(raw.ends_with(&[b"<a>", written, b"</a>"].concat()), "{label}");
        }
        assert!(decode(b"<a>\xFF</a>").is_replaced);
        let greek = b"<?xml version='1.0' encoding='ISO-8859-7'?>".as_slice();
        assert_eq!(encode("\u{3B1}\u{E9}", decode(greek).encoding).as_ref(), b"\xE1&#233;");
    }
}
