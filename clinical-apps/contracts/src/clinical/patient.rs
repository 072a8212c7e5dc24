//! A patient as the service gives it.

use nilecare_types::{PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A number of a patient (HL7 CX; FHIR Identifier). System and value together belong to one patient at a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// Who gave it out (assigning authority or URI); empty when the sender did not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system: String,
    /// The number itself.
    pub value: String,
    /// What kind it is (HL7 table 0203: `MR`, `NI`, `SS` …).
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl Identifier {
    /// Builds one.
    pub fn new(system: &str, value: &str, kind: &str) -> Self {
        Self {
            system: system.to_owned(),
            value: value.to_owned(),
            kind: Some(kind.to_owned()),
        }
    }
}

/// A name (HL7 XPN; FHIR HumanName).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HumanName {
    /// `official`, `usual`, `maiden`, `nickname`, `temp`, `anonymous`, `old`, or the sender's word.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Given names in order, the father's and grandfather's names among them where that is the custom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// Before the name, such as `Dr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// After the name, such as `Jr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
}

/// An address (HL7 XAD; FHIR Address).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// `home`, `work`, `temp`, `old`, or the sender's word.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
    /// Street, house, post box.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// City.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// District or county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// State or province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Country, as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// A telephone number or the like (HL7 XTN; FHIR ContactPoint).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Telecom {
    /// `phone`, `email`, `fax`, `sms`, `url`, or the sender's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// `home`, `work`, `mobile`, or the sender's word.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
    /// The number or address.
    pub value: String,
}

/// Administrative gender (FHIR administrative-gender).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Neither.
    Other,
    /// Not known.
    #[default]
    Unknown,
}

/// A patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Patient {
    /// The id.
    pub id: PatientId,
    /// Every number that finds this patient, those of merged records among them.
    pub identifiers: Vec<Identifier>,
    /// Names, the one to use first.
    pub names: Vec<HumanName>,
    /// `1970`, `1970-03` or `1970-03-05`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Administrative gender.
    pub gender: Gender,
    /// Addresses.
    pub addresses: Vec<Address>,
    /// Telephone numbers and the like.
    pub telecoms: Vec<Telecom>,
    /// Marital status, as sent (HL7 table 0002).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marital_status: Option<String>,
    /// Language, as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether the patient has died; absent when nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deceased: Option<bool>,
    /// When the patient died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub death_time: Option<Timestamp>,
    /// False for a record that was merged into another.
    pub active: bool,
    /// The surviving record, when this one was merged into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<PatientId>,
    /// Records that were merged into this one.
    pub former_ids: Vec<PatientId>,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// All ids of one person: what another service needs to find everything that it filed before and after a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PatientIds {
    /// The surviving record.
    pub patient_id: PatientId,
    /// Records that were merged into it.
    pub former_ids: Vec<PatientId>,
}

/// Asks whose numbers these are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchRequest {
    /// Numbers of one patient, at least one.
    pub identifiers: Vec<Identifier>,
}

/// Whose numbers they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PatientMatch {
    /// The surviving record; absent when none of the numbers is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// Records that were merged into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_ids: Vec<PatientId>,
}

impl PatientIds {
    /// Tells whether `id` stands for this person.
    pub fn stands_for(&self, id: PatientId) -> bool {
        self.patient_id == id || self.former_ids.contains(&id)
    }

    /// Returns every id of the person.
    pub fn all(&self) -> Vec<PatientId> {
        std::iter::once(self.patient_id)
            .chain(self.former_ids.iter().copied())
            .collect()
    }
}

/// Tells whether `text` is a year, a month or a day (`1970`, `1970-03`, `1970-03-05`; FHIR `date`).
pub fn is_partial_date(text: &str) -> bool {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    // The parser takes other forms too (`2026-W47-1`); ours has digits and hyphens at fixed places.
    let has_form = full.bytes().enumerate().all(|(at, byte)| {
        if at == 4 || at == 7 {
            byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    });
    has_form && full.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_are_years_months_or_days_that_exist() {
        for good in ["1970", "1970-03", "2024-02-29"] {
            assert!(is_partial_date(good), "{good}");
        }
        for bad in [
            "",
            "70",
            "1970-13",
            "2023-02-29",
            "19700305",
            "1970-3-5",
            "1970-03-05T10",
            "1970-W10",
            "１９７０",
        ] {
            assert!(!is_partial_date(bad), "{bad}");
        }
    }
}
