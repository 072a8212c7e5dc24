//! The connector against Eclipse Mosquitto, and against the hub's own broker.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod failures;
mod hub_broker;
mod rig;
mod source;
mod there_and_back;
