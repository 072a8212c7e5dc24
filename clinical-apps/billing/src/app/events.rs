//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::billing::{
    Charge, ChargeEvent, Claim, ClaimEvent, Invoice, InvoiceEvent, Payment, PaymentEvent, REFUND_PAID, Refund,
    RefundEvent, SERVICE,
};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{PatientId, Timestamp};
use serde::Serialize;

pub(super) async fn tell_charge(tx: &mut WriteTx, topic: &str, charge: &Charge, now: Timestamp) -> Result<(), DbError> {
    let data = ChargeEvent { charge: charge.clone() };
    put(tx, topic, charge.patient_id, now, &data).await
}

pub(super) async fn tell_invoice(
    tx: &mut WriteTx,
    topic: &str,
    invoice: &Invoice,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = InvoiceEvent {
        invoice: invoice.clone(),
    };
    put(tx, topic, invoice.patient_id, now, &data).await
}

pub(super) async fn tell_payment(
    tx: &mut WriteTx,
    topic: &str,
    payment: &Payment,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = PaymentEvent {
        payment: payment.clone(),
    };
    put(tx, topic, payment.patient_id, now, &data).await
}

pub(super) async fn tell_refund(tx: &mut WriteTx, refund: &Refund, now: Timestamp) -> Result<(), DbError> {
    let data = RefundEvent { refund: refund.clone() };
    put(tx, REFUND_PAID, refund.patient_id, now, &data).await
}

pub(super) async fn tell_claim(tx: &mut WriteTx, topic: &str, claim: &Claim, now: Timestamp) -> Result<(), DbError> {
    let data = ClaimEvent { claim: claim.clone() };
    put(tx, topic, claim.patient_id, now, &data).await
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
