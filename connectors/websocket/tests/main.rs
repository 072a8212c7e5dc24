//! The connector against the Python package `websockets`, on either side.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod destination;
mod peer;
mod rig;
mod source;
