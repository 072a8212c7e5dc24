//! What the drills have in common: their arguments, and how they tell what they found.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use tempfile::TempDir;

/// How to drill.
#[derive(Debug, Clone, clap::Args)]
pub struct DrillOptions {
    /// The binary `nilecare`.
    #[arg(long)]
    pub hub: PathBuf,
    /// How often, where the drill has rounds.
    #[arg(long, default_value_t = 20)]
    pub rounds: u32,
    /// Connections that send, each with one message in flight.
    #[arg(long, default_value_t = 8)]
    pub connections: usize,
    /// Chooses what is random; told at the start, so that a run can be repeated.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Folder to work in, kept afterwards. A temporary one by default.
    #[arg(long)]
    pub folder: Option<PathBuf>,
}

/// The folder of a run.
#[derive(Debug)]
pub(crate) struct Root {
    path: PathBuf,
    /// Removes it at the end.
    _temporary: Option<TempDir>,
}

impl Root {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl DrillOptions {
    /// Chooses the seed when nobody did, and returns it.
    pub fn settle_seed(&mut self) -> u64 {
        *self.seed.get_or_insert_with(rand::random)
    }

    pub(crate) fn random(&self) -> StdRng {
        StdRng::seed_from_u64(self.seed.unwrap_or_else(rand::random))
    }

    pub(crate) fn root(&self) -> Result<Root> {
        if let Some(path) = &self.folder {
            return Ok(Root {
                path: path.clone(),
                _temporary: None,
            });
        }
        let temporary = tempfile::tempdir().context("making a folder to work in")?;
        Ok(Root {
            path: temporary.path().to_path_buf(),
            _temporary: Some(temporary),
        })
    }
}

/// What one check of a drill showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub what: String,
    /// What was measured on the way.
    pub figures: String,
    /// Everything that is not as it must be.
    pub wrong: Vec<String>,
}

impl Check {
    pub(crate) fn new(what: impl Into<String>, figures: impl Into<String>, wrong: Vec<String>) -> Self {
        Self {
            what: what.into(),
            figures: figures.into(),
            wrong,
        }
    }
}

impl std::fmt::Display for Check {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { what, figures, wrong } = self;
        if wrong.is_empty() {
            write!(formatter, "{what}: {figures}")
        } else {
            write!(formatter, "FAILED {what}: {}; {figures}", wrong.join("; "))
        }
    }
}
