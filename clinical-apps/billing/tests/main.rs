//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod books;
mod capture;
mod claims;
mod common;
mod invoices;
mod money;
mod prices;
mod reports;
