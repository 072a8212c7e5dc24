//! Messages per second and latency through a whole hub, with what it costs the hub.
//!
//! ```text
//! Generator ─► hub: MLLP in ─ store ─ nine-step transformer ─ store ─ MLLP out ─► Receiver
//! (this process)                                                                (this process, a thread of its own)
//! ```
//! Sender, hub and receiver share the machine, so a rate is not the hub's alone; the CPU columns tell who used what.

pub mod million;
mod receiving;
pub mod scale;
mod table;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use nilecare_load::{Generator, GeneratorOptions, LatencyReport, Limit, MessageKind, RunPrefix, machine};
use nilecare_types::HumanDuration;
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::{HubFolder, HubProcess, until, write_channel};
use receiving::Receiving;

/// How long the queue may take to drain after a run.
const DRAIN_LIMIT: Duration = Duration::from_secs(300);
/// So long each measurement runs unmeasured, so that connections, caches and the log file are as in lasting work.
const WARM_UP: Duration = Duration::from_secs(1);

/// What to measure.
#[derive(Debug, Clone, clap::Args)]
pub struct BenchOptions {
    /// The binary `nilecare`, built with optimisation.
    #[arg(long)]
    pub hub: PathBuf,
    /// How long each measurement sends.
    #[arg(long, default_value = "10s")]
    pub duration: HumanDuration,
    /// Connections, each with one message in flight.
    #[arg(long, value_delimiter = ',', default_value = "1,8,32")]
    pub connections: Vec<usize>,
    /// Messages: `adt` has 1 KiB, `oru` 5 KiB.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "adt,oru")]
    pub messages: Vec<MessageKind>,
    /// Channels: `bench` answers when the message is on disk, `bench-after` when the receiver has it; `bench-queue` has a
    /// source queue, `bench-threads` four threads by patient at either end.
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "bench,bench-after,bench-queue,bench-threads"
    )]
    pub channels: Vec<String>,
    /// Folder to work in; it decides which disk is measured. A temporary one by default.
    #[arg(long)]
    pub folder: Option<PathBuf>,
    /// File to write the figures to, as JSON.
    #[arg(long)]
    pub json: Option<PathBuf>,
}

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Measurement {
    /// The channel.
    pub channel: String,
    /// The message.
    pub message: MessageKind,
    /// Connections.
    pub connections: usize,
    /// Messages acknowledged to the sender, per second.
    pub acknowledged_per_s: f64,
    /// Messages at the receiver, per second, from the first sent to the last delivered.
    pub delivered_per_s: f64,
    /// From sending to acknowledgment, microseconds.
    pub latency: LatencyReport,
    /// Not acknowledged with AA, or lost connections. Anything but 0 spoils the run.
    pub failures: u64,
    /// Processor time of the hub for each message, microseconds.
    pub hub_cpu_us_per_message: f64,
    /// Processor time of sender and receiver for each message, microseconds.
    pub load_cpu_us_per_message: f64,
    /// Memory of the hub after the run, bytes.
    pub hub_resident_bytes: u64,
    /// Bytes that the hub wrote to the disk for each message.
    pub written_bytes_per_message: f64,
}

/// All of a run.
#[derive(Debug, Clone, Serialize)]
pub struct BenchReport {
    /// The bare machine.
    pub machine: machine::MachineReport,
    /// In the order measured.
    pub measurements: Vec<Measurement>,
}

impl BenchReport {
    /// Tells whether every message sent was acknowledged with AA.
    pub fn is_clean(&self) -> bool {
        self.measurements.iter().all(|measurement| measurement.failures == 0)
    }

    /// Draws the Markdown table.
    pub fn table(&self) -> String {
        table::table(self)
    }
}

/// Measures every combination asked for.
///
/// # Errors
/// When the hub cannot be started, or a message gets stuck.
pub async fn run(options: &BenchOptions) -> Result<BenchReport> {
    let temporary = match &options.folder {
        Some(folder) => tempfile::tempdir_in(folder),
        None => tempfile::tempdir(),
    };
    let root = temporary.context("making a folder to work in")?;
    let machine = machine::measure(root.path(), Duration::from_secs(2)).context("measuring the machine")?;
    let receiving = Receiving::start().await?;
    let folder = HubFolder::new(&options.hub, root.path())?;
    for channel in &options.channels {
        write_channel(&folder.channels(), channel, &[receiving.address()])?;
    }
    let hub = folder.start().await?;
    let mut measurements = Vec::new();
    for (index, (channel, message, connections)) in combinations(options).into_iter().enumerate() {
        let load = Load {
            hub: &hub,
            channel,
            message,
            connections,
        };
        load.send(&prefix('W', index)?, WARM_UP).await?;
        measurements.push(load.measure(&prefix('M', index)?, options.duration.get()).await?);
    }
    hub.stop().await?;
    receiving.stop()?;
    Ok(BenchReport { machine, measurements })
}

fn combinations(options: &BenchOptions) -> Vec<(&str, MessageKind, usize)> {
    let mut all = Vec::new();
    for channel in &options.channels {
        for message in &options.messages {
            all.extend(
                options
                    .connections
                    .iter()
                    .map(|connections| (channel.as_str(), *message, *connections)),
            );
        }
    }
    all
}

/// Ids of different measurements must differ, since the hub is the same.
fn prefix(letter: char, index: usize) -> Result<RunPrefix> {
    Ok(format!("{letter}{index:04}").parse()?)
}

struct Load<'a> {
    hub: &'a HubProcess,
    channel: &'a str,
    message: MessageKind,
    connections: usize,
}

impl Load<'_> {
    /// Sends for a time and waits until all is delivered; returns the generator's report and the time of both.
    async fn send(&self, run: &RunPrefix, duration: Duration) -> Result<(nilecare_load::GeneratorReport, Duration)> {
        let address = self.hub.api().source_address(self.channel).await?;
        let options = GeneratorOptions {
            n_connections: self.connections,
            message: self.message,
            limit: Limit::Duration(duration),
            ..GeneratorOptions::new(address, *run)
        };
        let start = Instant::now();
        let report = Generator::new(options)?.run(CancellationToken::new()).await?;
        until("the queue to drain", DRAIN_LIMIT, async || {
            Ok(self.hub.api().is_drained(self.channel).await?.then_some(()))
        })
        .await?;
        Ok((report, start.elapsed()))
    }

    async fn measure(&self, run: &RunPrefix, duration: Duration) -> Result<Measurement> {
        let (hub_before, load_before) = (self.hub.usage()?, nilecare_load::cpu_time());
        let (report, elapsed) = self.send(run, duration).await?;
        let (hub_after, load_after) = (self.hub.usage()?, nilecare_load::cpu_time());
        let n_messages = report.acknowledged.max(1) as f64;
        let per_message_us = |time: Duration| time.as_secs_f64() * 1e6 / n_messages;
        Ok(Measurement {
            channel: self.channel.to_owned(),
            message: self.message,
            connections: self.connections,
            acknowledged_per_s: report.rate_per_s,
            delivered_per_s: report.acknowledged as f64 / elapsed.as_secs_f64(),
            latency: report.latency,
            failures: report.refused + report.mismatched + report.connection_failures,
            hub_cpu_us_per_message: per_message_us(hub_after.cpu - hub_before.cpu),
            load_cpu_us_per_message: per_message_us(load_after - load_before),
            hub_resident_bytes: hub_after.resident_bytes,
            written_bytes_per_message: (hub_after.written_bytes - hub_before.written_bytes) as f64 / n_messages,
        })
    }
}
