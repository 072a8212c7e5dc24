//! Facilities with their departments, wards and beds, and who lies in which bed.
//!
//! The service promises: a bed has one patient at most and an encounter one bed at most, held by the database; a patient comes into a
//! bed with an encounter that is in progress only; a bed is cleaned before the next one comes; a change that the state does not allow
//! names the state and what is allowed; every change of a bed is kept.

mod app;
mod consumers;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use error::FacilityError;
pub use service::{FacilityService, SERVICE_PERMISSIONS};
