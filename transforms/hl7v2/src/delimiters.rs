//! The characters that separate the parts of a message (HL7 v2.5.1 §2.5.4), as its own MSH-1 and MSH-2 state them.

use crate::ParseError;

/// The delimiters of a message. All are ASCII punctuation and differ from one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Delimiters {
    /// Between fields, `|`.
    pub field: u8,
    /// Between components, `^`.
    pub component: u8,
    /// Between repetitions of a field, `~`.
    pub repetition: u8,
    /// Opens and closes an escape sequence, `\`.
    pub escape: u8,
    /// Between subcomponents, `&`.
    pub subcomponent: u8,
    /// Marks a value that was cut, `#`; since v2.7, absent in most messages (HL7 v2.7 §2.5.5.2).
    pub truncation: Option<u8>,
}

impl Default for Delimiters {
    fn default() -> Delimiters {
        Delimiters {
            field: b'|',
            component: b'^',
            repetition: b'~',
            escape: b'\\',
            subcomponent: b'&',
            truncation: None,
        }
    }
}

impl Delimiters {
    /// Stands for "no delimiter": the byte occurs in no UTF-8 text, so nothing is split and nothing decoded. MSH-1 and
    /// MSH-2 are read with it, since there the delimiters are the value.
    pub(crate) const NONE: Delimiters = Delimiters {
        field: 0xFF,
        component: 0xFF,
        repetition: 0xFF,
        escape: 0xFF,
        subcomponent: 0xFF,
        truncation: None,
    };

    /// Reads the delimiters from a header segment (MSH, FHS or BHS); `line` is the segment and `offset` its place in
    /// the text, for errors.
    ///
    /// Encoding characters that are left out take their defaults, as senders without subcomponents leave out the last
    /// ones. A fifth character is the truncation character; what follows it means nothing and is kept.
    pub(crate) fn of_header(line: &str, offset: usize) -> Result<Delimiters, ParseError> {
        let bytes = line.as_bytes();
        let too_short = ParseError::HeaderTooShort {
            offset: offset + bytes.len(),
        };
        let field = *bytes.get(3).ok_or(too_short)?;
        let encoding_characters = &bytes[4..];
        let n_encoding_characters = memchr::memchr(field, encoding_characters).unwrap_or(encoding_characters.len());
        let encoding_characters = &encoding_characters[..n_encoding_characters];
        if encoding_characters.is_empty() {
            return Err(too_short);
        }

        let at = |n: usize, default: u8| encoding_characters.get(n).copied().unwrap_or(default);
        let standard = Delimiters::default();
        let required = [
            field,
            at(0, standard.component),
            at(1, standard.repetition),
            at(2, standard.escape),
            at(3, standard.subcomponent),
        ];
        ensure_usable(&required, offset + 3)?;
        let [field, component, repetition, escape, subcomponent] = required;
        let truncation = encoding_characters
            .get(4)
            .copied()
            .filter(|c| c.is_ascii_punctuation() && !required.contains(c));
        Ok(Delimiters {
            field,
            component,
            repetition,
            escape,
            subcomponent,
            truncation,
        })
    }
}

fn ensure_usable(delimiters: &[u8; 5], offset: usize) -> Result<(), ParseError> {
    for (n, delimiter) in delimiters.iter().enumerate() {
        let offset = offset + n;
        if !delimiter.is_ascii_punctuation() {
            return Err(ParseError::DelimiterNotPunctuation { offset });
        }
        if delimiters[..n].contains(delimiter) {
            return Err(ParseError::DelimitersNotDistinct { offset });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_delimiters_are_read() {
        let delimiters = Delimiters::of_header("MSH$%*!@$WARD", 0);
        let expected = Delimiters {
            field: b'$',
            component: b'%',
            repetition: b'*',
            escape: b'!',
            subcomponent: b'@',
            truncation: None,
        };
        assert_eq!(delimiters, Ok(expected));
    }

    #[test]
    fn fifth_character_is_the_truncation_character() {
        let delimiters = Delimiters::of_header("MSH|^~\\&#|", 0).expect("the header is valid");
        assert_eq!(delimiters.truncation, Some(b'#'));
        let odd = Delimiters::of_header("MSH|^~\\&amp;|", 0).expect("what follows the fourth is not needed");
        assert_eq!(odd, Delimiters::default());
    }

    #[test]
    fn missing_encoding_characters_take_their_defaults() {
        assert_eq!(Delimiters::of_header("MSH|^~|LAB", 0), Ok(Delimiters::default()));
        assert_eq!(Delimiters::of_header("MSH|^", 0), Ok(Delimiters::default()));
    }

    #[test]
    fn unusable_headers_are_refused_with_their_place() {
        assert_eq!(
            Delimiters::of_header("MSH", 2),
            Err(ParseError::HeaderTooShort { offset: 5 })
        );
        assert_eq!(
            Delimiters::of_header("MSH||", 0),
            Err(ParseError::HeaderTooShort { offset: 5 })
        );
        assert_eq!(
            Delimiters::of_header("MSHA^~\\&", 0),
            Err(ParseError::DelimiterNotPunctuation { offset: 3 })
        );
        assert_eq!(
            Delimiters::of_header("MSH|^^\\&", 0),
            Err(ParseError::DelimitersNotDistinct { offset: 5 })
        );
        assert_eq!(
            Delimiters::of_header("MSH|é~\\&", 0),
            Err(ParseError::DelimiterNotPunctuation { offset: 4 })
        );
    }
}
