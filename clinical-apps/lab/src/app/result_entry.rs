//! Results that people enter: checked against the catalogue, seen by the laboratory only until they are verified.

use jiff::SignedDuration;
use nilecare_contracts::lab::{
    CustodyEntry, EnteredResult, LabResult, LabResultEntry, LabTest, LabTestRequest, Observation, ReferenceRange,
    ResultStatus, ResultValue, Specimen, SpecimenStatus, TestKind,
};
use nilecare_contracts::life::{refused, step};
use nilecare_http::IdempotencyKey;
use nilecare_sql::WriteTx;
use nilecare_types::{LabOrderId, LabResultId, LabSpecimenId, PatientId, Timestamp};

use super::read::describe_result;
use super::result_report::follow_reports;
use super::{command, of, update, valid};
use crate::model::normal::{self, Person};
use crate::model::order::{OrderRecord, work_key};
use crate::model::report::ReportRecord;
use crate::model::result::{ByHand, Finding, Place, Replaced, ResultRecord, Slot};
use crate::store::result::Why;
use crate::store::{order, report, result};
use crate::{LabError, LabService};

/// Who enters what, of whom.
struct Entry<'a> {
    by: &'a str,
    now: Timestamp,
    specimen_id: Option<LabSpecimenId>,
    person: Person,
    ids: Vec<PatientId>,
}

impl LabService {
    /// Enters results of an order, all or none. The same key again gets the first reply.
    pub(crate) async fn enter_results(
        &self,
        key: &IdempotencyKey,
        order_id: LabOrderId,
        entry: &LabResultEntry,
        by: &str,
    ) -> Result<Vec<LabResult>, LabError> {
        valid(entry.validate())?;
        let known = order::find(self.db.readers(), order_id).await?;
        let ids = self.ids_of(known.ok_or(LabError::OrderNotFound)?.patient_id).await?;
        let patient = self.clinical.patient(ids.patient_id).await?;
        let patient = patient.ok_or(LabError::PatientNotFound)?;
        let now = self.clock.now();
        let day = now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let entering = Entry {
            by,
            now,
            specimen_id: entry.specimen_id,
            person: Person::new(patient.birth_date.as_deref(), patient.gender, day),
            ids: ids.all(),
        };
        let sent = (order_id, entry);
        let command = command::new("lab-result-entry", key, &sent);
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = command::first_reply(&mut tx, &command).await? {
            return Ok(reply);
        }
        let record = order::find(&mut *tx, order_id).await?.ok_or(LabError::OrderNotFound)?;
        record.refuse_over()?;
        if let Some(id) = entry.specimen_id {
            examine(&mut tx, id, &record, &entering).await?;
        }
        let mut replies = Vec::with_capacity(entry.results.len());
        for (n, entered) in entry.results.iter().enumerate() {
            let test: LabTest = of(&mut *tx, entered.test).await?;
            check(&test.test, entered, &record, n)?;
            let found = enter(&mut tx, &record, &test.test, entered, &entering).await?;
            replies.push(describe_result(found, ids.patient_id, Vec::new()));
        }
        follow_reports(&mut tx, record, now).await?;
        command::remember(&mut tx, &command, &replies, now).await?;
        tx.commit().await?;
        Ok(replies)
    }
}

/// Takes a specimen that the laboratory has into work.
async fn examine(tx: &mut WriteTx, id: LabSpecimenId, order: &OrderRecord, entry: &Entry<'_>) -> Result<(), LabError> {
    let mut specimen: Specimen = of(&mut **tx, id).await?;
    if specimen.order_id != order.id {
        return Err(LabError::Invalid(vec!["/specimen_id: is of another order".to_owned()]));
    }
    match specimen.status {
        SpecimenStatus::Processing | SpecimenStatus::Analysed => Ok(()),
        SpecimenStatus::Received | SpecimenStatus::Stored => {
            step(&mut specimen.status, SpecimenStatus::Processing)?;
            specimen.custody.push(CustodyEntry {
                status: SpecimenStatus::Processing,
                by: entry.by.to_owned(),
                at: entry.now,
                location: None,
                note: None,
            });
            specimen.version += 1;
            specimen.updated_at = entry.now;
            update(tx, &specimen).await
        }
        status => Err(refused(status, "examined").into()),
    }
}

fn check(test: &LabTestRequest, entered: &EnteredResult, order: &OrderRecord, n: usize) -> Result<(), LabError> {
    let refuse = |place: &str, reason: &str| Err(LabError::Invalid(vec![format!("/results/{n}/{place}: {reason}")]));
    if !order.tests.iter().any(|ordered| ordered.is_same(&test.code)) {
        return refuse("test", "is not in the order");
    }
    let fits = match (&entered.value, test.kind) {
        (ResultValue::Numeric { .. } | ResultValue::Structured { .. }, TestKind::Numeric)
        | (ResultValue::Text { .. }, TestKind::Text) => true,
        (ResultValue::Coded { code }, TestKind::Coded) => {
            if !test.answers.iter().any(|answer| answer.is_same(code)) {
                return refuse("value", "is none of the answers of the test");
            }
            true
        }
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        refuse("value", "is not of the kind that the test has")
    }
}

async fn enter(
    tx: &mut WriteTx,
    order: &OrderRecord,
    test: &LabTestRequest,
    entered: &EnteredResult,
    entry: &Entry<'_>,
) -> Result<ResultRecord, LabError> {
    let finding = finding_of(tx, order, test, &entered.value, entry).await?;
    let observation = Observation {
        set_id: None,
        sub_id: None,
        code: test.code.clone(),
        value: finding.value.clone(),
        unit: finding.unit.clone(),
        reference_range: finding.reference_range.clone(),
        flags: finding.flags.clone(),
        status: ResultStatus::Preliminary,
        observed_at: Some(entry.now),
        performing_lab: None,
        notes: entered.note.clone().into_iter().collect(),
    };
    let reports = report::of_order(&mut **tx, order.id).await?;
    let own = reports
        .into_iter()
        .find(|report| report.filler_number.is_none() && report.service.is_same(&test.code));
    let report = match own {
        Some(report) => report,
        None => begin_report(tx, order, test, entry.now).await?,
    };
    let known = result::of_report(&mut **tx, &report.id, &observation, 0).await?;
    let by_hand = |id: LabResultId| ByHand {
        specimen_id: entry.specimen_id,
        entered_by: Some(entry.by.to_owned()),
        verified_by: None,
        verified_at: None,
        verify_key: Some(work_key(order.priority, id)),
    };
    let Some(mut record) = known else {
        let place = Place {
            report_id: report.id,
            order_id: order.id,
            patient_id: order.patient_id,
            facility_id: order.facility_id,
        };
        let slot = Slot {
            new_id: LabResultId::generate(),
            repetition: 0,
        };
        let mut record = ResultRecord::new(&place, slot, &observation, Some(entry.now), entry.now);
        record.by_hand = by_hand(record.id);
        result::insert(tx, &record).await?;
        return Ok(record);
    };
    if record.status != ResultStatus::Preliminary {
        return Err(LabError::Verified);
    }
    if record.finding != finding {
        let replaced = Replaced {
            finding: record.finding.clone(),
            status: record.status,
        };
        let why = Why {
            by: Some(entry.by),
            reason: None,
            now: entry.now,
        };
        result::keep(tx, record.id, &replaced, &why).await?;
    }
    record.finding = finding;
    record.notes = observation.notes;
    record.observed_at = observation.observed_at;
    record.by_hand = by_hand(record.id);
    record.updated_at = entry.now;
    result::update(tx, &mut record).await?;
    Ok(record)
}

/// Puts beside a value what the catalogue says of it: unit, range of normal, flags, and how it compares with the last one.
async fn finding_of(
    tx: &mut WriteTx,
    order: &OrderRecord,
    test: &LabTestRequest,
    value: &ResultValue,
    entry: &Entry<'_>,
) -> Result<Finding, LabError> {
    let range = normal::range_of(test, &entry.person);
    let mut flags = normal::flags(test, range, value);
    if let Some(limit) = &test.delta {
        let since = SignedDuration::from_hours(i64::from(limit.within_hours));
        let since = entry.now.saturating_sub(since).unwrap_or(entry.now);
        let last = result::last_number(&mut **tx, &entry.ids, &test.code, order.id, since).await?;
        // Numbers in other units cannot be compared.
        let last = last.filter(|last| last.finding.unit == test.unit);
        let last = last.and_then(|last| last.finding.value);
        let delta = last.and_then(|last| normal::delta(limit, value, &last));
        flags.extend(delta.map(str::to_owned));
    }
    Ok(Finding {
        value: Some(value.clone()),
        unit: test.unit.clone(),
        reference_range: range.and_then(ReferenceRange::text),
        flags,
    })
}

async fn begin_report(
    tx: &mut WriteTx,
    order: &OrderRecord,
    test: &LabTestRequest,
    now: Timestamp,
) -> Result<ReportRecord, LabError> {
    let record = ReportRecord {
        // Only has to be unique.
        id: LabResultId::generate().to_string(),
        order_id: order.id,
        filler_number: None,
        service: test.code.clone(),
        status: ResultStatus::Preliminary,
        reported_at: None,
        created_at: now,
        updated_at: now,
    };
    report::insert(tx, &record).await?;
    Ok(record)
}
