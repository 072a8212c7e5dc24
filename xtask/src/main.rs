//! `cargo xtask`: the developer's commands. `cargo xtask help` lists them; `make` calls the most used ones.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks on standard output"
)]

mod bench;
mod check;
mod codegen;
mod drill;
mod new;
mod process;
mod run;
mod setup;
mod tidy;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Developer commands of NileCare")]
enum Cli {
    /// Find what is missing on this machine and install it.
    Setup,
    /// Build the hub and start it; arguments after `--` go to `nilecare serve`.
    Run {
        /// Arguments of `nilecare serve`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Run every check and test, and count them on the last line.
    Test,
    /// What `test` does, and `cargo deny`.
    Ci,
    /// Check the direction of dependencies, the files and the links of the docs.
    Tidy,
    /// Send messages between the hub and HL7 software of others.
    Interop,
    /// Start a new crate from a skeleton that compiles and is tested.
    #[command(subcommand)]
    New(new::New),
    /// Write the generated part of the docs anew.
    Codegen,
    /// Measure.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Break things on purpose and check that nothing is lost.
    #[command(subcommand)]
    Drill(drill::Drill),
}

fn main() -> ExitCode {
    work(Cli::parse()).unwrap_or_else(|error| {
        eprintln!("xtask: {error:#}");
        ExitCode::FAILURE
    })
}

fn work(command: Cli) -> anyhow::Result<ExitCode> {
    match command {
        Cli::Setup => setup::everything().map(|_| ExitCode::SUCCESS),
        Cli::Run { arguments } => run::run(&arguments),
        Cli::Test => check::test(check::Extent::Test),
        Cli::Ci => check::test(check::Extent::Ci),
        Cli::Tidy => tidy::tidy(),
        Cli::Interop => check::interop_alone(),
        Cli::New(what) => new::new(&what).map(|()| ExitCode::SUCCESS),
        Cli::Codegen => codegen::codegen().map(|()| ExitCode::SUCCESS),
        Cli::Bench(bench) => bench::bench(&bench),
        Cli::Drill(drill) => drill::drill(&drill),
    }
}
