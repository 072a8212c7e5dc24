//! `nilecare task …`.

use std::process::ExitCode;

use anyhow::Result;
use nilecare_types::TaskId;
use reqwest::Method;
use serde_json::Value;

use super::client::{Connection, items, query};
use super::say;

/// Work with tasks of a running hub that were tried in vain.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List dead tasks, oldest first; at most 500.
    List {
        /// Of this kind only, such as `email`.
        #[arg(long)]
        kind: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Have a dead task done again.
    Retry(One),
    /// Give a dead task up for good.
    Drop(One),
}

/// One dead task.
#[derive(Debug, clap::Args)]
pub struct One {
    /// The task's id.
    id: TaskId,
    #[command(flatten)]
    connection: Connection,
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::List { kind, json, connection } => list(&connection, kind, json).await,
            Self::Retry(one) => one.send(Method::POST, "/retry", "waits for its turn").await,
            Self::Drop(one) => one.send(Method::DELETE, "", "is given up").await,
        }
    }
}

async fn list(connection: &Connection, kind: Option<String>, json: bool) -> Result<ExitCode> {
    let asked = query(&[("kind", kind), ("limit", Some("500".to_owned()))]);
    let path = format!("/api/v1/tasks/dead{asked}");
    let dead = connection.sign_in().await?.get(&path).await?;
    if json {
        say(&serde_json::to_string_pretty(&dead)?);
        return Ok(ExitCode::SUCCESS);
    }
    for task in items(&dead) {
        let text = |key: &str| task[key].as_str().unwrap_or("-").to_owned();
        let (id, kind, died, problem) = (text("id"), text("kind"), text("died_at"), text("problem"));
        say(&format!(
            "{id} {kind:<12} attempts {:<3} {died} {problem}",
            task["attempts"]
        ));
    }
    Ok(ExitCode::SUCCESS)
}

impl One {
    async fn send(&self, method: Method, below: &str, became: &str) -> Result<ExitCode> {
        let path = format!("/api/v1/tasks/dead/{}{below}", self.id);
        let client = self.connection.sign_in().await?;
        client.send(method, &path, &[], &Value::Null).await?;
        say(&format!("{} {became}", self.id));
        Ok(ExitCode::SUCCESS)
    }
}
