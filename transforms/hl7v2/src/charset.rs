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

mod declared;
mod names;
mod utf16;

/// A character set that messages are sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Charset {
    /// 7-bit ASCII.
    Ascii,
    /// ISO 8859, by its part: 1 to 11 and 13 to 16. Part 1 maps each byte to the code point of the same number.
    Iso8859(Iso8859Part),
    /// Windows code page 1252, which many senders of "Latin 1" really mean.
    Windows1252,
    /// UTF-8.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// ISO 2022 JP: ASCII with escapes to ISO IR 14 and ISO IR 87.
    Iso2022Jp,
    /// GB 18030-2000.
    Gb18030,
    /// KS X 1001, as EUC-KR.
    EucKr,
    /// Big 5.
    Big5,
}

/// A part of ISO 8859 that exists and can be read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Iso8859Part(u8);

impl Iso8859Part {
    /// Returns the part with this number; `None` for 0, 12 and above 16.
    pub const fn new(number: u8) -> Option<Iso8859Part> {
        match number {
            1..=11 | 13..=16 => Some(Iso8859Part(number)),
            _ => None,
        }
    }

    /// Returns the number of the part.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Debug for Iso8859Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Charset {
    /// ISO 8859-1, the usual default of a channel.
    pub const LATIN_1: Charset = Charset::Iso8859(Iso8859Part(1));

    fn encoding(self) -> Option<&'static encoding_rs::Encoding> {
        Some(match self {
            Charset::Iso8859(part) => match part.0 {
                2 => encoding_rs::ISO_8859_2,
                3 => encoding_rs::ISO_8859_3,
                4 => encoding_rs::ISO_8859_4,
                5 => encoding_rs::ISO_8859_5,
                6 => encoding_rs::ISO_8859_6,
                7 => encoding_rs::ISO_8859_7,
                8 => encoding_rs::ISO_8859_8,
                9 => encoding_rs::WINDOWS_1254,
                10 => encoding_rs::ISO_8859_10,
                11 => encoding_rs::WINDOWS_874,
                13 => encoding_rs::ISO_8859_13,
                14 => encoding_rs::ISO_8859_14,
                15 => encoding_rs::ISO_8859_15,
                16 => encoding_rs::ISO_8859_16,
                _ => return None,
            },
            Charset::Windows1252 => encoding_rs::WINDOWS_1252,
            Charset::Iso2022Jp => encoding_rs::ISO_2022_JP,
            Charset::Gb18030 => encoding_rs::GB18030,
            Charset::EucKr => encoding_rs::EUC_KR,
            Charset::Big5 => encoding_rs::BIG5,
            Charset::Ascii | Charset::Utf8 | Charset::Utf16Le | Charset::Utf16Be => return None,
        })
    }
}

/// What bytes were read as.
#[derive(Clone)]
pub struct Decoded<T> {
    /// The text, with its byte order mark if there was one.
    pub text: T,
    /// The character set the bytes were read by.
    pub charset: Charset,
    /// The character set that MSH-18 names, if it names a known one.
    pub declared: Option<Charset>,
    /// Whether the bytes began with a byte order mark.
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
        [0xEF, 0xBB, 0xBF, ..] => return (Charset::Utf8, true),
        [0xFF, 0xFE, ..] => return (Charset::Utf16Le, true),
        [0xFE, 0xFF, ..] => return (Charset::Utf16Be, true),
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
mod tests {
    use super::*;

    fn part(number: u8) -> Charset {
        Charset::Iso8859(Iso8859Part::new(number).expect("the part exists"))
    }

    fn message(msh18: &str, name: &[u8]) -> Vec<u8> {
        let mut raw = format!("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5||||||{msh18}\rPID|1||||").into_bytes();
        raw.extend_from_slice(name);
        raw
    }

    #[test]
    fn declared_charset_is_used_and_written_back() {
        for (msh18, name, expected, charset) in [
            ("8859/1", &b"B\xFCchner"[..], "Büchner", part(1)),
            ("8859/2", b"Dvo\xF8\xE1k", "Dvořák", part(2)),
            ("8859/15", b"\xA4", "€", part(15)),
            ("UNICODE UTF-8", "Nguyễn".as_bytes(), "Nguyễn", Charset::Utf8),
            ("UNICODE", "Nguyễn".as_bytes(), "Nguyễn", Charset::Utf8),
            ("~ISO IR87", b"\x1B$B:4F#\x1B(B", "佐藤", Charset::Iso2022Jp),
            ("GB 18030-2000", b"\xC0\xEE", "李", Charset::Gb18030),
            ("KS X 1001", b"\xB1\xE8", "김", Charset::EucKr),
            ("BIG-5", b"\xAA\x4C", "林", Charset::Big5),
        ] {
            let raw = message(msh18, name);
            let decoded = decode(&raw, Charset::LATIN_1);
            assert!(decoded.text.ends_with(expected), "{msh18}");
            assert_eq!((decoded.charset, decoded.replaced), (charset, false), "{msh18}");
            assert_eq!(*encode(&decoded.text, charset), *raw, "{msh18}");
        }
    }

    #[test]
    fn undeclared_bytes_take_the_default_only_when_they_are_not_utf8() {
        let latin = decode(b"MSH|^~\\&|D\xE9sir\xE9", Charset::LATIN_1);
        assert_eq!(
            (latin.charset, latin.text.as_ref()),
            (Charset::LATIN_1, "MSH|^~\\&|Désiré")
        );
        let utf8 = decode("MSH|^~\\&|Désiré".as_bytes(), Charset::LATIN_1);
        assert!(matches!(utf8.text, Cow::Borrowed("MSH|^~\\&|Désiré")));
    }

    #[test]
    fn wrong_declaration_is_seen() {
        let raw = message("UNICODE UTF-8", b"D\xE9sir\xE9");
        let decoded = decode(&raw, Charset::LATIN_1);
        assert_eq!(
            (decoded.declared, decoded.charset),
            (Some(Charset::Utf8), Charset::LATIN_1)
        );
        assert!(!decoded.replaced && decoded.text.ends_with("Désiré"));
    }

    #[test]
    fn malformed_bytes_are_reported() {
        assert!(decode(b"MSH|\xFF", Charset::Utf8).replaced);
        assert!(decode(b"MSH|\xFF", Charset::Ascii).replaced);
        assert!(decode(b"\xEF\xBB\xBFMSH|\xFF", Charset::LATIN_1).replaced);
        assert!(decode(&message("~ISO IR87", b"\x1B(JA"), Charset::LATIN_1).replaced);
        assert!(decode(&message("BIG-5", b"\xFF"), Charset::LATIN_1).replaced);
    }

    #[test]
    fn utf16_is_seen_with_and_without_its_mark() {
        for charset in [Charset::Utf16Le, Charset::Utf16Be] {
            for text in ["\u{FEFF}MSH|^~\\&|Øster😊", "MSH|^~\\&|Øster😊"] {
                let raw = encode(text, charset);
                let decoded = decode(&raw, Charset::LATIN_1);
                assert_eq!((decoded.charset, decoded.text.as_ref()), (charset, text));
                assert_eq!(
                    (decoded.had_bom, decoded.replaced),
                    (text.starts_with('\u{FEFF}'), false)
                );
            }
        }
        assert!(decode(b"\xFF\xFEM\0\x00\xD8", Charset::LATIN_1).replaced);
        assert!(decode(b"\xFF\xFEM", Charset::LATIN_1).replaced);
    }

    #[test]
    fn characters_the_set_lacks_become_question_marks() {
        assert_eq!(*encode("Dvořák", Charset::LATIN_1), *b"Dvo?\xE1k");
        assert_eq!(*encode("é", Charset::Ascii), *b"?");
        assert_eq!(
            *encode("佐é藤x", Charset::Iso2022Jp),
            *b"\x1B$B:4\x1B(B?\x1B$BF#\x1B(Bx"
        );
        assert!(can_encode("Dvořák", part(2)) && !can_encode("Dvořák", part(1)));
    }

    #[test]
    fn shared_utf8_is_not_copied() {
        let raw = Bytes::from_static("MSH|^~\\&|Désiré".as_bytes());
        let decoded = decode_shared(&raw, Charset::LATIN_1);
        assert_eq!(decoded.text.as_ptr(), raw.as_ptr());
    }
}
