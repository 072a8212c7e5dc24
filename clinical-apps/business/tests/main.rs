//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod availability;
mod common;
mod people;
