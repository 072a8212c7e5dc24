//! Patients, encounters, and the ADT events that change them.

mod adt_event;
mod adt_validate;
mod client;
mod encounter;
mod event;
mod patient;

use nilecare_http::Permission;

pub use adt_event::{AdtEvent, AdtEventKind, AdtOutcome, AdtReply, EncounterPatch, PatientPatch, PriorPatient};
pub use client::ClinicalClient;
pub use encounter::{Encounter, EncounterClass, EncounterStatus, Location, LocationStay};
pub use event::{
    ENCOUNTER_CANCELLED, ENCOUNTER_COMPLETED, ENCOUNTER_CREATED, ENCOUNTER_UPDATED, EncounterEvent, PATIENT_CREATED,
    PATIENT_MERGED, PATIENT_UPDATED, PatientEvent,
};
pub use patient::{
    Address, Gender, HumanName, Identifier, MatchRequest, Patient, PatientIds, PatientMatch, Telecom, is_partial_date,
};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "clinical";

/// Reading patients.
pub const PATIENTS_READ: Permission = Permission::new("patients:read");
/// Registering patients by hand.
pub const PATIENTS_WRITE: Permission = Permission::new("patients:write");
/// Reading encounters.
pub const ENCOUNTERS_READ: Permission = Permission::new("encounters:read");
/// Filing ADT events.
pub const ADT_WRITE: Permission = Permission::new("adt:write");
