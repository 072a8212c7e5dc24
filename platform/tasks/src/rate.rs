//! So many in a time.

use std::time::Duration;

use tokio::time::Instant;

/// How many tasks of a kind are begun in a time, such as a provider asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// So many, at least one.
    pub tasks: u32,
    /// In this time.
    pub per: Duration,
}

/// A bucket that fills evenly (GCRA): the moment at which the next one may begin.
#[derive(Debug)]
pub(crate) struct Bucket {
    rate: Option<Rate>,
    /// When all that was begun would have been begun at the even pace.
    paid_until: Instant,
}

impl Bucket {
    pub fn new(rate: Option<Rate>) -> Self {
        Self {
            rate,
            paid_until: Instant::now(),
        }
    }

    /// Returns when the next one may begin, without counting it.
    pub fn next_at(&self) -> Option<Instant> {
        let rate = self.rate?;
        let step = rate.per / rate.tasks.max(1);
        // A whole time's worth may come at once.
        let at = (self.paid_until + step).checked_sub(rate.per)?;
        (at > Instant::now()).then_some(at)
    }

    /// Counts one that has begun.
    pub fn count(&mut self) {
        if let Some(rate) = self.rate {
            let step = rate.per / rate.tasks.max(1);
            self.paid_until = self.paid_until.max(Instant::now()) + step;
        }
    }
}
