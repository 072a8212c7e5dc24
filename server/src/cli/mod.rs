//! The command line.

mod alert;
mod audit;
mod backup;
mod channel;
mod check;
mod client;
mod config;
mod demo;
mod events;
mod fhir;
mod hl7;
mod hl7_standard;
mod item;
mod library;
mod listen;
mod lookup;
mod message;
mod operate;
mod queue;
mod script_files;
mod send;
mod send_mqtt;
mod serve;
mod task;
mod tls;
mod to_fhir;
mod trace;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// An open healthcare integration engine and hospital platform.
///
/// Exit codes: 0 done; 1 it did not work out; 2 the command line is wrong; 70 the message store failed to write.
#[derive(Debug, Parser)]
#[command(name = "nilecare", version, propagate_version = true)]
pub struct Cli {
    /// The settings file; `nilecare.toml` in this folder when it is there.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the hub.
    Serve(serve::Serve),
    /// Check settings and channels without starting anything.
    Check(check::Check),
    /// Work with channels.
    #[command(subcommand)]
    Channel(channel::Command),
    /// Work with code template libraries.
    #[command(subcommand)]
    Library(library::Command),
    /// Work with lookup tables of a running hub.
    #[command(subcommand)]
    Lookup(lookup::Command),
    /// Work with the configuration map of a running hub.
    #[command(subcommand)]
    Config(config::Command),
    /// Work with alerts of a running hub.
    #[command(subcommand)]
    Alert(alert::Command),
    /// Work with tasks of a running hub that were tried in vain: mails, text messages.
    #[command(subcommand)]
    Task(task::Command),
    /// Search the record of who did what, newest first.
    Events(events::Events),
    /// Write everything that analysts edit to one zip file.
    Backup(backup::Backup),
    /// Put a backup back; nothing is deployed by it.
    Restore(backup::Restore),
    /// Work with messages of a running hub.
    #[command(subcommand)]
    Message(Box<message::Command>),
    /// Send messages to a listener or a broker.
    #[command(subcommand)]
    Send(send::Command),
    /// Play a receiver.
    #[command(subcommand)]
    Listen(listen::Command),
    /// Look into HL7 v2 files.
    #[command(subcommand)]
    Hl7(hl7::Command),
    #[command(subcommand)]
    Fhir(fhir::Command),
    /// Manage users, with the hub's database at hand.
    #[command(subcommand)]
    User(user::Command),
    /// Fill an empty hub with a hospital that does not exist, to try it.
    #[command(subcommand)]
    Demo(demo::Command),
    /// Check the audit log of patient data.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Tell the version.
    Version,
}

impl Cli {
    /// Runs the command.
    pub async fn run(self) -> Result<ExitCode> {
        let config = self.config.as_deref();
        match self.command {
            // It holds the whole hub.
            Command::Serve(serve) => Box::pin(serve.run(config)).await,
            Command::Check(check) => check.run(config),
            Command::Channel(command) => command.run().await,
            Command::Library(command) => command.run().await,
            Command::Lookup(command) => command.run().await,
            Command::Config(command) => command.run().await,
            Command::Alert(command) => command.run().await,
            Command::Task(command) => command.run().await,
            Command::Events(events) => events.run().await,
            Command::Backup(backup) => backup.run().await,
            Command::Restore(restore) => restore.run().await,
            Command::Message(command) => command.run().await,
            Command::Send(command) => command.run().await,
            Command::Listen(command) => command.run().await,
            Command::Hl7(command) => command.run(),
            Command::Fhir(command) => command.run(),
            Command::User(command) => command.run(config).await,
            Command::Demo(command) => command.run().await,
            Command::Audit(command) => command.run(config).await,
            Command::Version => {
                say(&format!("nilecare {}", env!("CARGO_PKG_VERSION")));
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

/// Writes a line to standard output; a reader that went away (`| head`) is no failure.
pub fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Writes a line to standard error.
pub fn complain(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

fn exit_code(is_good: bool) -> ExitCode {
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
