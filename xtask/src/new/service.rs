//! `cargo xtask new service NAME`.

use anyhow::Result;

use super::edit::{self, Words, join_workspace};
use crate::process::root;

const FILES: [(&str, &str); 10] = [
    ("Cargo.toml", include_str!("../../templates/service/Cargo.toml.txt")),
    ("README.md", include_str!("../../templates/service/README.md.txt")),
    ("build.rs", include_str!("../../templates/service/build.rs.txt")),
    (
        "migrations/sqlite/0001_items.sql",
        include_str!("../../templates/service/0001_items.sql.txt"),
    ),
    ("src/lib.rs", include_str!("../../templates/service/lib.rs.txt")),
    ("src/error.rs", include_str!("../../templates/service/error.rs.txt")),
    ("src/app/mod.rs", include_str!("../../templates/service/app.rs.txt")),
    (
        "src/routes/mod.rs",
        include_str!("../../templates/service/routes.rs.txt"),
    ),
    ("src/store/mod.rs", include_str!("../../templates/service/store.rs.txt")),
    ("tests/http.rs", include_str!("../../templates/service/http.rs.txt")),
];
const CONTRACT: &str = include_str!("../../templates/service/contract.rs.txt");

/// Writes the crate and its module of contracts, and adds both; starting it is left to the author.
pub fn write(name: &str) -> Result<()> {
    let (folder, package) = (format!("clinical-apps/{name}"), format!("nilecare-{name}"));
    let words = Words::new(name);
    edit::write(&folder, &words, &FILES)?;
    let contract = words.fill("clinical-apps/contracts/src/__snake__.rs");
    edit::write_file(&root().join(contract), &words.fill(CONTRACT))?;
    let contracts = "clinical-apps/contracts/src/lib.rs";
    edit::insert(contracts, "mod patch;", &words.fill("pub mod __snake__;\n"))?;
    join_workspace(&folder, &package, "SERVICE")?;
    println!("{folder} is written and part of the workspace. Next:");
    println!("  cargo fmt -p {package} -p nilecare-contracts && cargo nextest run -p {package}");
    println!("  name the resource as the field does, in contracts, routes, app, store and tables");
    println!(
        "  start it in server/src/hub.rs, and add its permissions to the roles in clinical-apps/auth/src/roles.rs"
    );
    Ok(())
}
