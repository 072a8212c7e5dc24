//! Patients and encounters, kept up to date by ADT events.
//!
//! A channel turns an ADT message into one command, `POST /api/v1/clinical/adt-events`. The service promises: the same command again
//! changes nothing and gets the first reply; one number belongs to one patient; news that arrives late does not undo what is newer; a
//! merge keeps both records and every number finds the survivor (HL7 v2.5.1 chapter 3).

mod app;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use error::ClinicalError;
pub use service::ClinicalService;
