//! `nilecare audit …`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use nilecare_audit::{AuditKey, AuditLog};
use nilecare_sql::Db;

use super::say;
use crate::hub::audit_key;
use crate::settings::Settings;

/// Work with the audit log of patient data.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Read the whole log through and say which entries were changed, removed or inserted. Exit code 1 when there are any.
    Verify {
        /// The hub's data folder.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Command {
    pub async fn run(self, config: Option<&Path>) -> Result<ExitCode> {
        let Self::Verify { data, json } = self;
        let mut settings = Settings::load(config)?;
        if let Some(data) = data {
            settings.data.dir = data;
        }
        let log = AuditLog::open(Db::open(&settings.store_url("audit")).await?, known_key(&settings)?).await?;
        let found = log.verify().await.context("checking the audit log")?;
        if json {
            say(&serde_json::to_string(&found)?);
        } else {
            for finding in &found.findings {
                say(&finding.to_string());
            }
            say(&format!(
                "{} entries, {} findings, last hash {}",
                found.n_rows,
                found.findings.len(),
                found.last_hash
            ));
        }
        Ok(if found.findings.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// A new key would find every entry forged, so none is made here.
fn known_key(settings: &Settings) -> Result<AuditKey> {
    let path = settings.data.dir.join("audit.key");
    if settings.audit.key.is_none() && !path.exists() {
        bail!(
            "there is no {}; name the data folder of the hub with --data, or set audit.key",
            path.display()
        );
    }
    audit_key(settings)
}
