//! Waiting for a condition, with an end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Asks again and again, first quickly and then every 50 ms, until there is an answer.
///
/// # Errors
/// When asking fails, or when `limit` is over; `what` says what was waited for.
pub async fn until<T>(what: &str, limit: Duration, mut ask: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(answer) = ask().await? {
            return Ok(answer);
        }
        if start.elapsed() >= limit {
            bail!("waited {} s in vain for {what}", limit.as_secs());
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
