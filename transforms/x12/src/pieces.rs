//! Walking the pieces of a text between separators.

/// Stands for "no separator": the byte occurs in no UTF-8 text, so nothing is split.
pub(crate) const NO_SEPARATOR: u8 = 0xFF;

/// Iterates over the pieces of a text; always at least one.
#[derive(Clone)]
pub(crate) struct Pieces<'a> {
    rest: Option<&'a str>,
    separator: u8,
}

impl<'a> Pieces<'a> {
    pub fn new(text: &'a str, separator: u8) -> Pieces<'a> {
        Pieces {
            rest: Some(text),
            separator,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        match memchr::memchr(self.separator, rest.as_bytes()) {
            Some(at) => {
                self.rest = Some(&rest[at + 1..]);
                Some(&rest[..at])
            }
            None => self.rest.take(),
        }
    }
}
