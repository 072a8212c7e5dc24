//! How long to wait before the next attempt.

use std::time::Duration;

use nilecare_channel_model::RetryPolicy;

/// Returns the delay after so many failed attempts (from 1). `random` is from 0 to 1 and shortens it by up to a fifth.
pub(crate) fn delay(policy: &RetryPolicy, attempts: u32, random: f64) -> Duration {
    let longest = policy.max_interval.get();
    let exponent = attempts.saturating_sub(1).min(64);
    let grown = policy.interval.get().as_secs_f64() * policy.backoff.powi(exponent as i32);
    let delay = Duration::try_from_secs_f64(grown).unwrap_or(longest).min(longest);
    delay.mul_f64(1.0 - 0.2 * random.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_up_to_the_longest_and_jitter_only_shortens() {
        let policy = RetryPolicy::default();
        let seconds = [1, 2, 3, 7, 1_000_000].map(|attempts| delay(&policy, attempts, 0.0).as_secs());
        assert_eq!(seconds, [1, 2, 4, 60, 60]);
        assert_eq!(delay(&policy, 1, 1.0), Duration::from_millis(800));
    }
}
