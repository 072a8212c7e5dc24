//! What comes with time.

use std::pin::Pin;
use std::time::Duration;

/// How soon a day in a bed is charged after it has ended.
pub const HOUR: Duration = Duration::from_secs(3600);
/// How often what is old is forgotten.
pub const DAY: Duration = Duration::from_secs(24 * 3600);
/// How exactly reminders are told, and offers passed on.
pub const MINUTE: Duration = Duration::from_secs(60);

/// What a service does from time to time.
pub struct Round {
    what: &'static str,
    every: Duration,
    work: Work,
}

type Done = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
type Work = Box<dyn Fn() -> Done + Send + Sync>;

impl Round {
    /// Does `work` of a service at the start, and every so often.
    pub fn new<S, F, T, E>(
        what: &'static str,
        every: Duration,
        service: &S,
        work: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
        E: std::fmt::Display,
    {
        let service = service.clone();
        let work = move || -> Done {
            let round = work(service.clone());
            Box::pin(async move { round.await.map(|_| ()).map_err(|error| error.to_string()) })
        };
        Self {
            what,
            every,
            work: Box::new(work),
        }
    }

    /// Runs until it is aborted. What failed is tried again the next time.
    pub async fn run(self) {
        loop {
            if let Err(error) = (self.work)().await {
                tracing::warn!(%error, what = self.what, "a round of upkeep failed; it is done again at the next time");
            }
            tokio::time::sleep(self.every).await;
        }
    }
}
