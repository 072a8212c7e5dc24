//! What the standard says of a field of a segment, or of a component of a data type.

use std::borrow::Cow;

use crate::Version;
use crate::version::Versions;

/// Whether an element must be there (HL7 v2.5.1 §2.5.3.2, v2.7 §2.5.3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Optionality {
    /// `R`: it must be there.
    Required,
    /// `O`: it may be there.
    Optional,
    /// `C`: it depends on other elements or on the event, as the standard's text says.
    Conditional,
    /// `B`: it is left in for older receivers.
    BackwardCompatible,
    /// `W`: it was withdrawn, or is reserved, and should be empty.
    Withdrawn,
}

impl Optionality {
    /// Returns the letter that the standard writes.
    pub fn as_str(self) -> &'static str {
        match self {
            Optionality::Required => "R",
            Optionality::Optional => "O",
            Optionality::Conditional => "C",
            Optionality::BackwardCompatible => "B",
            Optionality::Withdrawn => "W",
        }
    }

    fn read(text: &str) -> Option<Optionality> {
        match text {
            "R" => Some(Optionality::Required),
            "O" => Some(Optionality::Optional),
            "C" => Some(Optionality::Conditional),
            "B" => Some(Optionality::BackwardCompatible),
            "W" => Some(Optionality::Withdrawn),
            _ => None,
        }
    }
}

/// A field of a segment, or a component of a data type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementDefinition {
    pub(crate) number: u16,
    pub(crate) name: Cow<'static, str>,
    pub(crate) data_type: Cow<'static, str>,
    pub(crate) optionality: Optionality,
    /// `None` is without bound.
    pub(crate) max_repetitions: Option<u32>,
    pub(crate) length: Option<u32>,
    pub(crate) table: Option<Cow<'static, str>>,
}

impl ElementDefinition {
    /// Returns its number within the segment or the data type, from 1.
    pub fn number(&self) -> usize {
        self.number.into()
    }

    /// Returns its name in title case: `Patient Identifier List`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the id of its data type: `CX`; `VARIES` where another field tells it.
    pub fn data_type(&self) -> &str {
        &self.data_type
    }

    /// Returns whether it must be there.
    pub fn optionality(&self) -> Optionality {
        self.optionality
    }

    /// Tells whether it must be there.
    pub fn is_required(&self) -> bool {
        self.optionality == Optionality::Required
    }

    /// Returns how many repetitions are allowed, at least 1; `None` when there is no bound. It is 1 for components.
    pub fn max_repetitions(&self) -> Option<u32> {
        self.max_repetitions
    }

    /// Returns the maximum length in characters of one repetition; `None` where the standard states none, as mostly from
    /// v2.7 on, or where it is not known.
    pub fn length(&self) -> Option<u32> {
        self.length
    }

    /// Returns the number of the table that its codes come from, four digits: `0001`; a site's tables have names.
    pub fn table(&self) -> Option<&str> {
        self.table.as_deref()
    }

    /// Reads a row: number, versions, data type, optionality, repetitions, length, table, name. `None` unless it is one
    /// of this version.
    pub(crate) fn read(row: &'static str, version: Version) -> Option<ElementDefinition> {
        let mut columns = row.trim_start_matches('\t').split('\t');
        let number = columns.next()?.parse().ok()?;
        let versions: Versions = columns.next()?.parse().ok()?;
        if !versions.contains(version) {
            return None;
        }
        Some(ElementDefinition {
            number,
            data_type: columns.next()?.into(),
            optionality: Optionality::read(columns.next()?)?,
            max_repetitions: columns.next()?.parse().ok(),
            length: columns.next()?.parse().ok(),
            table: columns.next().filter(|table| *table != "-").map(Cow::Borrowed),
            name: columns.next()?.into(),
        })
    }
}

/// Finds the element with this number among elements in order; some numbers may be left out.
pub(crate) fn find(elements: &[ElementDefinition], number: usize) -> Option<&ElementDefinition> {
    let at_its_place = elements
        .get(number.checked_sub(1)?)
        .filter(|element| element.number() == number);
    at_its_place.or_else(|| {
        let position = elements.binary_search_by_key(&number, ElementDefinition::number).ok()?;
        elements.get(position)
    })
}
