//! How often a destination may be tried: rate limit and circuit breaker, shared by all its threads.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use nilecare_channel_model::{CircuitBreaker, QueueSettings, RateLimit};
use tokio::time::Instant;

/// Where no circuit breaker is set and messages do not wait for one another, so many failures in a row are enough to
/// leave the receiver in peace for a while; otherwise each of many messages would knock once.
const DEFAULT_FAILURES: u32 = 10;

/// Says when the next attempt may be made.
pub(crate) struct Throttle {
    rate: Option<RateLimit>,
    breaker: Option<CircuitBreaker>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// When the next attempt is due by the rate limit, in the manner of a leaky bucket.
    next: Option<Instant>,
    n_failures: u32,
    open_until: Option<Instant>,
    /// One attempt is out to see whether the receiver works again.
    is_probing: bool,
}

/// May an attempt be made?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leave {
    Now,
    /// Ask again then.
    At(Instant),
}

impl Throttle {
    pub(crate) fn new(settings: &QueueSettings) -> Self {
        let is_in_order = settings.threads == 1 && settings.order_by.is_none() && !settings.rotate;
        let default = CircuitBreaker {
            failures: DEFAULT_FAILURES,
            pause: settings.retry.interval,
        };
        Self {
            rate: settings.rate_limit,
            breaker: settings.circuit_breaker.or((!is_in_order).then_some(default)),
            state: Mutex::default(),
        }
    }

    /// Asks for leave to make an attempt; leave that is given is used.
    pub(crate) fn ask(&self, now: Instant) -> Leave {
        let mut state = self.lock();
        if let Some(until) = state.open_until {
            if now < until {
                return Leave::At(until);
            }
            if state.is_probing {
                return Leave::At(now + Duration::from_millis(100));
            }
        }
        if let Some(rate) = self.rate {
            let step = rate.per.get() / rate.messages;
            // Unused time is saved up, but for no more messages than may go at once.
            let earliest = now.checked_sub(rate.per.get().saturating_sub(step)).unwrap_or(now);
            let next = state.next.map_or(earliest, |next| next.max(earliest));
            if next > now {
                return Leave::At(next);
            }
            state.next = Some(next + step);
        }
        state.is_probing = state.open_until.is_some();
        Leave::Now
    }

    /// The receiver answered; whatever it said, it is there.
    pub(crate) fn answered(&self) {
        let mut state = self.lock();
        state.n_failures = 0;
        state.open_until = None;
        state.is_probing = false;
    }

    /// The receiver could not be reached, or did not answer. Returns true when that opened the circuit.
    pub(crate) fn failed(&self, now: Instant) -> bool {
        let Some(breaker) = self.breaker else { return false };
        let mut state = self.lock();
        state.n_failures = state.n_failures.saturating_add(1);
        state.is_probing = false;
        if state.n_failures < breaker.failures {
            return false;
        }
        state.open_until = Some(now + breaker.pause.get());
        state.n_failures == breaker.failures
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use nilecare_types::HumanDuration;

    use super::*;

    fn throttle(rate: Option<RateLimit>, breaker: Option<CircuitBreaker>) -> Throttle {
        Throttle::new(&QueueSettings {
            rate_limit: rate,
            circuit_breaker: breaker,
            ..QueueSettings::default()
        })
    }

    #[tokio::test]
    async fn a_rate_limit_lets_a_burst_pass_and_then_one_at_a_time() {
        let rate = RateLimit {
            messages: 3,
            per: HumanDuration::from_secs(3),
        };
        let throttle = throttle(Some(rate), None);
        let now = Instant::now() + Duration::from_secs(100);
        let burst = [(); 3].map(|()| throttle.ask(now));
        assert_eq!(burst, [Leave::Now; 3]);
        assert_eq!(throttle.ask(now), Leave::At(now + Duration::from_secs(1)));
        let later = now + Duration::from_secs(1);
        assert_eq!(throttle.ask(later), Leave::Now);
        assert_eq!(throttle.ask(later), Leave::At(later + Duration::from_secs(1)));
    }

    #[tokio::test]
    async fn a_circuit_opens_after_failures_in_a_row_and_closes_after_one_success() {
        let breaker = CircuitBreaker {
            failures: 2,
            pause: HumanDuration::from_secs(10),
        };
        let throttle = throttle(None, Some(breaker));
        let now = Instant::now();
        assert!(!throttle.failed(now));
        throttle.answered();
        assert!(!throttle.failed(now));
        assert!(throttle.failed(now));
        let until = now + Duration::from_secs(10);
        assert_eq!(throttle.ask(now), Leave::At(until));
        assert_eq!(throttle.ask(until), Leave::Now);
        // Only one goes out to see.
        assert_ne!(throttle.ask(until), Leave::Now);
        assert!(!throttle.failed(until));
        assert_eq!(throttle.ask(until), Leave::At(until + Duration::from_secs(10)));
        let again = until + Duration::from_secs(10);
        assert_eq!(throttle.ask(again), Leave::Now);
        throttle.answered();
        assert_eq!(throttle.ask(again), Leave::Now);
    }
}
