//! Sends messages over several connections, each with one message in flight, and measures.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::connection::{Connection, Tally};
use crate::control_id::{ControlId, RunPrefix};
use crate::histogram::{Histogram, LatencyReport};
use crate::ledger::SourceLedger;
use crate::message::{MessageKind, PreparedMessage};
use crate::usage::cpu_time;

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// After this time; a message in flight is waited for.
    Duration(Duration),
    /// After this many messages on all connections together.
    Count(u64),
}

/// What to send and how.
#[derive(Debug, Clone)]
pub struct GeneratorOptions {
    /// The MLLP listener to load.
    pub address: SocketAddr,
    /// Connections, 1 to 10,000.
    pub n_connections: usize,
    /// The message to send.
    pub message: MessageKind,
    /// Patients of each connection, who take turns, 1 to 10,000; those of different connections differ.
    pub n_patients: u64,
    /// When to stop.
    pub limit: Limit,
    /// Starts every MSH-10; take a new one for each run against the same hub.
    pub run: RunPrefix,
    /// Where to note each message sent and acknowledged; `None` notes nothing.
    pub ledger: Option<PathBuf>,
    /// How long a connection waits after each answer; zero sends the next message at once.
    pub pause: Duration,
    /// Whether each line of the ledger waits for the disk.
    pub is_ledger_synced: bool,
    /// How long to wait for an answer before the connection counts as failed.
    pub response_timeout: Duration,
    /// How long to try again after a failed connection, sending the unanswered message once more. `None` ends the run at
    /// the first failure.
    pub reconnect_for: Option<Duration>,
}

impl GeneratorOptions {
    /// Takes the usual: one connection, one patient each, admissions, 10 s, no pause, no ledger, 30 s for an answer, no reconnection.
    pub fn new(address: SocketAddr, run: RunPrefix) -> Self {
        Self {
            address,
            n_connections: 1,
            message: MessageKind::Adt,
            n_patients: 1,
            limit: Limit::Duration(Duration::from_secs(10)),
            run,
            pause: Duration::ZERO,
            ledger: None,
            is_ledger_synced: false,
            response_timeout: Duration::from_secs(30),
            reconnect_for: None,
        }
    }
}

/// Says why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum GeneratorError {
    /// Fewer than one connection or more than ids can tell apart.
    #[error("{0} connections were asked for, choose 1 to {max}", max = ControlId::MAX_CONNECTIONS)]
    ConnectionCount(usize),
    /// The ledger could not be opened or written.
    #[error("writing the ledger of sent messages")]
    Ledger(#[source] std::io::Error),
    /// The peer could not be reached in time.
    #[error("connecting to {address}")]
    Connect {
        /// The peer.
        address: SocketAddr,
        /// What the last try said.
        source: std::io::Error,
    },
    /// The connection failed and no reconnection was asked for.
    #[error("exchanging message {control_id} with {address}")]
    Exchange {
        /// The peer.
        address: SocketAddr,
        /// The message in flight.
        control_id: ControlId,
        /// What the connection said.
        source: std::io::Error,
    },
    /// A connection's task ended without an answer.
    #[error("a connection's task failed")]
    Task(#[source] tokio::task::JoinError),
}

/// What a run did.
#[derive(Debug, Clone, serde::Serialize)]
pub struct GeneratorReport {
    /// The message sent.
    pub message: MessageKind,
    /// Connections used.
    pub connections: usize,
    /// Different messages sent.
    pub sent: u64,
    /// Of those, answered AA or CA for the right message.
    pub acknowledged: u64,
    /// Answered with another code, such as AE or AR, for the right message.
    pub refused: u64,
    /// Answers that were no acknowledgment, or for another message.
    pub mismatched: u64,
    /// Messages sent again after a failed connection.
    pub resent: u64,
    /// Connections that failed: refused, reset, closed or silent too long.
    pub connection_failures: u64,
    /// From the start of the run, connecting included, to the last answer, seconds.
    pub elapsed_s: f64,
    /// Acknowledged messages per second of that time.
    pub rate_per_s: f64,
    /// From the first byte sent to the whole answer read, microseconds.
    pub latency: LatencyReport,
    /// CPU time of the whole process during the run, seconds.
    pub cpu_s: f64,
}

/// A run about to start.
#[derive(Debug)]
pub struct Generator {
    options: GeneratorOptions,
    ledger: Option<SourceLedger>,
}

impl Generator {
    /// Checks the options and opens the ledger.
    ///
    /// # Errors
    /// When the number of connections is out of range or the ledger cannot be opened.
    pub fn new(options: GeneratorOptions) -> Result<Self, GeneratorError> {
        if !(1..=ControlId::MAX_CONNECTIONS).contains(&options.n_connections) {
            return Err(GeneratorError::ConnectionCount(options.n_connections));
        }
        let open = |path: &PathBuf| SourceLedger::open(path, options.is_ledger_synced);
        let ledger = options
            .ledger
            .as_ref()
            .map(open)
            .transpose()
            .map_err(GeneratorError::Ledger)?;
        Ok(Self { options, ledger })
    }

    /// Sends until the limit is reached or `stop` is cancelled; a message in flight is waited for, unless its peer is
    /// being reconnected.
    ///
    /// # Errors
    /// When a connection fails for good. Messages noted in the ledger stay noted.
    pub async fn run(self, stop: CancellationToken) -> Result<GeneratorReport, GeneratorError> {
        let Self { options, ledger } = self;
        let (ledger, options) = (ledger.map(Arc::new), Arc::new(options));
        let (start, cpu_before) = (Instant::now(), cpu_time());
        let latency = Arc::new(Mutex::new(Histogram::default()));
        let mut tasks = JoinSet::new();
        for number in 0..options.n_connections {
            let connection = Connection {
                number,
                options: Arc::clone(&options),
                ledger: ledger.clone(),
                latency: Arc::clone(&latency),
                stop: stop.clone(),
                n_messages: share_of_limit(&options, number),
                end: end_of_limit(&options, start),
                message: PreparedMessage::new(options.message),
            };
            tasks.spawn(connection.run());
        }
        let mut tally = Tally::default();
        while let Some(finished) = tasks.join_next().await {
            // The first failure drops `tasks`, which ends the other connections.
            tally.merge(&finished.map_err(GeneratorError::Task)??);
        }
        let elapsed = start.elapsed();
        let latency = latency.lock().expect("recording a latency does not panic").report();
        Ok(report(&options, &tally, latency, elapsed, cpu_time() - cpu_before))
    }
}

/// Returns how many messages a connection may send; the first ones take the rest of an uneven division.
fn share_of_limit(options: &GeneratorOptions, number: usize) -> u64 {
    let Limit::Count(count) = options.limit else {
        return u64::MAX;
    };
    let n_connections = options.n_connections as u64;
    count / n_connections + u64::from((number as u64) < count % n_connections)
}

fn end_of_limit(options: &GeneratorOptions, start: Instant) -> Option<Instant> {
    match options.limit {
        Limit::Duration(duration) => Some(start + duration),
        Limit::Count(_) => None,
    }
}

fn report(
    options: &GeneratorOptions,
    tally: &Tally,
    latency: LatencyReport,
    elapsed: Duration,
    cpu: Duration,
) -> GeneratorReport {
    GeneratorReport {
        message: options.message,
        connections: options.n_connections,
        sent: tally.sent,
        acknowledged: tally.acknowledged,
        refused: tally.refused,
        mismatched: tally.mismatched,
        resent: tally.resent,
        connection_failures: tally.connection_failures,
        elapsed_s: elapsed.as_secs_f64(),
        rate_per_s: tally.acknowledged as f64 / elapsed.as_secs_f64(),
        latency,
        cpu_s: cpu.as_secs_f64(),
    }
}
