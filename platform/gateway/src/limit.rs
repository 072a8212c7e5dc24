//! So many requests in a time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Callers that are remembered; those who have been quiet are forgotten first.
const MOST_CALLERS: usize = 100_000;

/// How many requests one caller has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// So many, at least one; they may come at once.
    pub requests: u32,
    /// In this time.
    pub per: Duration,
}

/// How many requests callers have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Each user and service account.
    pub user: RateLimit,
    /// Each address without sign-in.
    pub address: RateLimit,
}

impl Default for RateLimits {
    fn default() -> Self {
        let per_minute = |requests| RateLimit {
            requests,
            per: Duration::from_secs(60),
        };
        Self {
            user: per_minute(1200),
            // Signing in has limits of its own; a ward behind one address signs in at the same time.
            address: per_minute(300),
        }
    }
}

/// What a caller has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    pub limit: u32,
    pub remaining: u32,
    /// When all are there again.
    pub reset: Duration,
    /// How long there is none; `None` when this request is let through.
    pub wait: Option<Duration>,
}

/// Counts by caller: a bucket that fills evenly (GCRA).
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    /// When all that a caller sent would have been sent at the even pace.
    paid_until: Mutex<HashMap<String, Instant>>,
}

impl Buckets {
    /// Counts one request of a caller.
    pub fn count(&self, caller: &str, limit: RateLimit) -> Left {
        let now = Instant::now();
        let n_requests = limit.requests.max(1);
        let step = limit.per / n_requests;
        let mut paid = self.paid_until.lock().unwrap_or_else(PoisonError::into_inner);
        if paid.len() >= MOST_CALLERS && !paid.contains_key(caller) {
            paid.retain(|_, until| *until > now);
            if paid.len() >= MOST_CALLERS {
                // So many at once are an attack: they share what one address has.
                paid.clear();
            }
        }
        let until = paid.get(caller).copied().filter(|until| *until > now).unwrap_or(now);
        let used = until - now;
        let left = |used: Duration, wait| Left {
            limit: n_requests,
            remaining: u32::try_from((limit.per.saturating_sub(used)).as_nanos() / step.as_nanos().max(1)).unwrap_or(0),
            reset: used,
            wait,
        };
        if used + step > limit.per {
            return left(used, Some(used + step - limit.per));
        }
        paid.insert(caller.to_owned(), until + step);
        left(used + step, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_caller_has_so_many_and_gets_them_back_evenly() {
        let (buckets, limit) = (
            Buckets::default(),
            RateLimit {
                requests: 4,
                per: Duration::from_secs(60),
            },
        );
        let remaining: Vec<_> = (0..4).map(|_| buckets.count("amna", limit)).collect();
        assert_eq!(
            remaining.iter().map(|left| left.remaining).collect::<Vec<_>>(),
            [3, 2, 1, 0]
        );
        assert!(remaining.iter().all(|left| left.wait.is_none() && left.limit == 4));
        let refused = buckets.count("amna", limit);
        assert_eq!((refused.wait, refused.remaining), (Some(Duration::from_secs(15)), 0));
        assert_eq!(buckets.count("omar", limit).remaining, 3, "others are not touched");
        tokio::time::advance(Duration::from_secs(15)).await;
        assert!(buckets.count("amna", limit).wait.is_none());
        assert!(buckets.count("amna", limit).wait.is_some());
        tokio::time::advance(Duration::from_secs(120)).await;
        assert_eq!(buckets.count("amna", limit).remaining, 3);
    }
}
