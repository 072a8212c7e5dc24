//! An order's record and its life.
//!
//! ```text
//!         first result          every test final
//! active ──────────────► in-progress ───────────► completed
//!    └── cancel ──┬── cancel ──┘
//!                 ▼
//!             cancelled
//! ```

use nilecare_contracts::lab::{OrderRequest, OrderStatus, Priority};
use nilecare_contracts::{AssignedNumber, Code, Practitioner};
use nilecare_types::{EncounterId, FacilityId, LabOrderId, PatientId, Timestamp};

/// What is kept of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderRecord {
    pub id: LabOrderId,
    pub order_number: String,
    pub patient_id: PatientId,
    pub placer_number: Option<AssignedNumber>,
    pub filler_number: Option<AssignedNumber>,
    pub status: OrderStatus,
    pub priority: Priority,
    pub tests: Vec<Code>,
    pub ordering_provider: Option<Practitioner>,
    pub requested_at: Option<Timestamp>,
    pub reason: Option<String>,
    pub facility_id: Option<FacilityId>,
    pub encounter_id: Option<EncounterId>,
    pub cancel_reason: Option<String>,
    /// A specimen is to be collected.
    pub needs_specimen: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A request that the order's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderStateError {
    /// Everything is reported.
    #[error("the order is completed and cannot be changed or cancelled; place a new order")]
    Completed,
    /// It is not wanted any more.
    #[error("the order is cancelled; place a new order under a new number")]
    Cancelled,
}

impl OrderRecord {
    /// Begins an order.
    pub(crate) fn new(id: LabOrderId, patient_id: PatientId, now: Timestamp) -> Self {
        let text = id.to_string();
        Self {
            id,
            // The last characters of a ULID are its random part.
            order_number: format!("LAB-{}", &text[text.len() - 10..]),
            patient_id,
            placer_number: None,
            filler_number: None,
            status: OrderStatus::Active,
            priority: Priority::default(),
            tests: Vec::new(),
            ordering_provider: None,
            requested_at: None,
            reason: None,
            facility_id: None,
            encounter_id: None,
            cancel_reason: None,
            needs_specimen: false,
            created_at: now,
            updated_at: now,
        }
    }

    /// Takes the data of a new order. One that results came for already is taken too: it was only late.
    pub(crate) fn place(&mut self, request: &OrderRequest) -> Result<(), OrderStateError> {
        if self.status == OrderStatus::Cancelled {
            return Err(OrderStateError::Cancelled);
        }
        self.take(request);
        Ok(())
    }

    /// Takes changed data.
    pub(crate) fn change(&mut self, request: &OrderRequest) -> Result<(), OrderStateError> {
        self.refuse_over()?;
        self.take(request);
        Ok(())
    }

    /// Gives the order up. Cancelling twice is no error.
    pub(crate) fn cancel(&mut self) -> Result<(), OrderStateError> {
        if self.status == OrderStatus::Completed {
            return Err(OrderStateError::Completed);
        }
        self.status = OrderStatus::Cancelled;
        Ok(())
    }

    /// Notes a status that the laboratory told.
    pub(crate) fn set_status(&mut self, status: OrderStatus) -> Result<(), OrderStateError> {
        if status == self.status {
            return Ok(());
        }
        self.refuse_over()?;
        self.status = status;
        Ok(())
    }

    /// Tells where it stands in the worklist of collections; `None` when nothing is to be collected.
    pub(crate) fn collect_key(&self) -> Option<String> {
        let is_wanted = matches!(self.status, OrderStatus::Active | OrderStatus::InProgress);
        (self.needs_specimen && is_wanted).then(|| work_key(self.priority, self.id))
    }

    /// Follows the specimens: `is_covered` tells whether one that can be used, or a report, is there for a test.
    pub(crate) fn follow_specimens(&mut self, is_covered: impl Fn(&Code) -> bool) {
        self.needs_specimen = !self.tests.iter().all(is_covered);
    }

    /// Follows the reports: `is_final` tells whether a test has a final report. A cancelled order stays cancelled, results or not.
    pub(crate) fn follow_reports(&mut self, n_reports: usize, is_final: impl Fn(&Code) -> bool) {
        if self.status == OrderStatus::Cancelled || n_reports == 0 {
            return;
        }
        let is_complete = !self.tests.is_empty() && self.tests.iter().all(is_final);
        self.status = if is_complete {
            OrderStatus::Completed
        } else {
            OrderStatus::InProgress
        };
    }

    fn take(&mut self, request: &OrderRequest) {
        self.placer_number = Some(request.placer_number.clone());
        if request.filler_number.is_some() {
            self.filler_number.clone_from(&request.filler_number);
        }
        if !request.tests.is_empty() {
            self.tests.clone_from(&request.tests);
        }
        if let Some(priority) = request.priority {
            self.priority = priority;
        }
        request.ordering_provider.apply_to(&mut self.ordering_provider);
        request.requested_at.apply_to(&mut self.requested_at);
        request.reason.apply_to(&mut self.reason);
    }

    pub(crate) fn refuse_over(&self) -> Result<(), OrderStateError> {
        match self.status {
            OrderStatus::Completed => Err(OrderStateError::Completed),
            OrderStatus::Cancelled => Err(OrderStateError::Cancelled),
            OrderStatus::Active | OrderStatus::InProgress => Ok(()),
        }
    }
}

/// Sorts by urgency, then by age: ids are in the order of time.
pub(crate) fn work_key(priority: Priority, id: impl std::fmt::Display) -> String {
    let urgency = match priority {
        Priority::Stat => 0,
        Priority::Asap => 1,
        Priority::Urgent => 2,
        Priority::Routine => 3,
    };
    format!("{urgency}{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use nilecare_contracts::lab::OrderControl;

    fn order(status: OrderStatus) -> OrderRecord {
        let mut order = OrderRecord::new(LabOrderId::generate(), PatientId::generate(), Timestamp::UNIX_EPOCH);
        order.status = status;
        order
    }

    #[test]
    fn what_is_over_takes_no_change() {
        use OrderStateError as E;
        use OrderStatus::*;
        let request = OrderRequest::sample(OrderControl::New);
        for (status, place, change, cancel) in [
            (Active, Ok(()), Ok(()), Ok(())),
            (InProgress, Ok(()), Ok(()), Ok(())),
            (Completed, Ok(()), Err(E::Completed), Err(E::Completed)),
            (Cancelled, Err(E::Cancelled), Err(E::Cancelled), Ok(())),
        ] {
            assert_eq!(order(status).place(&request), place, "{status:?}");
            assert_eq!(order(status).change(&request), change, "{status:?}");
            assert_eq!(order(status).cancel(), cancel, "{status:?}");
        }
        assert_eq!(order(Cancelled).set_status(InProgress), Err(E::Cancelled));
        assert_eq!(order(Completed).set_status(Completed), Ok(()));
    }

    #[test]
    fn an_order_is_completed_when_every_test_has_a_final_report() {
        let mut order = order(OrderStatus::Active);
        order.tests = vec![Code::new("LN", "a", ""), Code::new("LN", "b", "")];
        order.follow_reports(0, |_| false);
        assert_eq!(order.status, OrderStatus::Active);
        order.follow_reports(1, |test| test.code == "a");
        assert_eq!(order.status, OrderStatus::InProgress);
        order.follow_reports(2, |_| true);
        assert_eq!(order.status, OrderStatus::Completed);
        order.status = OrderStatus::Cancelled;
        order.follow_reports(2, |_| true);
        assert_eq!(order.status, OrderStatus::Cancelled);
    }
}
