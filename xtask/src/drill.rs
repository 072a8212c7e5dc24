//! Drills: faults on purpose, and ledgers that tell whether anything was lost.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::process::{cargo, exit, program, run, succeeds, target};

/// What to break.
#[derive(Subcommand)]
pub enum Drill {
    /// End the hub with SIGKILL under load, start it again, compare the ledgers; round after round.
    Kill {
        /// How often.
        #[arg(long, default_value_t = 20)]
        rounds: u32,
        /// Further arguments of `nilecare-drill kill`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

/// Builds the hub as it is meant to run, and drills it.
pub fn drill(drill: &Drill) -> Result<ExitCode> {
    let Drill::Kill { rounds, arguments } = drill;
    let build = [
        "build",
        "--locked",
        "--profile",
        "fast",
        "--package",
        "nilecare",
        "--package",
        "nilecare-drills",
    ];
    run(&mut cargo(&build))?;
    let mut command = program(
        target().join("fast/nilecare-drill"),
        &["kill", "--rounds", &rounds.to_string(), "--hub"],
    );
    succeeds(command.arg(target().join("fast/nilecare")).args(arguments)).map(exit)
}
