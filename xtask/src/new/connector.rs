//! `cargo xtask new connector TYPE`.

use anyhow::Result;

use super::edit::{self, Words, join_workspace};

const FILES: [(&str, &str); 6] = [
    ("Cargo.toml", include_str!("../../templates/connector/Cargo.toml.txt")),
    ("README.md", include_str!("../../templates/connector/README.md.txt")),
    ("src/lib.rs", include_str!("../../templates/connector/lib.rs.txt")),
    ("src/config.rs", include_str!("../../templates/connector/config.rs.txt")),
    ("src/source.rs", include_str!("../../templates/connector/source.rs.txt")),
    (
        "src/destination.rs",
        include_str!("../../templates/connector/destination.rs.txt"),
    ),
];

/// Writes the crate and adds it to the workspace; the registry is left to the author, who knows when it is ready.
pub fn write(kind: &str) -> Result<()> {
    let (folder, package) = (format!("connectors/{kind}"), format!("nilecare-connector-{kind}"));
    edit::write(&folder, &Words::new(kind), &FILES)?;
    join_workspace(&folder, &package, "&[\"nilecare-engine-api\", \"nilecare-types\"]")?;
    println!("{folder} is written and part of the workspace. Next:");
    println!("  cargo fmt -p {package} && cargo nextest run -p {package}");
    println!("  write your wire protocol in src/source.rs and src/destination.rs");
    println!("  add one line to connectors/registry/src/lib.rs, and the edge to xtask/src/tidy/edges.rs");
    println!("  cargo xtask codegen writes its settings into docs/generated/connectors.md");
    Ok(())
}
