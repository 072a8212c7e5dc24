//! The numbers of our own replies.

use std::sync::atomic::{AtomicU64, Ordering};

use nilecare_types::Timestamp;

/// Makes the numbers of our own replies: unique for this installation and short enough for MSH-10 (20 characters).
pub(crate) struct ControlIds {
    prefix: String,
    next: AtomicU64,
}

impl ControlIds {
    pub(crate) fn starting_at(now: Timestamp) -> Self {
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or_default();
        Self {
            prefix: format!("N{milliseconds:011X}"),
            next: AtomicU64::new(1),
        }
    }

    pub(crate) fn next(&self) -> String {
        format!("{}{:X}", self.prefix, self.next.fetch_add(1, Ordering::Relaxed))
    }
}
