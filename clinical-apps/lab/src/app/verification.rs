//! What the laboratory stands for: verifying what was entered, and correcting what was verified.

use nilecare_contracts::lab::{LabResult, ReportOutcome, ResultCorrection, ResultStatus, ResultVerification};
use nilecare_sql::WriteTx;
use nilecare_types::{FacilityId, LabResultId, Page, Timestamp};

use super::catalogue::test_of_code;
use super::critical::watch;
use super::events::{Cause, cause_of, tell_report};
use super::read::describe_result;
use super::result_report::follow_reports;
use super::valid;
use crate::model::normal::{self, Person};
use crate::model::result::{Replaced, ResultRecord};
use crate::store::result::Why;
use crate::store::{order, report, result};
use crate::{LabError, LabService};

impl LabService {
    /// Lists what is to be verified, the most urgent first.
    pub(crate) async fn to_verify(&self, after: &str, limit: usize) -> Result<Page<LabResult>, LabError> {
        let rows = result::to_verify(self.db.readers(), after, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |record| {
            record.by_hand.verify_key.clone().unwrap_or_default()
        });
        let ids: Vec<_> = page.items.iter().map(|record| record.id).collect();
        let mut former = result::former(self.db.readers(), &ids).await?;
        let mut items = Vec::with_capacity(page.items.len());
        for record in page.items {
            let patient = self.ids_of(record.patient_id).await?.patient_id;
            let of_record = former.remove(&record.id).unwrap_or_default();
            items.push(describe_result(record, patient, of_record));
        }
        Ok(Page { items, next: page.next })
    }

    /// Verifies results, all or none; from then on everybody sees them.
    pub(crate) async fn verify(&self, request: &ResultVerification, by: &str) -> Result<Vec<LabResult>, LabError> {
        valid(request.validate())?;
        let mut patients = Vec::new();
        for seen in &request.results {
            let known = result::find(self.db.readers(), seen.id).await?;
            let known = known.ok_or(LabError::ResultNotFound)?;
            // Before the transaction: no lock is held while another service is asked.
            patients.push(self.ids_of(known.patient_id).await?.patient_id);
        }
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let mut replies = Vec::with_capacity(patients.len());
        for (seen, patient) in request.results.iter().zip(patients) {
            let before = result::find(&mut *tx, seen.id).await?.ok_or(LabError::ResultNotFound)?;
            if before.version != seen.version {
                return Err(LabError::ResultChanged);
            }
            let mut record = before.clone();
            stand_for(&mut record, by, now)?;
            result::update(&mut tx, &mut record).await?;
            let cause = cause_of(patient, now);
            release(&mut tx, &cause, &before, &record, ReportOutcome::Created).await?;
            replies.push(describe_result(record, patient, Vec::new()));
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(replies)
    }

    /// Corrects a verified result that was entered here; the former value is kept with who and why.
    pub(crate) async fn correct(
        &self,
        id: LabResultId,
        correction: &ResultCorrection,
        by: &str,
    ) -> Result<LabResult, LabError> {
        valid(correction.validate())?;
        let known = result::find(self.db.readers(), id).await?;
        let ids = self.ids_of(known.ok_or(LabError::ResultNotFound)?.patient_id).await?;
        let patient = self.clinical.patient(ids.patient_id).await?;
        let patient = patient.ok_or(LabError::PatientNotFound)?;
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let before = result::find(&mut *tx, id).await?.ok_or(LabError::ResultNotFound)?;
        let is_verified = matches!(before.status, ResultStatus::Final | ResultStatus::Corrected);
        if before.by_hand.entered_by.is_none() || !is_verified {
            return Err(LabError::NotToCorrect);
        }
        if before.version != correction.version {
            return Err(LabError::ResultChanged);
        }
        let replaced = Replaced {
            finding: before.finding.clone(),
            status: before.status,
        };
        let why = Why {
            by: Some(by),
            reason: Some(&correction.reason),
            now,
        };
        result::keep(&mut tx, id, &replaced, &why).await?;
        let mut record = before.clone();
        record.finding.value.clone_from(&correction.value);
        record.finding.flags.clear();
        record.status = ResultStatus::Cancelled;
        if let Some(value) = &correction.value {
            record.status = ResultStatus::Corrected;
            if let Some(test) = test_of_code(&mut *tx, &record.code.code).await? {
                let day = now.to_zoned(jiff::tz::TimeZone::UTC).date();
                let person = Person::new(patient.birth_date.as_deref(), patient.gender, day);
                let range = normal::range_of(&test.test, &person);
                record.finding.flags = normal::flags(&test.test, range, value);
            }
        }
        record.by_hand.verified_by = Some(by.to_owned());
        record.by_hand.verified_at = Some(now);
        record.updated_at = now;
        result::update(&mut tx, &mut record).await?;
        let cause = cause_of(ids.patient_id, now);
        release(&mut tx, &cause, &before, &record, ReportOutcome::Corrected).await?;
        let mut former = result::former(&mut *tx, &[id]).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(describe_result(
            record,
            ids.patient_id,
            former.remove(&id).unwrap_or_default(),
        ))
    }
}

/// Makes an entered result final.
fn stand_for(record: &mut ResultRecord, by: &str, now: Timestamp) -> Result<(), LabError> {
    let Some(entered_by) = record.by_hand.entered_by.as_deref() else {
        return Err(LabError::NotToVerify);
    };
    if record.status != ResultStatus::Preliminary {
        return Err(LabError::NotToVerify);
    }
    let is_surprising = record.finding.flags.iter().any(|flag| flag == "U" || flag == "D");
    if entered_by == by && (is_surprising || record.is_critical()) {
        return Err(LabError::SamePerson);
    }
    record.status = ResultStatus::Final;
    record.by_hand.verified_by = Some(by.to_owned());
    record.by_hand.verified_at = Some(now);
    record.by_hand.verify_key = None;
    record.updated_at = now;
    Ok(())
}

/// Brings report and order to where the result is now, and tells everybody.
async fn release(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    before: &ResultRecord,
    record: &ResultRecord,
    outcome: ReportOutcome,
) -> Result<(), LabError> {
    let of_order = order::find(&mut **tx, record.order_id)
        .await?
        .ok_or(LabError::OrderNotFound)?;
    let facility_id: Option<FacilityId> = of_order.facility_id;
    let reports = report::of_order(&mut **tx, record.order_id).await?;
    let own = reports.into_iter().find(|report| report.id == record.report_id);
    if let Some(mut own) = own {
        own.status = record.status;
        own.reported_at = Some(cause.now);
        own.updated_at = cause.now;
        report::update(tx, &own).await?;
        tell_report(tx, cause, &own, &[record.id], outcome).await?;
    }
    watch(tx, cause, Some(before), record, facility_id).await?;
    follow_reports(tx, of_order, cause.now).await?;
    Ok(())
}
