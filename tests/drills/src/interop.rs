//! The hub and the HL7 and FHIR software of others: they send to it, it forwards to them, and they use its FHIR server.
//!
//! The peers are the small programs of `tests/interop`; each uses one library, and checks with it what it gets. A peer
//! whose library is missing is told as not run.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use nilecare_load::{Generator, GeneratorOptions, Limit, Receiver, ReceiverOptions, RunPrefix};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio_util::sync::CancellationToken;

use crate::{HubFolder, HubProcess, until, write_channel};

/// Programs that send one or more messages.
const SENDERS: [&str; 5] = [
    "send_hl7.py",
    "send_hl7_asyncio.py",
    "send_hl7apy.py",
    "send_medplum.mjs",
    "send_node_hl7_client.mjs",
];
/// Programs that receive.
const RECEIVERS: [&str; 3] = ["receive_hl7.py", "receive_hl7apy.py", "receive_medplum.mjs"];
/// Programs that use the FHIR server.
const FHIR_CLIENTS: [&str; 3] = ["fhir_fhirpy.py", "fhir_kit_client.mjs", "fhir_medplum.mjs"];
/// So many messages are forwarded to each receiver.
const N_FORWARDED: u64 = 3;
/// A peer that takes longer hangs.
const PEER_LIMIT: Duration = Duration::from_secs(30);
/// The exit code of a program whose library is missing.
const MISSING_LIBRARY: i32 = 77;

/// Where things are.
#[derive(Debug, Clone, clap::Args)]
pub struct InteropOptions {
    /// The binary `nilecare`.
    #[arg(long)]
    pub hub: PathBuf,
    /// The folder of the peers' programs.
    #[arg(long, default_value = "tests/interop")]
    pub scripts: PathBuf,
    /// The message to send.
    #[arg(long, default_value = "samples/adt-a01.hl7")]
    pub message: PathBuf,
    /// Python with the packages that `tests/interop/requirements.txt` lists.
    #[arg(long, default_value = "python3")]
    pub python: PathBuf,
    /// The folder `node_modules` with @medplum/hl7 and node-hl7-client.
    #[arg(long, default_value = "node_modules")]
    pub node_modules: PathBuf,
}

/// How one peer fared.
#[derive(Debug)]
pub enum Verdict {
    /// Both sides are content.
    Passed,
    /// Something was not as it should be.
    Failed(anyhow::Error),
    /// The peer is not installed.
    NotRun(String),
}

/// Tries every peer and gives each verdict to `told`.
///
/// # Errors
/// When the hub cannot be started.
pub async fn run(options: &InteropOptions, mut told: impl FnMut(&str, &Verdict)) -> Result<()> {
    let scripts = std::fs::canonicalize(&options.scripts).context("finding the peers' programs")?;
    let message = std::fs::canonicalize(&options.message).context("finding the message to send")?;
    let peers = Peers { options, scripts };
    let receiver = Receiver::start(SocketAddr::from(([127, 0, 0, 1], 0)), ReceiverOptions::default()).await?;
    let hub = RunningHub::forwarding_to(options, receiver.local_addr()).await?;
    for sender in SENDERS {
        told(sender, &verdict(peers.send(sender, &hub, &message, &receiver).await));
    }
    for client in FHIR_CLIENTS {
        told(client, &verdict(peers.use_fhir(client, &hub).await));
    }
    hub.process.stop().await?;
    receiver.stop().await;
    for receiver in RECEIVERS {
        told(receiver, &verdict(peers.receive(receiver).await));
    }
    Ok(())
}

/// The library of a peer, or what runs it, is missing.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Missing(String);

fn verdict(result: Result<()>) -> Verdict {
    match result {
        Ok(()) => Verdict::Passed,
        Err(error) => match error.downcast::<Missing>() {
            Ok(Missing(what)) => Verdict::NotRun(what),
            Err(error) => Verdict::Failed(error),
        },
    }
}

/// A hub with the channel `interop`, in a folder that goes with it.
struct RunningHub {
    process: HubProcess,
    source: SocketAddr,
    _folder: tempfile::TempDir,
}

impl RunningHub {
    async fn forwarding_to(options: &InteropOptions, receiver: SocketAddr) -> Result<Self> {
        let root = tempfile::tempdir()?;
        let folder = HubFolder::new(&options.hub, root.path())?;
        write_channel(&folder.channels(), "interop", &[receiver])?;
        let process = folder.start().await?;
        let source = process.api().source_address("interop").await?;
        Ok(Self {
            process,
            source,
            _folder: root,
        })
    }
}

struct Peers<'a> {
    options: &'a InteropOptions,
    scripts: PathBuf,
}

impl Peers<'_> {
    fn command(&self, script: &str) -> Command {
        let runner = if script.ends_with(".py") {
            self.options.python.as_path()
        } else {
            Path::new("node")
        };
        let mut command = Command::new(runner);
        command.arg(self.scripts.join(script)).kill_on_drop(true);
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        // The programs resolve it against their own folder.
        let modules = std::fs::canonicalize(&self.options.node_modules);
        command.env(
            "NILECARE_NODE_MODULES",
            modules.unwrap_or_else(|_| self.options.node_modules.clone()),
        );
        command
    }

    /// Has a peer send to the hub, and sees that the message comes out at the other end.
    async fn send(&self, script: &str, hub: &RunningHub, message: &Path, receiver: &Receiver) -> Result<()> {
        let n_before = receiver.n_received();
        let mut command = self.command(script);
        command
            .args([&hub.source.ip().to_string(), &hub.source.port().to_string()])
            .arg(message);
        let output = tokio::time::timeout(PEER_LIMIT, command.output())
            .await
            .context("the peer hangs")?;
        finished(&output.map_err(|error| not_started(script, &error))?)?;
        ensure!(
            receiver.n_received() > n_before,
            "the peer was answered, and nothing was forwarded"
        );
        Ok(())
    }

    /// Has a client create, find, change and delete resources; it checks what it gets.
    async fn use_fhir(&self, script: &str, hub: &RunningHub) -> Result<()> {
        let api = hub.process.api();
        let token = api.token().context("nobody is signed in to the hub")?;
        let mut command = self.command(script);
        command.args([&format!("{}/fhir/R4", api.base()), token]);
        let output = tokio::time::timeout(PEER_LIMIT, command.output())
            .await
            .context("the client hangs")?;
        finished(&output.map_err(|error| not_started(script, &error))?)
    }

    /// Has the hub forward some messages to a peer, and sees that each arrives and is acknowledged.
    async fn receive(&self, script: &str) -> Result<()> {
        let mut peer = ReceivingPeer::start(self.command(script), script).await?;
        let hub = RunningHub::forwarding_to(self.options, peer.address).await?;
        let run: RunPrefix = "INTER".parse()?;
        let options = GeneratorOptions {
            limit: Limit::Count(N_FORWARDED),
            response_timeout: PEER_LIMIT,
            ..GeneratorOptions::new(hub.source, run)
        };
        let report = Generator::new(options)?.run(CancellationToken::new()).await?;
        ensure!(
            report.acknowledged == N_FORWARDED,
            "{} of {N_FORWARDED} were acknowledged",
            report.acknowledged
        );
        until("the peer's acknowledgments", PEER_LIMIT, async || {
            Ok(hub.process.api().is_drained("interop").await?.then_some(()))
        })
        .await?;
        let sent = hub
            .process
            .api()
            .statistics("interop")
            .await?
            .last()
            .map_or(0, |counts| counts.sent);
        ensure!(sent == N_FORWARDED, "the hub delivered {sent} of {N_FORWARDED}");
        for _ in 0..N_FORWARDED {
            let line = peer.line().await?;
            ensure!(line.starts_with("received INTER"), "the peer says {line:?}");
        }
        hub.process.stop().await?;
        Ok(())
    }
}

/// A peer that listens, and tells on its standard output what it receives.
struct ReceivingPeer {
    address: SocketAddr,
    lines: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl ReceivingPeer {
    async fn start(mut command: Command, script: &str) -> Result<Self> {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().map_err(|error| not_started(script, &error))?;
        let stdout = process.stdout.take().expect("it was asked to be piped");
        let mut lines = BufReader::new(stdout).lines();
        let first = tokio::time::timeout(PEER_LIMIT, lines.next_line())
            .await
            .context("the peer hangs")??;
        let port = first
            .as_deref()
            .and_then(|line| line.strip_prefix("listening ")?.parse::<u16>().ok());
        let Some(port) = port else {
            let mut output = process.wait_with_output().await?;
            output.stdout = first.unwrap_or_default().into_bytes();
            finished(&output)?;
            bail!("the peer did not say where it listens");
        };
        Ok(Self {
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            lines,
            _process: process,
        })
    }

    async fn line(&mut self) -> Result<String> {
        let line = tokio::time::timeout(PEER_LIMIT, self.lines.next_line())
            .await
            .context("the peer is silent")??;
        line.context("the peer ended")
    }
}

fn not_started(script: &str, error: &std::io::Error) -> anyhow::Error {
    let runner = if script.ends_with(".py") { "Python" } else { "Node" };
    match error.kind() {
        std::io::ErrorKind::NotFound => Missing(format!("{runner} is not installed")).into(),
        _ => anyhow::anyhow!("starting {runner}: {error}"),
    }
}

fn finished(output: &Output) -> Result<()> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match output.status.code() {
        Some(0) => Ok(()),
        Some(MISSING_LIBRARY) => Err(Missing(text(&output.stdout)).into()),
        _ => bail!("the peer ended with {}: {}", output.status, text(&output.stderr)),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::ExitStatus;

    use super::*;

    fn output(code: i32) -> Output {
        Output {
            status: ExitStatus::from_raw(code << 8),
            stdout: b"not installed: hl7\n".to_vec(),
            stderr: Vec::new(),
        }
    }

    #[test]
    fn a_missing_library_is_no_failure_and_anything_else_is() {
        assert!(matches!(verdict(finished(&output(0))), Verdict::Passed));
        assert!(matches!(verdict(finished(&output(77))), Verdict::NotRun(what) if what == "not installed: hl7"));
        assert!(matches!(verdict(finished(&output(1))), Verdict::Failed(_)));
        let absent = std::io::Error::from(std::io::ErrorKind::NotFound);
        assert!(matches!(
            verdict(Err(not_started("a.mjs", &absent))),
            Verdict::NotRun(_)
        ));
    }
}
