//! Prescriptions from the draft to the last dose.
//!
//! The service promises: no prescription goes on that decision support was not asked about, or whose alerts nobody answered; who writes one
//! does not verify it; no more is handed out than a fill has, and nothing from a batch that is over; a dose is noted once, for the right
//! patient and drug by what was scanned, or with a reason; a change that the state does not allow names the state and what is allowed.

mod app;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use error::MedicationError;
pub use service::{MedicationService, SERVICE_PERMISSIONS};
