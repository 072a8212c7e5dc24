//! `cargo nextest`, which runs each test in a process of its own and ends one that hangs.

use std::process::Stdio;

use anyhow::Result;

use crate::process::{cargo, run, succeeds};

/// Installs it if it is not there.
pub fn install() -> Result<()> {
    let is_there = succeeds(
        cargo(&["nextest", "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )?;
    if is_there {
        return Ok(());
    }
    println!("setup: building cargo-nextest, which runs the tests; this takes some minutes, once");
    run(&mut cargo(&["install", "cargo-nextest", "--locked"]))
}
