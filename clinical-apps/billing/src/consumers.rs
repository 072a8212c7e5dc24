//! What the service does when others tell of something: what was done is charged, what did not happen is taken back, what was paid is posted.

use std::sync::Arc;

use async_trait::async_trait;
use nilecare_bus::{Consumer, Event, EventBus, Handler, HandlerError};
use nilecare_contracts::billing::SERVICE;
use nilecare_contracts::clinical::{
    ENCOUNTER_CANCELLED, ENCOUNTER_COMPLETED, ENCOUNTER_CREATED, ENCOUNTER_UPDATED, EncounterEvent,
};
use nilecare_contracts::facility::{BED_STATUS_CHANGED, BedEvent};
use nilecare_contracts::lab::{LAB_ORDER_CANCELLED, LAB_ORDER_CHANGED, LAB_ORDERED, OrderEvent};
use nilecare_contracts::medication::{PRESCRIPTION_DISPENSED, PrescriptionEvent};
use nilecare_contracts::payment::{PAYMENT_COMPLETED, PAYMENT_REFUNDED, TransactionEvent, TransactionRefundEvent};
use serde::de::DeserializeOwned;

use crate::{BillingError, BillingService};

const TOPICS: [&str; 11] = [
    ENCOUNTER_CREATED,
    ENCOUNTER_UPDATED,
    ENCOUNTER_COMPLETED,
    ENCOUNTER_CANCELLED,
    LAB_ORDERED,
    LAB_ORDER_CHANGED,
    LAB_ORDER_CANCELLED,
    PRESCRIPTION_DISPENSED,
    BED_STATUS_CHANGED,
    PAYMENT_COMPLETED,
    PAYMENT_REFUNDED,
];

impl BillingService {
    /// Returns what reads the events of others; to be run as long as the service is.
    pub fn consumer(&self, bus: Arc<dyn EventBus>) -> Consumer {
        Consumer::new(bus, SERVICE, &TOPICS, Arc::new(Sources(self.clone())))
    }
}

struct Sources(BillingService);

#[async_trait]
impl Handler for Sources {
    /// Twice is once: a charge has the key of its source, what is void is not voided again, and a payment or refund is posted by its id.
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        let billing = &self.0;
        let done = match event.event_type.as_str() {
            ENCOUNTER_CREATED | ENCOUNTER_UPDATED => {
                let told: EncounterEvent = read(event)?;
                billing.capture_encounter(&told.encounter, event.event_id).await
            }
            ENCOUNTER_COMPLETED => {
                let told: EncounterEvent = read(event)?;
                self.complete(&told, event).await
            }
            ENCOUNTER_CANCELLED => {
                let told: EncounterEvent = read(event)?;
                billing.void_encounter(told.encounter.id).await
            }
            LAB_ORDERED | LAB_ORDER_CHANGED => {
                let told: OrderEvent = read(event)?;
                billing.capture_lab_order(&told.order, event.event_id).await
            }
            LAB_ORDER_CANCELLED => {
                let told: OrderEvent = read(event)?;
                billing.void_lab_order(told.order.id).await
            }
            PRESCRIPTION_DISPENSED => {
                let told: PrescriptionEvent = read(event)?;
                billing.capture_dispenses(&told.prescription, event.event_id).await
            }
            BED_STATUS_CHANGED => {
                let told: BedEvent = read(event)?;
                billing.follow_bed(&told.bed, event.timestamp).await
            }
            PAYMENT_COMPLETED => {
                let told: TransactionEvent = read(event)?;
                billing.post_gateway_payment(&told.transaction).await
            }
            PAYMENT_REFUNDED => {
                let told: TransactionRefundEvent = read(event)?;
                billing.post_gateway_refund(&told.refund, &told.transaction).await
            }
            _ => return Err(HandlerError::Dead("the topic is not one that billing knows".to_owned())),
        };
        done.map_err(|error| {
            let text = error.to_string();
            if error.is_passing() {
                HandlerError::Retry(text)
            } else {
                HandlerError::Dead(text)
            }
        })
    }
}

impl Sources {
    async fn complete(&self, told: &EncounterEvent, event: &Event) -> Result<(), BillingError> {
        self.0.capture_encounter(&told.encounter, event.event_id).await?;
        self.0.end_encounter(&told.encounter, event.timestamp).await
    }
}

fn read<T: DeserializeOwned>(event: &Event) -> Result<T, HandlerError> {
    let read = serde_json::from_value(event.data.clone());
    read.map_err(|_| HandlerError::Dead("the event cannot be read as what its topic says".to_owned()))
}
