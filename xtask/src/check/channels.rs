//! The cases of the shipped channels, run by the binary as an analyst would.

use std::path::PathBuf;

use anyhow::Result;

use super::counts::Counts;
use crate::process::{build_programs, program, root, target, watch};

/// Runs `nilecare channel test` on every shipped channel.
pub fn cases() -> Result<Counts> {
    build_programs()?;
    let mut sum = Counts::default();
    for folder in shipped()? {
        let mut command = program(target().join("debug/nilecare"), &["channel", "test"]);
        let mut counted = None;
        let is_success = watch(command.arg(&folder), |line| counted = Counts::of_own(line).or(counted))?;
        sum.add(counted.unwrap_or_default().with_outcome(is_success));
    }
    Ok(sum)
}

fn shipped() -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(root().join("channels/library"))? {
        let path = entry?.path();
        if path.join("channel.yaml").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}
