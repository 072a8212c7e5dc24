//! Acknowledgments (HL7 v2.5.1 §2.9): written for what was received, read from what a peer replied, and when one is
//! wanted.
//!
//! ```text
//! original mode   MSH-15 and MSH-16 empty: one reply AA, AE or AR after processing
//! enhanced mode   either valued: CA, CE or CR when stored (MSH-15), AA, AE or AR when processed (MSH-16)
//! ```

mod code;
mod error_detail;
mod mode;
mod read;
mod salvage;
mod write;

pub use code::{AcknowledgmentCode, UnknownCode};
pub use error_detail::{ErrorCode, ErrorDetail, Severity};
pub use mode::{AcknowledgmentCondition, AcknowledgmentMode};
pub use read::{Acknowledgment, read};
pub use write::{Reply, Stamp, acknowledge, acknowledge_unparseable};
