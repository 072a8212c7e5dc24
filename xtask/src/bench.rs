//! Measurements: the whole hub by its MLLP port, and single functions.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::process::{cargo, exit, program, run, succeeds, target};

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Messages per second and latency through a running hub, its processor time, memory and writes.
    Mllp {
        /// Arguments of `nilecare-drill bench`, such as `--duration 5s`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Parsing and editing of messages, scripts and the message store, function by function.
    Micro {
        /// Arguments of the benchmark runner, such as a filter.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// A message store of a million messages: inserting, searching, pruning, a long queue; memory and bytes written.
    Store {
        /// How many messages, if not a million.
        messages: Option<usize>,
    },
}

/// The benchmark of a large message store.
const STORE: [&str; 5] = [
    "bench",
    "--locked",
    "--package=nilecare-message-store",
    "--bench=store",
    "--",
];

/// The benchmarks of single functions: messages, scripts, the store.
const MICRO: [&str; 9] = [
    "bench",
    "--locked",
    "--package=nilecare-hl7v2",
    "--package=nilecare-script",
    "--package=nilecare-message-store",
    "--bench=hl7v2",
    "--bench=scripts",
    "--bench=append",
    "--",
];

/// Builds what is measured, optimised, and measures it.
pub fn bench(bench: &Bench) -> Result<ExitCode> {
    match bench {
        Bench::Mllp { arguments } => through_hub(arguments),
        Bench::Micro { arguments } => {
            let mut command = cargo(&MICRO);
            succeeds(command.args(arguments)).map(exit)
        }
        Bench::Store { messages } => {
            let mut command = cargo(&STORE);
            succeeds(command.args(messages.map(|messages| messages.to_string()))).map(exit)
        }
    }
}

fn through_hub(arguments: &[String]) -> Result<ExitCode> {
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
    let mut drill = program(target().join("fast/nilecare-drill"), &["bench", "--hub"]);
    succeeds(drill.arg(target().join("fast/nilecare")).args(arguments)).map(exit)
}
