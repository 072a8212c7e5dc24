//! Processing again, delivering again and removing: by numbers or by conditions.

use std::process::ExitCode;

use anyhow::{Result, bail};
use nilecare_types::{ChannelId, ConnectorId, MessageId};
use serde_json::{Value, json};

use super::filter::Filter;
use crate::cli::client::Connection;
use crate::cli::{exit_code, say};

/// Which messages: their numbers, or conditions.
#[derive(Debug, clap::Args)]
pub struct Selection {
    /// The messages' numbers.
    messages: Vec<MessageId>,
    /// Of this channel.
    #[arg(long)]
    channel: Option<ChannelId>,
    #[command(flatten)]
    filter: Filter,
    /// Count the messages and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON: a line for each call, of at most 10,000 messages.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

/// Process or deliver messages again.
#[derive(Debug, clap::Args)]
pub struct Again {
    #[command(flatten)]
    selection: Selection,
    /// Only for this destination; may be given several times.
    #[arg(long = "destination", value_name = "ID")]
    destinations: Vec<ConnectorId>,
}

/// Remove messages.
#[derive(Debug, clap::Args)]
pub struct Remove {
    #[command(flatten)]
    selection: Selection,
    /// Remove what conditions choose; without it they are only counted.
    #[arg(long)]
    yes: bool,
}

impl Again {
    pub async fn run(self, verb: &str) -> Result<ExitCode> {
        let mut body = json!({});
        if !self.destinations.is_empty() {
            body["destinations"] = json!(self.destinations);
        }
        self.selection.run(verb, body).await
    }
}

impl Remove {
    pub async fn run(mut self) -> Result<ExitCode> {
        let is_unconfirmed = self.selection.messages.is_empty() && !self.yes && !self.selection.dry_run;
        self.selection.dry_run |= is_unconfirmed;
        let code = self.selection.run("remove", json!({})).await?;
        if is_unconfirmed {
            say("nothing was removed; say --yes to remove them");
            return Ok(ExitCode::FAILURE);
        }
        Ok(code)
    }
}

impl Selection {
    async fn run(self, verb: &str, mut body: Value) -> Result<ExitCode> {
        let filter = self.filter.json(self.channel.as_ref());
        match (self.messages.is_empty(), filter) {
            (false, None) => body["ids"] = json!(self.messages),
            (true, Some(filter)) => body["filter"] = filter,
            (true, None) => bail!("name messages by number, or choose them with --channel, --status and so on"),
            (false, Some(_)) => bail!("name messages by number or choose them by conditions, not both"),
        }
        body["dry_run"] = json!(self.dry_run);
        let client = self.connection.sign_in().await?;
        let path = format!("/api/v1/messages/{verb}");
        let mut is_good = true;
        loop {
            let done = client.post(&path, &body).await?;
            is_good &= done["n_skipped"] == 0;
            self.tell(&done)?;
            if self.dry_run || !go_on(&mut body, &done) {
                return Ok(exit_code(is_good));
            }
        }
    }

    fn tell(&self, done: &Value) -> Result<()> {
        if self.json {
            say(&serde_json::to_string(done)?);
            return Ok(());
        }
        let mark = if done["has_more"] == true { " or more" } else { "" };
        if self.dry_run {
            let number = |key: &str| done[key].as_u64().unwrap_or_default();
            say(&format!("{}{mark} messages", number("n_chosen") + number("n_left")));
            return Ok(());
        }
        say(&format!(
            "{} done, {} left out, {}{mark} to go",
            done["n_done"], done["n_skipped"], done["n_left"]
        ));
        for skipped in done["skipped"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let text = |key: &str| skipped[key].as_str().unwrap_or_default().to_owned();
            say(&format!("    {}: {}", text("id"), text("reason")));
        }
        Ok(())
    }
}

/// Prepares the next call; false when there is nothing left to do.
fn go_on(body: &mut Value, done: &Value) -> bool {
    if let Some(resume_from) = done["resume_from"].as_str() {
        let number = |text: &str| text.parse::<i64>().unwrap_or_default();
        let first = number(resume_from);
        if let Some(ids) = body["ids"].as_array_mut() {
            ids.retain(|id| id.as_str().is_some_and(|id| number(id) >= first));
        } else {
            body["filter"]["from"] = json!(resume_from);
        }
        return true;
    }
    if let Some(next) = done["next"].as_str() {
        body["before"] = json!(next);
        return true;
    }
    false
}
