//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::CommandSource;
use nilecare_contracts::lab::{
    CriticalEvent, CriticalResult, CriticalResultEvent, LAB_RESULT_CRITICAL, LAB_RESULTED, OrderEvent, ReportOutcome,
    ResultedEvent, SERVICE, Specimen, SpecimenEvent,
};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{LabResultId, PatientId, Timestamp};
use serde::Serialize;

use super::read::{describe_order, describe_result};
use crate::model::order::OrderRecord;
use crate::model::report::ReportRecord;
use crate::model::result::ResultRecord;
use crate::store::{report, result};

/// What the events of one report share.
pub(super) struct Cause<'a> {
    pub patient: PatientId,
    pub origin: Option<&'a CommandSource>,
    pub now: Timestamp,
}

/// Tells how an order is now.
pub(super) async fn tell_order(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    topic: &str,
    record: &OrderRecord,
) -> Result<(), DbError> {
    let reports = report::of_order(&mut **tx, record.id).await?;
    let data = OrderEvent {
        order: describe_order(record.clone(), cause.patient, reports),
        origin: cause.origin.cloned(),
    };
    put(tx, cause, topic, &data).await
}

/// Tells of a report, unless nothing changed by it.
pub(super) async fn tell_report(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    report: &ReportRecord,
    result_ids: &[LabResultId],
    outcome: ReportOutcome,
) -> Result<(), DbError> {
    if matches!(outcome, ReportOutcome::Unchanged | ReportOutcome::Superseded) {
        return Ok(());
    }
    let mut results = Vec::new();
    for id in result_ids {
        let record = result::find(&mut **tx, *id).await?;
        results.extend(record.map(|record| describe_result(record, cause.patient, Vec::new())));
    }
    let data = ResultedEvent {
        patient_id: cause.patient,
        order_id: report.order_id,
        service: Some(report.service.clone()),
        filler_number: report.filler_number.clone(),
        result_ids: result_ids.to_vec(),
        results,
        outcome,
        origin: cause.origin.cloned(),
    };
    put(tx, cause, LAB_RESULTED, &data).await
}

/// Tells of a result that is new or changed and beyond its panic limits.
pub(super) async fn tell_critical(tx: &mut WriteTx, cause: &Cause<'_>, record: &ResultRecord) -> Result<(), DbError> {
    let data = CriticalResultEvent {
        result: describe_result(record.clone(), cause.patient, Vec::new()),
        origin: cause.origin.cloned(),
    };
    put(tx, cause, LAB_RESULT_CRITICAL, &data).await
}

/// Tells how a critical result is now.
pub(super) async fn tell_critical_state(
    tx: &mut WriteTx,
    topic: &str,
    critical: &CriticalResult,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = CriticalEvent {
        critical: critical.clone(),
    };
    put(tx, &cause_of(critical.patient_id, now), topic, &data).await
}

/// Tells how a specimen is now.
pub(super) async fn tell_specimen(
    tx: &mut WriteTx,
    topic: &str,
    specimen: &Specimen,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = SpecimenEvent {
        specimen: specimen.clone(),
    };
    put(tx, &cause_of(specimen.patient_id, now), topic, &data).await
}

/// The cause of what people do.
pub(super) fn cause_of(patient: PatientId, now: Timestamp) -> Cause<'static> {
    Cause {
        patient,
        origin: None,
        now,
    }
}

async fn put(tx: &mut WriteTx, cause: &Cause<'_>, topic: &str, data: &impl Serialize) -> Result<(), DbError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    outbox::put(
        tx,
        &Event::new(SERVICE, topic, &cause.patient.to_string(), cause.now, data),
    )
    .await
}
