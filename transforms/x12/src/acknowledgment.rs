//! Acknowledgments: TA1 for the interchange (X12.5, TA1), 999 for its groups and transaction sets (005010X231A1).
//!
//! ```text
//! interchange received ─► TA1: accepted ─► 999: each group and transaction set accepted or rejected
//!                    └──► TA1: rejected     (no 999: nothing inside was looked at)
//! ```
//!
//! Both follow from the [`EnvelopeReport`](crate::EnvelopeReport) alone: what an implementation guide asks of segments
//! and elements is not judged. Control numbers, date and time are the caller's. An answer is written with the separators,
//! the version (ISA12) and the line ends of what it answers, sender and receiver exchanged.

mod control_number;
mod functional;
mod interchange;
mod writer;

pub use control_number::{ControlNumber, NotAControlNumber};
pub use functional::{FunctionalStamp, acknowledge};
pub use interchange::{InterchangeNote, acknowledge_interchange, note};
pub use writer::Stamp;
