//! Queues of destinations and counts of a running hub.

use std::process::ExitCode;

use anyhow::Result;
use nilecare_types::{ChannelId, ConnectorId};
use serde_json::Value;

use super::client::{Connection, items};
use super::say;

/// List the queues of a channel's destinations.
#[derive(Debug, clap::Args)]
pub struct Queues {
    /// The channel's id.
    channel: ChannelId,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

/// One destination of a channel.
#[derive(Debug, clap::Args)]
pub struct Destination {
    /// The channel's id.
    channel: ChannelId,
    /// The destination's id.
    destination: ConnectorId,
    #[command(flatten)]
    connection: Connection,
}

/// The statistics of a channel.
#[derive(Debug, clap::Args)]
pub struct ResetStatistics {
    /// The channel's id.
    channel: ChannelId,
    #[command(flatten)]
    connection: Connection,
}

impl Queues {
    pub async fn run(self) -> Result<ExitCode> {
        let path = format!("/api/v1/channels/{}/queues", self.channel);
        let queues = self.connection.sign_in().await?.get(&path).await?;
        if self.json {
            say(&serde_json::to_string_pretty(&queues)?);
            return Ok(ExitCode::SUCCESS);
        }
        for queue in items(&queues) {
            let paused = if queue["is_paused"] == true { "paused" } else { "" };
            let oldest = match queue["oldest_age_seconds"].as_i64() {
                Some(age) => format!("oldest {} since {age} s", queue["oldest"].as_str().unwrap_or_default()),
                None => String::new(),
            };
            let id = queue["id"].as_str().unwrap_or_default();
            say(&format!("{id:<24} {:>8} {paused:<8} {oldest}", queue["depth"]));
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Destination {
    pub async fn run(self, verb: &str) -> Result<ExitCode> {
        let (channel, destination) = (&self.channel, &self.destination);
        let path = format!("/api/v1/channels/{channel}/destinations/{destination}/{verb}");
        self.connection.sign_in().await?.post(&path, &Value::Null).await?;
        say(&format!("{channel} {destination}: {verb} done"));
        Ok(ExitCode::SUCCESS)
    }
}

impl ResetStatistics {
    pub async fn run(self) -> Result<ExitCode> {
        let path = format!("/api/v1/channels/{}/statistics/reset", self.channel);
        self.connection.sign_in().await?.post(&path, &Value::Null).await?;
        say(&format!("{} counts from now on", self.channel));
        Ok(ExitCode::SUCCESS)
    }
}
