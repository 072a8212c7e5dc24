//! An encounter as the service gives it.

use nilecare_types::{EncounterId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AssignedNumber, Practitioner};

/// What kind of stay it is (HL7 table 0004).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EncounterClass {
    /// Stays in a bed.
    Inpatient,
    /// Comes and goes.
    Outpatient,
    /// Emergency department.
    Emergency,
    /// Expected, not here yet.
    Preadmit,
    /// Comes regularly.
    Recurring,
    /// Obstetrics.
    Obstetrics,
}

/// How far it is (FHIR encounter-status).
///
/// `planned → in-progress → finished`; `cancelled` from planned or in-progress; back by cancelling the discharge or admitting again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EncounterStatus {
    /// Expected.
    Planned,
    /// The patient is here.
    InProgress,
    /// The patient has left.
    Finished,
    /// It did not take place.
    Cancelled,
}

/// Where the patient is (HL7 PL).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Ward, clinic or department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point_of_care: Option<String>,
    /// Room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// Bed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bed: Option<String>,
    /// Hospital or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility: Option<String>,
}

/// A place of an encounter and how long the patient was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LocationStay {
    /// The place.
    pub location: Location,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// Until when; absent for the present place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

/// One visit or stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Encounter {
    /// The id.
    pub id: EncounterId,
    /// Whose it is; the survivor after a merge.
    pub patient_id: PatientId,
    /// The visit's number (PV1-19).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_number: Option<AssignedNumber>,
    /// What kind of stay.
    pub class: EncounterClass,
    /// How far it is.
    pub status: EncounterStatus,
    /// Where the patient is or was last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// All places in order, the present one among them.
    pub locations: Vec<LocationStay>,
    /// The doctor in charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attending: Option<Practitioner>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub admit_time: Option<Timestamp>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub discharge_time: Option<Timestamp>,
    /// Where to, as sent (HL7 table 0112).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discharge_disposition: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}
