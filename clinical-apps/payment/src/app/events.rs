//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::payment::{
    INSTALMENT_OVERDUE, InstalmentEvent, InstalmentPlan, PAYMENT_REFUNDED, SERVICE, Transaction, TransactionEvent,
    TransactionRefund, TransactionRefundEvent,
};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{PatientId, Timestamp};
use serde::Serialize;

pub(super) async fn tell(
    tx: &mut WriteTx,
    topic: &str,
    transaction: &Transaction,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = TransactionEvent {
        transaction: transaction.clone(),
    };
    put(tx, topic, transaction.patient_id, now, &data).await
}

pub(super) async fn tell_refund(
    tx: &mut WriteTx,
    refund: &TransactionRefund,
    transaction: &Transaction,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = TransactionRefundEvent {
        refund: refund.clone(),
        transaction: transaction.clone(),
    };
    put(tx, PAYMENT_REFUNDED, transaction.patient_id, now, &data).await
}

pub(super) async fn tell_overdue(
    tx: &mut WriteTx,
    plan: &InstalmentPlan,
    instalment: u32,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = InstalmentEvent {
        plan: plan.clone(),
        instalment,
    };
    put(tx, INSTALMENT_OVERDUE, plan.patient_id, now, &data).await
}

async fn put(
    tx: &mut WriteTx,
    topic: &str,
    patient: PatientId,
    now: Timestamp,
    data: &impl Serialize,
) -> Result<(), DbError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    outbox::put(tx, &Event::new(SERVICE, topic, &patient.to_string(), now, data)).await
}
