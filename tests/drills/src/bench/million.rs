//! A store with a million messages, all queued for a receiver that is away: how long the hub takes to come back after a
//! SIGKILL, and how long questions take.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use nilecare_load::{ControlId, Generator, GeneratorOptions, Histogram, Limit, RunPrefix};
use rand::Rng as _;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::channels::{made_channel, write_made_channel};
use crate::flow::free_port;
use crate::{DrillOptions, HubApi, HubFolder};

const CHANNEL: &str = "million";
const N_CONNECTIONS: u64 = 32;
const N_QUESTIONS: usize = 200;

/// What to measure.
#[derive(Debug, Clone, clap::Args)]
pub struct MillionOptions {
    #[command(flatten)]
    common: DrillOptions,
    /// Messages in the store.
    #[arg(long, default_value_t = 1_000_000)]
    messages: u64,
}

/// Fills a store, measures, and returns Markdown.
///
/// # Errors
/// When the hub cannot be started or does not answer.
pub async fn run(options: &MillionOptions) -> Result<String> {
    let root = options.common.root()?;
    let folder = HubFolder::new(&options.common.hub, root.path())?;
    // Nobody listens there.
    let away = SocketAddr::from(([127, 0, 0, 1], free_port()?));
    write_made_channel(
        &folder.channels(),
        &made_channel(CHANNEL, free_port()?, &[("away".to_owned(), away)]),
    )?;
    let hub = folder.start().await?;
    let run: RunPrefix = "MILLN".parse()?;
    let address = hub.api().source_address(CHANNEL).await?;
    let fill = GeneratorOptions {
        n_connections: N_CONNECTIONS as usize,
        n_patients: 1_000,
        limit: Limit::Count(options.messages),
        ..GeneratorOptions::new(address, run)
    };
    let filled = Generator::new(fill)?.run(CancellationToken::new()).await?;
    let full = hub.usage()?.resident_bytes >> 20;
    let size = std::fs::metadata(folder.data().join("messages.db"))?.len();
    hub.kill()?;

    let start = Instant::now();
    let first = tokio::spawn(first_acknowledgment(address, start));
    let hub = folder.start().await?;
    let ready = start.elapsed();
    let first = first.await??;
    let recovered = hub.usage()?.resident_bytes >> 20;
    let queued = hub.api().statistics(CHANNEL).await?[1].queued;
    let mut text = format!(
        "{} messages of 1 KiB, {queued} queued, store {} MiB ({:.2} KiB a message), filled at {:.0}/s (p99 {:.1} ms), hub {full} MiB.\n\n\
         Recovery after SIGKILL: ready after {} ms, first acknowledgment after {} ms, hub {recovered} MiB.\n\n",
        options.messages,
        size >> 20,
        size as f64 / 1024.0 / options.messages as f64,
        filled.rate_per_s,
        filled.latency.p99_us / 1_000.0,
        ready.as_millis(),
        first.as_millis(),
    );
    text.push_str("| question | found | p50 ms | p99 ms |\n|---|--:|--:|--:|\n");
    let n_each = options.messages / N_CONNECTIONS;
    let mut random = options.common.random();
    let mut one_of = || {
        let id = ControlId::new(
            run,
            random.random_range(0..N_CONNECTIONS) as usize,
            random.random_range(1..=n_each),
        );
        format!("control_id={id}")
    };
    text.push_str(&ask(hub.api(), "by control id (MSH-10)", &mut one_of).await?);
    for (what, query) in [
        ("by a control id that is not there", "control_id=NOBODY"),
        ("newest 50", "limit=50"),
        ("newest 50 queued", "status=queued"),
        ("in Error, of which there are none", "status=error"),
        ("newest 50 of a type", "message_type=ADT^A01"),
        ("of a type that is not there", "message_type=ORU^R01"),
        ("before all of them", "until=2001-01-01T00:00:00Z"),
    ] {
        text.push_str(&ask(hub.api(), what, &mut || query.replace('^', "%5E")).await?);
    }
    let mut cursor = || format!("limit=50&before={}", options.messages / 2);
    text.push_str(&ask(hub.api(), "a page in the middle", &mut cursor).await?);
    hub.kill()?;
    Ok(text)
}

/// Sends a message as soon as somebody listens; returns when it was answered.
async fn first_acknowledgment(address: SocketAddr, start: Instant) -> Result<Duration> {
    let options = GeneratorOptions {
        limit: Limit::Count(1),
        reconnect_for: Some(Duration::from_secs(120)),
        ..GeneratorOptions::new(address, "FIRST".parse()?)
    };
    let report = Generator::new(options)?.run(CancellationToken::new()).await?;
    anyhow::ensure!(report.acknowledged == 1, "the first message was refused");
    Ok(start.elapsed())
}

async fn ask(api: &HubApi, what: &str, query: &mut dyn FnMut() -> String) -> Result<String> {
    let mut latency = Histogram::default();
    let mut found = 0;
    for _ in 0..N_QUESTIONS {
        let path = format!("/channels/{CHANNEL}/messages?{}", query());
        let start = Instant::now();
        let page: Value = api.get(&path).await?;
        latency.record(start.elapsed());
        found = page["items"].as_array().context("a page has items")?.len();
    }
    let report = latency.report();
    Ok(format!(
        "| {what} | {found} | {:.2} | {:.2} |\n",
        report.p50_us / 1_000.0,
        report.p99_us / 1_000.0
    ))
}
