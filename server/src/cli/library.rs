//! `nilecare library …`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use nilecare_script::{Library, LibrarySet, ScriptHost};

use super::client::{Connection, items};
use super::{exit_code, item, say};

/// Work with code template libraries.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the libraries of a running hub.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Run the tests of libraries, without a hub: functions `test_…` in `tests/*.rhai`.
    Test {
        /// The folder that holds the libraries' folders.
        folder: PathBuf,
        /// Only this library.
        #[arg(long)]
        library: Option<String>,
        /// Print one JSON line a test.
        #[arg(long)]
        json: bool,
    },
    /// List a library's revisions, newest first.
    History(item::History),
    /// Compare two revisions of a library.
    Diff(item::Diff),
    /// Make an old revision of a library the current one.
    Restore(item::Restore),
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::List { json, connection } => list(&connection, "library", json).await,
            Self::Test { folder, library, json } => test(&folder, library.as_deref(), json),
            Self::History(history) => history.run("library").await,
            Self::Diff(diff) => diff.run("library").await,
            Self::Restore(restore) => restore.run("library").await,
        }
    }
}

/// Lists the items of a kind.
pub async fn list(connection: &Connection, kind: &str, json: bool) -> Result<ExitCode> {
    let list = connection
        .sign_in()
        .await?
        .get(&format!("/api/v1/items/{kind}"))
        .await?;
    if json {
        say(&serde_json::to_string_pretty(&list)?);
        return Ok(ExitCode::SUCCESS);
    }
    for item in items(&list) {
        let (name, revision) = (item["name"].as_str().unwrap_or_default(), &item["revision"]);
        let author = revision["author"].as_str().unwrap_or_default();
        let at = revision["at"].as_str().unwrap_or_default();
        say(&format!("{name:<32} revision {:<5} {at:<26} {author}", revision["id"]));
        for problem in item["problems"].as_array().map(Vec::as_slice).unwrap_or_default() {
            say(&format!("    {}", problem.as_str().unwrap_or_default()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn test(folder: &std::path::Path, only: Option<&str>, json: bool) -> Result<ExitCode> {
    std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let host = ScriptHost::default();
    let (libraries, mut problems) = Library::load_all(folder);
    let (set, more) = LibrarySet::new(&host, libraries);
    problems.extend(more);
    problems
        .iter()
        .for_each(|problem| super::complain(&problem.to_string()));
    let tests = set.run_tests(&host, only);
    let mut n_failed = 0;
    for test in &tests {
        n_failed += usize::from(test.error.is_some());
        if json {
            say(&serde_json::to_string(test)?);
            continue;
        }
        let verdict = if test.error.is_some() { "FAILED" } else { "passed" };
        say(&format!("{verdict} {} {}", test.file, test.name));
        test.error.iter().for_each(|error| say(&format!("    {error}")));
    }
    if !json {
        say(&format!("{} passed, {n_failed} failed", tests.len() - n_failed));
    }
    Ok(exit_code(n_failed == 0 && problems.is_empty()))
}
