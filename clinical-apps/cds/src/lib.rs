//! Clinical decision support: checks of medication against facts that a site can change.
//!
//! `POST /api/v1/cds/check` looks, `POST /api/v1/cds/checks` looks and keeps what it found as alerts of the patient, which can be
//! acknowledged or overridden with a reason. The service promises: a check that could not look at everything never says that all is clear;
//! every alert names the fact that it rests on and whether anybody signed it; a site's row wins over the shipped one; an alert and its
//! answer are never removed.

mod app;
mod check;
mod error;
mod knowledge;
mod routes;
mod service;
mod store;

pub use check::run as check;
pub use error::CdsError;
pub use knowledge::{Knowledge, Signed};
pub use service::{CdsService, SERVICE_PERMISSIONS};
