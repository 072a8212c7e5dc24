//! `nilecare-load`: generates load, receives it, and measures the bare machine. Each command prints one JSON document on
//! standard output, on one line with `--json`.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};
use nilecare_load::{
    FirstMessages, FirstReplies, Generator, GeneratorOptions, Limit, MessageKind, Order, Receiver, ReceiverOptions,
    RunPrefix, check_in_order, cpu_time, machine,
};
use nilecare_types::{Clock as _, HumanDuration, SystemClock};
use serde::Serialize;
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

#[derive(Parser)]
#[command(
    name = "nilecare-load",
    about = "Generates MLLP load, receives it, and compares what was sent and received"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Print one line, for scripts.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Send messages to an MLLP listener.
    Generate(Generate),
    /// Receive and acknowledge until stopped by a signal.
    Receive(Receive),
    /// Send straight to an own receiver: the most that a hub between them could reach.
    Direct(Load),
    /// Measure this machine's disk and processor.
    Machine {
        /// Folder to write in; it decides which disk is measured.
        #[arg(long, default_value = ".")]
        folder: PathBuf,
        /// How long to write.
        #[arg(long, default_value = "2s")]
        duration: HumanDuration,
    },
    /// Compare ledgers; exits with 1 when a message was lost, invented or out of order.
    Check {
        /// The generator's ledger.
        #[arg(long)]
        source: PathBuf,
        /// The ledger of one receiver; give it again for each.
        #[arg(long = "receiver", num_args = 1.., required = true)]
        receivers: Vec<PathBuf>,
        /// Compare the order by patient; as many as the generator was told.
        #[arg(long)]
        patients: Option<u64>,
    },
}

#[derive(Args)]
struct Load {
    /// Connections, each with one message in flight.
    #[arg(long, default_value_t = 1)]
    connections: usize,
    /// The message to send.
    #[arg(long, value_enum, default_value_t = MessageKind::Adt)]
    message: MessageKind,
    /// How long to send.
    #[arg(long, default_value = "10s", conflicts_with = "count")]
    duration: HumanDuration,
    /// How many messages to send instead.
    #[arg(long)]
    count: Option<u64>,
    /// Patients of each connection, who take turns.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    patients: u64,
    /// How long each connection waits after an answer.
    #[arg(long, default_value = "0ms")]
    pause: HumanDuration,
}

#[derive(Args)]
struct Generate {
    /// The MLLP listener.
    #[arg(long)]
    address: SocketAddr,
    #[command(flatten)]
    load: Load,
    /// Start of every MSH-10, five capital letters or digits; by default made from the time.
    #[arg(long)]
    run: Option<RunPrefix>,
    /// File to note each message sent and acknowledged in.
    #[arg(long)]
    ledger: Option<PathBuf>,
    /// Wait for the disk with each line of the ledger.
    #[arg(long, requires = "ledger")]
    sync_ledger: bool,
    /// How long to wait for an answer.
    #[arg(long, default_value = "30s")]
    response_timeout: HumanDuration,
    /// How long to try again after a failed connection; without it the run ends.
    #[arg(long)]
    reconnect_for: Option<HumanDuration>,
}

#[derive(Args)]
struct Receive {
    /// Address to listen on; port 0 takes a free one, which the first line tells.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// File to note each accepted message in.
    #[arg(long)]
    ledger: Option<PathBuf>,
    /// Wait for the disk with each line of the ledger.
    #[arg(long, requires = "ledger")]
    sync_ledger: bool,
    /// How long to wait before each answer.
    #[arg(long, default_value = "0ms")]
    delay: HumanDuration,
    /// How many of the first messages not to accept.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// What those get.
    #[arg(long, value_enum, default_value_t = FirstReplies::Error)]
    first_reply: FirstReplies,
    /// How long to receive; without it until SIGTERM or SIGINT.
    #[arg(long)]
    duration: Option<HumanDuration>,
}

fn main() -> anyhow::Result<std::process::ExitCode> {
    let Cli { command, json } = Cli::parse();
    // One thread: the other processor is the hub's.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match command {
        Command::Generate(command) => print(&runtime.block_on(generate(command))?, json)?,
        Command::Receive(command) => runtime.block_on(receive(command, json))?,
        Command::Direct(load) => print(&runtime.block_on(direct(load))?, json)?,
        Command::Machine { folder, duration } => print(&machine::measure(&folder, duration.get())?, json)?,
        Command::Check {
            source,
            receivers,
            patients,
        } => {
            let order = patients.map_or(Order::ByConnection, Order::ByPatient);
            let report = check_in_order(&source, &receivers, order)?;
            print(&report, json)?;
            return Ok(std::process::ExitCode::from(u8::from(!report.is_sound)));
        }
    }
    Ok(std::process::ExitCode::SUCCESS)
}

fn print(report: &impl Serialize, is_one_line: bool) -> anyhow::Result<()> {
    let text = if is_one_line {
        serde_json::to_string(report)?
    } else {
        serde_json::to_string_pretty(report)?
    };
    writeln!(std::io::stdout().lock(), "{text}").context("writing the report")
}

fn options(address: SocketAddr, load: &Load) -> GeneratorOptions {
    let limit = load.count.map_or(Limit::Duration(load.duration.get()), Limit::Count);
    let run = RunPrefix::at(SystemClock.now());
    GeneratorOptions {
        n_connections: load.connections,
        message: load.message,
        n_patients: load.patients,
        limit,
        pause: load.pause.get(),
        ..GeneratorOptions::new(address, run)
    }
}

async fn generate(command: Generate) -> anyhow::Result<nilecare_load::GeneratorReport> {
    let defaults = options(command.address, &command.load);
    let options = GeneratorOptions {
        run: command.run.unwrap_or(defaults.run),
        ledger: command.ledger,
        is_ledger_synced: command.sync_ledger,
        response_timeout: command.response_timeout.get(),
        reconnect_for: command.reconnect_for.map(HumanDuration::get),
        ..defaults
    };
    let stop = CancellationToken::new();
    let run = Generator::new(options)?.run(stop.clone());
    tokio::pin!(run);
    tokio::select! {
        report = &mut run => return Ok(report?),
        signal = stop_signal() => signal?,
    }
    stop.cancel();
    Ok(run.await?)
}

async fn receive(command: Receive, is_one_line: bool) -> anyhow::Result<()> {
    let first = (command.first > 0).then_some(FirstMessages {
        n: command.first,
        reply: command.first_reply,
    });
    let options = ReceiverOptions {
        ledger: command.ledger,
        is_ledger_synced: command.sync_ledger,
        delay: command.delay.get(),
        first,
    };
    let (start, cpu_before) = (Instant::now(), cpu_time());
    let receiver = Receiver::start(command.listen, options).await?;
    print(&json!({ "listening": receiver.local_addr() }), is_one_line)?;
    tokio::select! {
        signal = stop_signal() => signal?,
        () = sleep_or_forever(command.duration.map(HumanDuration::get)) => {}
    }
    let mut report = serde_json::to_value(receiver.stop().await)?;
    report["elapsed_s"] = start.elapsed().as_secs_f64().into();
    report["cpu_s"] = (cpu_time() - cpu_before).as_secs_f64().into();
    print(&report, is_one_line)
}

async fn stop_signal() -> std::io::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

async fn sleep_or_forever(duration: Option<Duration>) {
    match duration {
        Some(duration) => tokio::time::sleep(duration).await,
        None => std::future::pending().await,
    }
}

/// Runs the receiver on a thread of its own, so that both ends have a processor as they have with a hub between them.
async fn direct(load: Load) -> anyhow::Result<nilecare_load::GeneratorReport> {
    let (address_sender, address) = tokio::sync::oneshot::channel();
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let receiving = std::thread::spawn(move || -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let receiver = Receiver::start(SocketAddr::from(([127, 0, 0, 1], 0)), ReceiverOptions::default()).await?;
            // The other side waits for it; if it is gone, so is the reason to receive.
            let _ = address_sender.send(receiver.local_addr());
            stopped.cancelled().await;
            receiver.stop().await;
            Ok(())
        })
    });
    let report = match address.await {
        Ok(address) => Some(
            Generator::new(options(address, &load))?
                .run(CancellationToken::new())
                .await,
        ),
        Err(_) => None,
    };
    stop.cancel();
    receiving.join().expect("the receiving thread does not panic")?;
    Ok(report.context("the receiver did not start")??)
}
