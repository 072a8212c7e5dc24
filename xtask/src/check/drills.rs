//! A whole hub as a process: against the HL7 software of others, as it is deployed, killed at random, and asked to end at random.

use anyhow::Result;

use super::counts::Counts;
use crate::process::{build_programs, program, root, target, watch};
use crate::setup::python_interpreter;

/// As many rounds as a run of all tests has time for; `cargo xtask drill kill` takes any number.
const KILL_ROUNDS: &str = "8";
/// The same for `cargo xtask drill stop`.
const STOP_ROUNDS: &str = "8";

/// Sends and receives with the peers that are installed.
pub fn interop() -> Result<Counts> {
    let mut command = drill(&["interop"]);
    command.arg("--scripts").arg(root().join("tests/interop"));
    command.arg("--message").arg(root().join("samples/adt-a01.hl7"));
    command.arg("--python").arg(python_interpreter());
    command.arg("--node-modules").arg(target().join("node/node_modules"));
    counted(&mut command)
}

/// Kills the hub under load and checks the ledgers.
pub fn kill() -> Result<Counts> {
    counted(&mut drill(&["kill", "--rounds", KILL_ROUNDS]))
}

/// Asks the hub to end under load and checks ledgers and statistics.
pub fn stop() -> Result<Counts> {
    counted(&mut drill(&["stop", "--rounds", STOP_ROUNDS]))
}

/// Looks at everything below `deploy` with linters, and at the package and the settings with the built hub.
pub fn deployment() -> Result<Counts> {
    let mut command = program(root().join("deploy/check.sh"), &[]);
    command.arg(target().join("debug/nilecare"));
    command.env("DEPLOY_TOOLS", target().join("venv/bin"));
    counted(&mut command)
}

fn drill(arguments: &[&str]) -> std::process::Command {
    let mut command = program(target().join("debug/nilecare-drill"), arguments);
    command.arg("--hub").arg(target().join("debug/nilecare"));
    command
}

fn counted(command: &mut std::process::Command) -> Result<Counts> {
    build_programs()?;
    let mut counts = Counts::default();
    let is_success = watch(command, |line| counts = Counts::of_own(line).unwrap_or(counts))?;
    Ok(counts.with_outcome(is_success))
}
