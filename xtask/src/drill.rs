//! Drills: faults on purpose, and ledgers that tell whether anything was lost.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::bench::through_hub;

/// What to break; see `docs/reliability.md`.
#[derive(Subcommand)]
pub enum Drill {
    /// End the hub with SIGKILL under load, start it again, compare the ledgers; round after round.
    Kill(Rounds),
    /// Ask the hub to end (SIGTERM) under load, start it again; round after round.
    Stop(Rounds),
    /// Deploy, undeploy, stop and start a channel under load; a change a round.
    Redeploy(Rounds),
    /// Send messages that cannot be processed among 10,000 others a round.
    Poison(Rounds),
    /// Send the same messages 1,000 times a round and channel, and restart the hub after each.
    Repeats(Rounds),
    /// Let 20 destinations be away while messages come, and come back.
    Outage(Long),
    /// Send fast to a slow receiver and watch the hub's memory.
    Slow(Long),
}

/// A drill of rounds.
#[derive(Args)]
pub struct Rounds {
    /// How often.
    #[arg(long, default_value_t = 20)]
    rounds: u32,
    /// Further arguments of `nilecare-drill`, such as `--seed 7`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// A drill that lasts by its own arguments.
#[derive(Args)]
pub struct Long {
    /// Arguments of `nilecare-drill`, such as `--messages 100000` or `--duration 10m`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds the hub as it is meant to run, and drills it.
pub fn drill(drill: &Drill) -> Result<ExitCode> {
    let (name, arguments) = match drill {
        Drill::Kill(of) => ("kill", of.arguments()),
        Drill::Stop(of) => ("stop", of.arguments()),
        Drill::Redeploy(of) => ("redeploy", of.arguments()),
        Drill::Poison(of) => ("poison", of.arguments()),
        Drill::Repeats(of) => ("repeats", of.arguments()),
        Drill::Outage(of) => ("outage", of.arguments.clone()),
        Drill::Slow(of) => ("slow", of.arguments.clone()),
    };
    through_hub(name, &arguments)
}

impl Rounds {
    fn arguments(&self) -> Vec<String> {
        let rounds = ["--rounds".to_owned(), self.rounds.to_string()];
        rounds.into_iter().chain(self.arguments.iter().cloned()).collect()
    }
}
