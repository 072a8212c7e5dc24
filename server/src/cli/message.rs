//! `nilecare message …`.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::Value;

use super::client::{Connection, query};
use super::say;

/// Look at messages of a running hub.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List a channel's messages, newest first.
    Search {
        /// The channel's id.
        channel: nilecare_types::ChannelId,
        /// With this status at the source or a destination.
        #[arg(long)]
        status: Option<String>,
        /// With this sender's number (MSH-10).
        #[arg(long)]
        control_id: Option<String>,
        /// How many, 1 to 500.
        #[arg(long, default_value_t = 50)]
        limit: u16,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Show one message with its contents.
    Show {
        /// The message's number.
        message: nilecare_types::MessageId,
        #[command(flatten)]
        connection: Connection,
    },
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Search {
                channel,
                status,
                control_id,
                limit,
                json,
                connection,
            } => {
                let limit = Some(limit.to_string());
                let query = query(&[("status", status), ("control_id", control_id), ("limit", limit)]);
                let path = format!("/api/v1/channels/{channel}/messages{query}");
                let found = connection.sign_in().await?.get(&path).await?;
                if json {
                    say(&serde_json::to_string_pretty(&found)?);
                } else {
                    found["items"]
                        .as_array()
                        .map(Vec::as_slice)
                        .unwrap_or_default()
                        .iter()
                        .for_each(|m| say(&line(m)));
                }
            }
            Self::Show { message, connection } => {
                let detail = connection
                    .sign_in()
                    .await?
                    .get(&format!("/api/v1/messages/{message}"))
                    .await?;
                show(&detail);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn line(message: &Value) -> String {
    let text = |key: &str| message[key].as_str().unwrap_or("-").to_owned();
    let states = message["connectors"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|connector| {
            format!(
                "{}={}",
                connector["id"].as_str().unwrap_or("?"),
                connector["status"].as_str().unwrap_or("?")
            )
        });
    let states = states.collect::<Vec<_>>().join(" ");
    format!(
        "{:>8} {} {:<8} {:<22} {states}",
        text("id"),
        text("received_at"),
        text("message_type"),
        text("control_id")
    )
}

fn show(detail: &Value) {
    say(&line(detail));
    section("received", &detail["raw"]);
    for connector in detail["connectors"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let id = connector["id"].as_str().unwrap_or("?");
        if let Some(error) = connector["error"].as_str() {
            say(&format!("-- {id}: error\n{error}"));
        }
        section(&format!("{id}: content"), &connector["content"]);
        section(&format!("{id}: response"), &connector["response"]);
    }
}

fn section(title: &str, content: &Value) {
    let text = content["text"].as_str().or_else(|| content["base64"].as_str());
    if let Some(text) = text {
        say(&format!(
            "-- {title}\n{}",
            text.replace("\r\n", "\n").replace('\r', "\n").trim_end()
        ));
    }
}
