//! Accounts, prices, charges, invoices, payments, insurance claims, and the books behind them.
//!
//! The service promises: what was done is charged once, however often its event comes, and what has no price waits on a worklist; amounts
//! are whole minor units, and totals are computed here; an issued invoice stays, and is changed by adjustments only; every posting of the
//! ledger sums to nothing, is posted once and stays, and what is open of the invoices is what the ledger says; no more is refunded than
//! was paid, and nothing is reversed twice.

mod app;
mod consumers;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use app::RoundReport;
pub use error::BillingError;
pub use service::{BillingService, SERVICE_PERMISSIONS};
