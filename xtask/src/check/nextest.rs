//! Unit, contract and integration tests, and the examples in the docs.

use anyhow::Result;

use super::counts::Counts;
use crate::process::{cargo, watch};
use crate::setup::Tools;

/// Runs all tests but those in docs.
pub fn tests(tools: Tools) -> Result<Counts> {
    if tools.has_nextest {
        summed(
            &["nextest", "run", "--locked", "--workspace", "--no-tests=pass"],
            Counts::of_nextest,
        )
    } else {
        summed(
            &["test", "--locked", "--workspace", "--all-targets", "--no-fail-fast"],
            Counts::of_libtest,
        )
    }
}

/// Runs the examples in doc comments, which nextest cannot.
pub fn doc_tests() -> Result<Counts> {
    summed(
        &["test", "--locked", "--workspace", "--doc", "--no-fail-fast"],
        Counts::of_libtest,
    )
}

fn summed(arguments: &[&str], read: fn(&str) -> Option<Counts>) -> Result<Counts> {
    let mut sum = Counts::default();
    let is_success = watch(cargo(arguments).env("CARGO_TERM_COLOR", "never"), |line| {
        if let Some(counts) = read(line) {
            sum.add(counts);
        }
    })?;
    Ok(sum.with_outcome(is_success))
}
