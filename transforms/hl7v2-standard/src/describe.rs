//! What a place is called and what a code means: for trees, hovers and reports.

use std::fmt;

use nilecare_hl7v2::{Message, Path, escape};

use crate::Standard;
use crate::definition::{DataTypeDefinition, SegmentDefinition};
use crate::element::ElementDefinition;
use crate::table::{Code, Table};

/// What the standard says of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description<'s> {
    /// The segment.
    pub segment: &'s SegmentDefinition,
    /// The field, when the path names one that the version has.
    pub field: Option<ElementDescription<'s>>,
    /// The component, when the path names one.
    pub component: Option<ElementDescription<'s>>,
    /// The subcomponent, when the path names one.
    pub subcomponent: Option<ElementDescription<'s>>,
}

/// What the standard says of a field, component or subcomponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElementDescription<'s> {
    /// Name, optionality, repetitions, length.
    pub element: &'s ElementDefinition,
    /// The data type; `None` where another field tells it, or the version does not define it.
    pub data_type: Option<&'s DataTypeDefinition>,
    /// The table of its codes.
    pub table: Option<&'s Table>,
}

impl<'s> Description<'s> {
    /// Returns the innermost element that is described; `None` for a segment.
    pub fn innermost(&self) -> Option<&ElementDescription<'s>> {
        self.subcomponent
            .as_ref()
            .or(self.component.as_ref())
            .or(self.field.as_ref())
    }

    /// Returns the table that the codes at the place come from. The code of a coded element is its first component.
    pub fn table(&self) -> Option<&'s Table> {
        let of_first_component = self.component.is_some_and(|component| component.element.number() == 1);
        let is_first_subcomponent = self
            .subcomponent
            .is_none_or(|subcomponent| subcomponent.element.number() == 1);
        let innermost = self.innermost()?;
        let of_field = || {
            let is_code_of_field = of_first_component && is_first_subcomponent;
            self.field
                .filter(|field| is_code_of_field && field.is_coded())
                .and_then(|field| field.table)
        };
        innermost.table.or_else(of_field)
    }

    /// Returns the code that stands at the place, with what it means. `value` is the decoded text there.
    pub fn code(&self, value: &str) -> Option<&'s Code> {
        self.table()?.code(value)
    }
}

impl ElementDescription<'_> {
    fn is_coded(&self) -> bool {
        matches!(self.element.data_type(), "CE" | "CWE" | "CNE" | "CF")
    }
}

impl Standard {
    /// Describes a place by its path; `None` when the version has no such segment. Levels that the version does not have
    /// are left out.
    pub fn describe(&self, path: &Path) -> Option<Description<'_>> {
        self.describe_typed(path, None)
    }

    /// Describes a place of a message, also in OBX-5, whose data type stands in OBX-2. `position` is the segment's among
    /// all segments, from 0.
    pub fn describe_at(&self, message: &Message, position: usize, path: &Path) -> Option<Description<'_>> {
        let segment = message.nth_segment(position)?;
        let varying_type = match (path.segment_id(), path.field()) {
            ("OBX", Some(5)) => segment.value(2, 1),
            ("MFE", Some(4)) => segment.value(5, 1),
            ("MFA", Some(5)) => segment.value(6, 1),
            _ => None,
        };
        self.describe_typed(path, varying_type.as_deref())
    }

    /// Returns what the code at a place of a message means: `Female` for PID-8. For a coded element as a whole it is the
    /// meaning of its first component.
    pub fn meaning_at(&self, message: &Message, position: usize, path: &Path) -> Option<&str> {
        let description = self.describe_at(message, position, path)?;
        let raw = message.raw_at(position, path)?;
        let delimiters = message.delimiters();
        let is_separator = |character: char| {
            [delimiters.repetition, delimiters.component, delimiters.subcomponent]
                .map(char::from)
                .contains(&character)
        };
        let code = escape::decode(raw.split(is_separator).next()?, &delimiters);
        let code = description.code(&code)?;
        Some(code.meaning()).filter(|meaning| !meaning.is_empty())
    }

    fn describe_typed(&self, path: &Path, varying_type: Option<&str>) -> Option<Description<'_>> {
        let segment = self.segment(path.segment_id())?;
        let field = path.field().and_then(|number| segment.field(number));
        let field = field.map(|element| self.describe_element(element, varying_type));
        let component = path.component().and_then(|number| self.describe_part(&field?, number));
        let subcomponent = path
            .subcomponent()
            .and_then(|number| self.describe_part(&component?, number));
        Some(Description {
            segment,
            field,
            component,
            subcomponent,
        })
    }

    fn describe_part<'s>(&'s self, above: &ElementDescription<'s>, number: usize) -> Option<ElementDescription<'s>> {
        let element = above.data_type?.component(number)?;
        Some(self.describe_element(element, None))
    }

    fn describe_element<'s>(
        &'s self,
        element: &'s ElementDefinition,
        varying_type: Option<&str>,
    ) -> ElementDescription<'s> {
        let id = match element.data_type() {
            "VARIES" => varying_type,
            id => Some(id),
        };
        ElementDescription {
            element,
            data_type: id.and_then(|id| self.data_type(id)),
            table: element.table().and_then(|id| self.table(id)),
        }
    }
}

impl fmt::Display for Description<'_> {
    /// Writes `Patient Identification > Patient Identifier List (CX) > ID Number (ST)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.segment.name())?;
        for level in [&self.field, &self.component, &self.subcomponent].into_iter().flatten() {
            write!(f, " > {}", level.element.name())?;
            if let Some(data_type) = level.data_type {
                write!(f, " ({})", data_type.id())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Version;

    fn path(text: &str) -> Path {
        text.parse().expect("it is a path")
    }

    #[test]
    fn places_have_names() {
        for (version, place, expected) in [
            (Version::V2_5_1, "PID", "Patient Identification"),
            (
                Version::V2_5_1,
                "PID-3",
                "Patient Identification > Patient Identifier List (CX)",
            ),
            (
                Version::V2_5_1,
                "PID-3(2).1",
                "Patient Identification > Patient Identifier List (CX) > ID Number (ST)",
            ),
            (
                Version::V2_5_1,
                "PID-3.4.2",
                "Patient Identification > Patient Identifier List (CX) > Assigning Authority (HD) > Universal ID (ST)",
            ),
            (Version::V2_3, "PID-3", "Patient Identification > Patient ID (CX)"),
            (Version::V2_8_2, "PV1-7", "Patient Visit > Attending Doctor (XCN)"),
            (Version::V2_5_1, "PID-99", "Patient Identification"),
        ] {
            let description = Standard::of(version)
                .describe(&path(place))
                .expect("the segment is known");
            assert_eq!(description.to_string(), expected);
        }
        assert_eq!(Standard::of(Version::V2_5_1).describe(&path("ZPI-1")), None);
    }

    #[test]
    fn codes_have_meanings() {
        let text = "MSH|^~\\&|LAB|N|HUB|N|20240305||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||77^^^A&1.2&ISO^MR||EVERYMAN^ADAM|||F||2106-3^White^HL70005\r\
                    OBR|1|||A\rOBX|1|CE|X||Y^Yes^HL70136||||||F\r";
        let message = Message::parse(text).expect("it is a message");
        let standard = Standard::for_message(&message);
        let meaning = |position, place| standard.meaning_at(&message, position, &path(place));
        assert_eq!(meaning(1, "PID-8"), Some("Female"));
        assert_eq!(
            (meaning(1, "PID-10"), meaning(1, "PID-10.1")),
            (Some("White"), Some("White"))
        );
        assert_eq!(meaning(1, "PID-10.2"), None);
        assert_eq!(
            meaning(1, "PID-3.4.3").map(|meaning| meaning.contains("ISO") || !meaning.is_empty()),
            Some(true)
        );
        assert_eq!(meaning(3, "OBX-11"), Some("Final results"));
        let observation = standard
            .describe_at(&message, 3, &path("OBX-5.2"))
            .expect("OBX is known");
        assert_eq!(
            observation.to_string(),
            "Observation/Result > Observation Value (CE) > Text (ST)"
        );
    }
}
