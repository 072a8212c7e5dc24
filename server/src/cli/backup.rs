//! `nilecare backup` and `nilecare restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use super::client::Connection;
use super::item;

/// Write everything that analysts edit to one zip file. Secrets in it stay sealed with the hub's key, which is not in it.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The file; must not be there yet.
    file: PathBuf,
    #[command(flatten)]
    connection: Connection,
}

/// Put a backup back.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The file.
    file: PathBuf,
    /// Delete what is not in the backup. Its history stays.
    #[arg(long)]
    exact: bool,
    #[command(flatten)]
    connection: Connection,
}

impl Backup {
    pub async fn run(self) -> Result<ExitCode> {
        let content = self.connection.sign_in().await?.download("/api/v1/backup").await?;
        item::write(&self.file, &content)
    }
}

impl Restore {
    pub async fn run(self) -> Result<ExitCode> {
        let path = format!("/api/v1/restore?exact={}", self.exact);
        item::upload(&self.connection, &path, &self.file).await
    }
}
