//! What a conversion could not carry over. A finding names places and reasons, never a value.

use std::fmt;

/// All that a conversion has to tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order of the message; those about resources come last.
    pub findings: Vec<Finding>,
    /// How many more there were than are listed.
    pub n_more: usize,
}

/// The most findings that are listed.
pub const MAX_FINDINGS: usize = 10_000;

impl Report {
    /// Tells whether everything was carried over.
    pub fn is_complete(&self) -> bool {
        self.findings.is_empty()
    }

    pub(crate) fn add(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        } else {
            self.n_more += 1;
        }
    }
}

/// One thing that was not carried over, or not as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where in the message; `None` when it is about a resource alone.
    pub place: Option<MessagePlace>,
    /// What and why.
    pub kind: FindingKind,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.kind),
            None => write!(f, "{}", self.kind),
        }
    }
}

/// A place in a message. All numbers are from 1; 0 where the place stops above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MessagePlace {
    /// The segment's id.
    pub segment: [u8; 3],
    /// Which of the segments with this id.
    pub occurrence: u32,
    /// The field.
    pub field: u16,
    /// The repetition.
    pub repetition: u16,
    /// The component.
    pub component: u16,
    /// The subcomponent.
    pub subcomponent: u16,
}

impl fmt::Display for MessagePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.segment).unwrap_or("???"))?;
        if self.occurrence > 1 {
            write!(f, "({})", self.occurrence)?;
        }
        if self.field > 0 {
            write!(f, "-{}", self.field)?;
        }
        if self.repetition > 1 {
            write!(f, "({})", self.repetition)?;
        }
        for part in [self.component, self.subcomponent] {
            if part > 0 {
                write!(f, ".{part}")?;
            }
        }
        Ok(())
    }
}

/// What was not carried over, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// No row takes the value.
    NotMapped,
    /// The structure has no row for the segment.
    SegmentNotMapped,
    /// The structure has no such segment.
    SegmentUnknown,
    /// The segment stands where the structure has none; it was converted nevertheless.
    SegmentMisplaced,
    /// The element takes one value, and this is not the first.
    OnlyFirst,
    /// Another value stands in the element already.
    Taken {
        /// The element.
        element: Box<str>,
    },
    /// The table has no such code; it was kept as it is where the element allows.
    NoCode {
        /// The table of codes.
        table: Box<str>,
    },
    /// The code is not one of those that the element allows.
    CodeNotAllowed {
        /// The element.
        element: Box<str>,
    },
    /// The value is not what the element takes.
    NotConverted {
        /// What was expected.
        expected: &'static str,
    },
    /// A time without an offset was cut to the date.
    TimeCut,
    /// A null (`""`) asks to delete a value, which a bundle cannot.
    Null,
    /// More repetitions than are converted.
    TooManyRepetitions {
        /// The most that are converted.
        most: usize,
    },
    /// An element that must be there has no value and was marked so.
    Absent {
        /// The element, with its resource.
        element: Box<str>,
    },
    /// An element was left out, since it would not be valid.
    LeftOut {
        /// The element, with its resource.
        element: Box<str>,
        /// Why.
        reason: &'static str,
    },
    /// The resource has no identifier with a system, so each conversion creates it anew.
    NoIdentity {
        /// The resource's type.
        resource: Box<str>,
    },
    /// More references than are written.
    TooManyReferences {
        /// The element, with its resource.
        element: Box<str>,
    },
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FindingKind::NotMapped => f.write_str("not mapped"),
            FindingKind::SegmentNotMapped => f.write_str("the message structure has no mapping for this segment"),
            FindingKind::SegmentUnknown => f.write_str("the message structure has no such segment"),
            FindingKind::SegmentMisplaced => f.write_str("the segment is out of order; it was converted nevertheless"),
            FindingKind::OnlyFirst => f.write_str("the element takes one value, and this is not the first"),
            FindingKind::Taken { element } => write!(f, "{element} has a value already"),
            FindingKind::NoCode { table } => write!(f, "the table {table} has no such code"),
            FindingKind::CodeNotAllowed { element } => write!(f, "{element} does not allow this code"),
            FindingKind::NotConverted { expected } => write!(f, "not converted: expected {expected}"),
            FindingKind::TimeCut => f.write_str("the time has no offset and was cut to the date; set a time zone"),
            FindingKind::Null => f.write_str("a null asks to delete a value, which a bundle cannot"),
            FindingKind::TooManyRepetitions { most } => write!(f, "only the first {most} repetitions were converted"),
            FindingKind::Absent { element } => write!(f, "{element} must be there and has no value; marked as absent"),
            FindingKind::LeftOut { element, reason } => write!(f, "{element} was left out: {reason}"),
            FindingKind::NoIdentity { resource } => {
                write!(
                    f,
                    "{resource} has no identifier with a system, so that each conversion creates it anew"
                )
            }
            FindingKind::TooManyReferences { element } => write!(f, "{element} has more references than are written"),
        }
    }
}
