//! Whether an event is newer than what was applied before it.

use nilecare_types::Timestamp;

/// Tells whether an event is older than the newest one applied. One without a time counts as the newest.
pub(crate) fn is_stale(occurred_at: Option<Timestamp>, last_event_at: Option<Timestamp>) -> bool {
    matches!((occurred_at, last_event_at), (Some(occurred), Some(last)) if occurred < last)
}

/// Returns the time of the newest event once this one is applied.
///
/// A time ahead of our clock counts as now: a sender whose clock or zone is wrong would otherwise lock out everybody after it.
pub(crate) fn newest(occurred_at: Option<Timestamp>, last: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    occurred_at.map(|occurred| occurred.min(now)).max(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_is_stale_equal_and_unknown_are_not() {
        let at = |second| Timestamp::from_second(second).ok();
        assert!(is_stale(at(1), at(2)));
        assert!(!is_stale(at(2), at(2)) && !is_stale(None, at(2)) && !is_stale(at(1), None));
        let now = Timestamp::from_second(10).expect("in range");
        assert_eq!(newest(at(99), at(2), now), at(10));
        assert_eq!(newest(None, at(2), now), at(2));
        assert_eq!(newest(at(1), at(2), now), at(2));
    }
}
