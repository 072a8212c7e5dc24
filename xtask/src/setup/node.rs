//! The Node HL7 packages that the hub is tried against, below `target`.

use anyhow::Result;

use crate::process::{is_installed, program, root, run, target};

/// Installs what the lock file in `tests/interop` lists, if it is not there.
pub fn install() -> Result<()> {
    anyhow::ensure!(
        is_installed("node") && is_installed("npm"),
        "node and npm 20 or later are not installed"
    );
    let from = root().join("tests/interop");
    let folder = target().join("node");
    let lock = std::fs::read(from.join("package-lock.json"))?;
    if std::fs::read(folder.join("installed.json")).ok().as_ref() == Some(&lock) {
        return Ok(());
    }
    println!(
        "setup: installing the Node packages @medplum/hl7 and node-hl7-client into target/node, as peers for tests"
    );
    std::fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        std::fs::copy(from.join(file), folder.join(file))?;
    }
    // Their install scripts are not needed, so nobody's code runs before a test asks for it.
    run(program(
        "npm",
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    )
    .current_dir(&folder))?;
    Ok(std::fs::write(folder.join("installed.json"), lock)?)
}
