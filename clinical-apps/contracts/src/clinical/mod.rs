//! Patients, encounters, charts, and the ADT events that change them.

mod adt_chart;
mod adt_event;
mod adt_validate;
mod chart;
mod client;
mod duplicate;
mod encounter;
mod event;
mod patient;

use nilecare_http::Permission;

pub use adt_chart::{AllergyPatch, DiagnosisPatch, ProcedurePatch};
pub use adt_event::{AdtEvent, AdtEventKind, AdtOutcome, AdtReply, EncounterPatch, PatientPatch, PriorPatient};
pub use chart::*;
pub use client::ClinicalClient;
pub use duplicate::{
    DuplicateCandidate, DuplicateCandidates, MatchCertainty, MatchReason, MergePatientsRequest, UnmergePatientRequest,
};
pub use encounter::{Encounter, EncounterClass, EncounterStatus, Location, LocationStay};
pub use event::*;
pub use patient::{
    Address, Gender, HumanName, Identifier, MatchRequest, Patient, PatientIds, PatientMatch, Telecom, is_partial_date,
};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "clinical";

/// Reading patients.
pub const PATIENTS_READ: Permission = Permission::new("patients:read");
/// Registering patients by hand.
pub const PATIENTS_WRITE: Permission = Permission::new("patients:write");
/// Merging records, and taking merges back.
pub const PATIENTS_MERGE: Permission = Permission::new("patients:merge");
/// Reading encounters.
pub const ENCOUNTERS_READ: Permission = Permission::new("encounters:read");
/// Filing ADT events.
pub const ADT_WRITE: Permission = Permission::new("adt:write");
/// Reading allergies and statements that there are none.
pub const ALLERGIES_READ: Permission = Permission::new("allergies:read");
/// Recording and changing them.
pub const ALLERGIES_WRITE: Permission = Permission::new("allergies:write");
/// Reading conditions and diagnoses.
pub const CONDITIONS_READ: Permission = Permission::new("conditions:read");
/// Recording and changing them.
pub const CONDITIONS_WRITE: Permission = Permission::new("conditions:write");
/// Reading procedures.
pub const PROCEDURES_READ: Permission = Permission::new("procedures:read");
/// Recording and changing them.
pub const PROCEDURES_WRITE: Permission = Permission::new("procedures:write");
/// Reading immunisations.
pub const IMMUNIZATIONS_READ: Permission = Permission::new("immunizations:read");
/// Recording and changing them.
pub const IMMUNIZATIONS_WRITE: Permission = Permission::new("immunizations:write");
/// Reading vital signs that people took; those of devices are `vitals`.
pub const VITAL_SIGNS_READ: Permission = Permission::new("vital-signs:read");
/// Recording and correcting them.
pub const VITAL_SIGNS_WRITE: Permission = Permission::new("vital-signs:write");
/// Reading notes.
pub const NOTES_READ: Permission = Permission::new("notes:read");
/// Writing, signing, adding to and amending them.
pub const NOTES_WRITE: Permission = Permission::new("notes:write");
