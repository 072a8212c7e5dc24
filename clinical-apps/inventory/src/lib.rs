//! Items, batches and where they are; the ledger of stock, reservations, orders to suppliers, counts, alerts.
//!
//! The service promises: each change of stock is a movement that is never changed, and what is on hand is the sum of movements; no
//! quantity falls below zero and nothing that is kept back is issued to another, held by the database; the batch that expires first goes
//! first, and one that is expired, recalled or in quarantine never; a hand-out is taken from stock once, however often it is told.

mod app;
mod consumers;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use app::RoundReport;
pub use error::InventoryError;
pub use service::{InventoryService, SERVICE_PERMISSIONS};
