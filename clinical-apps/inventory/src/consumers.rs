//! What the service does when others tell of something: what was handed out is taken from stock.

use std::sync::Arc;

use async_trait::async_trait;
use nilecare_bus::{Consumer, Event, EventBus, Handler, HandlerError};
use nilecare_contracts::inventory::SERVICE;
use nilecare_contracts::medication::{PRESCRIPTION_DISPENSED, PrescriptionEvent};

use crate::InventoryService;

impl InventoryService {
    /// Returns what reads the events of others; to be run as long as the service is.
    pub fn consumer(&self, bus: Arc<dyn EventBus>) -> Consumer {
        Consumer::new(
            bus,
            SERVICE,
            &[PRESCRIPTION_DISPENSED],
            Arc::new(Dispenses(self.clone())),
        )
    }
}

struct Dispenses(InventoryService);

#[async_trait]
impl Handler for Dispenses {
    /// Twice is once: each hand-out has a key of its own.
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        let read = serde_json::from_value::<PrescriptionEvent>(event.data.clone());
        let told = read.map_err(|_| HandlerError::Dead("the event has no prescription that can be read".to_owned()))?;
        self.0.follow_dispenses(&told.prescription).await.map_err(|error| {
            let text = error.to_string();
            if error.is_passing() {
                HandlerError::Retry(text)
            } else {
                HandlerError::Dead(text)
            }
        })
    }
}
