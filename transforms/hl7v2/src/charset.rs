//! Bytes to text and back, by the character set that MSH-18 names (HL7 table 0211).
//!
//! [`decode`] looks, in this order, at a byte order mark, at the shape of UTF-16, and at MSH-18. A message that names no
//! character set is read as UTF-8 when it is valid UTF-8, otherwise by the default given. A message that names one which
//! its bytes contradict is treated as if it named none; then [`Decoded::declared`] differs from [`Decoded::charset`].
//!
//! The promise: unless [`Decoded::replaced`], `encode(&decoded.text, decoded.charset)` gives the bytes again. A byte
//! order mark stays in the text for that reason (as U+FEFF; the parser steps over it).

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use crate::Text;
use crate::index::has_byte_order_mark;

mod declared;
mod names;
mod set;
mod utf16;

pub use set::{Charset, Iso8859Part};

/// What bytes were read as.
#[derive(Clone)]
pub struct Decoded<T> {
    /// The text, with its byte order mark if there was one.
    pub text: T,
    /// The character set the bytes were read by.
    pub charset: Charset,
    /// The character set that MSH-18 names, if it names a known one.
    pub declared: Option<Charset>,
    /// Whether a byte order mark stands before the content.
    pub had_bom: bool,
    /// Whether [`encode`] would not give the same bytes: some were malformed and became U+FFFD, or the character set
    /// has two forms for one character. Then keep the bytes.
    pub replaced: bool,
}

impl<T> fmt::Debug for Decoded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("charset", &self.charset)
            .field("declared", &self.declared)
            .field("had_bom", &self.had_bom)
            .field("replaced", &self.replaced)
            .finish_non_exhaustive()
    }
}

/// Reads bytes as text; UTF-8 and ASCII are borrowed. `default` is for bytes that name no character set, or a wrong one.
pub fn decode(raw: &[u8], default: Charset) -> Decoded<Cow<'_, str>> {
    let declared = declared::find(raw);
    let (charset, had_bom) = choose(raw, declared, default);
    let (text, replaced) = decode_as(raw, charset);
    Decoded {
        text,
        charset,
        declared,
        had_bom,
        replaced,
    }
}

/// Reads shared bytes as shared text, without copying UTF-8 and ASCII; otherwise as [`decode`].
pub fn decode_shared(raw: &Bytes, default: Charset) -> Decoded<Text> {
    let Decoded {
        text,
        charset,
        declared,
        had_bom,
        replaced,
    } = decode(raw, default);
    let text = match text {
        Cow::Borrowed(_) => Text::try_from(raw.clone()).expect("borrowed text is all of the bytes, found to be UTF-8"),
        Cow::Owned(text) => Text::from(text),
    };
    Decoded {
        text,
        charset,
        declared,
        had_bom,
        replaced,
    }
}

/// Decides what to read the bytes as, and whether they begin with a byte order mark.
fn choose(raw: &[u8], declared: Option<Charset>, default: Charset) -> (Charset, bool) {
    match raw {
        [0xFF, 0xFE, ..] => return (Charset::Utf16Le, true),
        [0xFE, 0xFF, ..] => return (Charset::Utf16Be, true),
        // The parser steps over the mark also behind framing bytes, so it counts there too.
        _ if has_byte_order_mark(raw) => return (Charset::Utf8, true),
        _ => {}
    }
    if let Some(utf16) = utf16::guess(raw) {
        return (utf16, false);
    }
    let charset = match declared {
        Some(Charset::Ascii) if raw.is_ascii() => Charset::Ascii,
        Some(Charset::Ascii | Charset::Utf8) | None if std::str::from_utf8(raw).is_ok() => Charset::Utf8,
        Some(Charset::Ascii | Charset::Utf8) | None => default,
        Some(other) => other,
    };
    (charset, false)
}

/// Reads bytes by one character set; also tells whether writing would not give them back.
fn decode_as(raw: &[u8], charset: Charset) -> (Cow<'_, str>, bool) {
    match charset {
        Charset::Ascii | Charset::Utf8 => match std::str::from_utf8(raw) {
            Ok(text) => (Cow::Borrowed(text), charset == Charset::Ascii && !raw.is_ascii()),
            Err(_) => (String::from_utf8_lossy(raw), true),
        },
        Charset::LATIN_1 => (encoding_rs::mem::decode_latin1(raw), false),
        Charset::Utf16Le => utf16::decode(raw, u16::from_le_bytes),
        Charset::Utf16Be => utf16::decode(raw, u16::from_be_bytes),
        _ => decode_with_tables(raw, charset),
    }
}

fn decode_with_tables(raw: &[u8], charset: Charset) -> (Cow<'_, str>, bool) {
    if let Some(text) = std::str::from_utf8(raw).ok().filter(|text| is_plain_ascii(text)) {
        return (Cow::Borrowed(text), false);
    }
    let encoding = charset
        .encoding()
        .expect("the character sets without tables were handled before");
    let (text, has_malformed) = encoding.decode_without_bom_handling(raw);
    // Not every byte sequence is the one that writing would choose, above all with escapes between sets.
    let replaced = has_malformed || *encode(&text, charset) != *raw;
    (text, replaced)
}

/// Writes text as bytes; a character that the set does not have becomes `?`. [`can_encode`] tells beforehand.
pub fn encode(text: &str, charset: Charset) -> Cow<'_, [u8]> {
    match charset {
        Charset::Utf8 => Cow::Borrowed(text.as_bytes()),
        Charset::Ascii if text.is_ascii() => Cow::Borrowed(text.as_bytes()),
        Charset::Ascii => Cow::Owned(each_character(text, |c| u8::try_from(c).ok().filter(u8::is_ascii))),
        Charset::LATIN_1 if text.is_ascii() => Cow::Borrowed(text.as_bytes()),
        Charset::LATIN_1 => Cow::Owned(each_character(text, |c| u8::try_from(c).ok())),
        Charset::Utf16Le => Cow::Owned(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Charset::Utf16Be => Cow::Owned(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        _ => encode_with_tables(text, charset),
    }
}

fn each_character(text: &str, byte_of: impl Fn(char) -> Option<u8>) -> Vec<u8> {
    text.chars().map(|c| byte_of(c).unwrap_or(b'?')).collect()
}

/// Tells whether the text is the same bytes in every set with tables: ASCII without the shift and escape characters.
fn is_plain_ascii(text: &str) -> bool {
    text.is_ascii() && !text.bytes().any(|byte| matches!(byte, 0x0E | 0x0F | 0x1B))
}

fn encode_with_tables(text: &str, charset: Charset) -> Cow<'_, [u8]> {
    if is_plain_ascii(text) {
        return Cow::Borrowed(text.as_bytes());
    }
    let encoding = charset
        .encoding()
        .expect("the character sets without tables were handled before");
    let mut encoder = encoding.new_encoder();
    let mut bytes = Vec::with_capacity(text.len() + 16);
    let mut rest = text;
    loop {
        let (result, n_read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = &rest[n_read..];
        match result {
            encoding_rs::EncoderResult::InputEmpty => return Cow::Owned(bytes),
            encoding_rs::EncoderResult::OutputFull => bytes.reserve(rest.len() * 2 + 16),
            // The encoder steps over the character. It is in its ASCII state then, or goes there by the next one.
            encoding_rs::EncoderResult::Unmappable(_) => push_question_mark(&mut encoder, &mut bytes),
        }
    }
}

fn push_question_mark(encoder: &mut encoding_rs::Encoder, bytes: &mut Vec<u8>) {
    bytes.reserve(16);
    let (_, _) = encoder.encode_from_utf8_to_vec_without_replacement("?", bytes, false);
}

/// Tells whether every character of `text` can be written in `charset`.
pub fn can_encode(text: &str, charset: Charset) -> bool {
    let encoded = encode(text, charset);
    let (back, _) = decode_as(&encoded, charset);
    back == text
}

#[cfg(test)]
mod tests;
