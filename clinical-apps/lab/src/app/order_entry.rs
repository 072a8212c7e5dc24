//! Orders that people place: tests and panels of the catalogue.

use nilecare_contracts::lab::{
    LAB_ORDER_CANCELLED, LAB_ORDERED, LabOrder, LabOrderCancellation, LabOrderEntry, LabTest, OrderStatus,
};
use nilecare_contracts::{AssignedNumber, Code, Practitioner};
use nilecare_http::IdempotencyKey;
use nilecare_sql::WriteTx;
use nilecare_types::{FacilityId, LabOrderId, Page, Timestamp};

use super::catalogue::{panel_of_code, test_of_code};
use super::events::{cause_of, tell_order};
use super::read::describe_order;
use super::specimens::needs;
use super::{command, of, valid};
use crate::model::order::OrderRecord;
use crate::store::{order, report};
use crate::{LabError, LabService};

/// Who gives out the numbers of orders that are placed here.
const ASSIGNER: &str = "NILECARE";

impl LabService {
    /// Places an order. The same key again gets the first reply.
    pub(crate) async fn enter_order(
        &self,
        key: &IdempotencyKey,
        entry: &LabOrderEntry,
        by: &str,
    ) -> Result<LabOrder, LabError> {
        valid(entry.validate())?;
        let patient = self.ids_of(entry.patient_id).await?;
        if let Some(id) = entry.encounter_id {
            let known = self.clinical.encounter(id).await?;
            if !known.is_some_and(|known| patient.stands_for(known.patient_id)) {
                return Err(LabError::Invalid(vec![
                    "/encounter_id: is no encounter of this patient".to_owned(),
                ]));
            }
        }
        let command = command::new("lab-order", key, entry);
        let tests = self.tests_of(&entry.codes).await?;
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = command::first_reply(&mut tx, &command).await? {
            return Ok(reply);
        }
        let now = self.clock.now();
        let mut record = OrderRecord::new(LabOrderId::generate(), patient.patient_id, now);
        record.placer_number = Some(AssignedNumber {
            system: ASSIGNER.to_owned(),
            value: record.order_number.clone(),
        });
        record.tests = tests;
        record.priority = entry.priority;
        record.facility_id = Some(entry.facility_id);
        record.encounter_id = entry.encounter_id;
        record.reason.clone_from(&entry.reason);
        record.requested_at = Some(now);
        record.needs_specimen = true;
        record.ordering_provider = Some(entry.ordering_provider.clone().unwrap_or_else(|| Practitioner {
            id: Some(by.to_owned()),
            family: None,
            given: None,
        }));
        order::insert(&mut tx, &record).await?;
        let cause = cause_of(patient.patient_id, now);
        tell_order(&mut tx, &cause, LAB_ORDERED, &record).await?;
        let reply = describe_order(record, patient.patient_id, Vec::new());
        command::remember(&mut tx, &command, &reply, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(reply)
    }

    /// Gives an order up; again is no error.
    pub(crate) async fn cancel_order(
        &self,
        id: LabOrderId,
        cancellation: &LabOrderCancellation,
    ) -> Result<LabOrder, LabError> {
        valid(cancellation.validate())?;
        let record = order::find(self.db.readers(), id).await?;
        let patient = self
            .ids_of(record.ok_or(LabError::OrderNotFound)?.patient_id)
            .await?
            .patient_id;
        let mut tx = self.db.begin_write().await?;
        let mut record = order::find(&mut *tx, id).await?.ok_or(LabError::OrderNotFound)?;
        let now = self.clock.now();
        if record.status != OrderStatus::Cancelled {
            record.cancel()?;
            record.cancel_reason = Some(cancellation.reason.clone());
            record.updated_at = now;
            order::update(&mut tx, &record).await?;
            tell_order(&mut tx, &cause_of(patient, now), LAB_ORDER_CANCELLED, &record).await?;
        }
        let reports = report::of_order(&mut *tx, id).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(describe_order(record, patient, reports))
    }

    /// Lists the orders for which a specimen is to be collected, the most urgent first.
    pub(crate) async fn to_collect(
        &self,
        facility: Option<FacilityId>,
        after: &str,
        limit: usize,
    ) -> Result<Page<LabOrder>, LabError> {
        let rows = order::to_collect(self.db.readers(), facility, after, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |record| record.collect_key().unwrap_or_default());
        let mut items = Vec::with_capacity(page.items.len());
        for record in page.items {
            let patient = self.ids_of(record.patient_id).await?.patient_id;
            let reports = report::of_order(self.db.readers(), record.id).await?;
            items.push(describe_order(record, patient, reports));
        }
        Ok(Page { items, next: page.next })
    }

    /// Finds the tests that codes of tests and panels stand for, each once.
    async fn tests_of(&self, codes: &[String]) -> Result<Vec<Code>, LabError> {
        let mut tests: Vec<Code> = Vec::new();
        for (n, code) in codes.iter().enumerate() {
            let unknown = || LabError::Invalid(vec![format!("/codes/{n}: is no test or panel that may be ordered")]);
            let found = if let Some(test) = test_of_code(self.db.readers(), code).await? {
                vec![test]
            } else {
                let panel = panel_of_code(self.db.readers(), code).await?;
                let panel = panel.filter(|panel| panel.panel.active).ok_or_else(unknown)?;
                let mut found = Vec::new();
                for id in &panel.panel.test_ids {
                    found.push(of::<LabTest>(self.db.readers(), id).await?);
                }
                found
            };
            for test in found {
                if !test.test.active {
                    return Err(unknown());
                }
                if !tests.iter().any(|known| known.is_same(&test.test.code)) {
                    tests.push(test.test.code);
                }
            }
        }
        Ok(tests)
    }
}

/// Follows what specimens and reports there are for an order, and keeps it when that changes something.
pub(super) async fn follow_work(tx: &mut WriteTx, record: &mut OrderRecord, now: Timestamp) -> Result<(), LabError> {
    let before = record.collect_key();
    needs(tx, record).await?;
    if record.collect_key() != before {
        record.updated_at = now;
        order::update(tx, record).await?;
    }
    Ok(())
}
