//! The command that a channel sends for an order message (ORM^O01, OML^O21; HL7 v2.5.1 chapter 4).

use nilecare_types::{LabOrderId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{OrderStatus, Priority};
use crate::clinical::PatientPatch;
use crate::{AssignedNumber, Check, Code, CommandSource, Patch, Practitioner};

/// What is asked (ORC-1, HL7 table 0119).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrderControl {
    /// NW: a new order.
    New,
    /// CA: not wanted any more.
    Cancel,
    /// XO: other tests, priority or data.
    Change,
    /// SC: the status changed.
    Status,
}

/// An order, or a change of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRequest {
    /// What is asked.
    pub control: OrderControl,
    /// For whom (PID). With more than numbers, a patient who is not known is registered.
    pub patient: PatientPatch,
    /// The number of who orders (ORC-2); it names the order in every later request.
    pub placer_number: AssignedNumber,
    /// The laboratory's number (ORC-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filler_number: Option<AssignedNumber>,
    /// What is to be done (OBR-4); needed for new. Absent in a change: as before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<Code>,
    /// How urgent it is (TQ1-9). Absent: routine when new, else as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// The status; needed for status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// Who orders (ORC-12).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Practitioner>)]
    pub ordering_provider: Patch<Practitioner>,
    /// When it was ordered (ORC-9).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub requested_at: Patch<Timestamp>,
    /// Why (OBR-31).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    pub reason: Patch<String>,
    /// The message that brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<CommandSource>,
}

/// What a request came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrderOutcome {
    /// The order is new.
    Created,
    /// It was changed.
    Updated,
    /// It is cancelled now.
    Cancelled,
    /// Everything was so already.
    Unchanged,
}

/// The answer to an order request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderReply {
    /// The order.
    pub order_id: LabOrderId,
    /// Our number.
    pub order_number: String,
    /// The patient.
    pub patient_id: PatientId,
    /// How far the order is.
    pub status: OrderStatus,
    /// What it came to.
    pub outcome: OrderOutcome,
}

impl OrderRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.patient.check(&mut check, "/patient");
        self.placer_number.check(&mut check, "/placer_number");
        if let Some(number) = &self.filler_number {
            number.check(&mut check, "/filler_number");
        }
        check.that(self.tests.len() <= 200, "/tests", "has more than 200 entries");
        for (at, test) in self.tests.iter().enumerate() {
            test.check(&mut check, &format!("/tests/{at}"));
        }
        let is_new = self.control == OrderControl::New;
        check.that(!is_new || !self.tests.is_empty(), "/tests", "needs at least one test");
        let is_status = self.control == OrderControl::Status;
        check.that(
            is_status == self.status.is_some(),
            "/status",
            "is needed for control status, and only there",
        );
        if let Some(provider) = self.ordering_provider.value() {
            provider.check(&mut check, "/ordering_provider");
        }
        check.optional(self.reason.value().map(String::as_str), 2000, "/reason");
        if let Some(source) = &self.source {
            source.check(&mut check, "/source");
        }
        check.finish()
    }

    /// Gives one valid request of a kind for an invented patient.
    pub fn sample(control: OrderControl) -> Self {
        Self {
            control,
            patient: PatientPatch::sample(),
            placer_number: AssignedNumber::new("WARD", "ORD-1"),
            filler_number: None,
            tests: vec![Code::new("LN", "2345-7", "Glucose")],
            priority: Some(Priority::Urgent),
            status: (control == OrderControl::Status).then_some(OrderStatus::InProgress),
            ordering_provider: Patch::Set(Practitioner::new("D17", "Osman", "Tarig")),
            requested_at: "2026-11-22T10:00:00Z".parse().ok().into(),
            reason: Patch::Keep,
            source: Some(CommandSource::sample()),
        }
    }

    /// Gives one valid request of each kind.
    pub fn samples() -> Vec<Self> {
        use OrderControl::*;
        [New, Cancel, Change, Status].into_iter().map(Self::sample).collect()
    }
}
