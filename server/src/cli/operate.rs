//! Deploying, undeploying, starting, pausing and stopping channels of a running hub.

use std::process::ExitCode;

use anyhow::{Result, bail};
use nilecare_types::ChannelId;
use serde_json::{Value, json};

use super::client::{Connection, items};
use super::{exit_code, say};

/// Which channels.
#[derive(Debug, clap::Args)]
pub struct Selection {
    /// The channels' ids.
    channels: Vec<ChannelId>,
    /// All channels.
    #[arg(long)]
    all: bool,
    /// Channels with this tag; may be given several times.
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Channels of this group; may be given several times.
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

/// Deploy channels.
#[derive(Debug, clap::Args)]
pub struct Deploy {
    #[command(flatten)]
    selection: Selection,
    /// Only those that differ from what is deployed, and those that are not deployed; of all when no channel is named.
    #[arg(long)]
    changed: bool,
    /// Those that they depend on too.
    #[arg(long)]
    with_dependencies: bool,
}

/// Undeploy channels.
#[derive(Debug, clap::Args)]
pub struct Undeploy {
    #[command(flatten)]
    selection: Selection,
    /// Those that depend on them too.
    #[arg(long)]
    with_dependents: bool,
}

/// Start, pause or stop channels.
#[derive(Debug, clap::Args)]
pub struct Change {
    #[command(flatten)]
    selection: Selection,
}

impl Deploy {
    pub async fn run(mut self) -> Result<ExitCode> {
        self.selection.all |= self.changed && self.selection.is_empty();
        let more = json!({ "only_changed": self.changed, "with_dependencies": self.with_dependencies });
        self.selection.ask("deploy", more).await
    }
}

impl Undeploy {
    pub async fn run(self) -> Result<ExitCode> {
        let more = json!({ "with_dependents": self.with_dependents });
        self.selection.ask("undeploy", more).await
    }
}

impl Change {
    pub async fn run(self, verb: &str) -> Result<ExitCode> {
        self.selection.ask(verb, json!({})).await
    }
}

impl Selection {
    fn is_empty(&self) -> bool {
        !self.all && self.channels.is_empty() && self.tags.is_empty() && self.groups.is_empty()
    }

    async fn ask(&self, verb: &str, mut body: Value) -> Result<ExitCode> {
        if self.is_empty() {
            bail!("name channels, or say --all, --tag or --group");
        }
        body["select"] = json!({
            "all": self.all, "channels": self.channels, "tags": self.tags, "groups": self.groups
        });
        let client = self.connection.sign_in().await?;
        let outcomes = client.post(&format!("/api/v1/operations/{verb}"), &body).await?;
        if self.json {
            say(&serde_json::to_string_pretty(&outcomes)?);
        }
        let mut is_good = true;
        for outcome in items(&outcomes) {
            is_good &= outcome["problem"].is_null();
            if !self.json {
                tell(outcome);
            }
        }
        Ok(exit_code(is_good))
    }
}

fn tell(outcome: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    say(&format!(
        "{:<24} {}",
        text(&outcome["channel"]),
        text(&outcome["result"])
    ));
    let problem = &outcome["problem"];
    if !problem.is_null() {
        say(&format!(
            "    {}. {}",
            text(&problem["title"]),
            text(&problem["detail"])
        ));
        let problems = problem["problems"].as_array().map(Vec::as_slice).unwrap_or_default();
        problems
            .iter()
            .for_each(|problem| say(&format!("    {}", text(problem))));
    }
}
