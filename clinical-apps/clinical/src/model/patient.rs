//! A patient's record.

use std::collections::BTreeSet;

use nilecare_contracts::Patch;
use nilecare_contracts::clinical::{Address, Gender, HumanName, PatientPatch, Telecom};
use nilecare_types::{PatientId, Timestamp};

/// What is kept of a patient, save numbers and links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PatientRecord {
    pub id: PatientId,
    pub names: Option<Vec<HumanName>>,
    pub birth_date: Option<String>,
    pub gender: Option<Gender>,
    pub addresses: Option<Vec<Address>>,
    pub telecoms: Option<Vec<Telecom>>,
    pub marital_status: Option<String>,
    pub language: Option<String>,
    pub deceased: Option<bool>,
    pub death_time: Option<Timestamp>,
    pub replaced_by: Option<PatientId>,
    pub last_event_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl PatientRecord {
    /// Begins an empty record.
    pub(crate) fn new(id: PatientId, now: Timestamp) -> Self {
        Self {
            id,
            names: None,
            birth_date: None,
            gender: None,
            addresses: None,
            telecoms: None,
            marital_status: None,
            language: None,
            deceased: None,
            death_time: None,
            replaced_by: None,
            last_event_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// Carries an update out.
    pub(crate) fn apply(&mut self, patch: &PatientPatch) {
        patch.names.apply_to(&mut self.names);
        patch.birth_date.apply_to(&mut self.birth_date);
        patch.gender.apply_to(&mut self.gender);
        patch.addresses.apply_to(&mut self.addresses);
        patch.telecoms.apply_to(&mut self.telecoms);
        patch.marital_status.apply_to(&mut self.marital_status);
        patch.language.apply_to(&mut self.language);
        patch.deceased.apply_to(&mut self.deceased);
        patch.death_time.apply_to(&mut self.death_time);
        if matches!(patch.death_time, Patch::Set(_)) && patch.deceased.is_keep() {
            // PID-29 without PID-30: a time of death says enough.
            self.deceased = Some(true);
        }
    }

    /// Takes from an older update what is not known yet.
    pub(crate) fn fill(&mut self, patch: &PatientPatch) {
        patch.names.fill(&mut self.names);
        patch.birth_date.fill(&mut self.birth_date);
        patch.gender.fill(&mut self.gender);
        patch.addresses.fill(&mut self.addresses);
        patch.telecoms.fill(&mut self.telecoms);
        patch.marital_status.fill(&mut self.marital_status);
        patch.language.fill(&mut self.language);
    }

    /// Returns the words of all names in lowercase, each at most 100 characters, for searching.
    pub(crate) fn name_words(&self) -> BTreeSet<String> {
        let names = self.names.as_deref().unwrap_or_default();
        let parts = names.iter().flat_map(|name| name.family.iter().chain(&name.given));
        parts.flat_map(|part| words(part)).collect()
    }
}

/// Splits a text into the words that are stored and searched.
pub(crate) fn words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '\''));
    split
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().chars().take(100).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_leaves_null_deletes_and_older_news_only_fills() {
        let now = Timestamp::UNIX_EPOCH;
        let mut patient = PatientRecord::new(PatientId::generate(), now);
        patient.apply(&PatientPatch::sample());
        assert_eq!(patient.birth_date.as_deref(), Some("1984-03-05"));
        patient.apply(&PatientPatch {
            birth_date: Patch::Clear,
            ..PatientPatch::default()
        });
        assert_eq!(
            (patient.birth_date.as_deref(), patient.gender),
            (None, Some(Gender::Female))
        );
        let older = PatientPatch {
            birth_date: Patch::Set("1984".to_owned()),
            gender: Patch::Set(Gender::Male),
            ..PatientPatch::default()
        };
        patient.fill(&older);
        assert_eq!(
            (patient.birth_date.as_deref(), patient.gender),
            (Some("1984"), Some(Gender::Female))
        );
        let died = PatientPatch {
            death_time: Patch::Set(now),
            ..PatientPatch::default()
        };
        patient.apply(&died);
        assert_eq!(patient.deceased, Some(true));
    }

    #[test]
    fn words_are_lowercase_parts_of_family_and_given_names() {
        assert_eq!(words("El-Hassan  Amna, أمنة"), ["el", "hassan", "amna", "أمنة"]);
    }
}
