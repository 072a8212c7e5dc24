//! What the services of NileCare say to one another and to the outside: one module a service, with its requests, replies, permissions
//! and client.
//!
//! A route takes and gives these types, a caller sends and reads the same ones, so the two cannot drift apart. Each command has
//! `validate()`, which lists everything that is wrong at once as `/path: reason`, and `samples()`, which the documentation and the
//! tests share. Rules of the domain are left to the services.

pub mod appointment;
pub mod auth;
pub mod billing;
pub mod business;
mod card_number;
pub mod cds;
mod client;
pub mod clinical;
mod common;
pub mod device;
pub mod ehr;
pub mod facility;
pub mod inventory;
pub mod lab;
pub mod life;
pub mod medication;
mod money;
pub mod notification;
mod one_or_many;
mod patch;
pub mod payment;
mod record;
mod validate;

/// What the engine's destination `service` may do; the server gives these to its identity.
pub const ENGINE_PERMISSIONS: [&str; 9] = [
    clinical::PATIENTS_READ.as_str(),
    clinical::ADT_WRITE.as_str(),
    lab::LAB_ORDERS_READ.as_str(),
    lab::LAB_ORDERS_WRITE.as_str(),
    lab::LAB_RESULTS_WRITE.as_str(),
    device::VITALS_WRITE.as_str(),
    device::DEVICE_REPORTS_WRITE.as_str(),
    // The FHIR server states its own.
    "fhir:read",
    "fhir:write",
];

pub use card_number::{holds_card_number, is_card_number};
pub use client::ClientError;
pub use common::{AssignedNumber, Code, CommandSource, Practitioner, ReasonRequest};
pub use money::{BasisPoints, Currency, Money, MoneyError};
pub use one_or_many::OneOrMany;
pub use patch::Patch;
pub use validate::Check;
