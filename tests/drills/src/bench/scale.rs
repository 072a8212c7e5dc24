//! Many channels in one hub: what they cost while nothing happens, and how fast they are together.

use std::time::{Duration, Instant};

use anyhow::Result;
use nilecare_load::{Generator, GeneratorOptions, GeneratorReport, Limit, MessageKind, RunPrefix};
use nilecare_types::HumanDuration;
use tokio_util::sync::CancellationToken;

use super::receiving::Receiving;
use crate::channels::{made_channel, write_made_channel};
use crate::{DrillOptions, HubFolder, HubProcess, until};

const DRAIN_LIMIT: Duration = Duration::from_secs(300);
const HEAD: &str = "\
| channels | connections | idle MiB | start ms | acknowledged/s | delivered/s | p50 ms | worst channel's p99 ms | slowest channel's share | loaded MiB |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
";

/// What to measure.
#[derive(Debug, Clone, clap::Args)]
pub struct ScaleOptions {
    #[command(flatten)]
    common: DrillOptions,
    /// Numbers of channels, each a hub of its own.
    #[arg(long, value_delimiter = ',', default_value = "1,10,200")]
    channels: Vec<usize>,
    /// How long each sends.
    #[arg(long, default_value = "6s")]
    duration: HumanDuration,
    /// Connections over all channels, at least one each.
    #[arg(long, default_value_t = 32)]
    total: usize,
}

/// Measures and returns a Markdown table.
///
/// # Errors
/// When a hub cannot be started, or a message gets stuck.
pub async fn run(options: &ScaleOptions) -> Result<String> {
    let mut table = HEAD.to_owned();
    for n_channels in &options.channels {
        table.push_str(&line(options, *n_channels).await?);
    }
    Ok(table)
}

async fn line(options: &ScaleOptions, n_channels: usize) -> Result<String> {
    let root = options.common.root()?;
    let path = root.path().join(format!("scale-{n_channels}"));
    let folder = HubFolder::new(&options.common.hub, &path)?;
    let receiving = Receiving::start().await?;
    let to = [("receiver".to_owned(), receiving.address())];
    let names = (0..n_channels).map(|n| format!("scale-{n:03}")).collect::<Vec<_>>();
    for name in &names {
        let mut made = made_channel(name, 0, &to);
        made["destinations"][0]["transformer"] =
            serde_json::json!([{ "name": "nine steps", "file": "transform.rhai" }]);
        write_made_channel(&folder.channels(), &made)?;
    }
    let begun = Instant::now();
    let hub = folder.start().await?;
    let start_ms = begun.elapsed().as_millis();
    // What the start needed is given back by then.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle = hub.usage()?.resident_bytes >> 20;
    let n_each = (options.total / n_channels).max(1);
    let loaded = Instant::now();
    let reports = load(&hub, &names, n_each, options.duration.get()).await?;
    for name in &names {
        until("the queues to drain", DRAIN_LIMIT, async || {
            Ok(hub.api().is_drained(name).await?.then_some(()))
        })
        .await?;
    }
    let elapsed = loaded.elapsed().as_secs_f64();
    let acknowledged = reports.iter().map(|report| report.acknowledged).sum::<u64>() as f64;
    let mut medians = reports.iter().map(|report| report.latency.p50_us).collect::<Vec<_>>();
    medians.sort_by(f64::total_cmp);
    let worst = reports.iter().map(|report| report.latency.p99_us).fold(0.0, f64::max);
    let slowest = reports.iter().map(|report| report.rate_per_s).fold(f64::MAX, f64::min);
    let rate = reports.iter().map(|report| report.rate_per_s).sum::<f64>();
    let line = format!(
        "| {n_channels} | {} | {idle} | {start_ms} | {rate:.0} | {:.0} | {:.2} | {:.2} | {:.2} | {} |\n",
        n_each * n_channels,
        acknowledged / elapsed,
        medians[medians.len() / 2] / 1_000.0,
        worst / 1_000.0,
        slowest / (rate / n_channels as f64),
        hub.usage()?.resident_bytes >> 20,
    );
    hub.stop().await?;
    receiving.stop()?;
    Ok(line)
}

async fn load(hub: &HubProcess, names: &[String], n_each: usize, duration: Duration) -> Result<Vec<GeneratorReport>> {
    let run: RunPrefix = "SCALE".parse()?;
    let mut loads = Vec::new();
    for name in names {
        let address = hub.api().source_address(name).await?;
        loads.push(GeneratorOptions {
            n_connections: n_each,
            message: MessageKind::Adt,
            limit: Limit::Duration(duration),
            ..GeneratorOptions::new(address, run)
        });
    }
    let mut tasks = tokio::task::JoinSet::new();
    for load in loads {
        tasks.spawn(Generator::new(load)?.run(CancellationToken::new()));
    }
    let mut reports = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        reports.push(ended??);
    }
    Ok(reports)
}
