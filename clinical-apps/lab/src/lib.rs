//! Laboratory orders and results.
//!
//! A channel turns each order message into `POST /api/v1/lab/order-requests` and each OBR of a result message into
//! `POST /api/v1/lab/result-reports`. The service promises: the same command again changes nothing; numbers stay as they were sent,
//! digit for digit; a final result that changes is marked as corrected and the former one is kept; news that comes late or is less sure
//! does not replace what is known. Who the patient is, the clinical service decides.

mod app;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use error::LabError;
pub use service::{LabService, SERVICE_PERMISSIONS};
