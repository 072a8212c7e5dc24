//! The hub as a process, from outside: started, loaded, measured, killed.
//!
//! - [`HubProcess`] starts the binary in a folder of its own, waits until it is ready, ends it politely or with SIGKILL.
//! - [`HubApi`] reads what the REST interface says about it.
//! - [`bench`] measures, [`kill`] ends it under load and compares ledgers, [`interop`] talks to it with the HL7 software of
//!   others.
//!
//! Knows the hub by its command line, its ports and its REST interface only.

mod api;
pub mod bench;
mod channels;
mod hub;
pub mod interop;
pub mod kill;
mod proc_usage;
mod wait;

pub use api::{Counts, HubApi};
pub use channels::write_channel;
pub use hub::{HubFolder, HubProcess};
pub use proc_usage::ProcessUsage;
pub use wait::until;
