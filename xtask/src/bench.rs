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
    /// Hubs with 1, 10 and 200 channels, idle and loaded evenly.
    Scale {
        /// Arguments of `nilecare-drill scale`, such as `--channels 1,50`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Recovery and questions with a million messages in the store; needs some 2 GiB of disk and a few minutes.
    Million {
        /// Arguments of `nilecare-drill million`, such as `--messages 100000`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Acknowledgments with and without pruning beside them, in one run.
    Prune {
        /// Arguments of the example `prune_under_load`: messages in the store.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Records of Kafka and messages of RabbitMQ into a channel, with both brokers on this machine.
    Brokers {
        /// Arguments of the example `brokers`: how many messages.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Messages of MQTT with QoS 1 by the hub's broker into a channel, and by the broker alone.
    Mqtt {
        /// Arguments of the example `mqtt_throughput`: how many messages.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Vital signs through a running hub: readings a second, and the time from a publisher to a WebSocket.
    Vitals,
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

/// Vital signs through a hub, which this builds as well.
const VITALS: [&str; 7] = [
    "bench",
    "--locked",
    "--profile",
    "fast",
    "--package=nilecare",
    "--bench",
    "vitals",
];

/// Measurements with the engine in one process; the name of one comes next.
const EXAMPLE: [&str; 6] = [
    "run",
    "--locked",
    "--profile",
    "fast",
    "--package=nilecare-tests",
    "--example",
];

/// Builds what is measured, optimised, and measures it.
pub fn bench(bench: &Bench) -> Result<ExitCode> {
    match bench {
        Bench::Mllp { arguments } => through_hub("bench", arguments),
        Bench::Scale { arguments } => through_hub("scale", arguments),
        Bench::Million { arguments } => through_hub("million", arguments),
        Bench::Prune { arguments } => example("prune_under_load", arguments),
        Bench::Brokers { arguments } => example("brokers", arguments),
        Bench::Mqtt { arguments } => example("mqtt_throughput", arguments),
        Bench::Vitals => succeeds(&mut cargo(&VITALS)).map(exit),
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

fn example(name: &str, arguments: &[String]) -> Result<ExitCode> {
    let mut command = cargo(&EXAMPLE);
    succeeds(command.args([name, "--"]).args(arguments)).map(exit)
}

/// Builds hub and drills with optimisation, and runs one of them.
pub fn through_hub(what: &str, arguments: &[String]) -> Result<ExitCode> {
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
    let mut drill = program(target().join("fast/nilecare-drill"), &[what, "--hub"]);
    succeeds(drill.arg(target().join("fast/nilecare")).args(arguments)).map(exit)
}
