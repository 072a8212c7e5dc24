//! The hub as a process, from outside: started, loaded, measured, killed.
//!
//! - [`HubProcess`] starts the binary in a folder of its own, waits until it is ready, ends it politely or with SIGKILL.
//! - [`HubApi`] reads what the REST interface says about it.
//! - [`bench`] measures, [`kill`] ends it under load and compares ledgers, [`interop`] talks to it with the HL7 software of
//!   others.
//! - [`stop`], [`redeploy`], [`outage`], [`slow`], [`poison`] and [`repeats`] each try one promise of `docs/reliability.md`.
//!
//! Knows the hub by its command line, its ports and its REST interface only.

mod account;
mod api;
pub mod bench;
mod channels;
mod drill;
mod flow;
mod hub;
pub mod interop;
pub mod kill;
pub mod outage;
pub mod poison;
mod proc_usage;
pub mod redeploy;
pub mod repeats;
pub mod slow;
pub mod stop;
mod wait;

pub use api::{Counts, HubApi};
pub use channels::{made_channel, write_channel, write_made_channel};
pub use drill::{Check, DrillOptions};
pub use hub::{HubFolder, HubProcess};
pub use proc_usage::ProcessUsage;
pub use wait::until;
