//! Every check and test, one after the other, and one count over all of them.
//!
//! A stage that fails does not keep the later ones from running: one run tells everything.

mod channels;
mod counts;
mod deny;
mod drills;
mod lints;
mod nextest;
mod web;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::process::{cargo, exit, program, root, succeeds};
use crate::setup::{self, Tools};
use crate::tidy;
use counts::Counts;

/// How much to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What a developer runs.
    Test,
    /// And what needs a tool that not everybody has.
    Ci,
}

type Stage = (&'static str, fn(Tools) -> Result<Counts>);

/// The order is from quick to slow, so that a typing error shows first.
const STAGES: [Stage; 14] = [
    ("format", |_| one(&["fmt", "--all", "--check"])),
    ("tidy", |_| {
        tidy::findings().map(|found| Counts::one(tidy::told(&found)))
    }),
    ("analysts' app", web::admin_units),
    ("clinical app", web::clinical_units),
    ("tests and lints", |tools| nextest::tests(tools)),
    ("benchmarks compile", |_| lints::benches()),
    ("doc tests", |_| nextest::doc_tests()),
    ("shipped channels", |_| channels::cases()),
    ("interoperability", |_| drills::interop()),
    ("deployment", |_| drills::deployment()),
    ("browser, analysts", web::admin_browser),
    ("browser, clinical", web::clinical_browser),
    ("kill drill", |_| drills::kill()),
    ("stop drill", |_| drills::stop()),
];

/// Installs what is missing, runs every stage, and prints the sum on the last line.
pub fn test(extent: Extent) -> Result<ExitCode> {
    let tools = setup::everything()?;
    if let Some(code) = lints::with_clippy()? {
        return Ok(code);
    }
    let mut sum = Counts::default();
    let mut lines = Vec::new();
    disk();
    for (name, stage) in STAGES {
        lines.push(timed(name, &mut sum, || stage(tools)));
    }
    if extent == Extent::Ci {
        lines.push(timed("licences and advisories", &mut sum, deny::check));
    }
    disk();
    println!("\n{}", lines.join("\n"));
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(exit(sum.failed == 0))
}

/// Tells how full the disk is: a build for which there is no room fails with an error that does not show it.
fn disk() {
    let folder = root().display().to_string();
    // Only told: a system without `df` is no reason to stop.
    let _told = succeeds(&mut program("df", &["-h", &folder]));
}

/// Runs the interoperability tests by themselves.
pub fn interop_alone() -> Result<ExitCode> {
    setup::everything()?;
    let counts = drills::interop()?;
    println!("{} passed, {} failed", counts.passed, counts.failed);
    Ok(exit(counts.failed == 0))
}

/// Runs a stage, adds what it counted, and returns its line of the summary. A stage that could not run has failed.
fn timed(name: &str, sum: &mut Counts, stage: impl FnOnce() -> Result<Counts>) -> String {
    println!("\n== {name}");
    let start = Instant::now();
    let counts = stage().unwrap_or_else(|error| {
        println!("{name}: {error:#}");
        Counts::one(false)
    });
    sum.add(counts);
    format!("{name:<24} {counts} ({:.0} s)", start.elapsed().as_secs_f64())
}

fn one(arguments: &[&str]) -> Result<Counts> {
    succeeds(&mut cargo(arguments)).map(Counts::one)
}
