//! Words that every part of NileCare shares: typed ids, time, secrets, durations, pages and problems.
//!
//! Nothing here does IO or knows a runtime. A value that exists is valid: parse once at the edge, then trust it.

mod clock;
mod duration;
mod id;
mod page;
mod problem;
mod secret;

pub use clock::{Clock, FixedClock, SystemClock};
pub use duration::{HumanDuration, HumanDurationError};
pub use id::*;
pub use jiff::Timestamp;
pub use page::{Cursor, Page};
pub use problem::{Problem, ProblemKind};
pub use secret::{Secret, SecretError};
