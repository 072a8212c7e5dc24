//! Tables of codes: a code of an HL7 v2 table, and the code that FHIR has for it.
//!
//! ```text
//! codes AdministrativeSex  v2-0001 -> http://hl7.org/fhir/administrative-gender
//! F  -> female  "Female"
//! A  -> unknown "Ambiguous" @ v3-NullFlavor
//! ```

use super::error::{Place, TableError};
use super::expression::full_system;
use super::words::{Word, words};
use crate::fast_map::FastMap;

/// A table of codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeTable {
    /// The URL of the system that the v2 codes are of; `None` when it is the sender's.
    pub from: Option<String>,
    /// The URL of the system that most FHIR codes are of.
    pub to: Option<String>,
    /// The rows, by v2 code. The first row of a code counts.
    pub codes: FastMap<String, Code>,
    /// The v2 codes in the order of the rows.
    pub order: Vec<String>,
}

/// A code of FHIR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Its display, if any.
    pub display: Option<String>,
    /// The URL of its system, if any.
    pub system: Option<String>,
}

impl CodeTable {
    /// Reads `v2-0001 -> system`, the end of a table's first line, into `self`.
    pub fn set_systems(&mut self, words: &[Word<'_>]) -> Result<(), String> {
        match words {
            [] => Ok(()),
            [from, arrow, to] if arrow.text == "->" => {
                self.from = system(from.text);
                self.to = system(to.text);
                Ok(())
            }
            _ => Err("expected `codes NAME v2-0001 -> SYSTEM`".to_owned()),
        }
    }

    /// Reads one row. In an overlay it replaces the row of the same code, and `remove F` takes one away.
    pub fn read_row(&mut self, line: &str, place: &Place, is_overlay: bool) -> Result<(), TableError> {
        let error = |problem: String| TableError::new(place, problem);
        let words = words(line).map_err(|problem| error(problem.to_owned()))?;
        match words.as_slice() {
            [] => {}
            [remove, code] if remove.text == "remove" && is_overlay => {
                self.codes.remove(code.plain());
                self.order.retain(|other| other != code.plain());
            }
            [code, arrow, target, rest @ ..] if arrow.text == "->" => {
                let found = self.code(target, rest).map_err(error)?;
                self.add(code.plain(), found, is_overlay);
            }
            _ => return Err(error("expected a row such as `F -> female \"Female\"`".to_owned())),
        }
        Ok(())
    }

    fn code(&self, target: &Word<'_>, rest: &[Word<'_>]) -> Result<Code, String> {
        let (display, rest) = match rest {
            [display, rest @ ..] if display.quoted().is_some() => (display.quoted(), rest),
            _ => (None, rest),
        };
        let system = match rest {
            [] => self.to.clone(),
            [at, name] if at.text == "@" => system(name.text),
            [other, ..] => return Err(format!("expected a display or `@ SYSTEM`, found `{}`", other.text)),
        };
        Ok(Code {
            code: target.plain().to_owned(),
            display: display.filter(|display| !display.is_empty()).map(str::to_owned),
            system,
        })
    }

    fn add(&mut self, code: &str, found: Code, is_overlay: bool) {
        let is_known = self.codes.contains_key(code);
        if !is_known {
            self.order.push(code.to_owned());
        }
        if !is_known || is_overlay {
            self.codes.insert(code.to_owned(), found);
        }
    }
}

/// Reads a system; `none` stands for none.
fn system(name: &str) -> Option<String> {
    (name != "none").then(|| full_system(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_an_overlay_replaces_them() {
        let mut table = CodeTable::default();
        let header = words("v2-0001 -> http://hl7.org/fhir/administrative-gender").expect("no quotes");
        table.set_systems(&header).expect("it names two systems");
        let place = Place::default();
        table
            .read_row("F -> female \"Female\"", &place, false)
            .expect("it is a row");
        table
            .read_row("A -> UNK @ v3-NullFlavor", &place, false)
            .expect("it is a row");
        assert_eq!(table.codes["F"].display.as_deref(), Some("Female"));
        assert_eq!(
            table.codes["A"].system.as_deref(),
            Some("http://terminology.hl7.org/CodeSystem/v3-NullFlavor")
        );
        table.read_row("F -> other", &place, true).expect("it is a row");
        table.read_row("remove A", &place, true).expect("it is a row");
        assert_eq!((table.codes["F"].code.as_str(), table.order.len()), ("other", 1));
        assert!(table.read_row("F female", &place, false).is_err());
    }
}
