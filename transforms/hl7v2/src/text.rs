//! Shared UTF-8 text. A [`Text`] is a handle: cloning and slicing copy no content, so a message can be stored,
//! forwarded and split out of a batch without moving its bytes.

use std::fmt;
use std::ops::{Deref, Range};

use bytes::Bytes;
use bytestring::ByteString;

/// Shared text: bytes that are known to be UTF-8, cheap to clone and to slice.
///
/// It derefs to `str`. `Debug` prints the length only, since the content may be a patient's.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(ByteString);

impl Text {
    /// Returns the text as a string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part in `range` (byte offsets), sharing the content.
    ///
    /// # Panics
    ///
    /// Panics when the range is out of bounds or cuts a character, as slicing a `str` does.
    pub fn slice(&self, range: Range<usize>) -> Text {
        Text(self.0.slice_ref(&self.0[range]))
    }

    /// Returns the content as shared bytes, without copying.
    pub fn into_bytes(self) -> Bytes {
        self.0.into_bytes()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.len())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(text.into())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(text.into())
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Text {
        text.clone()
    }
}

impl From<Text> for Bytes {
    fn from(text: Text) -> Bytes {
        text.into_bytes()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> String {
        text.as_str().to_owned()
    }
}

/// Tells that bytes are not UTF-8. [`crate::charset::decode`] reads other character sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("bytes are not UTF-8 from offset {offset} on; decode them by their character set first")]
pub struct NotUtf8 {
    /// Bytes before this offset are valid.
    pub offset: usize,
}

impl TryFrom<Bytes> for Text {
    type Error = NotUtf8;

    fn try_from(bytes: Bytes) -> Result<Text, NotUtf8> {
        ByteString::try_from(bytes).map(Text).map_err(|error| NotUtf8 {
            offset: error.valid_up_to(),
        })
    }
}

impl TryFrom<Vec<u8>> for Text {
    type Error = NotUtf8;

    fn try_from(bytes: Vec<u8>) -> Result<Text, NotUtf8> {
        String::from_utf8(bytes).map(Text::from).map_err(|error| NotUtf8 {
            offset: error.utf8_error().valid_up_to(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slice_shares_the_content() {
        let text = Text::from("EVERYMAN^ADAM");
        let part = text.slice(9..13);
        assert_eq!(&*part, "ADAM");
        assert_eq!(part.as_ptr(), text[9..].as_ptr());
    }

    #[test]
    fn debug_hides_the_content() {
        assert_eq!(format!("{:?}", Text::from("EVERYMAN")), "Text(8 bytes)");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused_with_their_offset() {
        let bytes = Bytes::from_static(b"ab\xE9c");
        assert_eq!(Text::try_from(bytes), Err(NotUtf8 { offset: 2 }));
        assert_eq!(Text::try_from(vec![0xE9]), Err(NotUtf8 { offset: 0 }));
    }
}
