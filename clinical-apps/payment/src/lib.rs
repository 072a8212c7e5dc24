//! Payments through providers: cash, cheques, transfers, cards by Stripe, mobile wallets.
//!
//! The service promises: a payment counts when its money is there, once, and billing hears of it; a provider that did not answer is asked
//! again, and its silence is no failure; no more goes back than was paid, and not without a second person; what a provider tells is taken
//! when it is signed, once, and never brings a payment back to an earlier state; no card's number is taken, kept or logged.

mod app;
mod error;
mod model;
mod options;
mod provider;
mod routes;
mod service;
mod store;

pub use app::RoundReport;
pub use error::PaymentError;
pub use options::{InstalmentSettings, PaymentOptions, ProviderSettings, RiskSettings};
pub use provider::Wire;
pub use service::{PaymentService, SERVICE_PERMISSIONS};
