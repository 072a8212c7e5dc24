//! What the service does when others tell of something: the end of an encounter releases its bed.

use std::sync::Arc;

use async_trait::async_trait;
use nilecare_bus::{Consumer, Event, EventBus, Handler, HandlerError};
use nilecare_contracts::clinical::{ENCOUNTER_CANCELLED, ENCOUNTER_COMPLETED, EncounterEvent};
use nilecare_contracts::facility::SERVICE;

use crate::FacilityService;

impl FacilityService {
    /// Returns what reads the events of others; to be run as long as the service is.
    pub fn consumer(&self, bus: Arc<dyn EventBus>) -> Consumer {
        let topics = [ENCOUNTER_COMPLETED, ENCOUNTER_CANCELLED];
        Consumer::new(bus, SERVICE, &topics, Arc::new(Discharges(self.clone())))
    }
}

struct Discharges(FacilityService);

#[async_trait]
impl Handler for Discharges {
    /// Twice is once: a bed that was released has no open stay of the encounter any more.
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        let read = serde_json::from_value::<EncounterEvent>(event.data.clone());
        let told = read.map_err(|_| HandlerError::Dead("the event has no encounter that can be read".to_owned()))?;
        let released = self.0.release_after(told.encounter.id).await;
        match released {
            Ok(was_there) => {
                if was_there {
                    tracing::info!(encounter.id = %told.encounter.id, "the end of an encounter released its bed");
                }
                Ok(())
            }
            Err(error) => Err(HandlerError::Retry(error.to_string())),
        }
    }
}
