//! An order as the service gives it.

use nilecare_types::{EncounterId, FacilityId, LabOrderId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AssignedNumber, Code, Practitioner};

/// How urgent it is (HL7 table 0485).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// In turn.
    #[default]
    Routine,
    /// Before routine work.
    Urgent,
    /// As soon as possible.
    Asap,
    /// At once.
    Stat,
}

/// How far it is. `active → in-progress → completed`; `cancelled` until it is completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrderStatus {
    /// Placed, no result yet.
    Active,
    /// Some results are there, or the laboratory has begun.
    InProgress,
    /// Every test has a final result.
    Completed,
    /// Not wanted any more.
    Cancelled,
}

/// A request for laboratory work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LabOrder {
    /// The id.
    pub id: LabOrderId,
    /// Our number, `LAB-` and the id's last ten characters.
    pub order_number: String,
    /// Whose it is; the survivor after a merge.
    pub patient_id: PatientId,
    /// Where it was ordered; absent when the message did not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
    /// During which visit; absent when nobody told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// The number of who ordered (ORC-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placer_number: Option<AssignedNumber>,
    /// The laboratory's numbers, one for each part that it reports (OBR-3).
    pub filler_numbers: Vec<AssignedNumber>,
    /// How far it is.
    pub status: OrderStatus,
    /// How urgent it is.
    pub priority: Priority,
    /// What is to be done.
    pub tests: Vec<Code>,
    /// Who ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordering_provider: Option<Practitioner>,
    /// When it was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub requested_at: Option<Timestamp>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was given up, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_reason: Option<String>,
    /// Whether a specimen is to be collected: none is there that the laboratory can use.
    #[serde(default)]
    pub needs_specimen: bool,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}
