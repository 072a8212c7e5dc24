//! Who did what with the hub: signed in, deployed, edited, looked into messages, exported.
//!
//! Events are only ever added, in a file of their own (`events.db`); the database itself refuses to change one, or to
//! remove one that is younger than what was pruned. [`EventLog::record`] returns when the event is on disk, so that patient
//! data can be withheld until it is on record who reads it. Events hold no patient data: ids, names of items, outcomes.
//!
//! ```text
//! record ──► one writer thread: all that wait in one commit ──► told
//! ```

mod error;
mod event;
mod log;
mod query;
mod writer;

pub use error::EventLogError;
pub use event::{Event, EventId, NewEvent, Outcome};
pub use log::EventLog;
pub use query::EventQuery;
