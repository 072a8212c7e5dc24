//! One channel of a drill with its senders and receivers, who keep ledgers and outlive the hub.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use nilecare_load::{
    CheckReport, Generator, GeneratorError, GeneratorOptions, GeneratorReport, Limit, Order, Receiver, ReceiverOptions,
    RunPrefix, check_in_order,
};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{HubApi, until};

/// How long the queues may take to drain.
const DRAIN_LIMIT: Duration = Duration::from_secs(300);

/// A channel between senders and receivers.
pub(crate) struct Flow {
    pub channel: String,
    pub destinations: Vec<String>,
    /// In which order each receiver must get what the senders sent.
    pub order: Order,
    pub source: PathBuf,
    pub ledgers: Vec<PathBuf>,
    /// They receive until they are dropped.
    pub receivers: Vec<Receiver>,
}

/// Senders under way.
pub(crate) struct Sending {
    stop: CancellationToken,
    task: JoinHandle<Result<GeneratorReport, GeneratorError>>,
}

impl Flow {
    /// Starts a receiver for each destination; ledgers are in `root`.
    pub(crate) async fn start(root: &Path, channel: &str, destinations: &[&str], order: Order) -> Result<Self> {
        let path = |name: &str| root.join(format!("{channel}-{name}.ledger"));
        let ledgers = destinations.iter().map(|name| path(name)).collect::<Vec<_>>();
        let mut receivers = Vec::new();
        for ledger in &ledgers {
            let options = ReceiverOptions {
                ledger: Some(ledger.clone()),
                ..ReceiverOptions::default()
            };
            receivers.push(Receiver::start(SocketAddr::from(([127, 0, 0, 1], 0)), options).await?);
        }
        Ok(Self {
            channel: channel.to_owned(),
            destinations: destinations.iter().map(|name| (*name).to_owned()).collect(),
            order,
            source: path("sent"),
            ledgers,
            receivers,
        })
    }

    /// Returns where the receivers listen.
    pub(crate) fn addresses(&self) -> Vec<SocketAddr> {
        self.receivers.iter().map(Receiver::local_addr).collect()
    }

    /// Returns the destinations with their receivers' addresses.
    pub(crate) fn named_addresses(&self) -> Vec<(String, SocketAddr)> {
        self.destinations.iter().cloned().zip(self.addresses()).collect()
    }

    /// Says how to send until told to stop, with a ledger.
    pub(crate) fn load(&self, address: SocketAddr, run: RunPrefix, n_connections: usize) -> GeneratorOptions {
        GeneratorOptions {
            n_connections,
            n_patients: match self.order {
                Order::ByConnection => 1,
                Order::ByPatient(n_patients) => n_patients,
            },
            limit: Limit::Count(u64::MAX),
            ledger: Some(self.source.clone()),
            ..GeneratorOptions::new(address, run)
        }
    }

    /// Waits until the hub has nothing left to do for the channel.
    pub(crate) async fn drained(&self, api: &HubApi) -> Result<()> {
        until("the queues to drain", DRAIN_LIMIT, async || {
            Ok(api.is_drained(&self.channel).await?.then_some(()))
        })
        .await
    }

    /// Compares the ledgers.
    pub(crate) fn check(&self) -> Result<CheckReport> {
        // A sender that was never answered has no ledger yet.
        std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.source)?;
        Ok(check_in_order(&self.source, &self.ledgers, self.order)?)
    }

    /// Compares the ledgers and says what is wrong, second deliveries included.
    pub(crate) fn findings_without_repeats(&self) -> Result<(CheckReport, Vec<String>)> {
        let report = self.check()?;
        let mut wrong = Vec::new();
        if !report.is_sound {
            wrong.push(format!("{}: {}", self.channel, serde_json::to_string(&report)?));
        }
        for receiver in report.receivers.iter().filter(|receiver| receiver.repeats.count > 0) {
            wrong.push(format!(
                "{}: {} came again, such as {:?}",
                receiver.ledger, receiver.repeats.count, receiver.repeats.first
            ));
        }
        Ok((report, wrong))
    }
}

impl Sending {
    /// Starts senders.
    pub(crate) fn start(options: GeneratorOptions) -> Result<Self> {
        let stop = CancellationToken::new();
        let task = tokio::spawn(Generator::new(options)?.run(stop.clone()));
        Ok(Self { stop, task })
    }

    /// Lets them end after their last answer.
    pub(crate) async fn stop(self) -> Result<GeneratorReport> {
        self.stop.cancel();
        Ok(self.task.await??)
    }

    /// Waits until they have seen their connections break.
    pub(crate) async fn broken(self) -> Result<()> {
        match self.task.await? {
            Err(GeneratorError::Exchange { .. } | GeneratorError::Connect { .. }) => Ok(()),
            Err(error) => Err(error.into()),
            Ok(_) => anyhow::bail!("the sender came to its end although the hub was killed"),
        }
    }
}

/// Finds a port of 127.0.0.1 that nobody listens on, for a source that senders find again after a restart.
pub(crate) fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
