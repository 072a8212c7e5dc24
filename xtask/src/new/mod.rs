//! New crates from skeletons that work from the first moment.

mod connector;
mod edit;
mod service;

use anyhow::{Result, ensure};
use clap::Subcommand;

/// What to start.
#[derive(Subcommand)]
pub enum New {
    /// A connector: a line protocol over TCP to begin with, in connectors/TYPE.
    Connector {
        /// The type as channel files name it: small letters, digits and dashes.
        kind: String,
    },
    /// A domain service: one resource to begin with, in clinical-apps/NAME.
    Service {
        /// The name: small letters, digits and dashes.
        name: String,
    },
}

/// Writes the skeleton and adds the crate to the workspace.
pub fn new(what: &New) -> Result<()> {
    match what {
        New::Connector { kind } => connector::write(checked(kind)?),
        New::Service { name } => service::write(checked(name)?),
    }
}

fn checked(name: &str) -> Result<&str> {
    let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
        && !name.ends_with('-')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    ensure!(
        is_name,
        "{name:?} must be of small letters, digits and dashes, and begin with a letter"
    );
    Ok(name)
}
