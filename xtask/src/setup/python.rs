//! The Python packages that the hub is tried against and that check what is deployed, in a virtual environment below `target`.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::Result;

use super::system::apt;
use crate::process::{is_installed, program, root, run, succeeds, target};

/// Returns the interpreter of the virtual environment.
pub fn interpreter() -> PathBuf {
    target().join("venv/bin/python")
}

/// The lists of packages, below the root.
const LISTS: [&str; 2] = ["tests/interop/requirements.txt", "deploy/requirements.txt"];

/// Installs what the lists name, if it is not there.
pub fn install() -> Result<()> {
    let mut wanted = String::new();
    for list in LISTS {
        wanted += &std::fs::read_to_string(root().join(list))?;
    }
    let installed = target().join("venv/installed.txt");
    if std::fs::read_to_string(&installed).is_ok_and(|known| known == wanted) {
        return Ok(());
    }
    if !has_venv() {
        apt(
            &["python3-venv"],
            "Python, for tests against the packages of others, and for linters",
        )?;
    }
    println!("setup: installing Python packages into target/venv, as peers for tests and as linters");
    let folder = target().join("venv");
    run(program("python3", &["-m", "venv", "--clear"]).arg(&folder))?;
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-virtualenv",
    ];
    let mut install = program(interpreter(), &pip);
    for list in LISTS {
        install.arg("-r").arg(root().join(list));
    }
    run(&mut install)?;
    Ok(std::fs::write(&installed, wanted)?)
}

fn has_venv() -> bool {
    let mut probe = program("python3", &["-c", "import venv, ensurepip"]);
    is_installed("python3") && succeeds(probe.stderr(Stdio::null())).unwrap_or(false)
}
