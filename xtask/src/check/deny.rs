//! Licences, banned crates, sources and known weaknesses of dependencies.

use std::process::Stdio;

use anyhow::Result;

use super::counts::Counts;
use crate::process::{cargo, succeeds};

/// Runs cargo-deny if it is installed. Its list of weaknesses comes over the network; without one the rest is checked.
pub fn check() -> Result<Counts> {
    let mut probe = cargo(&["deny", "--version"]);
    if !succeeds(probe.stdout(Stdio::null()).stderr(Stdio::null()))? {
        println!("not run: cargo-deny is not installed (cargo install cargo-deny --locked)");
        return Ok(Counts {
            not_run: 1,
            ..Counts::default()
        });
    }
    let mut counts = Counts::one(succeeds(&mut cargo(&["deny", "check", "licenses", "bans", "sources"]))?);
    if succeeds(&mut cargo(&["deny", "fetch", "db"]))? {
        counts.add(Counts::one(succeeds(&mut cargo(&["deny", "check", "advisories"]))?));
    } else {
        println!("not run: the list of known weaknesses could not be fetched");
        counts.not_run += 1;
    }
    Ok(counts)
}
