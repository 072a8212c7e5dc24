//! The longitudinal record of a patient: problem list, structured notes, hand-over, care plans, histories, directives, consents, care
//! team, documents, and a summary of them all.
//!
//! The service promises: a draft has one editor at a time, and whose lock was taken is told; what is signed is not changed, and every
//! version of it stays readable with the hash of what was signed; nobody co-signs a note of their own; what is confidential is seen by its
//! author, its co-signer and who may read what is confidential; no consent is deleted; a summary says which of its sections are missing.

mod app;
mod error;
mod model;
mod options;
mod routes;
mod service;
mod store;

pub use error::EhrError;
pub use options::EhrOptions;
pub use service::{EhrService, SERVICE_PERMISSIONS};
