//! Ends the hub with SIGKILL under load, starts it again, and compares what the sender was promised with what the
//! receivers got (R1: nothing acknowledged is lost, order is kept, each repeat is marked).
//!
//! ```text
//! round: load ─► SIGKILL at a random moment ─► start [─► SIGKILL while it recovers ─► start] ─► queues empty ─► ledgers
//! ```
//! Receivers and ledgers live through all rounds, and so does the hub's data. Two channels are loaded at once: `kill` keeps
//! the order of each connection; `kill-steps` has a source queue, several threads, a chain and queues by patient, and keeps
//! the order of each patient.

mod repeats;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use nilecare_load::{CheckReport, Order, RunPrefix};
use nilecare_types::HumanDuration;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde::Serialize;

use crate::flow::{Flow, Sending};
use crate::{HubFolder, HubProcess, write_channel};
use repeats::Repeats;

/// The channels with their destinations and the order that each keeps.
const CHANNELS: [(&str, &[&str], Order); 2] = [
    ("kill", &["first", "second"], Order::ByConnection),
    ("kill-steps", &["keyed", "chained", "beside"], Order::ByPatient(5)),
];
/// One round in so many kills the hub a second time while it recovers.
const SECOND_KILL_IN: u32 = 4;

/// How to drill.
#[derive(Debug, Clone, clap::Args)]
pub struct KillOptions {
    /// The binary `nilecare`.
    #[arg(long)]
    pub hub: PathBuf,
    /// How often to kill.
    #[arg(long, default_value_t = 20)]
    pub rounds: u32,
    /// Connections that send to each channel, each with one message in flight.
    #[arg(long, default_value_t = 8)]
    pub connections: usize,
    /// The longest load before the kill; the moment is random.
    #[arg(long, default_value = "1500ms")]
    pub longest_load: HumanDuration,
    /// Chooses the random moments; told at the start, so that a run can be repeated.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Folder to work in, kept afterwards. A temporary one by default.
    #[arg(long)]
    pub folder: Option<PathBuf>,
}

/// What one round showed.
#[derive(Debug, Clone, Serialize)]
pub struct Round {
    /// Counted from 1.
    pub round: u32,
    /// Time of load before the kill, milliseconds.
    pub load_ms: u64,
    /// Whether the hub was killed a second time while it recovered.
    pub is_killed_twice: bool,
    /// From the start of the process to ready, milliseconds.
    pub start_ms: u64,
    /// From ready to empty queues, milliseconds.
    pub drain_ms: u64,
    /// Messages sent in all rounds so far.
    pub sent: u64,
    /// Messages acknowledged in all rounds so far.
    pub acknowledged: u64,
    /// Second deliveries in this round.
    pub repeats: usize,
    /// Second deliveries that the hub does not show as possible duplicates.
    pub unmarked_repeats: Vec<String>,
    /// The comparison of all ledgers so far, by channel.
    pub ledgers: Vec<CheckReport>,
}

impl Round {
    /// Tells whether nothing was lost, invented, out of order or repeated without a mark.
    pub fn is_sound(&self) -> bool {
        self.ledgers.iter().all(|report| report.is_sound) && self.unmarked_repeats.is_empty()
    }
}

/// Runs the rounds and gives each to `told` when it is over.
///
/// # Errors
/// When the hub cannot be started, ends by itself, or a queue does not drain.
pub async fn run(options: &KillOptions, mut told: impl FnMut(&Round)) -> Result<()> {
    let temporary = tempfile::tempdir().context("making a folder to work in")?;
    let root = options.folder.as_deref().unwrap_or(temporary.path());
    let mut drill = Drill::prepare(options, root).await?;
    let mut hub = drill.folder.start().await?;
    for round in 1..=options.rounds {
        let (result, next) = drill
            .round(round, hub)
            .await
            .with_context(|| format!("round {round}"))?;
        told(&result);
        hub = next;
    }
    hub.stop().await?;
    Ok(())
}

/// What lives through all rounds.
struct Drill {
    folder: HubFolder,
    flows: Vec<(Flow, Vec<Repeats>)>,
    random: StdRng,
    connections: usize,
    longest_load: Duration,
}

impl Drill {
    async fn prepare(options: &KillOptions, root: &Path) -> Result<Self> {
        let folder = HubFolder::new(&options.hub, root)?;
        let mut flows = Vec::new();
        for (channel, destinations, order) in CHANNELS {
            let flow = Flow::start(root, channel, destinations, order).await?;
            write_channel(&folder.channels(), channel, &flow.addresses())?;
            let repeats = destinations.iter().zip(&flow.ledgers);
            let repeats = repeats.map(|(name, path)| Repeats::new(name, path)).collect();
            flows.push((flow, repeats));
        }
        Ok(Self {
            folder,
            flows,
            random: StdRng::seed_from_u64(options.seed.unwrap_or_else(rand::random)),
            connections: options.connections,
            longest_load: options.longest_load.get(),
        })
    }

    async fn round(&mut self, round: u32, hub: HubProcess) -> Result<(Round, HubProcess)> {
        let load = self.moment(self.longest_load);
        self.load_and_kill(round, hub, load).await?;
        let is_killed_twice = round.is_multiple_of(SECOND_KILL_IN);
        if is_killed_twice {
            let recovering = self.folder.start_without_waiting()?;
            tokio::time::sleep(self.moment(Duration::from_millis(150))).await;
            recovering.kill()?;
        }
        let start = Instant::now();
        let hub = self.folder.start().await?;
        let (start_ms, ready) = (milliseconds(start.elapsed()), Instant::now());
        for (flow, _) in &self.flows {
            flow.drained(hub.api()).await?;
        }
        let drain_ms = milliseconds(ready.elapsed());
        let (mut n_repeats, mut unmarked_repeats, mut ledgers) = (0, Vec::new(), Vec::new());
        for (flow, repeats) in &mut self.flows {
            ledgers.push(flow.check()?);
            for receiver in repeats {
                let new = receiver.look(hub.api(), &flow.channel).await?;
                n_repeats += new.n_repeats;
                unmarked_repeats.extend(new.unmarked);
            }
        }
        let result = Round {
            round,
            load_ms: milliseconds(load),
            is_killed_twice,
            start_ms,
            drain_ms,
            sent: ledgers.iter().map(|report| report.sent).sum(),
            acknowledged: ledgers.iter().map(|report| report.acknowledged).sum(),
            repeats: n_repeats,
            unmarked_repeats,
            ledgers,
        };
        Ok((result, hub))
    }

    /// Sends until the hub is killed; the senders see their connections break.
    async fn load_and_kill(&mut self, round: u32, hub: HubProcess, load: Duration) -> Result<()> {
        let run: RunPrefix = format!("K{:04}", round % 10_000).parse()?;
        let mut sending = Vec::new();
        for (flow, _) in &self.flows {
            let address = hub.api().source_address(&flow.channel).await?;
            sending.push(Sending::start(flow.load(address, run, self.connections))?);
        }
        tokio::time::sleep(load).await;
        hub.kill()?;
        for senders in sending {
            senders.broken().await?;
        }
        Ok(())
    }

    fn moment(&mut self, longest: Duration) -> Duration {
        longest.mul_f64(self.random.random_range(0.02..1.0))
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
