//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod batches;
mod books;
mod common;
mod counts;
mod dispenses;
mod due;
mod exclusion;
mod orders;
mod race;
mod reservations;
mod stock;
