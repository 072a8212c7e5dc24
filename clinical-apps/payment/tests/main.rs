//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod cards;
mod common;
mod instalments;
mod life;
mod reconciliation;
mod refunds;
mod risk;
mod stripe;
mod wallet;
mod webhooks;
