//! Checks that a compiler does not make: who may depend on whom, and the shape of files and docs.

mod edges;
mod files;
mod graph;
mod links;
mod modules;

use std::process::ExitCode;

use anyhow::Result;

use crate::process::{exit, output, program, root};

/// Checks and tells.
pub fn tidy() -> Result<ExitCode> {
    let found = findings()?;
    Ok(exit(told(&found)))
}

/// Returns everything that is not as it should be, one line each.
pub fn findings() -> Result<Vec<String>> {
    let mut found = graph::findings()?;
    // Only what git knows or would add: nothing built, nothing ignored.
    let listed = output(&mut program(
        "git",
        &["ls-files", "--cached", "--others", "--exclude-standard"],
    ))?;
    for path in listed.lines() {
        // A file that was removed and not committed is still listed.
        let Ok(content) = std::fs::read(root().join(path)) else {
            continue;
        };
        if let Ok(text) = String::from_utf8(content) {
            found.extend(files::findings(path, &text));
            found.extend(links::findings(&root(), path, &text));
            found.extend(modules::findings(path, |path| {
                std::fs::read_to_string(root().join(path)).ok()
            }));
        }
    }
    Ok(found)
}

/// Prints the findings and returns whether there are none.
pub fn told(found: &[String]) -> bool {
    for line in found {
        println!("tidy: {line}");
    }
    println!("tidy: {} findings", found.len());
    found.is_empty()
}
