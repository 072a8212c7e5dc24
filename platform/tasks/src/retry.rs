//! When a failed task is tried again.

use std::time::Duration;

/// How often a task is tried, and how long it rests between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// So many attempts in all, at least one.
    pub attempts: u32,
    /// The pause after the first failure; it doubles up to `longest`.
    pub first: Duration,
    /// The longest pause.
    pub longest: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 8,
            first: Duration::from_secs(5),
            longest: Duration::from_secs(15 * 60),
        }
    }
}

impl RetryPolicy {
    /// Returns the pause after a failed attempt, from half of it to all of it by `chance` (0 to 1), so that those that failed together do not come
    /// back together.
    pub fn pause(&self, attempt: u32, chance: f64) -> Duration {
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1).min(31));
        let whole = self.first.saturating_mul(doubled).min(self.longest);
        whole.mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_the_longest_and_differ_by_chance() {
        let policy = RetryPolicy {
            attempts: 5,
            first: Duration::from_secs(2),
            longest: Duration::from_secs(10),
        };
        let secs = |attempt, chance| policy.pause(attempt, chance).as_secs();
        assert_eq!([secs(1, 1.0), secs(2, 1.0), secs(3, 1.0), secs(4, 1.0)], [2, 4, 8, 10]);
        assert_eq!((secs(3, 0.0), secs(90, 0.0), secs(1, 7.0)), (4, 5, 2));
    }
}
