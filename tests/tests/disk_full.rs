//! A full disk: senders are told to try later, nothing is promised that cannot be kept, and room is all it takes to go on.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use nilecare_engine_runtime::{ChannelState, EngineOptions};
use nilecare_load::{Generator, GeneratorOptions, GeneratorReport, Limit, Receiver, ReceiverOptions, check};
use nilecare_testkit::faultfs::FaultFs;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, RawSender, adt, count, eventually, frame, within};
use tokio_util::sync::CancellationToken;

/// The longest that a sender waits for a refusal while the disk is full.
const ANSWERED_WITHIN: Duration = Duration::from_secs(1);

/// What a sender is told.
#[derive(Debug, PartialEq, Eq)]
enum Probe {
    Taken,
    Refused,
    /// It is on disk; the outcome that its reply waits for cannot be written yet. A refusal would be wrong.
    Waits,
}

struct Drill {
    folder: tempfile::TempDir,
    receiver: Receiver,
    hub: Hub,
    address: SocketAddr,
    fs: Arc<FaultFs>,
}

impl Drill {
    async fn start(name: &str, window: usize, channel: impl FnOnce(ChannelFile) -> ChannelFile) -> Self {
        Self::start_with_receiver(name, window, channel, Duration::ZERO).await
    }

    /// Starts one whose receiver waits so long before each answer.
    async fn start_with_receiver(
        name: &str,
        window: usize,
        channel: impl FnOnce(ChannelFile) -> ChannelFile,
        delay: Duration,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let receiver = ReceiverOptions {
            ledger: Some(folder.path().join("receiver")),
            delay,
            ..ReceiverOptions::default()
        };
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let receiver = Receiver::start(any, receiver).await.expect("there is a free port");
        let fs = Arc::new(FaultFs::register(name).expect("the name is free"));
        let hub = Hub::start(HubOptions {
            vfs: Some(fs.name().to_owned()),
            checkpoint_bytes: 500_000,
            engine: EngineOptions {
                window,
                ..EngineOptions::default()
            },
            ..HubOptions::default()
        });
        let hub = hub.expect("the folder is new");
        let file = channel(ChannelFile::listening("full", 0));
        let address = hub
            .listen(&file.to(DestinationFile::sending("lab", receiver.local_addr())))
            .await;
        Self {
            folder,
            receiver,
            hub,
            address,
            fs,
        }
    }

    fn source_ledger(&self) -> PathBuf {
        self.folder.path().join("source")
    }

    fn generate(&self, run: &str, limit: Limit) -> (CancellationToken, tokio::task::JoinHandle<GeneratorReport>) {
        let options = GeneratorOptions {
            n_connections: 4,
            limit,
            ledger: Some(self.source_ledger()),
            pause: Duration::from_millis(1),
            ..GeneratorOptions::new(self.address, run.parse().expect("it is a prefix"))
        };
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let generator = Generator::new(options).expect("the ledger can be made");
        (
            stop,
            tokio::spawn(async move { generator.run(stopped).await.expect("no connection fails") }),
        )
    }

    /// Sends one message by hand.
    async fn probe(&self, id: &str) -> Probe {
        let mut sender = RawSender::connect(self.address).await.expect("it listens");
        let message = frame(&adt(id, "FULL", 0));
        let Ok((code, answered)) = tokio::time::timeout(ANSWERED_WITHIN, sender.ask(&message)).await else {
            return Probe::Waits;
        };
        assert_eq!(answered, id);
        match code.as_str() {
            "AA" => Probe::Taken,
            "AE" => Probe::Refused,
            other => panic!("a sender was answered {other}"),
        }
    }

    /// Everything that was acknowledged is in the store and with the receiver; nothing that was refused is anywhere.
    async fn assert_ledgers_hold(self) -> usize {
        self.hub.settled("full").await;
        let ledger = std::fs::read_to_string(self.source_ledger()).expect("it was written");
        let ids = |letter: &str| -> BTreeSet<String> {
            ledger
                .lines()
                .filter_map(|line| line.strip_prefix(letter))
                .map(str::to_owned)
                .collect()
        };
        let stored = self.hub.messages("full").await;
        let stored: Vec<_> = stored.iter().filter_map(|message| message.control_id.clone()).collect();
        let stored_once: BTreeSet<_> = stored.iter().filter(|id| !id.starts_with("PROBE")).cloned().collect();
        assert_eq!(
            stored_once,
            ids("A "),
            "the store has what was acknowledged, no less and no more"
        );
        let report = check(&self.source_ledger(), &[self.folder.path().join("receiver")]).expect("they are ledgers");
        let receiver = &report.receivers[0];
        assert_eq!(receiver.acknowledged_not_received.count, 0, "{receiver:?}");
        assert_eq!(
            (receiver.order_breaks.count, receiver.repeats.count),
            (0, 0),
            "{receiver:?}"
        );
        let n_refused = ids("S ").len() - ids("A ").len();
        self.hub.close().await.expect("it can be closed");
        n_refused
    }
}

#[tokio::test]
async fn at_every_level_senders_are_refused_in_time_and_room_is_all_it_takes() {
    let drill = Drill::start("disk-full-levels", 1024, |channel| channel).await;
    let n_levels = count("NILECARE_DRILL_LEVELS", 12);
    for level in 0..n_levels {
        let (stop, running) = drill.generate(&format!("L{level:04}"), Limit::Count(u64::MAX));
        let before = drill.receiver.n_received();
        eventually("messages flow", async || drill.receiver.n_received() > before + 5).await;
        // Not a multiple of a page, so that writes end at every place within a transaction.
        drill.fs.disk_limit(drill.fs.disk_used() + level as u64 * 7_001);
        let (mut n_probes, mut n_waiting) = (0, 0);
        eventually("the disk is full", async || {
            n_probes += 1;
            let probe = drill.probe(&format!("PROBE-{level}-{n_probes}")).await;
            n_waiting += usize::from(probe == Probe::Waits);
            probe == Probe::Refused
        })
        .await;
        assert!(
            n_waiting <= 1,
            "level {level}: with one outcome to be written nothing more is taken"
        );
        drill.fs.clear();
        eventually("it goes on by itself", async || {
            n_probes += 1;
            drill.probe(&format!("PROBE-{level}-{n_probes}")).await == Probe::Taken
        })
        .await;
        let before = drill.receiver.n_received();
        eventually("messages flow again", async || drill.receiver.n_received() > before + 5).await;
        stop.cancel();
        let report = within("the generator", running).await.expect("it does not panic");
        assert_eq!(
            (report.mismatched, report.connection_failures),
            (0, 0),
            "level {level}: {report:?}"
        );
        assert!(
            !*drill.hub.store().failed().borrow(),
            "a full disk is no failure of the store"
        );
    }
    assert!(
        drill.assert_ledgers_hold().await >= n_levels,
        "senders were refused at every level"
    );
}

#[tokio::test]
async fn acknowledgments_on_receipt_hold_when_the_disk_fills_between_receipt_and_processing() {
    let drill = Drill::start("disk-full-receipt", 1024, ChannelFile::replying_on_receipt).await;
    for level in 0..count("NILECARE_DRILL_LEVELS", 20) {
        drill
            .fs
            .disk_limit(drill.fs.disk_used() + 60_000 + level as u64 * 1_013);
        let (_, running) = drill.generate(&format!("R{level:04}"), Limit::Count(120));
        let report = within("the generator", running).await.expect("it does not panic");
        assert_eq!(report.sent, 120);
        assert!(
            report.latency.max_us < ANSWERED_WITHIN.as_micros() as f64,
            "level {level}: {report:?}"
        );
        drill.fs.clear();
    }
    assert!(
        drill.assert_ledgers_hold().await > 0,
        "nobody was refused: the disk was never full"
    );
}

#[tokio::test]
async fn a_channel_stopped_on_a_full_disk_repeats_nothing_when_it_starts_again() {
    // The receiver takes longer for a message than the channel, so deliveries are under way when the disk is full.
    let delay = Duration::from_millis(50);
    let drill = Drill::start_with_receiver("disk-full-stop", 1024, ChannelFile::replying_on_receipt, delay).await;
    // Few, so that the log is not written over from its start: that would need no room.
    let (_, running) = drill.generate("FIRST", Limit::Count(10));
    within("the generator", running).await.expect("it does not panic");
    drill.hub.settled("full").await;
    // Admissions fit, the outcomes of their deliveries do not.
    drill.fs.disk_limit(drill.fs.disk_used() + 150_000);
    let (_, running) = drill.generate("SECND", Limit::Count(400));
    let report = within("the generator", running).await.expect("it does not panic");
    assert!(report.refused > 0, "{report:?}");
    drill.fs.disk_limit(drill.fs.disk_used());
    let channel: nilecare_types::ChannelId = "full".parse().expect("it is a name");
    let id = channel.clone();
    let stopped = drill
        .hub
        .on_engine(|engine| async move { engine.change(&id, ChannelState::Stopped).await })
        .await;
    let id = channel.clone();
    let started = drill
        .hub
        .on_engine(|engine| async move { engine.change(&id, ChannelState::Started).await })
        .await;
    assert!(
        stopped.is_err() && started.is_err(),
        "it is told that the disk has no room"
    );
    let id = channel.clone();
    let status = drill
        .hub
        .on_engine(|engine| async move { engine.status(&id).await })
        .await;
    assert_eq!(status.expect("it is deployed").state, ChannelState::Stopped);
    drill.fs.clear();
    eventually("it can start", async || {
        let id = channel.clone();
        let started = drill
            .hub
            .on_engine(|engine| async move { engine.change(&id, ChannelState::Started).await });
        started.await.is_ok()
    })
    .await;
    drill.assert_ledgers_hold().await;
}

/// What was admitted fills the channel's window and cannot be recorded: the senders behind it must not wait for it.
#[tokio::test]
async fn senders_behind_a_full_window_are_refused_in_time_too() {
    let drill = Drill::start("disk-full-window", 2, ChannelFile::replying_on_receipt).await;
    let mut n_refused = 0;
    for level in 0..count("NILECARE_DRILL_LEVELS", 20) {
        drill.fs.disk_limit(drill.fs.disk_used() + level as u64 * 4_999);
        let (_, running) = drill.generate(&format!("W{level:04}"), Limit::Count(40));
        let report = within("the generator", running).await.expect("it does not panic");
        assert!(
            report.latency.max_us < ANSWERED_WITHIN.as_micros() as f64,
            "level {level}: {report:?}"
        );
        n_refused += report.refused;
        drill.fs.clear();
    }
    assert!(n_refused > 0);
    drill.assert_ledgers_hold().await;
}
