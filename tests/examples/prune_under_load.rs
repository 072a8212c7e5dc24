//! Measures acknowledgments with and without pruning beside them, in one run: `cargo xtask bench prune [MESSAGES]`.
#![allow(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use nilecare_engine_runtime::{Pruner, PrunerOptions};
use nilecare_load::Histogram;
use nilecare_tests::{ChannelFile, DestinationFile, Feed, Hub, HubOptions, adt};
use serde_json::json;
use tokio::task::JoinSet;

const N_SENDERS: usize = 8;
/// How long each phase without pruning lasts.
const PHASE: Duration = Duration::from_secs(5);
const NOTE_BYTES: usize = 700;

#[tokio::main]
async fn main() -> Result<()> {
    let first = std::env::args().nth(1);
    let n_messages = first
        .map_or(Ok(100_000), |text| text.parse())
        .context("the argument is a number of messages")?;
    let hub = Hub::start(HubOptions::default())?;
    let old = ChannelFile::fed("old")
        .replying_on_receipt()
        .to(DestinationFile::recording("nobody"));
    hub.deploy(&old).await;
    hub.deploy(
        &ChannelFile::fed("live")
            .replying_on_receipt()
            .to(DestinationFile::recording("lab")),
    )
    .await;
    fill(&hub.feed, n_messages).await?;
    let before = size(&hub)?;
    hub.settled("old").await;

    println!(
        "{n_messages} messages to prune, store {} MiB, {N_SENDERS} senders\n",
        before >> 20
    );
    println!("| phase | acknowledged/s | p50 ms | p99 ms | p99.9 ms |\n|---|--:|--:|--:|--:|");
    for phase in ["before", "before, again"] {
        let load = Load::start(&hub.feed);
        tokio::time::sleep(PHASE).await;
        load.tell(phase).await?;
    }
    hub.deploy(&old.with("/pruning", json!({ "messages_after": "1ms" })))
        .await;
    let load = Load::start(&hub.feed);
    let start = Instant::now();
    let options = PrunerOptions {
        interval: Duration::from_secs(3_600),
        archive: hub.data().join("archive"),
    };
    let pruning =
        hub.on_engine(async move |engine| tokio::spawn(async move { Pruner::new(engine, options).prune_all().await }));
    let report = pruning.await.await??;
    let took = start.elapsed();
    load.tell("while pruning").await?;
    let load = Load::start(&hub.feed);
    tokio::time::sleep(PHASE).await;
    load.tell("after").await?;
    println!(
        "\n{} messages pruned in {:.1} s ({:.0}/s), store {} MiB afterwards",
        report.messages,
        took.as_secs_f64(),
        report.messages as f64 / took.as_secs_f64(),
        size(&hub)? >> 20
    );
    Ok(())
}

fn size(hub: &Hub) -> Result<u64> {
    Ok(std::fs::metadata(hub.data().join("messages.db"))?.len())
}

/// Gives the old channel its messages.
async fn fill(feed: &Feed, n_messages: usize) -> Result<()> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut senders: JoinSet<Result<()>> = JoinSet::new();
    for _ in 0..4 * N_SENDERS {
        let (feed, next) = (feed.clone(), Arc::clone(&next));
        senders.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= n_messages {
                    return Ok(());
                }
                let message = adt(&format!("OLD{number:08}"), "OLD", NOTE_BYTES);
                feed.accept("old", message).await?;
            }
        });
    }
    while let Some(ended) = senders.join_next().await {
        ended??;
    }
    Ok(())
}

/// Senders that send until they are told to stop.
struct Load {
    stop: Arc<AtomicBool>,
    latency: Arc<Mutex<Histogram>>,
    start: Instant,
    senders: JoinSet<Result<()>>,
}

impl Load {
    fn start(feed: &Feed) -> Self {
        let (stop, latency) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(Mutex::new(Histogram::default())),
        );
        let mut senders = JoinSet::new();
        for sender in 0..N_SENDERS {
            let (feed, stop, latency) = (feed.clone(), Arc::clone(&stop), Arc::clone(&latency));
            senders.spawn(async move {
                let mut number = 0;
                while !stop.load(Ordering::Relaxed) {
                    number += 1;
                    let message = adt(&format!("L{sender}-{number:08}"), "LIVE", NOTE_BYTES);
                    let begun = Instant::now();
                    feed.accept("live", message).await?;
                    let mut latency = latency.lock().unwrap_or_else(PoisonError::into_inner);
                    latency.record(begun.elapsed());
                }
                Ok(())
            });
        }
        Self {
            stop,
            latency,
            start: Instant::now(),
            senders,
        }
    }

    /// Ends it and prints its line.
    async fn tell(mut self, phase: &str) -> Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        while let Some(ended) = self.senders.join_next().await {
            ended??;
        }
        let elapsed = self.start.elapsed().as_secs_f64();
        let latency = self.latency.lock().unwrap_or_else(PoisonError::into_inner);
        let report = latency.report();
        let ms = |us: f64| us / 1_000.0;
        println!(
            "| {phase} | {:.0} | {:.2} | {:.2} | {:.2} |",
            latency.n() as f64 / elapsed,
            ms(report.p50_us),
            ms(report.p99_us),
            ms(report.p999_us)
        );
        Ok(())
    }
}
