//! A clock as a source: messages at an interval, or when a cron expression says.
//!
//! ```text
//! every, cron in a time zone ─► next tick ─► wait ─► Inbox::accept ─► next tick …
//! ```
//!
//! A tick whose message is not stored stays due. What becomes of ticks that nobody waited for, since the hub was down or a
//! message took its time, is said by `missed`. Changes of a zone's clock are heard: a time that does not exist on a day comes at
//! the end of the gap, one that exists twice comes once.

mod config;
mod connector;
mod schedule;
mod source;
mod state;

pub use config::{Missed, TimerSourceConfig};
pub use connector::TimerConnector;
