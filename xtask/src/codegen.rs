//! What is generated from the code: written anew here, and compared by a test in every run.

use anyhow::Result;

use crate::process::{cargo, run};

/// The tests that know what is written. xtask need not build what they do.
const WRITERS: [(&str, &str); 2] = [
    ("nilecare-connector-registry", "docs"),
    ("nilecare-channel-model", "schema"),
];

/// Writes `docs/generated`: the connectors' settings for people, and the JSON Schema of `channel.yaml` for the forms of the
/// analysts' app.
pub fn codegen() -> Result<()> {
    for (package, test) in WRITERS {
        let test = ["test", "--locked", "--package", package, "--test", test];
        run(cargo(&test).env("UPDATE", "1"))?;
    }
    Ok(())
}
