//! What the service tells others. The names are topics; the key of each event is the patient's id.

use nilecare_types::{LabOrderId, LabResultId, PatientId};
use serde::{Deserialize, Serialize};

use super::{CriticalResult, LabOrder, LabResult, ReportOutcome, Specimen};
use crate::{AssignedNumber, Code, CommandSource};

/// An order was placed, or began with its results: an [`OrderEvent`].
pub const LAB_ORDERED: &str = "lab.ordered";
/// An order was changed: an [`OrderEvent`].
pub const LAB_ORDER_CHANGED: &str = "lab.order.changed";
/// An order is not wanted any more: an [`OrderEvent`].
pub const LAB_ORDER_CANCELLED: &str = "lab.order.cancelled";
/// A report was filed and changed something: a [`ResultedEvent`].
pub const LAB_RESULTED: &str = "lab.resulted";
/// A result is beyond its panic limits: a [`CriticalResultEvent`].
pub const LAB_RESULT_CRITICAL: &str = "lab.result.critical";

/// Somebody read a critical result back: a [`CriticalEvent`].
pub const LAB_CRITICAL_ACKNOWLEDGED: &str = "lab.critical.acknowledged";
/// Nobody acknowledged a critical result in time; the next in charge is to be told: a [`CriticalEvent`].
pub const LAB_CRITICAL_ESCALATED: &str = "lab.critical.escalated";
/// A specimen was taken: a [`SpecimenEvent`].
pub const LAB_SPECIMEN_COLLECTED: &str = "lab.specimen.collected";
/// The laboratory has a specimen: a [`SpecimenEvent`].
pub const LAB_SPECIMEN_RECEIVED: &str = "lab.specimen.received";
/// The laboratory does not take a specimen; another is to be collected: a [`SpecimenEvent`].
pub const LAB_SPECIMEN_REJECTED: &str = "lab.specimen.rejected";

/// An order as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderEvent {
    /// The order.
    pub order: LabOrder,
    /// The message that caused it; absent when a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CommandSource>,
}

/// A report as it was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultedEvent {
    /// Whose it is.
    pub patient_id: PatientId,
    /// The order it answers.
    pub order_id: LabOrderId,
    /// What was examined (OBR-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Code>,
    /// The laboratory's number for it (OBR-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filler_number: Option<AssignedNumber>,
    /// Its results.
    pub result_ids: Vec<LabResultId>,
    /// The same as they are now; without what they were before.
    #[serde(default)]
    pub results: Vec<LabResult>,
    /// What became of it.
    pub outcome: ReportOutcome,
    /// The message that caused it; absent when a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CommandSource>,
}

/// A result that somebody must act on now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalResultEvent {
    /// The result; without what it was before.
    pub result: LabResult,
    /// The message that caused it; absent when a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CommandSource>,
}

/// A critical result as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalEvent {
    /// The critical result.
    pub critical: CriticalResult,
}

/// A specimen as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecimenEvent {
    /// The specimen.
    pub specimen: Specimen,
}
