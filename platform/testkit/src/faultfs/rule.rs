//! Which operation fails, when, and with what code.

use std::path::Path;

use rusqlite::ffi;

/// An operation that can be made to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Opening a file, new or old.
    Open,
    /// Writing to a file.
    Write,
    /// Making a file durable.
    Sync,
    /// Shortening a file.
    Truncate,
    /// Deleting a file.
    Delete,
    /// Any of the above.
    Any,
}

/// What the disk says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// An input/output error: `SQLITE_IOERR_WRITE`, `_FSYNC`, `_TRUNCATE` or `_DELETE` by operation.
    Eio,
    /// No space left: `SQLITE_FULL`.
    Enospc,
}

/// How often a rule fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// On one operation, then never again.
    Once,
    /// On every matching operation from then on.
    Always,
}

/// Makes matching operations fail. A refused operation changes nothing on the disk.
///
/// An `Open` that fails always surfaces as `SQLITE_CANTOPEN`, as SQLite reports both causes.
#[derive(Debug, Clone)]
pub struct FaultRule {
    /// The operation to refuse.
    pub operation: Operation,
    /// Matching operations let through first; 0 refuses the next one.
    pub after_n: u64,
    /// What the caller is told.
    pub kind: FaultKind,
    /// Once or from then on.
    pub times: Times,
    /// Only files whose path ends so, such as `-wal`; `None` is every file, temporary ones included.
    pub file_suffix: Option<String>,
}

/// A rule and how far it has counted.
#[derive(Debug)]
pub(super) struct ActiveRule {
    rule: FaultRule,
    n_matched: u64,
}

impl ActiveRule {
    pub(super) fn new(rule: FaultRule) -> Self {
        Self { rule, n_matched: 0 }
    }

    /// Counts the operation and returns the fault if the rule fires on it.
    pub(super) fn check(&mut self, operation: Operation, path: Option<&Path>) -> Option<FaultKind> {
        if !self.matches(operation, path) {
            return None;
        }
        let position = self.n_matched;
        self.n_matched += 1;
        let fires = match self.rule.times {
            Times::Once => position == self.rule.after_n,
            Times::Always => position >= self.rule.after_n,
        };
        fires.then_some(self.rule.kind)
    }

    fn matches(&self, operation: Operation, path: Option<&Path>) -> bool {
        let same_operation = self.rule.operation == Operation::Any || self.rule.operation == operation;
        let same_file = match (&self.rule.file_suffix, path) {
            (None, _) => true,
            (Some(suffix), Some(path)) => path.as_os_str().as_encoded_bytes().ends_with(suffix.as_bytes()),
            (Some(_), None) => false,
        };
        same_operation && same_file
    }
}

/// Returns the code SQLite's own VFS would return.
pub(super) fn result_code(operation: Operation, kind: FaultKind) -> i32 {
    match (operation, kind) {
        (Operation::Open, _) => ffi::SQLITE_CANTOPEN,
        (_, FaultKind::Enospc) => ffi::SQLITE_FULL,
        (Operation::Write, FaultKind::Eio) => ffi::SQLITE_IOERR_WRITE,
        (Operation::Sync, FaultKind::Eio) => ffi::SQLITE_IOERR_FSYNC,
        (Operation::Truncate, FaultKind::Eio) => ffi::SQLITE_IOERR_TRUNCATE,
        (Operation::Delete, FaultKind::Eio) => ffi::SQLITE_IOERR_DELETE,
        (Operation::Any, FaultKind::Eio) => ffi::SQLITE_IOERR,
    }
}
