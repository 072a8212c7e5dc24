//! `nilecare alert …`.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::Value;

use super::client::{Connection, items};
use super::{exit_code, item, say};

/// Work with alerts of a running hub.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the alerts and how they stand.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Send a notice of kind `test` through an alert's actions, and tell what became of each.
    Test {
        /// The alert's name.
        name: String,
        #[command(flatten)]
        connection: Connection,
    },
    /// List an alert's revisions, newest first.
    History(item::History),
    /// Compare two revisions of an alert.
    Diff(item::Diff),
    /// Make an old revision of an alert the current one.
    Restore(item::Restore),
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::List { json, connection } => list(&connection, json).await,
            Self::Test { name, connection } => test(&connection, &name).await,
            Self::History(history) => history.run("alert").await,
            Self::Diff(diff) => diff.run("alert").await,
            Self::Restore(restore) => restore.run("alert").await,
        }
    }
}

async fn list(connection: &Connection, json: bool) -> Result<ExitCode> {
    let list = connection.sign_in().await?.get("/api/v1/alerts").await?;
    if json {
        say(&serde_json::to_string_pretty(&list)?);
        return Ok(ExitCode::SUCCESS);
    }
    for alert in items(&list) {
        let state = match (alert["is_enabled"] == true, alert["is_raised"] == true) {
            (false, _) => "disabled",
            (true, true) => "RAISED",
            (true, false) => "quiet",
        };
        let text = |key: &str| alert[key].as_str().unwrap_or("-").to_owned();
        let (name, last, title) = (text("name"), text("last_notice"), text("title"));
        say(&format!(
            "{name:<24} {state:<9} notices {:<5} last {last:<26} {title}",
            alert["notices"]
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn test(connection: &Connection, name: &str) -> Result<ExitCode> {
    let path = format!("/api/v1/alerts/{name}/test");
    let reports = connection.sign_in().await?.post(&path, &Value::Null).await?;
    let mut is_good = true;
    for report in items(&reports) {
        let error = report["error"].as_str();
        is_good &= error.is_none();
        say(&format!(
            "{:<8} {}",
            report["action"].as_str().unwrap_or_default(),
            error.unwrap_or("told")
        ));
    }
    Ok(exit_code(is_good))
}
