//! One part of an order that the laboratory reports on.

use nilecare_contracts::lab::ResultStatus;
use nilecare_contracts::{AssignedNumber, Code};
use nilecare_types::{LabOrderId, Timestamp};

/// What is kept of a report. Its id is a ULID that never leaves the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReportRecord {
    pub id: String,
    pub order_id: LabOrderId,
    pub filler_number: Option<AssignedNumber>,
    pub service: Code,
    pub status: ResultStatus,
    pub reported_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl ReportRecord {
    /// Tells whether the laboratory has said its last word on `test`, as far as is known.
    pub(crate) fn is_final_for(&self, test: &Code) -> bool {
        self.service.is_same(test) && self.status != ResultStatus::Preliminary
    }

    /// Takes the status of a newer report; an older or less sure one changes nothing.
    pub(crate) fn follow(&mut self, status: ResultStatus, reported_at: Option<Timestamp>) {
        let is_older = matches!((reported_at, self.reported_at), (Some(new), Some(known)) if new < known);
        let is_less_sure = status == ResultStatus::Preliminary && self.status != ResultStatus::Preliminary;
        if !is_older && !is_less_sure {
            self.status = status;
        }
        self.reported_at = reported_at.max(self.reported_at);
    }
}
