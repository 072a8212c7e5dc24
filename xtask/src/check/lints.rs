//! Clippy looks on while the tests are compiled: one pass over the workspace gives both, where two would take twice as long.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use super::counts::Counts;
use crate::process::{cargo, exit, output, program, succeeds};
use crate::tidy::crates_with_benches;

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

/// Compiles the benchmarks, which no test does.
pub fn benches() -> Result<Counts> {
    let mut command = cargo(&["clippy", "--locked", "--quiet", "--benches"]);
    for name in crates_with_benches()? {
        command.args(["--package", &name]);
    }
    command.args(["--", "--deny", "warnings"]);
    succeeds(&mut command).map(Counts::one)
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
