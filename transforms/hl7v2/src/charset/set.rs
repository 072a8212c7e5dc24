//! The character sets that are read and written.

use std::fmt;

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

    /// Returns the tables of the set; `None` where none are needed, or where `encoding_rs` takes the name for another set.
    pub(super) fn encoding(self) -> Option<&'static encoding_rs::Encoding> {
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
