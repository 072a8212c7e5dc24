//! `nilecare channel …`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use nilecare_types::ChannelId;
use serde_json::Value;

use super::client::Connection;
use super::script_files::ScriptFiles;
use super::{exit_code, item, operate, queue, say, trace};

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
        #[command(flatten)]
        files: ScriptFiles,
    },
    /// List the channels of a running hub.
    List {
        #[command(flatten)]
        connection: Connection,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show a channel: how it stands, its revisions and what is wrong with it.
    Show {
        /// The channel's id.
        channel: ChannelId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// List a channel's revisions, newest first.
    History(item::History),
    /// Compare two revisions of a channel; the last change when none is named.
    Diff(item::Diff),
    /// Make an old revision of a channel the current one.
    Restore(item::Restore),
    /// Write a channel and the libraries that it names to a zip file.
    Export {
        /// The channel's id.
        channel: ChannelId,
        /// The file; the channel's id with .zip when not given.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        connection: Connection,
    },
    /// Take in a zip file that export wrote.
    Import {
        /// The file.
        file: PathBuf,
        /// Replace what is there and differs.
        #[arg(long)]
        overwrite: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Deploy channels from the hub's folder, each after those that it depends on.
    Deploy(operate::Deploy),
    /// Take channels out, each before those that it depends on; their messages stay.
    Undeploy(operate::Undeploy),
    /// Start channels.
    Start(operate::Change),
    /// Let channels receive nothing and go on delivering.
    Pause(operate::Change),
    /// Stop channels; what is queued waits.
    Stop(operate::Change),
    /// Tell what each rule, step and script of a channel does with a message.
    Trace(Box<trace::Trace>),
    /// List the queues of a channel's destinations.
    Queues(queue::Queues),
    /// Give a destination no more messages; they wait. After the next start of its channel it goes on.
    PauseDestination(queue::Destination),
    /// Give a destination that was paused its messages again.
    ResumeDestination(queue::Destination),
    /// Try the messages of a destination that wait for their next attempt now.
    RetryDestination(queue::Destination),
    /// Begin a channel's resettable counts anew.
    ResetStatistics(queue::ResetStatistics),
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::New { folder } => new(&folder),
            Self::Test { folders, update, files } => test(&folders, update, &files),
            Self::List { connection, json } => list(&connection, json).await,
            Self::Show {
                channel,
                json,
                connection,
            } => show(&connection, &channel, json).await,
            Self::History(history) => history.run("channel").await,
            Self::Diff(diff) => diff.run("channel").await,
            Self::Restore(restore) => restore.run("channel").await,
            Self::Export {
                channel,
                output,
                connection,
            } => {
                let client = connection.sign_in().await?;
                let content = client.download(&format!("/api/v1/channels/{channel}/export")).await?;
                let file = output.unwrap_or_else(|| PathBuf::from(format!("{channel}.zip")));
                item::write(&file, &content)
            }
            Self::Import {
                file,
                overwrite,
                connection,
            } => item::upload(&connection, &format!("/api/v1/import?overwrite={overwrite}"), &file).await,
            Self::Deploy(deploy) => deploy.run().await,
            Self::Undeploy(undeploy) => undeploy.run().await,
            Self::Start(change) => change.run("start").await,
            Self::Pause(change) => change.run("pause").await,
            Self::Stop(change) => change.run("stop").await,
            Self::Trace(trace) => trace.run().await,
            Self::Queues(queues) => queues.run().await,
            Self::PauseDestination(destination) => destination.run("pause").await,
            Self::ResumeDestination(destination) => destination.run("resume").await,
            Self::RetryDestination(destination) => destination.run("retry").await,
            Self::ResetStatistics(reset) => reset.run().await,
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
    let has_problems = channel["problems"]
        .as_array()
        .is_some_and(|problems| !problems.is_empty());
    let mark = match (has_problems, channel["is_changed"] == true) {
        (true, _) => " (not valid)",
        (false, true) => " (changed)",
        (false, false) => "",
    };
    let state = format!("{}{mark}", text("state"));
    format!("{:<24} {state:<20} {address:<24} {}", text("id"), text("name"))
}

/// What `show` tells, in order.
const SHOWN: [&str; 12] = [
    "id",
    "name",
    "description",
    "group",
    "tags",
    "depends_on",
    "state",
    "is_changed",
    "current_revision",
    "deployed_revision",
    "last_good_revision",
    "deployed_at",
];

async fn show(connection: &Connection, channel: &ChannelId, json: bool) -> Result<ExitCode> {
    let path = format!("/api/v1/channels/{channel}");
    let view = connection.sign_in().await?.get(&path).await?;
    if json {
        say(&serde_json::to_string_pretty(&view)?);
        return Ok(ExitCode::SUCCESS);
    }
    for key in SHOWN {
        say(&format!("{key:<20} {}", plain(&view[key])));
    }
    for connector in list_of(&view["connectors"]) {
        let (id, kind) = (plain(&connector["id"]), plain(&connector["kind"]));
        say(&format!(
            "  {id:<18} {kind:<10} {}",
            plain(&connector["connection"]["state"])
        ));
    }
    for problem in list_of(&view["problems"]) {
        say(&format!("problem: {}", plain(problem)));
    }
    Ok(ExitCode::SUCCESS)
}

fn list_of(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
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

fn test(folders: &[PathBuf], update: bool, files: &ScriptFiles) -> Result<ExitCode> {
    let mut is_good = true;
    for folder in folders {
        let registry = files.registry(folder)?;
        let report = nilecare_channel_cases::run(folder, &registry, Arc::new(files.host(folder)?), update)?;
        say(&report.to_string());
        is_good &= report.is_success();
    }
    Ok(exit_code(is_good))
}
