//! What all kinds of items have: a history, and files that go out and in.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::Value;

use super::client::{Connection, items, query};
use super::{exit_code, say};

/// List the revisions of an item.
#[derive(Debug, clap::Args)]
pub struct History {
    /// Its name.
    name: String,
    /// How many, 1 to 500.
    #[arg(long, default_value_t = 50)]
    limit: u16,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

/// Compare revisions of an item.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// Its name.
    name: String,
    /// The older revision.
    #[arg(long)]
    from: Option<i64>,
    /// The newer revision.
    #[arg(long)]
    to: Option<i64>,
    #[command(flatten)]
    connection: Connection,
}

/// Make an old revision the current one.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// Its name.
    name: String,
    /// The revision.
    revision: i64,
    /// Although it is not valid.
    #[arg(long)]
    draft: bool,
    #[command(flatten)]
    connection: Connection,
}

impl History {
    pub async fn run(self, kind: &str) -> Result<ExitCode> {
        let path = format!("/api/v1/items/{kind}/{}/revisions?limit={}", self.name, self.limit);
        let list = self.connection.sign_in().await?.get(&path).await?;
        if self.json {
            say(&serde_json::to_string_pretty(&list)?);
            return Ok(ExitCode::SUCCESS);
        }
        for revision in items(&list) {
            let text = |key: &str| revision[key].as_str().unwrap_or_default().to_owned();
            let mark = match (revision["is_deleted"] == true, revision["is_good"] == true) {
                (true, _) => "deleted",
                (false, false) => "not valid",
                (false, true) => "",
            };
            let (author, at, comment) = (text("author"), text("at"), text("comment"));
            say(&format!(
                "{:>5} {at:<26} {author:<16} {mark:<10} {comment}",
                revision["id"]
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Diff {
    pub async fn run(self, kind: &str) -> Result<ExitCode> {
        let number = |number: Option<i64>| number.map(|number| number.to_string());
        let query = query(&[("from", number(self.from)), ("to", number(self.to))]);
        let path = format!("/api/v1/items/{kind}/{}/diff{query}", self.name);
        let diff = self.connection.sign_in().await?.get(&path).await?;
        for file in diff["files"].as_array().map(Vec::as_slice).unwrap_or_default() {
            match file["text"].as_str() {
                Some(text) => say(text.trim_end()),
                None => say(&format!(
                    "{} {}: no text to show",
                    file["path"].as_str().unwrap_or_default(),
                    file["change"].as_str().unwrap_or_default()
                )),
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    pub async fn run(self, kind: &str) -> Result<ExitCode> {
        let (name, revision, draft) = (&self.name, self.revision, self.draft);
        let path = format!("/api/v1/items/{kind}/{name}/restore?revision={revision}&draft={draft}");
        let saved = self.connection.sign_in().await?.post(&path, &Value::Null).await?;
        say(&format!(
            "{name} is revision {} now; deploy it to use it",
            saved["revision"]["id"]
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a file that was downloaded; one that is there is not overwritten.
pub fn write(file: &Path, content: &[u8]) -> Result<ExitCode> {
    use std::io::Write as _;
    let mut new = std::fs::File::create_new(file).with_context(|| format!("writing {}", file.display()))?;
    new.write_all(content)
        .with_context(|| format!("writing {}", file.display()))?;
    say(&format!("wrote {}", file.display()));
    Ok(ExitCode::SUCCESS)
}

/// Uploads a zip file and tells what became of each item.
pub async fn upload(connection: &Connection, path: &str, file: &PathBuf) -> Result<ExitCode> {
    let content = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let outcomes = connection.sign_in().await?.upload(path, content).await?;
    let mut is_good = true;
    for outcome in items(&outcomes) {
        let text = |key: &str| outcome[key].as_str().unwrap_or_default().to_owned();
        is_good &= outcome["result"] != "failed";
        say(&format!("{:<40} {}", text("item"), text("result")));
        for problem in outcome["problems"].as_array().map(Vec::as_slice).unwrap_or_default() {
            say(&format!("    {}", problem.as_str().unwrap_or_default()));
        }
    }
    Ok(exit_code(is_good))
}
