//! What must hold of an ADT event before the service looks at it.

use std::collections::HashSet;
use std::fmt::Display;

use super::{
    Address, AdtEvent, AdtEventKind, EncounterPatch, HumanName, Identifier, Location, MatchRequest, PatientPatch,
    Telecom, is_partial_date,
};
use crate::Check;

const MAX_IDENTIFIERS: usize = 50;
const MAX_ENTRIES: usize = 50;
const MAX_TEXT: usize = 500;

impl AdtEvent {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.patient.check(&mut check, "/patient");
        self.check_parts(&mut check);
        if let Some(encounter) = &self.encounter {
            encounter.check(&mut check);
        }
        self.check_chart(&mut check);
        if let Some(source) = &self.source {
            source.check(&mut check, "/source");
        }
        check.finish()
    }

    fn check_parts(&self, check: &mut Check) {
        use AdtEventKind::*;
        let needs_encounter = matches!(
            self.event,
            Admit | Transfer | Discharge | Register | CancelAdmit | CancelDischarge
        );
        check.that(
            !needs_encounter || self.encounter.is_some(),
            "/encounter",
            "is needed for this event",
        );
        check.that(
            self.event != Merge || self.prior.is_some(),
            "/prior",
            "is needed for a merge",
        );
        check.that(
            self.event == Merge || self.prior.is_none(),
            "/prior",
            "belongs to a merge only",
        );
        if let Some(prior) = &self.prior {
            identifiers(&prior.identifiers, check, "/prior/identifiers");
        }
    }
}

impl MatchRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        identifiers(&self.identifiers, &mut check, "/identifiers");
        check.finish()
    }
}

impl PatientPatch {
    /// Lists everything that is wrong, with paths from the patient.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.check(&mut check, "");
        check.finish()
    }

    pub(crate) fn check(&self, check: &mut Check, path: &str) {
        identifiers(&self.identifiers, check, &format!("{path}/identifiers"));
        list(self.names.value(), check, &format!("{path}/names"), HumanName::check);
        list(
            self.addresses.value(),
            check,
            &format!("{path}/addresses"),
            Address::check,
        );
        list(
            self.telecoms.value(),
            check,
            &format!("{path}/telecoms"),
            Telecom::check,
        );
        let birth_date_is_valid = self.birth_date.value().is_none_or(|text| is_partial_date(text));
        let form = "must be a year, a month or a day that exists: 1970, 1970-03 or 1970-03-05";
        check.that(birth_date_is_valid, format_args!("{path}/birth_date"), form);
        check.optional(
            self.marital_status.value().map(String::as_str),
            100,
            format_args!("{path}/marital_status"),
        );
        check.optional(
            self.language.value().map(String::as_str),
            100,
            format_args!("{path}/language"),
        );
    }
}

fn identifiers(identifiers: &[Identifier], check: &mut Check, path: &str) {
    check.that(!identifiers.is_empty(), path, "needs at least one identifier");
    check.that(identifiers.len() <= MAX_IDENTIFIERS, path, "has more than 50 entries");
    let mut seen = HashSet::new();
    for (at, identifier) in identifiers.iter().enumerate() {
        check.at_most(&identifier.system, 200, format_args!("{path}/{at}/system"));
        check.text(&identifier.value, 200, format_args!("{path}/{at}/value"));
        check.optional(identifier.kind.as_deref(), 50, format_args!("{path}/{at}/type"));
        let is_new = seen.insert((&identifier.system, &identifier.value));
        check.that(is_new, format_args!("{path}/{at}"), "is in the list twice");
    }
}

fn list<T>(entries: Option<&Vec<T>>, check: &mut Check, path: &str, one: fn(&T, &mut Check, &dyn Display)) {
    let entries = entries.map(Vec::as_slice).unwrap_or_default();
    check.that(entries.len() <= MAX_ENTRIES, path, "has more than 50 entries");
    for (at, entry) in entries.iter().enumerate() {
        one(entry, check, &format_args!("{path}/{at}"));
    }
}

impl HumanName {
    fn check(&self, check: &mut Check, path: &dyn Display) {
        let parts = [
            ("use", &self.usage),
            ("family", &self.family),
            ("prefix", &self.prefix),
            ("suffix", &self.suffix),
        ];
        for (name, text) in parts {
            check.optional(text.as_deref(), MAX_TEXT, format_args!("{path}/{name}"));
        }
        check.that(
            self.given.len() <= MAX_ENTRIES,
            format_args!("{path}/given"),
            "has more than 50 entries",
        );
        for (at, given) in self.given.iter().enumerate() {
            check.at_most(given, MAX_TEXT, format_args!("{path}/given/{at}"));
        }
    }
}

impl Address {
    fn check(&self, check: &mut Check, path: &dyn Display) {
        let parts = [
            ("use", &self.usage),
            ("city", &self.city),
            ("district", &self.district),
            ("state", &self.state),
            ("postal_code", &self.postal_code),
            ("country", &self.country),
        ];
        for (name, text) in parts {
            check.optional(text.as_deref(), MAX_TEXT, format_args!("{path}/{name}"));
        }
        check.that(
            self.lines.len() <= MAX_ENTRIES,
            format_args!("{path}/lines"),
            "has more than 50 entries",
        );
        for (at, line) in self.lines.iter().enumerate() {
            check.at_most(line, MAX_TEXT, format_args!("{path}/lines/{at}"));
        }
    }
}

impl Telecom {
    fn check(&self, check: &mut Check, path: &dyn Display) {
        check.optional(self.system.as_deref(), 50, format_args!("{path}/system"));
        check.optional(self.usage.as_deref(), 50, format_args!("{path}/use"));
        check.text(&self.value, MAX_TEXT, format_args!("{path}/value"));
    }
}

impl EncounterPatch {
    fn check(&self, check: &mut Check) {
        if let Some(number) = &self.visit_number {
            number.check(check, "/encounter/visit_number");
        }
        if let Some(Location {
            point_of_care,
            room,
            bed,
            facility,
        }) = self.location.value()
        {
            let parts = [
                ("point_of_care", point_of_care),
                ("room", room),
                ("bed", bed),
                ("facility", facility),
            ];
            for (name, text) in parts {
                check.optional(text.as_deref(), 200, format_args!("/encounter/location/{name}"));
            }
        }
        if let Some(attending) = self.attending.value() {
            attending.check(check, "/encounter/attending");
        }
        let disposition = self.discharge_disposition.value().map(String::as_str);
        check.optional(disposition, 200, "/encounter/discharge_disposition");
        check.optional(self.reason.value().map(String::as_str), 2000, "/encounter/reason");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Patch;

    #[test]
    fn samples_are_valid_and_round_trip() {
        for sample in AdtEvent::samples() {
            assert_eq!(sample.validate(), Vec::<String>::new());
            let text = serde_json::to_string(&sample).expect("it writes");
            assert_eq!(serde_json::from_str::<AdtEvent>(&text).expect("it reads"), sample);
        }
    }

    #[test]
    fn everything_wrong_is_listed_at_once_without_values() {
        let mut event = AdtEvent::sample(AdtEventKind::Discharge);
        event.encounter = None;
        event.patient.birth_date = Patch::Set("5 March".to_owned());
        event
            .patient
            .identifiers
            .push(Identifier::new("HOSPITAL", "100244", "MR"));
        event.patient.identifiers.push(Identifier::new("HOSPITAL", " ", "MR"));
        let problems = event.validate();
        let places: Vec<_> = problems
            .iter()
            .filter_map(|problem| problem.split(':').next())
            .collect();
        let expected = [
            "/patient/identifiers/1",
            "/patient/identifiers/2/value",
            "/patient/birth_date",
            "/encounter",
        ];
        assert_eq!(places, expected);
        assert!(!problems.concat().contains("100244") && !problems.concat().contains("March"));
    }
}
