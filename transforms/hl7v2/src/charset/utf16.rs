//! UTF-16, which `encoding_rs` reads but does not write, and the guess that bytes are UTF-16 without a mark.

use std::borrow::Cow;

use super::Charset;

/// Tells UTF-16 from the zero bytes of `MSH`, `FHS` or `BHS` in it.
pub(super) fn guess(raw: &[u8]) -> Option<Charset> {
    match *raw {
        [a, 0, b, 0, c, 0, ..] if is_header_id([a, b, c]) => Some(Charset::Utf16Le),
        [0, a, 0, b, 0, c, ..] if is_header_id([a, b, c]) => Some(Charset::Utf16Be),
        _ => None,
    }
}

fn is_header_id(id: [u8; 3]) -> bool {
    matches!(&id, b"MSH" | b"FHS" | b"BHS")
}

/// Reads UTF-16; also tells whether a unit was malformed or a byte left over.
pub(super) fn decode(raw: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, str>, bool) {
    let pairs = raw.chunks_exact(2);
    let mut is_malformed = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(raw.len() / 2 + 16);
    for character in char::decode_utf16(units) {
        is_malformed |= character.is_err();
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    (Cow::Owned(text), is_malformed)
}
