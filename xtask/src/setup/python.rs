//! The Python packages that the hub is tried against, in a virtual environment below `target`.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::Result;

use super::system::apt;
use crate::process::{is_installed, program, root, run, succeeds, target};

/// Returns the interpreter of the virtual environment.
pub fn interpreter() -> PathBuf {
    target().join("venv/bin/python")
}

/// Installs what `tests/interop/requirements.txt` lists, if it is not there.
pub fn install() -> Result<()> {
    let wanted = root().join("tests/interop/requirements.txt");
    let installed = target().join("venv/installed.txt");
    let is_up_to_date = std::fs::read(&wanted)
        .ok()
        .is_some_and(|list| std::fs::read(&installed).ok() == Some(list));
    if is_up_to_date {
        return Ok(());
    }
    if !has_venv() {
        apt(
            &["python3-venv"],
            "Python, for tests against the HL7 packages hl7 and hl7apy",
        )?;
    }
    println!("setup: installing the Python packages hl7 and hl7apy into target/venv, as peers for tests");
    let folder = target().join("venv");
    run(program("python3", &["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-virtualenv",
        "-r",
    ];
    run(program(interpreter(), &pip).arg(&wanted))?;
    Ok(std::fs::copy(&wanted, &installed).map(drop)?)
}

fn has_venv() -> bool {
    let mut probe = program("python3", &["-c", "import venv, ensurepip"]);
    is_installed("python3") && succeeds(probe.stderr(Stdio::null())).unwrap_or(false)
}
