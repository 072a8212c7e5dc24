//! `nilecare lookup …`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::json;

use super::client::Connection;
use super::library::list;
use super::{item, say};

/// Work with lookup tables of a running hub.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the tables.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Take in a CSV file as a table, in place of the one with this name.
    Import {
        /// The table's name.
        name: String,
        /// The file: a header row, the first column is the key.
        file: PathBuf,
        /// Why, for the history.
        #[arg(long, default_value = "")]
        comment: String,
        #[command(flatten)]
        connection: Connection,
    },
    /// Print a table as CSV.
    Export {
        /// The table's name.
        name: String,
        #[command(flatten)]
        connection: Connection,
    },
    /// List a table's revisions, newest first.
    History(item::History),
    /// Compare two revisions of a table.
    Diff(item::Diff),
    /// Make an old revision of a table the current one.
    Restore(item::Restore),
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::List { json, connection } => list(&connection, "lookup", json).await,
            Self::Import {
                name,
                file,
                comment,
                connection,
            } => {
                let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
                import(&connection, &name, &text, &comment).await
            }
            Self::Export { name, connection } => {
                let table = connection
                    .sign_in()
                    .await?
                    .get(&format!("/api/v1/items/lookup/{name}"))
                    .await?;
                let text = table["files"][format!("{name}.csv")]["text"].as_str();
                say(text.context("the table is no text")?.trim_end());
                Ok(ExitCode::SUCCESS)
            }
            Self::History(history) => history.run("lookup").await,
            Self::Diff(diff) => diff.run("lookup").await,
            Self::Restore(restore) => restore.run("lookup").await,
        }
    }
}

async fn import(connection: &Connection, name: &str, text: &str, comment: &str) -> Result<ExitCode> {
    let client = connection.sign_in().await?;
    let path = format!("/api/v1/items/lookup/{name}");
    // What is there now is replaced on purpose; if it changes in this moment, that is told as a conflict.
    let base = match client.get(&path).await {
        Ok(table) => ("if-match", format!("\"{}\"", table["revision"]["id"])),
        Err(_) => ("if-none-match", "*".to_owned()),
    };
    let body = json!({ "files": { format!("{name}.csv"): { "text": text } }, "comment": comment });
    let saved = client.send(Method::PUT, &path, &[base], &body).await?;
    say(&format!("{name} is revision {} now", saved["revision"]["id"]));
    Ok(ExitCode::SUCCESS)
}
