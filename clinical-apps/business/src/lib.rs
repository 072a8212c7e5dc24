//! Organisations, staff, and when they can be visited.
//!
//! The service promises: the weekly rules of one person do not overlap; leave and meetings take time away, extra hours add it; times of
//! day are those of the facility's time zone, also on the days when clocks change. What is booked of that time, appointment knows.

mod app;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use error::BusinessError;
pub use service::{BusinessService, SERVICE_PERMISSIONS};
