//! The apps: rules, types and units; and in a browser over a hub.

use anyhow::Result;

use super::counts::Counts;
use crate::process::{build_programs, succeeds, target, watch};
use crate::setup::{ADMIN, App, CLINICAL, Tools, npm};

/// A stage for which something is missing.
const NOT_RUN: Counts = Counts {
    passed: 0,
    failed: 0,
    not_run: 1,
};

pub fn admin_units(tools: Tools) -> Result<Counts> {
    units(ADMIN, tools)
}

pub fn clinical_units(tools: Tools) -> Result<Counts> {
    units(CLINICAL, tools)
}

pub fn admin_browser(tools: Tools) -> Result<Counts> {
    browser(ADMIN, tools)
}

pub fn clinical_browser(tools: Tools) -> Result<Counts> {
    browser(CLINICAL, tools)
}

/// Checks rules and types, and runs the unit tests.
fn units(app: App, tools: Tools) -> Result<Counts> {
    if !tools.has_web {
        return Ok(NOT_RUN);
    }
    let mut counts = Counts::one(succeeds(&mut npm(app, &["run", "--silent", "lint"]))?);
    let mut tests = Counts::default();
    let is_success = watch(&mut npm(app, &["test", "--silent"]), |line| {
        tests = Counts::of_vitest(line).unwrap_or(tests)
    })?;
    counts.add(tests.with_outcome(is_success));
    Ok(counts)
}

/// Uses the app in Chromium as somebody would, over a hub of its own.
fn browser(app: App, tools: Tools) -> Result<Counts> {
    if !tools.has_web || !tools.has_browser {
        return Ok(NOT_RUN);
    }
    build_programs()?;
    let mut counts = Counts::default();
    let mut command = npm(app, &["run", "--silent", "browser"]);
    command.env("NILECARE_BINARY", target().join("debug/nilecare"));
    let is_success = watch(&mut command, |line| {
        counts.add(Counts::of_node(line).unwrap_or_default())
    })?;
    Ok(counts.with_outcome(is_success))
}
