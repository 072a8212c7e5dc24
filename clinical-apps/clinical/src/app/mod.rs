//! What the service does: events in, answers out. Routes call this, this calls model and store.

mod adt_chart;
mod adt_event;
mod allergy;
mod chart;
mod duplicates;
mod encounter_event;
mod events;
mod immunization;
mod merge;
mod note;
mod patient_event;
mod read;
mod register;
mod unmerge;
mod vital_signs;
