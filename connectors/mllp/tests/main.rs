//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;
mod enhanced;
mod modes;
mod release_two;
mod tls_listener;
mod tls_logs;
mod tls_other_software;
mod tls_sender;
