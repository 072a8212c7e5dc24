//! `nilecare channel …`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::Value;

use super::client::Connection;
use super::{exit_code, say};
use crate::hub::offline_registry;

/// Work with channels.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make a folder with a working channel to begin from.
    New {
        /// The folder; its name is the channel's id.
        folder: PathBuf,
    },
    /// Run a channel's cases, without a hub: message in, every destination's message and the reply compared.
    Test {
        /// The channels' folders.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Take what comes out now as what is expected.
        #[arg(long)]
        update: bool,
    },
    /// List the channels of a running hub.
    List {
        #[command(flatten)]
        connection: Connection,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Deploy a channel from the hub's folder, in place of what is deployed of it.
    Deploy(Operation),
    /// Take a channel out; its messages stay.
    Undeploy(Operation),
    /// Start a channel.
    Start(Operation),
    /// Let a channel receive nothing and go on delivering.
    Pause(Operation),
    /// Stop a channel; what is queued waits.
    Stop(Operation),
}

/// One channel of a running hub.
#[derive(Debug, clap::Args)]
pub struct Operation {
    /// The channel's id.
    channel: nilecare_types::ChannelId,
    #[command(flatten)]
    connection: Connection,
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::New { folder } => new(&folder),
            Self::Test { folders, update } => test(&folders, update),
            Self::List { connection, json } => list(&connection, json).await,
            Self::Deploy(operation) => operate(operation, "deploy").await,
            Self::Undeploy(operation) => operate(operation, "undeploy").await,
            Self::Start(operation) => operate(operation, "start").await,
            Self::Pause(operation) => operate(operation, "pause").await,
            Self::Stop(operation) => operate(operation, "stop").await,
        }
    }
}

async fn list(connection: &Connection, json: bool) -> Result<ExitCode> {
    let channels = connection.sign_in().await?.get("/api/v1/channels").await?;
    if json {
        say(&serde_json::to_string_pretty(&channels)?);
        return Ok(ExitCode::SUCCESS);
    }
    for channel in channels["items"].as_array().map(Vec::as_slice).unwrap_or_default() {
        say(&line(channel));
    }
    Ok(ExitCode::SUCCESS)
}

fn line(channel: &Value) -> String {
    let text = |key: &str| channel[key].as_str().unwrap_or("-").to_owned();
    let address = channel["connectors"][0]["connection"]["address"]
        .as_str()
        .unwrap_or("-");
    format!(
        "{:<24} {:<10} {:<24} {}",
        text("id"),
        text("state"),
        address,
        text("name")
    )
}

async fn operate(operation: Operation, verb: &str) -> Result<ExitCode> {
    let client = operation.connection.sign_in().await?;
    let path = format!("/api/v1/channels/{}/{verb}", operation.channel);
    let answer = client
        .post(&path)
        .await
        .with_context(|| format!("{verb} {}", operation.channel))?;
    let state = answer["state"].as_str().unwrap_or("undeployed");
    say(&format!("{} is {state}", operation.channel));
    Ok(ExitCode::SUCCESS)
}

fn new(folder: &std::path::Path) -> Result<ExitCode> {
    let name = folder
        .file_name()
        .context("name a folder for the channel")?
        .to_string_lossy()
        .into_owned();
    let id = name.parse().context("the folder's name is the channel's id")?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    nilecare_channel_cases::new_channel(parent.unwrap_or(std::path::Path::new(".")), &id)?;
    say(&format!(
        "made {}; try: nilecare channel test {}",
        folder.display(),
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn test(folders: &[PathBuf], update: bool) -> Result<ExitCode> {
    let registry = offline_registry()?;
    let mut is_good = true;
    for folder in folders {
        let report = nilecare_channel_cases::run(folder, &registry, update)?;
        say(&report.to_string());
        is_good &= report.is_success();
    }
    Ok(exit_code(is_good))
}
