//! The versions that were taken lately.

use std::collections::{BTreeSet, HashSet};

use nilecare_types::Timestamp;

/// So many are remembered; of those before the engine knows by their events that they came again.
const MOST: usize = 100_000;

/// Versions that a search which reaches back finds again.
#[derive(Debug, Default)]
pub(super) struct Seen {
    keys: HashSet<String>,
    by_instant: BTreeSet<(Timestamp, String)>,
}

impl Seen {
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    pub(super) fn add(&mut self, instant: Timestamp, key: String) {
        if self.keys.insert(key.clone()) {
            self.by_instant.insert((instant, key));
        }
        while self.by_instant.len() > MOST {
            self.forget_first();
        }
    }

    /// Forgets those that no search finds any more.
    pub(super) fn forget_before(&mut self, instant: Timestamp) {
        while self.by_instant.first().is_some_and(|(first, _)| *first < instant) {
            self.forget_first();
        }
    }

    fn forget_first(&mut self) {
        if let Some((_, key)) = self.by_instant.pop_first() {
            self.keys.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_what_is_found_again_is_kept() {
        let at = |second: i64| Timestamp::from_second(second).expect("it is one");
        let mut seen = Seen::default();
        for second in 0..20 {
            seen.add(at(second), second.to_string());
        }
        seen.forget_before(at(15));
        assert!(!seen.has("14") && seen.has("15"));
        for number in 0..MOST + 5 {
            seen.add(at(100), format!("n{number}"));
        }
        assert_eq!((seen.keys.len(), seen.by_instant.len()), (MOST, MOST));
    }
}
