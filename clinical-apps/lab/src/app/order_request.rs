//! Places, changes and cancels orders.

use nilecare_contracts::clinical::{PatientIds, PatientPatch};
use nilecare_contracts::lab::{
    LAB_ORDER_CANCELLED, LAB_ORDER_CHANGED, LAB_ORDERED, OrderControl, OrderOutcome, OrderReply, OrderRequest,
    OrderStatus,
};
use nilecare_contracts::{CommandSource, OneOrMany};
use nilecare_http::IdempotencyKey;
use nilecare_sql::WriteTx;
use nilecare_types::{LabOrderId, Timestamp};

use super::events::{Cause, tell_order};
use super::filing::PatientCommand;
use crate::model::order::{OrderRecord, OrderStateError};
use crate::store::{order, report};
use crate::{LabError, LabService};

impl LabService {
    /// Files requests, all or none. The same key again gets the first replies and changes nothing.
    ///
    /// # Errors
    /// When a request is not valid, contradicts what is known, or a service fails; then nothing was changed here.
    pub async fn file_order_requests(
        &self,
        key: &IdempotencyKey,
        sent: &OneOrMany<OrderRequest>,
    ) -> Result<OneOrMany<OrderReply>, LabError> {
        self.file(key, sent).await
    }
}

impl PatientCommand for OrderRequest {
    const NAME: &'static str = "order-request";
    type Reply = OrderReply;

    fn problems(&self) -> Vec<String> {
        self.validate()
    }

    fn patient(&self) -> &PatientPatch {
        &self.patient
    }

    fn at(&self) -> Option<Timestamp> {
        self.requested_at.value().copied()
    }

    fn source(&self) -> Option<&CommandSource> {
        self.source.as_ref()
    }

    async fn apply(&self, tx: &mut WriteTx, patient: &PatientIds, now: Timestamp) -> Result<OrderReply, LabError> {
        let (order, outcome) = apply(tx, self, patient, now).await?;
        let cause = Cause {
            patient: patient.patient_id,
            origin: self.source.as_ref(),
            now,
        };
        if let Some(topic) = topic(outcome) {
            tell_order(tx, &cause, topic, &order).await?;
        }
        Ok(OrderReply {
            order_id: order.id,
            order_number: order.order_number,
            patient_id: patient.patient_id,
            status: order.status,
            outcome,
        })
    }
}

/// Returns what others are told of a request; nothing when it changed nothing.
fn topic(outcome: OrderOutcome) -> Option<&'static str> {
    match outcome {
        OrderOutcome::Created => Some(LAB_ORDERED),
        OrderOutcome::Updated => Some(LAB_ORDER_CHANGED),
        OrderOutcome::Cancelled => Some(LAB_ORDER_CANCELLED),
        OrderOutcome::Unchanged => None,
    }
}

async fn apply(
    tx: &mut WriteTx,
    request: &OrderRequest,
    patient: &PatientIds,
    now: Timestamp,
) -> Result<(OrderRecord, OrderOutcome), LabError> {
    let found = find(tx, request).await?;
    if found
        .as_ref()
        .is_some_and(|order| !patient.stands_for(order.patient_id))
    {
        return Err(LabError::OrderOfAnotherPatient);
    }
    match found {
        Some(order) => change(tx, order, request, now).await,
        None => create(tx, request, patient, now).await,
    }
}

async fn find(tx: &mut WriteTx, request: &OrderRequest) -> Result<Option<OrderRecord>, LabError> {
    let by_placer = order::by_placer(&mut **tx, &request.placer_number).await?;
    let Some(number) = &request.filler_number else {
        return Ok(by_placer);
    };
    let by_filler = order::by_filler(&mut **tx, number).await?;
    match (by_placer, by_filler) {
        (Some(placer), Some(filler)) if placer.id != filler.id => Err(LabError::OrderNumberConflict),
        // An order that began with its results has a filler number only.
        (None, Some(filler)) if filler.placer_number.is_some() => Err(LabError::OrderNumberConflict),
        (placer, filler) => Ok(placer.or(filler)),
    }
}

async fn create(
    tx: &mut WriteTx,
    request: &OrderRequest,
    patient: &PatientIds,
    now: Timestamp,
) -> Result<(OrderRecord, OrderOutcome), LabError> {
    // A change that came before its order places it; there is nothing to cancel or to note a status of.
    if matches!(request.control, OrderControl::Cancel | OrderControl::Status) {
        return Err(LabError::OrderUnknown);
    }
    let mut record = OrderRecord::new(LabOrderId::generate(), patient.patient_id, now);
    record.place(request)?;
    record.needs_specimen = true;
    order::insert(tx, &record).await?;
    Ok((record, OrderOutcome::Created))
}

async fn change(
    tx: &mut WriteTx,
    mut record: OrderRecord,
    request: &OrderRequest,
    now: Timestamp,
) -> Result<(OrderRecord, OrderOutcome), LabError> {
    let before = record.clone();
    carry_out(&mut record, request)?;
    if request.control == OrderControl::New || request.control == OrderControl::Change {
        let reports = report::of_order(&mut **tx, record.id).await?;
        record.follow_reports(reports.len(), |test| {
            reports.iter().any(|report| report.is_final_for(test))
        });
    }
    if record == before {
        return Ok((record, OrderOutcome::Unchanged));
    }
    record.updated_at = now;
    order::update(tx, &record).await?;
    let was_cancelled = record.status == OrderStatus::Cancelled;
    Ok((
        record,
        if was_cancelled {
            OrderOutcome::Cancelled
        } else {
            OrderOutcome::Updated
        },
    ))
}

fn carry_out(record: &mut OrderRecord, request: &OrderRequest) -> Result<(), OrderStateError> {
    match (request.control, request.status) {
        (OrderControl::New, _) => record.place(request),
        (OrderControl::Change, _) => record.change(request),
        (OrderControl::Cancel, _) | (OrderControl::Status, Some(OrderStatus::Cancelled)) => record.cancel(),
        (OrderControl::Status, status) => record.set_status(status.unwrap_or(record.status)),
    }
}
