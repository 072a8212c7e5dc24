//! The parts of a message as views on its text. Nothing is stored: each level splits the text of the one above when it
//! is walked. All numbers count from 1.

use std::borrow::Cow;
use std::fmt;

use crate::find_byte::find_byte;
use crate::place::is_header;
use crate::{Delimiters, Leaves, escape};

/// Splits a text at each delimiter; a text without delimiters is one piece.
#[derive(Clone)]
struct Pieces<'a> {
    rest: Option<&'a str>,
    delimiter: u8,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        match find_byte(self.delimiter, rest.as_bytes()) {
            Some(at) => {
                self.rest = Some(&rest[at + 1..]);
                Some(&rest[..at])
            }
            None => {
                self.rest = None;
                Some(rest)
            }
        }
    }
}

/// One segment of a message.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    text: &'a str,
    delimiters: Delimiters,
}

impl<'a> Segment<'a> {
    pub(crate) fn new(text: &'a str, delimiters: Delimiters) -> Segment<'a> {
        Segment { text, delimiters }
    }

    /// Returns what stands before the first field separator: `PID`. It is as sent, so it may be odd; see
    /// [`Segment::has_standard_id`].
    pub fn id(&self) -> &'a str {
        let end = find_byte(self.delimiters.field, self.text.as_bytes()).unwrap_or(self.text.len());
        &self.text[..end]
    }

    /// Tells whether the id is a letter followed by two letters or digits (HL7 v2.5.1 §2.5.2).
    pub fn has_standard_id(&self) -> bool {
        crate::Path::new(self.id()).is_ok()
    }

    /// Returns the whole segment as sent, without its line end.
    pub fn raw(&self) -> &'a str {
        self.text
    }

    /// Iterates over the fields from number 1 on. Of MSH, FHS and BHS the first two are the delimiters.
    pub fn fields(&self) -> impl Iterator<Item = Field<'a>> + use<'a> {
        let header = is_header(self.text, &self.delimiters);
        let delimiters = self.delimiters;
        let separator = header.then(|| Field {
            text: &self.text[3..4],
            delimiters: Delimiters::NONE,
        });
        let mut is_encoding_characters = header;
        let mut pieces = Pieces {
            rest: Some(self.text),
            delimiter: delimiters.field,
        };
        pieces.next(); // The id.
        separator.into_iter().chain(pieces.map(move |text| {
            let delimiters = if is_encoding_characters {
                Delimiters::NONE
            } else {
                delimiters
            };
            is_encoding_characters = false;
            Field { text, delimiters }
        }))
    }

    /// Iterates over all subcomponents of all fields with their places, in one pass over the text: what
    /// [`Segment::fields`] and the levels below it find, several times as fast.
    pub fn leaves(&self) -> Leaves<'a> {
        Leaves::new(self.text, self.delimiters)
    }

    /// Returns field `number`, from 1; `None` when the segment ends before it.
    pub fn field(&self, number: usize) -> Option<Field<'a>> {
        self.fields().nth(number.checked_sub(1)?)
    }

    /// Returns the value of a component in the first repetition of a field, with its escape sequences resolved; `None`
    /// when it is absent or empty. Both numbers are from 1.
    pub fn value(&self, field: usize, component: usize) -> Option<Cow<'a, str>> {
        let component = self.field(field)?.component(component)?;
        (!component.is_empty()).then(|| component.value())
    }
}

/// Writes the parts that all levels have in common.
macro_rules! level {
    ($(#[$doc:meta])* $level:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $level<'a> {
            text: &'a str,
            delimiters: Delimiters,
        }

        impl<'a> $level<'a> {
            /// Returns the text as sent, escape sequences and inner delimiters included.
            pub fn raw(&self) -> &'a str {
                self.text
            }

            /// Returns the text with its escape sequences resolved ([`escape::decode`]). Delimiters of lower levels
            /// stand in it as sent, so a part with such is better read level by level.
            pub fn value(&self) -> Cow<'a, str> {
                escape::decode(self.text, &self.delimiters)
            }

            /// Tells whether nothing was sent here, which means "no change" (HL7 v2.5.1 §2.5.3.1).
            pub fn is_empty(&self) -> bool {
                self.text.is_empty()
            }

            /// Tells whether `""` was sent, the null that means "delete what you have" (HL7 v2.5.1 §2.5.3.1).
            pub fn is_null(&self) -> bool {
                self.text == "\"\""
            }
        }

        impl fmt::Debug for $level<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({} bytes)", stringify!($level), self.text.len())
            }
        }
    };
}

level!(
    /// One field of a segment, with all its repetitions.
    Field
);
level!(
    /// One repetition of a field.
    Repetition
);
level!(
    /// One component of a repetition.
    Component
);
level!(
    /// One subcomponent of a component.
    Subcomponent
);

/// Writes the step from a level to the one below it.
macro_rules! step {
    ($above:ident, $delimiter:ident, $below:ident, $all:ident, $one:ident, $all_doc:literal, $one_doc:literal) => {
        impl<'a> $above<'a> {
            #[doc = $all_doc]
            pub fn $all(&self) -> impl Iterator<Item = $below<'a>> + use<'a> {
                let delimiters = self.delimiters;
                Pieces {
                    rest: Some(self.text),
                    delimiter: delimiters.$delimiter,
                }
                .map(move |text| $below { text, delimiters })
            }

            #[doc = $one_doc]
            pub fn $one(&self, number: usize) -> Option<$below<'a>> {
                self.$all().nth(number.checked_sub(1)?)
            }
        }
    };
}

step!(
    Field,
    repetition,
    Repetition,
    repetitions,
    repetition,
    "Iterates over the repetitions; an empty field has one, which is empty.",
    "Returns repetition `number`, from 1; `None` when there are fewer."
);
step!(
    Repetition,
    component,
    Component,
    components,
    component,
    "Iterates over the components; there is at least one.",
    "Returns component `number`, from 1; `None` when there are fewer."
);
step!(
    Component,
    subcomponent,
    Subcomponent,
    subcomponents,
    subcomponent,
    "Iterates over the subcomponents; there is at least one.",
    "Returns subcomponent `number`, from 1; `None` when there are fewer."
);

impl<'a> Subcomponent<'a> {
    pub(crate) fn new(text: &'a str, delimiters: Delimiters) -> Subcomponent<'a> {
        Subcomponent { text, delimiters }
    }
}

impl<'a> Field<'a> {
    /// Returns component `number`, from 1, of the first repetition.
    pub fn component(&self, number: usize) -> Option<Component<'a>> {
        self.repetition(1)?.component(number)
    }
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An odd id may be the second line of a value that held a line end, so it is not shown.
        let id = if self.has_standard_id() { self.id() } else { "?" };
        write!(f, "Segment({id}, {} bytes)", self.text.len())
    }
}

#[cfg(test)]
mod tests;
