//! What is generated from the code: written anew here, and compared by a test in every run.

use anyhow::Result;

use crate::process::{cargo, run};

/// Writes `docs/generated/connectors.md` from the JSON Schemas of the connectors' settings.
pub fn codegen() -> Result<()> {
    // The test knows the connectors; xtask need not build them.
    let test = [
        "test",
        "--locked",
        "--package",
        "nilecare-connector-registry",
        "--test",
        "docs",
    ];
    run(cargo(&test).env("UPDATE", "1"))
}
