//! What people do by hand: order for a patient, enter what they found, correct it.

use nilecare_types::{EncounterId, FacilityId, LabResultId, LabSpecimenId, LabTestId, PatientId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Priority, ResultValue};
use crate::{Check, Practitioner};

/// Most tests of an order, and most results of one entry.
const MOST: usize = 100;

/// An order of the catalogue's tests and panels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabOrderEntry {
    /// For whom.
    pub patient_id: PatientId,
    /// Where it is ordered.
    pub facility_id: FacilityId,
    /// During which visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// Codes of tests and panels; a panel is ordered as its tests.
    pub codes: Vec<String>,
    /// How urgent it is.
    #[serde(default)]
    pub priority: Priority,
    /// Who orders. Absent: who is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordering_provider: Option<Practitioner>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Why an order is given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabOrderCancellation {
    /// In words.
    pub reason: String,
}

/// What was found in one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabResultEntry {
    /// In which specimen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specimen_id: Option<LabSpecimenId>,
    /// What was found, by test. What was entered before and is not verified is replaced.
    pub results: Vec<EnteredResult>,
}

/// What was found by one test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnteredResult {
    /// The test of the order, by its code in the catalogue.
    pub test: LabTestId,
    /// What was found; of the kind that the test has. Range, unit and flags come from the catalogue.
    pub value: ResultValue,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A result as somebody saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenResult {
    /// Which.
    pub id: LabResultId,
    /// Its version: what changed since is not verified unseen.
    pub version: u64,
}

/// Results that somebody looked at and stands for, all or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultVerification {
    /// Which, 1 to 100.
    pub results: Vec<SeenResult>,
}

/// Another value for a result that was verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultCorrection {
    /// What was really found. Absent: there is no result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ResultValue>,
    /// Why it is corrected.
    pub reason: String,
    /// The result's version as it was seen: what changed since is not corrected unseen.
    pub version: u64,
}

impl LabOrderEntry {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(
            (1..=MOST).contains(&self.codes.len()),
            "/codes",
            "must have 1 to 100 entries",
        );
        for (n, code) in self.codes.iter().enumerate() {
            check.text(code, 200, format_args!("/codes/{n}"));
        }
        check.optional(self.reason.as_deref(), 1000, "/reason");
        check.finish()
    }
}

impl LabOrderCancellation {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}

impl LabResultEntry {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(
            (1..=MOST).contains(&self.results.len()),
            "/results",
            "must have 1 to 100 entries",
        );
        for (n, result) in self.results.iter().enumerate() {
            result.value.check(&mut check, &format!("/results/{n}/value"));
            check.optional(result.note.as_deref(), 2000, format_args!("/results/{n}/note"));
            let is_first = self.results[..n].iter().all(|other| other.test != result.test);
            check.that(is_first, format_args!("/results/{n}/test"), "must not be there twice");
        }
        check.finish()
    }
}

impl ResultVerification {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let n_results = self.results.len();
        check.that(
            (1..=MOST).contains(&n_results),
            "/results",
            "must have 1 to 100 entries",
        );
        for (n, seen) in self.results.iter().enumerate() {
            let is_first = self.results[..n].iter().all(|other| other.id != seen.id);
            check.that(is_first, format_args!("/results/{n}/id"), "must not be there twice");
        }
        check.finish()
    }
}

impl ResultCorrection {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        if let Some(value) = &self.value {
            value.check(&mut check, "/value");
        }
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}
