//! The parts of a path.

use super::Test;

/// One step of a path.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// Whether it looks at everything below, too (`..`).
    pub is_descendant: bool,
    pub selectors: Vec<Selector>,
}

/// What a step picks from a value.
#[derive(Debug, Clone)]
pub(super) enum Selector {
    Name(String),
    Wildcard,
    /// From the end when negative.
    Index(i64),
    Slice {
        start: Option<i64>,
        end: Option<i64>,
        step: i64,
    },
    Filter(Test),
}
