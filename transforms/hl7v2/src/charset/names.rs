//! The names of character sets: those of HL7 table 0211, and those that senders write instead.

use super::{Charset, Iso8859Part};

impl Charset {
    /// Reads MSH-18, all its repetitions, as sent (`8859/1`, `~ISO IR87`). The first one beyond ASCII counts, as ASCII is
    /// a part of every other one. `None` when it names no known character set.
    ///
    /// `UNICODE` and `UNICODE UTF-16` give UTF-8: where a reader could read MSH-18 byte by byte, the message is not
    /// UTF-16 (any more). UTF-16 shows by its first bytes.
    pub fn from_msh18(text: &str) -> Option<Charset> {
        from_names(text.split('~'))
    }

    /// Returns the name for MSH-18 by HL7 table 0211; for Windows 1252, which has none, the name senders use.
    pub fn msh18(self) -> &'static str {
        match self {
            Charset::Ascii => "ASCII",
            Charset::Iso8859(part) => ISO_8859[usize::from(part.number()) - 1],
            Charset::Windows1252 => "WINDOWS-1252",
            Charset::Utf8 => "UNICODE UTF-8",
            Charset::Utf16Le | Charset::Utf16Be => "UNICODE UTF-16",
            Charset::Iso2022Jp => "~ISO IR87",
            Charset::Gb18030 => "GB 18030-2000",
            Charset::EucKr => "KS X 1001",
            Charset::Big5 => "BIG-5",
        }
    }
}

const ISO_8859: [&str; 16] = [
    "8859/1", "8859/2", "8859/3", "8859/4", "8859/5", "8859/6", "8859/7", "8859/8", "8859/9", "8859/10", "8859/11",
    "8859/12", "8859/13", "8859/14", "8859/15", "8859/16",
];

/// Chooses among the repetitions of MSH-18.
pub(super) fn from_names<'a>(names: impl Iterator<Item = &'a str>) -> Option<Charset> {
    let mut ascii = None;
    for charset in names.filter_map(from_name) {
        if charset != Charset::Ascii {
            return Some(charset);
        }
        ascii = Some(charset);
    }
    ascii
}

fn from_name(name: &str) -> Option<Charset> {
    let name: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    Some(match name.as_str() {
        "ASCII" | "USASCII" | "ISOIR6" => Charset::Ascii,
        "UNICODE" | "UNICODEUTF8" | "UTF8" | "UNICODEUTF16" | "UTF16" | "ISOIR192" => Charset::Utf8,
        "LATIN1" | "ISOIR100" => Charset::LATIN_1,
        "WINDOWS1252" | "CP1252" | "ANSI" => Charset::Windows1252,
        "ISOIR14" | "ISOIR87" | "ISOIR13" | "ISO2022JP" | "JISX0202" => Charset::Iso2022Jp,
        "GB180302000" | "GB18030" | "GB2312" | "GBK" => Charset::Gb18030,
        "KSX1001" | "EUCKR" => Charset::EucKr,
        "BIG5" => Charset::Big5,
        other => return iso_8859(other),
    })
}

/// Reads `88591`, `ISO88591`, `ISOIEC88591`.
fn iso_8859(name: &str) -> Option<Charset> {
    let name = name.strip_prefix("ISO").unwrap_or(name);
    let name = name.strip_prefix("IEC").unwrap_or(name);
    let number = name.strip_prefix("8859")?.parse().ok()?;
    Iso8859Part::new(number).map(Charset::Iso8859)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_senders_write_them() {
        for (text, expected) in [
            ("8859/1", Some(Charset::LATIN_1)),
            ("ISO-8859-1", Some(Charset::LATIN_1)),
            ("ISO8859/15", Iso8859Part::new(15).map(Charset::Iso8859)),
            ("utf-8", Some(Charset::Utf8)),
            ("UNICODE UTF-8", Some(Charset::Utf8)),
            ("ASCII~ISO IR87", Some(Charset::Iso2022Jp)),
            ("~ISO IR87", Some(Charset::Iso2022Jp)),
            ("ASCII", Some(Charset::Ascii)),
            ("", None),
            ("CNS 11643-1992", None),
            ("8859/12", None),
            ("8859/300", None),
        ] {
            assert_eq!(Charset::from_msh18(text), expected, "{text}");
        }
    }

    #[test]
    fn written_names_are_read_again() {
        let parts = (1..=16).filter_map(Iso8859Part::new).map(Charset::Iso8859);
        let others = [
            Charset::Ascii,
            Charset::Utf8,
            Charset::Iso2022Jp,
            Charset::Gb18030,
            Charset::EucKr,
            Charset::Big5,
        ];
        for charset in parts.chain(others).chain([Charset::Windows1252]) {
            assert_eq!(Charset::from_msh18(charset.msh18()), Some(charset));
        }
    }
}
