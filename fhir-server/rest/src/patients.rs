//! Finds whose data a request or an answer holds, for the record.

use std::collections::BTreeSet;

use memchr::memmem;

/// A reference begins so, as does the address of a patient.
const PATIENT: &str = "Patient/";
/// What is kept of an id at most (FHIR R4 §2.24.0.1).
const ID_CHARS: usize = 64;
/// More are not put on record for one request.
const MOST: usize = 1000;

/// References to patients, each once.
#[derive(Debug, Default)]
pub(crate) struct Patients(BTreeSet<String>);

impl Patients {
    /// Finds the references in a text, whatever its format.
    pub fn find(&mut self, text: &[u8]) {
        for at in memmem::find_iter(text, PATIENT) {
            if self.0.len() >= MOST {
                return;
            }
            let is_part_of_a_word = at.checked_sub(1).is_some_and(|at| text[at].is_ascii_alphanumeric());
            let rest = &text[at + PATIENT.len()..];
            let length = rest
                .iter()
                .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')))
                .unwrap_or(rest.len());
            if is_part_of_a_word || !(1..=ID_CHARS).contains(&length) {
                continue;
            }
            if let Ok(id) = std::str::from_utf8(&rest[..length]) {
                self.0.insert(format!("{PATIENT}{id}"));
            }
        }
    }

    pub fn into_ids(self) -> Vec<String> {
        self.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut patients = Patients::default();
        patients.find(text.as_bytes());
        patients.into_ids()
    }

    #[test]
    fn references_and_addresses_are_found_once() {
        let json = r#"{"subject":{"reference":"Patient/a-1"},"fullUrl":"http://h/fhir/R4/Patient/b.2","x":"Patient/a-1/_history/3"}"#;
        assert_eq!(found(json), ["Patient/a-1", "Patient/b.2"]);
        assert_eq!(found("<reference value='Patient/c'/>"), ["Patient/c"]);
        assert_eq!(found("Patient/d"), ["Patient/d"]);
    }

    #[test]
    fn what_is_no_reference_is_left_out() {
        for text in ["Patient/", "OutPatient/1", "Patient/_search", "Patient/$x", "patient/1"] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found(&format!("Patient/{}", "x".repeat(65))), Vec::<String>::new());
    }

    #[test]
    fn their_number_is_bounded() {
        let text: String = (0..2000).map(|n| format!("\"Patient/{n}\"")).collect();
        assert_eq!(found(&text).len(), MOST);
    }
}
