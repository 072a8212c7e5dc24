//! `nilecare config …`.

use std::io::BufRead;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Connection, items};
use super::say;

/// Work with the configuration map of a running hub.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the values; secrets are shown as ***.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Print one value.
    Get {
        /// Its name.
        name: String,
        #[command(flatten)]
        connection: Connection,
    },
    /// Set a value.
    Set {
        /// Its name.
        name: String,
        /// The value: a text, unless --json says that it is JSON (a number, true, false, a list or a map).
        value: String,
        /// The value is JSON.
        #[arg(long)]
        json: bool,
        /// What it is for.
        #[arg(long)]
        comment: Option<String>,
        #[command(flatten)]
        connection: Connection,
    },
    /// Set a secret, read from standard input, so that no list of processes shows it. It is never shown again.
    SetSecret {
        /// Its name.
        name: String,
        /// What it is for.
        #[arg(long)]
        comment: Option<String>,
        #[command(flatten)]
        connection: Connection,
    },
    /// Remove a value.
    Unset {
        /// Its name.
        name: String,
        #[command(flatten)]
        connection: Connection,
    },
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::List { json, connection } => list(&connection, json).await,
            Self::Get { name, connection } => get(&connection, &name).await,
            Self::Set {
                name,
                value,
                json,
                comment,
                connection,
            } => {
                let value = if json {
                    serde_json::from_str(&value).context("the value is no JSON; a text is in double quotes there")?
                } else {
                    Value::String(value)
                };
                put(&connection, &name, "value", value, comment).await
            }
            Self::SetSecret {
                name,
                comment,
                connection,
            } => {
                let mut secret = String::new();
                let mut input = std::io::stdin().lock();
                input.read_line(&mut secret).context("reading the secret")?;
                let secret = secret.trim_end_matches(['\r', '\n']);
                if secret.is_empty() {
                    bail!("give the secret on standard input, such as: nilecare config set-secret {name} < FILE");
                }
                put(&connection, &name, "secret", json!(secret), comment).await
            }
            Self::Unset { name, connection } => {
                let client = connection.sign_in().await?;
                let path = format!("/api/v1/configuration/{name}");
                client.send(Method::DELETE, &path, &[], &Value::Null).await?;
                say(&format!("removed {name}"));
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

async fn list(connection: &Connection, as_json: bool) -> Result<ExitCode> {
    let list = connection.sign_in().await?.get("/api/v1/configuration").await?;
    if as_json {
        say(&serde_json::to_string_pretty(&list)?);
        return Ok(ExitCode::SUCCESS);
    }
    for value in items(&list) {
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        say(&format!(
            "{:<32} {:<8} {:<32} {}",
            text("name"),
            text("kind"),
            plain(&value["value"]),
            text("comment")
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn get(connection: &Connection, name: &str) -> Result<ExitCode> {
    let list = connection.sign_in().await?.get("/api/v1/configuration").await?;
    let found = items(&list).iter().find(|value| value["name"] == name);
    let found = found.with_context(|| format!("the configuration map has no {name}"))?;
    say(&plain(&found["value"]));
    Ok(ExitCode::SUCCESS)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

async fn put(
    connection: &Connection,
    name: &str,
    kind: &str,
    value: Value,
    comment: Option<String>,
) -> Result<ExitCode> {
    let mut body = json!({ kind: value });
    if let Some(comment) = comment {
        body["comment"] = json!(comment);
    }
    let path = format!("/api/v1/configuration/{name}");
    connection.sign_in().await?.send(Method::PUT, &path, &[], &body).await?;
    say(&format!("set {name}"));
    Ok(ExitCode::SUCCESS)
}
