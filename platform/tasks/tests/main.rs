//! The tests of this crate from outside, in one binary. Each file beside this one is a module here.

mod contract;
mod local;
mod routes;
mod worker;
