//! What the event log cannot do.

use std::path::PathBuf;

/// What the event log cannot do.
#[derive(Debug, Clone, thiserror::Error)]
pub enum EventLogError {
    /// The file cannot be opened.
    #[error("opening {path}: {detail}")]
    Open {
        /// The file.
        path: PathBuf,
        /// Why not.
        detail: String,
    },
    /// An event could not be written (NC-EVENT-001).
    #[error("NC-EVENT-001: the event log cannot be written: {0}; free some space on the disk of the data folder")]
    Write(String),
    /// The log could not be read.
    #[error("reading the event log: {0}")]
    Read(String),
    /// Too much waits to be written.
    #[error("NC-EVENT-001: the event log cannot keep up; look at the disk of the data folder")]
    Busy,
    /// The log is closed.
    #[error("the event log is closed")]
    Closed,
}
