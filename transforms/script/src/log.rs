//! What scripts write with `logger`. It may hold patient data, so it goes to no log of the process: it stays with its
//! channel, in memory, and is only counted elsewhere.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;

/// The most lines of one message at one connector.
const LINES: usize = 200;
/// The longest line, in bytes; a longer one is cut.
const LINE_BYTES: usize = 4096;

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// For whoever looks for a mistake.
    Trace,
    /// Something usual.
    Info,
    /// Something to look at.
    Warn,
    /// Something went wrong.
    Error,
}

/// One line that a script wrote.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// When.
    pub at: Timestamp,
    /// How much it matters.
    pub level: LogLevel,
    /// The script.
    pub script: String,
    /// What it says; may hold patient data.
    pub text: String,
}

impl std::fmt::Debug for LogLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "LogLine({:?}, {}, {} bytes)",
            self.level,
            self.script,
            self.text.len()
        )
    }
}

/// The lines of one message at one connector; those above the bound are only counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    pub lines: Vec<LogLine>,
    pub n_dropped: usize,
}

impl Log {
    pub fn push(&mut self, level: LogLevel, script: &str, mut text: String, at: Timestamp) {
        if self.lines.len() >= LINES {
            self.n_dropped += 1;
            return;
        }
        let mut end = text.len().min(LINE_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        self.lines.push(LogLine {
            at,
            level,
            script: script.to_owned(),
            text,
        });
    }
}

/// The last lines of a channel's scripts; cloning gives another handle to the same lines.
#[derive(Debug, Clone)]
pub struct LogRing {
    lines: Arc<Mutex<VecDeque<LogLine>>>,
    capacity: usize,
}

impl LogRing {
    /// Keeps the last `capacity` lines.
    pub fn new(capacity: usize) -> Self {
        Self {
            lines: Arc::default(),
            capacity,
        }
    }

    /// Adds lines; the oldest make room.
    pub fn extend(&self, lines: Vec<LogLine>) {
        if lines.is_empty() {
            return;
        }
        let mut kept = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(lines);
        let n_old = kept.len().saturating_sub(self.capacity);
        kept.drain(..n_old);
    }

    /// Returns the lines, the oldest first.
    pub fn lines(&self) -> Vec<LogLine> {
        let kept = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_bounded_in_number_and_length() {
        let mut log = Log::default();
        for number in 0..LINES + 5 {
            log.push(LogLevel::Info, "s", format!("{number}"), Timestamp::UNIX_EPOCH);
        }
        assert_eq!((log.lines.len(), log.n_dropped), (LINES, 5));
        let ring = LogRing::new(3);
        ring.extend(log.lines);
        assert_eq!(
            ring.lines().iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            ["197", "198", "199"]
        );
        let mut log = Log::default();
        log.push(LogLevel::Warn, "s", "\u{e9}".repeat(LINE_BYTES), Timestamp::UNIX_EPOCH);
        assert_eq!(log.lines[0].text.len(), LINE_BYTES);
    }
}
