//! Bytes to text and back (XML 1.0 §4.3.3, appendix F).

use std::borrow::Cow;

pub use encoding_rs::Encoding;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

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
    encoding.encode(text).0
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
    /// Longer declarations are not looked for.
    const LENGTH: usize = 1_024;
    let head = &raw[..raw.len().min(LENGTH)];
    let end = memchr::memmem::find(head, b"?>").filter(|_| head.starts_with(b"<?xml"))?;
    let declaration = &head[..end];
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let after = declaration[at..].split(|byte| matches!(byte, b'"' | b'\'')).nth(1)?;
    Encoding::for_label(after)
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
        assert!(decode(b"<a>\xFF</a>").is_replaced);
        let greek = b"<?xml version='1.0' encoding='ISO-8859-7'?>".as_slice();
        assert_eq!(encode("\u{3B1}\u{E9}", decode(greek).encoding).as_ref(), b"\xE1&#233;");
    }
}
