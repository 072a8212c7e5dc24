//! What the service does: events in, answers out. Routes call this, this calls model and store.

mod adt_event;
mod encounter_event;
mod events;
mod merge;
mod patient_event;
mod read;
mod register;
