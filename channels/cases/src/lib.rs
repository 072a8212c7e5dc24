//! The cases of a channel: messages in, what is expected out, kept as files beside the channel and run without a server.
//!
//! ```text
//! adt-inbound/
//!   channel.yaml  *.rhai  README.md
//!   cases/admit/
//!     in.hl7         the message; line feeds are turned into carriage returns before it is run
//!     reply.hl7      the reply to the sender, carriage returns as line feeds; absent when there is none
//!     clinical.json  what the destination `clinical` is to be sent; .hl7, .json or .txt by its content
//!     clinical.response.json  what the destination `clinical` answers, for those that wait for it; may be absent
//!     outcome.txt    what became of the message at the source and at each destination
//! ```
//! The same message gives the same bytes: replies are stamped 2026-01-01T00:00:00Z and numbered `REPLY`. With `update`
//! the files are written from what the channel does now, for a person to look through before they are kept. Files whose
//! name ends in `.md` are notes for people and not looked at.
//!
//! It knows no connector: a registry is given to it.

mod case;
mod error;
mod outcome;
mod report;
mod run;
mod skeleton;

pub use case::Files;
pub use error::CasesError;
pub use report::{CaseReport, Difference, Report};
pub use run::{run, run_files};
pub use skeleton::new_channel;
