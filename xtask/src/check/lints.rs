//! Clippy looks on while the tests are compiled: one pass over the workspace gives both, where two would take twice as long.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use super::counts::Counts;
use crate::process::{cargo, exit, output, program, succeeds, watch};

/// Cargo calls what it names in place of the compiler, for the crates of the workspace.
const WRAPPER: &str = "RUSTC_WORKSPACE_WRAPPER";

/// Runs this command again with clippy in the place of the compiler; `None` when that is the case already, or where there is no
/// clippy.
pub fn with_clippy() -> Result<Option<ExitCode>> {
    if std::env::var_os(WRAPPER).is_some() {
        return Ok(None);
    }
    let Some(driver) = driver()? else {
        println!("setup: there is no clippy (`rustup component add clippy`); code is not linted");
        return Ok(None);
    };
    let mut again = Command::new(std::env::current_exe().context("finding this program")?);
    again.args(std::env::args_os().skip(1)).env(WRAPPER, driver);
    succeeds(&mut again).map(|is_good| Some(exit(is_good)))
}

fn driver() -> Result<Option<PathBuf>> {
    let root = output(&mut program("rustc", &["--print", "sysroot"]))?;
    let driver = Path::new(root.trim()).join("bin/clippy-driver");
    Ok(driver.is_file().then_some(driver))
}

/// Tells whether a line of cargo's output says that a crate has warnings.
pub fn is_warning(line: &str) -> bool {
    line.starts_with("warning: `") && line.contains(" generated ")
}

/// Compiles the benchmarks, which no test does. As tests, since cargo would otherwise compile all they depend on once more.
pub fn benches() -> Result<Counts> {
    let mut has_warnings = false;
    let mut command = cargo(&["test", "--locked", "--workspace", "--benches", "--no-run"]);
    command.env("CARGO_TERM_COLOR", "never");
    let is_success = watch(&mut command, |line| has_warnings |= is_warning(line))?;
    Ok(Counts::one(is_success && !has_warnings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_with_which_cargo_sums_up_a_crate_counts_once() {
        assert!(is_warning(
            "warning: `nilecare-types` (lib) generated 1 warning (run `cargo fix`)"
        ));
        assert!(!is_warning("warning: unused variable: `generated `"));
        assert!(!is_warning("    Finished `dev` profile"));
    }
}
