//! The characters that separate the parts of an interchange, as its own ISA states them (X12.5, X12.6).

use crate::ParseError;

/// Bytes of the segment ISA with its terminator (X12.5).
pub(crate) const HEADER_LENGTH: usize = 106;
/// Where the element separators of ISA stand, in bytes from its start: its elements have fixed widths (X12.5).
const ELEMENT_SEPARATORS: [usize; 16] = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
const REPETITION: usize = 82;
const COMPONENT: usize = 104;
const TERMINATOR: usize = 105;

/// The separators of an interchange. All are ASCII, neither letters, digits nor blanks, and differ from one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Separators {
    /// Between elements, mostly `*`: the fourth character of ISA.
    pub element: u8,
    /// Between repetitions of an element, mostly `^`: ISA11 from version 00402 on. `None` when ISA11 is a letter, a digit
    /// or blank, as the `U` of version 00401.
    pub repetition: Option<u8>,
    /// Between components of a composite, mostly `:`: ISA16.
    pub component: u8,
    /// Ends a segment, mostly `~`: the character after ISA16. CR and LF may serve too.
    pub terminator: u8,
}

impl Separators {
    /// Reads the separators from `header`, a text that starts with ISA; `offset` is its place in the text, for errors.
    pub(crate) fn of_header(header: &[u8], offset: usize) -> Result<Separators, ParseError> {
        if header.len() < HEADER_LENGTH {
            return Err(ParseError::HeaderTooShort {
                offset: offset + header.len(),
            });
        }
        let separators = Separators {
            element: header[3],
            repetition: repetition_in(header[REPETITION]),
            component: header[COMPONENT],
            terminator: header[TERMINATOR],
        };
        separators.ensure_fixed_width(&header[..TERMINATOR], offset)?;
        separators.ensure_usable(offset)?;
        separators.ensure_uncut(&header[..TERMINATOR], offset)?;
        Ok(separators)
    }

    /// Tells whether a byte separates parts on any level, or ends segments.
    pub fn contains(&self, byte: u8) -> bool {
        byte == self.element || byte == self.component || byte == self.terminator || Some(byte) == self.repetition
    }

    /// Ensures that element separators stand at their places and nowhere else.
    fn ensure_fixed_width(&self, header: &[u8], offset: usize) -> Result<(), ParseError> {
        let mut expected = ELEMENT_SEPARATORS.iter().copied();
        for found in memchr::memchr_iter(self.element, header) {
            let place = expected.next().unwrap_or(TERMINATOR);
            if found != place {
                return Err(ParseError::HeaderNotFixedWidth { offset: offset + place });
            }
        }
        match expected.next() {
            Some(place) => Err(ParseError::HeaderNotFixedWidth { offset: offset + place }),
            None => Ok(()),
        }
    }

    /// Ensures that no terminator stands before the end of the header.
    fn ensure_uncut(&self, header: &[u8], offset: usize) -> Result<(), ParseError> {
        match memchr::memchr(self.terminator, header) {
            Some(at) => Err(ParseError::TerminatorInHeader { offset: offset + at }),
            None => Ok(()),
        }
    }

    fn ensure_usable(&self, offset: usize) -> Result<(), ParseError> {
        let of_values = [(self.element, 3), (self.component, COMPONENT)];
        let repetition = self.repetition.map(|byte| (byte, REPETITION));
        let mut seen = Vec::with_capacity(4);
        for (byte, at) in of_values
            .into_iter()
            .chain(repetition)
            .chain([(self.terminator, TERMINATOR)])
        {
            let offset = offset + at;
            let ends_lines = matches!(byte, b'\r' | b'\n');
            let is_usable = byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b' ';
            if !is_usable || (ends_lines && at != TERMINATOR) {
                return Err(ParseError::SeparatorNotUsable { offset });
            }
            if seen.contains(&byte) {
                return Err(ParseError::SeparatorsNotDistinct { offset });
            }
            seen.push(byte);
        }
        Ok(())
    }
}

/// ISA11 was a letter (`U`, the standards identifier) before version 00402.
fn repetition_in(byte: u8) -> Option<u8> {
    let separates = !byte.is_ascii_alphanumeric() && byte != b' ';
    separates.then_some(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "ISA*00*          *00*          *ZZ*NORTH          *ZZ*PAYER          *260105*0930*^*00501*000000007*0*T*:~";

    fn read(header: &str) -> Result<Separators, ParseError> {
        Separators::of_header(header.as_bytes(), 0)
    }

    #[test]
    fn separators_are_read_from_their_places() {
        let expected = Separators {
            element: b'*',
            repetition: Some(b'^'),
            component: b':',
            terminator: b'~',
        };
        assert_eq!(read(HEADER), Ok(expected));
        let odd = HEADER.replace('*', "|").replace(":~", ">\n");
        let expected = Separators {
            element: b'|',
            repetition: Some(b'^'),
            component: b'>',
            terminator: b'\n',
        };
        assert_eq!(read(&odd), Ok(expected));
    }

    #[test]
    fn version_00401_has_no_repetition_separator() {
        let header = HEADER.replace("^*00501", "U*00401");
        assert_eq!(read(&header).expect("the header is valid").repetition, None);
    }

    #[test]
    fn unusable_headers_are_refused_with_their_place() {
        let error = |header: &str| read(header).expect_err("the header is not valid");
        assert_eq!(error(&HEADER[..105]), ParseError::HeaderTooShort { offset: 105 });
        let narrow = HEADER.replace("NORTH ", "NORTH") + " ";
        assert_eq!(error(&narrow), ParseError::HeaderNotFixedWidth { offset: 50 });
        let cut = HEADER.replace("NORTH ", "NORTH~");
        assert_eq!(error(&cut), ParseError::TerminatorInHeader { offset: 40 });
        let same = HEADER.replace(":~", "^~");
        assert_eq!(error(&same), ParseError::SeparatorsNotDistinct { offset: 82 });
        let letter = HEADER.replace(":~", ":A");
        assert_eq!(error(&letter), ParseError::SeparatorNotUsable { offset: 105 });
        let digit = HEADER.replace(":~", ":8");
        assert_eq!(error(&digit), ParseError::SeparatorNotUsable { offset: 105 });
        let wide = HEADER.replace("NORTH  ", "NORTH\u{E9}");
        assert!(read(&wide).is_ok(), "the width is counted in bytes");
    }
}
