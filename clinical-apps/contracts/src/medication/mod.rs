//! Prescriptions, and what is given to patients.

mod administration;
mod chart_allergies;
mod client;
mod command;
mod event;
mod prescription;

use nilecare_http::Permission;

pub use crate::ReasonRequest;
pub use administration::{Administration, AdministrationOutcome, AdministrationRequest, DueState, Slot};
pub use chart_allergies::ChartAllergies;
pub use client::MedicationClient;
pub use command::{DispenseRequest, HighAlertDrug, HighAlertKind, OverrideAnswer, PrescriptionRequest, SubmitRequest};
pub use event::{
    MEDICATION_ADMINISTERED, MedicationEvent, PRESCRIPTION_CANCELLED, PRESCRIPTION_CREATED, PRESCRIPTION_DISPENSED,
    PRESCRIPTION_STOPPED, PRESCRIPTION_VERIFIED, PrescriptionEvent,
};
pub use prescription::{CheckSummary, Dispense, Prescription, PrescriptionStatus, StatusChange};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "medication";

/// Reading prescriptions and what was given.
pub const PRESCRIPTIONS_READ: Permission = Permission::new("prescriptions:read");
/// Prescribing, changing, stopping.
pub const PRESCRIPTIONS_WRITE: Permission = Permission::new("prescriptions:write");
/// A pharmacist's look at a prescription.
pub const PRESCRIPTIONS_VERIFY: Permission = Permission::new("prescriptions:verify");
/// Handing out.
pub const PRESCRIPTIONS_DISPENSE: Permission = Permission::new("prescriptions:dispense");
/// Giving to patients.
pub const ADMINISTRATIONS_WRITE: Permission = Permission::new("administrations:write");
/// The list of drugs that need a second person.
pub const HIGH_ALERT_WRITE: Permission = Permission::new("high-alert:write");
