//! The connector against the hub's own FHIR server, and against servers that answer as others were seen to.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod answers;
mod destination;
mod hook;
mod polling;
mod rig;
