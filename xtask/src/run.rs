//! Builds the hub as it is meant to run, and starts it.

use std::process::ExitCode;

use anyhow::Result;

use crate::process::{self, cargo, exit, program, succeeds, target};

/// Builds with the profile `fast` and runs `nilecare serve` with further arguments.
pub fn run(arguments: &[String]) -> Result<ExitCode> {
    crate::setup::c_compiler()?;
    match crate::setup::web_tools() {
        Ok(()) => crate::setup::build_web()?,
        Err(error) => println!("setup: no apps ({error:#}); the hub runs without them"),
    }
    process::run(&mut cargo(&[
        "build",
        "--locked",
        "--profile",
        "fast",
        "--package",
        "nilecare",
    ]))?;
    let mut hub = program(target().join("fast/nilecare"), &["serve"]);
    succeeds(hub.args(arguments)).map(exit)
}
