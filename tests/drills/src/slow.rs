//! A fast sender before a slow receiver (R10: memory stays flat, and a sender that waits for the receiver is held back).
//!
//! - `slow`: answered when the message is on disk. What the receiver cannot take yet waits on the disk.
//! - `slow-after`: answered when the receiver has it. The sender is as slow as the receiver.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;
use nilecare_load::{GeneratorOptions, Limit, Receiver, ReceiverOptions};
use serde_json::json;

use crate::HubFolder;
use crate::channels::{made_channel, write_made_channel};
use crate::drill::{Check, DrillOptions};
use crate::flow::Sending;

/// The slow receiver takes so long for each message.
const DELAY: Duration = Duration::from_secs(1);
/// Memory may rise so fast once the hub is warm, MiB a minute.
const SLOPE_LIMIT: f64 = 1.0;
/// The share of the time in which the hub gets warm.
const WARM_UP: f64 = 0.4;

/// How to drill.
#[derive(Debug, Clone, clap::Args)]
pub struct SlowOptions {
    #[command(flatten)]
    common: DrillOptions,
    /// How long to send.
    #[arg(long, default_value = "120s")]
    duration: nilecare_types::HumanDuration,
    /// How long each connection waits after an answer; the default makes some thousand messages a second.
    #[arg(long, default_value = "2ms")]
    pause: nilecare_types::HumanDuration,
}

/// Sends for the time asked for and looks at the hub's memory each second.
///
/// # Errors
/// When the hub cannot be started or a sender is refused.
pub async fn run(options: &SlowOptions, mut told: impl FnMut(&Check)) -> Result<()> {
    let root = options.common.root()?;
    let folder = HubFolder::new(&options.common.hub, root.path())?;
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let slow = ReceiverOptions {
        delay: DELAY,
        ..ReceiverOptions::default()
    };
    let receiver = Receiver::start(any, slow).await?;
    let to = [("slow".to_owned(), receiver.local_addr())];
    write_made_channel(&folder.channels(), &made_channel("slow", 0, &to))?;
    let mut after = made_channel("slow-after", 0, &to);
    after["source"]["reply"] = json!({ "when": "after_destinations" });
    write_made_channel(&folder.channels(), &after)?;
    let hub = folder.start().await?;
    let load = |address, run: &str| -> Result<GeneratorOptions> {
        Ok(GeneratorOptions {
            n_connections: options.common.connections,
            limit: Limit::Count(u64::MAX),
            response_timeout: Duration::from_secs(60),
            ..GeneratorOptions::new(address, run.parse()?)
        })
    };
    let mut fast = load(hub.api().source_address("slow").await?, "SLOW0")?;
    fast.pause = options.pause.get();
    let fast = Sending::start(fast)?;
    let held_back = Sending::start(load(hub.api().source_address("slow-after").await?, "SLOW1")?)?;
    let (start, duration) = (Instant::now(), options.duration.get());
    let mut samples = Vec::new();
    while start.elapsed() < duration {
        tokio::time::sleep(Duration::from_secs(1).min(duration / 20)).await;
        let resident = hub.usage()?.resident_bytes as f64 / f64::from(1 << 20);
        samples.push((start.elapsed().as_secs_f64(), resident));
    }
    let (fast, held_back) = tokio::join!(fast.stop(), held_back.stop());
    let (fast, held_back) = (fast?, held_back?);
    let warm = samples.iter().filter(|(at, _)| *at > duration.as_secs_f64() * WARM_UP);
    let warm = warm.copied().collect::<Vec<_>>();
    let slope = slope(&warm) * 60.0;
    let queued = hub.api().statistics("slow").await?[1].queued;
    let most = samples.iter().map(|(_, resident)| *resident).fold(0.0, f64::max);
    let mut wrong = Vec::new();
    if slope > SLOPE_LIMIT {
        wrong.push(format!("memory rises by {slope:.2} MiB a minute"));
    }
    if queued + 1_000 < fast.acknowledged {
        wrong.push(format!("{queued} are queued, {} were acknowledged", fast.acknowledged));
    }
    let figures = format!(
        "{:.0} acknowledged/s (p99 {:.1} ms), {queued} queued at the end, {:.1} MiB when warm, {most:.1} at the most, {slope:.2} MiB a minute",
        fast.rate_per_s,
        fast.latency.p99_us / 1_000.0,
        warm.first().map_or(0.0, |(_, resident)| *resident),
    );
    told(&Check::new("memory while the queue grows", figures, wrong));
    // One line to the receiver: no more than one message in each delay, and some for the moment of the end.
    let most_taken =
        (duration.as_secs_f64() / DELAY.as_secs_f64()).ceil() as u64 + options.common.connections as u64 + 1;
    let mut wrong = Vec::new();
    if held_back.acknowledged > most_taken || held_back.refused > 0 {
        wrong.push("the sender was answered before the receiver had its messages".to_owned());
    }
    let figures = format!(
        "{} acknowledged (p50 {:.0} ms), the receiver takes one a second",
        held_back.acknowledged,
        held_back.latency.p50_us / 1_000.0
    );
    told(&Check::new("a sender that waits for the receiver", figures, wrong));
    hub.kill()
}

/// Returns the rise of the least squares line, a second.
fn slope(samples: &[(f64, f64)]) -> f64 {
    let n = samples.len().max(1) as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| samples.iter().map(of).sum::<f64>() / n;
    let (mean_x, mean_y) = (mean(|sample| sample.0), mean(|sample| sample.1));
    let (mut above, mut below) = (0.0, 0.0);
    for (x, y) in samples {
        above += (x - mean_x) * (y - mean_y);
        below += (x - mean_x).powi(2);
    }
    if below > 0.0 { above / below } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_that_of_the_line() {
        assert!((slope(&[(0.0, 5.0), (1.0, 7.0), (2.0, 9.0)]) - 2.0).abs() < 1e-9);
        assert!(slope(&[(0.0, 5.0), (9.0, 5.0)]).abs() < 1e-9);
        assert!(slope(&[]).abs() < 1e-9);
    }
}
