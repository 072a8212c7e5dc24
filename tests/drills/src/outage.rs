//! Many destinations are away while messages come, and come back (R7: what was acknowledged arrives in order, nobody is
//! stormed with connections meanwhile, and another channel goes on).
//!
//! ```text
//! all are here: rates ─► 20 are away: queues fill, connections are counted ─► all are back: queues drain
//! ```
//! A second channel, whose receiver is here all the time, is loaded in each of the three and its figures are compared.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;
use nilecare_load::{
    FirstMessages, FirstReplies, Generator, GeneratorOptions, GeneratorReport, Limit, Order, Receiver, ReceiverOptions,
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::channels::{made_channel, write_made_channel};
use crate::drill::{Check, DrillOptions};
use crate::flow::Flow;
use crate::{HubApi, HubFolder, until};

const CHANNEL: &str = "outage";
const BESIDE: &str = "beside";
/// How long the second channel is loaded in each phase, and connections are counted.
const PHASE: Duration = Duration::from_secs(10);
/// The most connections a second that a receiver that is away may see. The first pause is 1 s, shortened by a fifth at the
/// most.
const CONNECTION_LIMIT: f64 = 1.25;
const DRAIN_LIMIT: Duration = Duration::from_secs(3_600);

/// How to drill.
#[derive(Debug, Clone, clap::Args)]
pub struct OutageOptions {
    #[command(flatten)]
    common: DrillOptions,
    /// Messages that come during the outage; each is queued for every destination.
    #[arg(long, default_value_t = 5_000)]
    messages: u64,
    /// Destinations that are away.
    #[arg(long, default_value_t = 20)]
    destinations: usize,
}

/// Runs the three phases.
///
/// # Errors
/// When the hub cannot be started or a queue does not drain within an hour.
pub async fn run(options: &OutageOptions, mut told: impl FnMut(&Check)) -> Result<()> {
    let root = options.common.root()?;
    let folder = HubFolder::new(&options.common.hub, root.path())?;
    let names = (0..options.destinations)
        .map(|n| format!("to-{n:02}"))
        .collect::<Vec<_>>();
    let names = names.iter().map(String::as_str).collect::<Vec<_>>();
    let mut flow = Flow::start(root.path(), CHANNEL, &names, Order::ByConnection).await?;
    let beside = Flow::start(root.path(), BESIDE, &["receiver"], Order::ByConnection).await?;
    let mut made = made_channel(CHANNEL, 0, &flow.named_addresses());
    for destination in made["destinations"].as_array_mut().into_iter().flatten() {
        destination["queue"] = json!({ "retry": { "interval": "1s", "max_interval": "2s" } });
    }
    write_made_channel(&folder.channels(), &made)?;
    write_made_channel(&folder.channels(), &made_channel(BESIDE, 0, &beside.named_addresses()))?;
    let hub = folder.start().await?;
    let api = hub.api();

    let before = phase(api, &beside, options, "BASE0").await?;
    let addresses = flow.addresses();
    let away = leave(&mut flow, &addresses).await?;
    let address = api.source_address(CHANNEL).await?;
    let mut load = flow.load(address, "AWAY0".parse()?, options.common.connections);
    load.limit = Limit::Count(options.messages);
    let filled = Generator::new(load)?.run(CancellationToken::new()).await?;
    let (n_before, start) = (n_connections(&away), Instant::now());
    let during = phase(api, &beside, options, "BASE1").await?;
    let n_after = n_connections(&away);
    let connections = n_after.iter().zip(&n_before).map(|(after, before)| after - before);
    let busiest = connections.max().unwrap_or(0) as f64 / start.elapsed().as_secs_f64();
    let mut wrong = Vec::new();
    if busiest > CONNECTION_LIMIT {
        wrong.push("that is a storm".to_owned());
    }
    let figures = format!("at the most {busiest:.2} a second and receiver");
    told(&Check::new("connections to receivers that are away", figures, wrong));
    let queued = api.statistics(CHANNEL).await?[1..]
        .iter()
        .map(|counts| counts.queued)
        .sum::<u64>();
    let figures = format!(
        "{queued} queued for {} destinations, {:.0} acknowledged/s, hub {} MiB",
        options.destinations,
        filled.rate_per_s,
        hub.usage()?.resident_bytes >> 20
    );
    let missing = options.messages * options.destinations as u64 - queued;
    let wrong = if missing == 0 {
        Vec::new()
    } else {
        vec![format!("{missing} are not queued")]
    };
    told(&Check::new("queues during the outage", figures, wrong));

    for receiver in away {
        receiver.stop().await;
    }
    let start = Instant::now();
    come_back(&mut flow, &addresses).await?;
    let (after, drained) = tokio::join!(phase(api, &beside, options, "BASE2"), drained(api, start));
    let (after, drained) = (after?, drained?);
    let (_, wrong) = findings(&flow)?;
    let rate = queued as f64 / drained.as_secs_f64();
    let figures = format!("{:.1} s, {rate:.0} deliveries/s", drained.as_secs_f64());
    told(&Check::new("drained in order", figures, wrong));

    beside.drained(api).await?;
    let (_, wrong) = beside.findings_without_repeats()?;
    let figures = [("before", &before), ("during", &during), ("while draining", &after)].map(|(when, report)| {
        let ratio = report.rate_per_s / before.rate_per_s;
        let p99 = report.latency.p99_us / 1_000.0;
        format!("{when} {:.0}/s ({ratio:.2}), p99 {p99:.2} ms", report.rate_per_s)
    });
    told(&Check::new("the channel beside it", figures.join("; "), wrong));
    hub.stop().await?;
    Ok(())
}

/// Puts receivers that close every connection in the place of those of the flow.
async fn leave(flow: &mut Flow, addresses: &[SocketAddr]) -> Result<Vec<Receiver>> {
    for receiver in flow.receivers.drain(..) {
        receiver.stop().await;
    }
    let closing = ReceiverOptions {
        first: Some(FirstMessages {
            n: u64::MAX,
            reply: FirstReplies::Close,
        }),
        ..ReceiverOptions::default()
    };
    let mut away = Vec::new();
    for address in addresses {
        away.push(Receiver::start(*address, closing.clone()).await?);
    }
    Ok(away)
}

async fn come_back(flow: &mut Flow, addresses: &[SocketAddr]) -> Result<()> {
    for (address, ledger) in addresses.iter().zip(&flow.ledgers) {
        let options = ReceiverOptions {
            ledger: Some(ledger.clone()),
            ..ReceiverOptions::default()
        };
        flow.receivers.push(Receiver::start(*address, options).await?);
    }
    Ok(())
}

fn n_connections(receivers: &[Receiver]) -> Vec<u64> {
    receivers.iter().map(|receiver| receiver.report().connections).collect()
}

/// Loads the second channel for a time.
async fn phase(api: &HubApi, beside: &Flow, options: &OutageOptions, run: &str) -> Result<GeneratorReport> {
    let address = api.source_address(BESIDE).await?;
    let load = GeneratorOptions {
        limit: Limit::Duration(PHASE),
        ..beside.load(address, run.parse()?, options.common.connections)
    };
    Ok(Generator::new(load)?.run(CancellationToken::new()).await?)
}

async fn drained(api: &HubApi, start: Instant) -> Result<Duration> {
    until("the queues to drain", DRAIN_LIMIT, async || {
        Ok(api.is_drained(CHANNEL).await?.then_some(()))
    })
    .await?;
    Ok(start.elapsed())
}

/// The message at the head of each queue was tried before and may come again, so repeats are counted only.
fn findings(flow: &Flow) -> Result<(u64, Vec<String>)> {
    let report = flow.check()?;
    let wrong = if report.is_sound {
        Vec::new()
    } else {
        vec![serde_json::to_string(&report)?]
    };
    Ok((report.acknowledged, wrong))
}
