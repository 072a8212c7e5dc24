//! Unit, contract and integration tests, and the examples in the docs.

use std::path::PathBuf;

use anyhow::Result;

use super::counts::Counts;
use super::lints::is_warning;
use crate::process::{cargo, watch};
use crate::setup::{self, Tools};

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
    let mut command = cargo(arguments);
    command.env("CARGO_TERM_COLOR", "never");
    // Has the packages that sign webhooks, where it could be set up.
    command.env("NILECARE_PYTHON", python());
    let mut has_warnings = false;
    let is_success = watch(&mut command, |line| {
        has_warnings |= is_warning(line);
        if let Some(counts) = read(line) {
            sum.add(counts);
        }
    })?;
    let mut sum = sum.with_outcome(is_success);
    if has_warnings {
        println!("lints: warnings count as failures");
    }
    sum.add(Counts::one(!has_warnings));
    Ok(sum)
}

fn python() -> PathBuf {
    let own = setup::python_interpreter();
    if own.exists() { own } else { PathBuf::from("python3") }
}
