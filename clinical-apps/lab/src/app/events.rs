//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::CommandSource;
use nilecare_contracts::lab::{
    CriticalResultEvent, LAB_RESULT_CRITICAL, LAB_RESULTED, OrderEvent, ReportOutcome, ReportReply, ResultedEvent,
    SERVICE,
};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{PatientId, Timestamp};
use serde::Serialize;

use super::read::{describe_order, describe_result};
use crate::model::order::OrderRecord;
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
pub(super) async fn tell_report(tx: &mut WriteTx, cause: &Cause<'_>, reply: &ReportReply) -> Result<(), DbError> {
    if matches!(reply.outcome, ReportOutcome::Unchanged | ReportOutcome::Superseded) {
        return Ok(());
    }
    let mut results = Vec::new();
    for id in &reply.result_ids {
        let record = result::find(&mut **tx, *id).await?;
        results.extend(record.map(|record| describe_result(record, reply.patient_id, Vec::new())));
    }
    let data = ResultedEvent {
        patient_id: reply.patient_id,
        order_id: reply.order_id,
        result_ids: reply.result_ids.clone(),
        results,
        outcome: reply.outcome,
        origin: cause.origin.cloned(),
    };
    put(tx, cause, LAB_RESULTED, &data).await
}

/// Tells of a result that is new or changed, when it is beyond its panic limits.
pub(super) async fn tell_critical(tx: &mut WriteTx, cause: &Cause<'_>, record: &ResultRecord) -> Result<(), DbError> {
    if !record.is_critical() {
        return Ok(());
    }
    let data = CriticalResultEvent {
        result: describe_result(record.clone(), cause.patient, Vec::new()),
        origin: cause.origin.cloned(),
    };
    put(tx, cause, LAB_RESULT_CRITICAL, &data).await
}

async fn put(tx: &mut WriteTx, cause: &Cause<'_>, topic: &str, data: &impl Serialize) -> Result<(), DbError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    outbox::put(
        tx,
        &Event::new(SERVICE, topic, &cause.patient.to_string(), cause.now, data),
    )
    .await
}
