//! Senders and receivers, over real sockets and with ledgers, around a hub that comes and goes while its port stays.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nilecare_load::{
    CheckReport, Generator, GeneratorOptions, GeneratorReport, Limit, Receiver, ReceiverOptions, check,
};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{ChannelFile, DestinationFile, Hub};

/// Finds a port of 127.0.0.1 that nobody listens on.
///
/// # Panics
/// When there is none.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    listener.local_addr().expect("it is bound").port()
}

/// Four senders, and a receiver behind each of two destinations.
#[derive(Debug)]
pub struct Peers {
    folder: TempDir,
    receivers: Vec<Receiver>,
    stop: CancellationToken,
    generator: JoinHandle<GeneratorReport>,
    port: u16,
}

impl Peers {
    /// The channel between them.
    pub const CHANNEL: &str = "peers";
    /// Its destinations.
    pub const DESTINATIONS: [&str; 2] = ["lab", "archive"];

    /// Starts the receivers, and senders that wait until somebody listens.
    ///
    /// # Panics
    /// When there is no free port or no temporary folder.
    pub async fn start() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let mut receivers = Vec::new();
        for name in Self::DESTINATIONS {
            let options = ReceiverOptions {
                ledger: Some(folder.path().join(name)),
                ..ReceiverOptions::default()
            };
            let any = SocketAddr::from(([127, 0, 0, 1], 0));
            receivers.push(Receiver::start(any, options).await.expect("there is a free port"));
        }
        let port = free_port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let options = GeneratorOptions {
            n_connections: 4,
            limit: Limit::Count(u64::MAX),
            ledger: Some(folder.path().join("source")),
            reconnect_for: Some(Duration::from_secs(60)),
            ..GeneratorOptions::new(address, "DRILL".parse().expect("it is a prefix"))
        };
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let generator = Generator::new(options).expect("the ledger can be made");
        let generator = tokio::spawn(async move { generator.run(stopped).await.expect("the hub comes back") });
        Self {
            folder,
            receivers,
            stop,
            generator,
            port,
        }
    }

    /// Returns the channel from the senders to the receivers.
    pub fn channel(&self) -> ChannelFile {
        let channel = ChannelFile::listening(Self::CHANNEL, self.port);
        let to = |(name, receiver): (&&str, &Receiver)| DestinationFile::sending(name, receiver.local_addr());
        Self::DESTINATIONS
            .iter()
            .zip(&self.receivers)
            .map(to)
            .fold(channel, ChannelFile::to)
    }

    /// Waits until so many more messages have come through.
    ///
    /// # Panics
    /// When they do not.
    pub async fn flow(&self, n_more: u64) {
        let before = self.receivers[1].n_received();
        crate::eventually("messages flow", async || {
            self.receivers[1].n_received() >= before + n_more
        })
        .await;
    }

    /// Returns the ledger of the senders.
    pub fn source_ledger(&self) -> PathBuf {
        self.folder.path().join("source")
    }

    /// Returns the ledger of a destination's receiver.
    pub fn ledger(&self, destination: &str) -> PathBuf {
        self.folder.path().join(destination)
    }

    /// Stops sending and waits until all is delivered.
    ///
    /// # Panics
    /// When it is not, or a sender was answered for another message.
    pub async fn stop(&mut self, hub: &Hub) {
        self.stop.cancel();
        let sent = crate::within("the generator", &mut self.generator)
            .await
            .expect("it does not panic");
        assert_eq!(sent.mismatched, 0, "{sent:?}");
        hub.settled(Self::CHANNEL).await;
    }

    /// Compares the ledgers.
    ///
    /// # Panics
    /// When they cannot be read.
    pub fn check(&self) -> CheckReport {
        let ledgers = Self::DESTINATIONS.map(|name| self.ledger(name));
        check(&self.source_ledger(), &ledgers).expect("they are ledgers")
    }

    /// Stops sending, waits until all is delivered, closes the hub, and compares the ledgers.
    ///
    /// # Panics
    /// When something of it fails.
    pub async fn end(mut self, hub: Hub) -> CheckReport {
        self.stop(&hub).await;
        hub.close().await.expect("it can be closed");
        self.check()
    }
}

/// Reads the control ids of a ledger's lines that begin with a letter, in order.
///
/// # Panics
/// When it cannot be read.
pub fn ledger_ids(ledger: &Path, letter: char) -> Vec<String> {
    let text = std::fs::read_to_string(ledger).expect("it was written");
    let ids = text
        .lines()
        .filter_map(|line| line.strip_prefix(letter)?.strip_prefix(' '));
    ids.map(str::to_owned).collect()
}
