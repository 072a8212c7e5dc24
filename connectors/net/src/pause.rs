//! Pauses that grow, while a peer is away.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

/// The first pause.
const FIRST: Duration = Duration::from_millis(100);

/// Each pause is twice as long as the one before, up to a longest.
pub struct Pause {
    next: Duration,
    longest: Duration,
}

impl Pause {
    /// Begins with a tenth of a second.
    pub fn up_to(longest: Duration) -> Self {
        Self {
            next: FIRST.min(longest),
            longest,
        }
    }

    /// Begins anew with the first.
    pub fn reset(&mut self) {
        self.next = FIRST.min(self.longest);
    }

    /// Waits, or for the end; tells whether it goes on.
    pub async fn wait(&mut self, stop: &CancellationToken) -> bool {
        let now = self.grow();
        tokio::select! {
            biased;
            () = stop.cancelled() => false,
            () = tokio::time::sleep(now) => true,
        }
    }

    fn grow(&mut self) -> Duration {
        let now = self.next;
        self.next = (now * 2).min(self.longest);
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_the_longest_and_begin_anew() {
        let mut pause = Pause::up_to(Duration::from_millis(350));
        let grown: Vec<_> = (0..4).map(|_| pause.grow().as_millis()).collect();
        assert_eq!(grown, [100, 200, 350, 350]);
        pause.reset();
        assert_eq!(pause.grow(), FIRST);
    }
}
