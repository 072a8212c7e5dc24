//! Who read or changed which patient's data: append-only, chained, searchable.
//!
//! Promises:
//! - A change begins with an entry on disk, and only then reaches its handler; how it ended is a second entry. When the process is killed
//!   between the two, the change is on record with its outcome unknown, whether it was made or not. No change is without an entry.
//! - What was read leaves only after its entry is on disk.
//! - When an entry cannot be written, the request is refused (503) and nothing is changed or shown.
//! - Each entry carries the HMAC of its content and of the entry before it. [`AuditLog::verify`] finds what was changed, removed or
//!   inserted, and says which. Who holds the key could write a new chain, so keep it, or a copy of the last hash, elsewhere.
//! - Of patients, the log holds ids only.
//!
//! Keeping entries for the legal time and shipping them elsewhere are left to the operator: `GET /api/v1/audit/export`.

mod chain;
mod entry;
mod error;
mod log;
mod patients;
mod record;
mod routes;
mod search;
mod verify;
mod writer;

pub use chain::AuditKey;
pub use entry::{Entry, NewEntry, Outcome};
pub use error::AuditError;
pub use log::AuditLog;
pub use record::Recorder;
pub use routes::{AUDIT_EXPORT, AUDIT_READ};
pub use search::{AuditQuery, StoredEntry};
pub use verify::{Finding, Verification};
