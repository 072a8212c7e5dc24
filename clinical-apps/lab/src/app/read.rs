//! Answers about orders and results.
//!
//! Rows keep the patient's id of the day they came. Who that is today, and under which ids the same person was filed before merges, is
//! asked when reading; so a merge needs no word to this service and cannot be missed.

use nilecare_contracts::lab::{FormerResult, LabOrder, LabResult, ResultFlag};
use nilecare_types::{LabOrderId, LabResultId, Page, PatientId};

use crate::model::order::OrderRecord;
use crate::model::report::ReportRecord;
use crate::model::result::ResultRecord;
use crate::store::{order, report, result};
use crate::{LabError, LabService};

impl LabService {
    /// Gives an order.
    ///
    /// # Errors
    /// When there is no such order, or the clinical service does not answer.
    pub async fn order(&self, id: LabOrderId) -> Result<LabOrder, LabError> {
        let record = order::find(self.db.readers(), id)
            .await?
            .ok_or(LabError::OrderNotFound)?;
        let patient = self.ids_of(record.patient_id).await?.patient_id;
        self.describe_order(record, patient).await
    }

    /// Lists the orders of a person, newest first.
    ///
    /// # Errors
    /// When there is no such patient, or the clinical service does not answer.
    pub async fn orders(&self, patient: PatientId, before: &str, limit: usize) -> Result<Page<LabOrder>, LabError> {
        let ids = self.ids_of(patient).await?;
        let rows = order::of_patient(self.db.readers(), &ids.all(), before, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |record| record.id.to_string());
        let mut items = Vec::with_capacity(page.items.len());
        for record in page.items {
            items.push(self.describe_order(record, ids.patient_id).await?);
        }
        Ok(Page { items, next: page.next })
    }

    /// Gives a result with what it was before; what is not released only when `sees_all`.
    ///
    /// # Errors
    /// When there is no such result, or the clinical service does not answer.
    pub async fn result(&self, id: LabResultId, sees_all: bool) -> Result<LabResult, LabError> {
        let record = result::find(self.db.readers(), id)
            .await?
            .filter(|record| sees_all || record.is_released())
            .ok_or(LabError::ResultNotFound)?;
        let patient = self.ids_of(record.patient_id).await?.patient_id;
        let former = result::former(self.db.readers(), &[id])
            .await?
            .remove(&id)
            .unwrap_or_default();
        Ok(describe_result(record, patient, former))
    }

    /// Lists the results of a person, newest first; what is not released only when `sees_all`.
    ///
    /// # Errors
    /// When there is no such patient, or the clinical service does not answer.
    pub async fn results(
        &self,
        patient: PatientId,
        sees_all: bool,
        before: &str,
        limit: usize,
    ) -> Result<Page<LabResult>, LabError> {
        let ids = self.ids_of(patient).await?;
        let rows = result::of_patient(self.db.readers(), &ids.all(), sees_all, before, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |record| record.id.to_string());
        let result_ids: Vec<_> = page.items.iter().map(|record| record.id).collect();
        let mut former = result::former(self.db.readers(), &result_ids).await?;
        Ok(page.map(|record| {
            let of_record = former.remove(&record.id).unwrap_or_default();
            describe_result(record, ids.patient_id, of_record)
        }))
    }

    /// Lists the results of an order, oldest first, those that are not released only when `sees_all`.
    ///
    /// # Errors
    /// When there is no such order, or the clinical service does not answer.
    pub async fn results_of_order(&self, id: LabOrderId, sees_all: bool) -> Result<Vec<LabResult>, LabError> {
        let record = order::find(self.db.readers(), id).await?;
        let patient = self
            .ids_of(record.ok_or(LabError::OrderNotFound)?.patient_id)
            .await?
            .patient_id;
        let mut rows = result::of_order(self.db.readers(), id).await?;
        rows.retain(|record| sees_all || record.is_released());
        let ids: Vec<_> = rows.iter().map(|record| record.id).collect();
        let mut former = result::former(self.db.readers(), &ids).await?;
        let describe = |record: ResultRecord| {
            let of_record = former.remove(&record.id).unwrap_or_default();
            describe_result(record, patient, of_record)
        };
        Ok(rows.into_iter().map(describe).collect())
    }

    async fn describe_order(&self, record: OrderRecord, patient_id: PatientId) -> Result<LabOrder, LabError> {
        let reports = report::of_order(self.db.readers(), record.id).await?;
        Ok(describe_order(record, patient_id, reports))
    }
}

/// Puts together what is known of an order and of its reports.
pub(super) fn describe_order(record: OrderRecord, patient_id: PatientId, reports: Vec<ReportRecord>) -> LabOrder {
    let needs_specimen = record.collect_key().is_some();
    let of_reports = reports.into_iter().filter_map(|report| report.filler_number);
    let mut filler_numbers: Vec<_> = record.filler_number.into_iter().collect();
    for number in of_reports {
        if !filler_numbers.contains(&number) {
            filler_numbers.push(number);
        }
    }
    LabOrder {
        id: record.id,
        order_number: record.order_number,
        patient_id,
        facility_id: record.facility_id,
        encounter_id: record.encounter_id,
        needs_specimen,
        placer_number: record.placer_number,
        filler_numbers,
        status: record.status,
        priority: record.priority,
        tests: record.tests,
        ordering_provider: record.ordering_provider,
        requested_at: record.requested_at,
        reason: record.reason,
        cancel_reason: record.cancel_reason,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

pub(super) fn describe_result(record: ResultRecord, patient_id: PatientId, former: Vec<FormerResult>) -> LabResult {
    LabResult {
        former,
        id: record.id,
        version: record.version,
        patient_id,
        order_id: record.order_id,
        code: record.code,
        value: record.finding.value,
        unit: record.finding.unit,
        reference_range: record.finding.reference_range,
        flags: record
            .finding
            .flags
            .iter()
            .map(|code| ResultFlag::from_code(code))
            .collect(),
        status: record.status,
        observed_at: record.observed_at,
        performing_lab: record.performing_lab,
        notes: record.notes,
        set_id: record.set_id,
        sub_id: record.sub_id,
        specimen_id: record.by_hand.specimen_id,
        entered_by: record.by_hand.entered_by,
        verified_by: record.by_hand.verified_by,
        verified_at: record.by_hand.verified_at,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}
