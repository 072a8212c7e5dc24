//! Compares the dependencies within the workspace with the table of allowed ones.

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::edges::{ALLOWED, ANY, DEV_ONLY};
use crate::process::{cargo, output};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// Set for a crate of this workspace.
    path: Option<String>,
    /// `None`, `dev` or `build`.
    kind: Option<String>,
}

/// Returns the edges that the table does not allow, and the crates that it does not know.
pub fn findings() -> Result<Vec<String>> {
    Ok(compare(&metadata()?, ALLOWED))
}

fn metadata() -> Result<Metadata> {
    let text = output(&mut cargo(&[
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--no-deps",
    ]))?;
    serde_json::from_str(&text).context("reading the output of cargo metadata")
}

fn compare(metadata: &Metadata, table: &[(&str, &[&str])]) -> Vec<String> {
    let mut found = Vec::new();
    for package in &metadata.packages {
        let Some((_, allowed)) = table.iter().find(|(name, _)| *name == package.name) else {
            found.push(format!(
                "{} is not in xtask/src/tidy/edges.rs; state what it may depend on",
                package.name
            ));
            continue;
        };
        let inside = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.path.is_some());
        found.extend(inside.filter_map(|dependency| finding(package, dependency, allowed)));
    }
    found
}

fn finding(package: &Package, dependency: &Dependency, allowed: &[&str]) -> Option<String> {
    if dependency.kind.as_deref() == Some("dev") {
        // A test may use what lies above the crate it tests; cargo refuses what would be a circle.
        return None;
    }
    let (from, to) = (&package.name, &dependency.name);
    let is_tool = DEV_ONLY.contains(&from.as_str());
    if DEV_ONLY.contains(&to.as_str()) && !is_tool {
        return Some(format!(
            "{from} depends on {to}, which is for tests: make it a dev-dependency"
        ));
    }
    let is_allowed = allowed == ANY || allowed.contains(&to.as_str());
    (!is_allowed).then(|| {
        format!(
            "{from} depends on {to}, which xtask/src/tidy/edges.rs does not allow; a new edge needs a decision record"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: [(&str, &[&str]); 3] = [("low", &[]), ("high", &["low"]), ("nilecare-tests", ANY)];

    fn findings_of(from: &str, to: &str, kind: Option<&str>) -> Vec<String> {
        let dependency = Dependency {
            name: to.to_owned(),
            path: Some(to.to_owned()),
            kind: kind.map(str::to_owned),
        };
        let package = Package {
            name: from.to_owned(),
            dependencies: vec![dependency],
        };
        compare(
            &Metadata {
                packages: vec![package],
            },
            &TABLE,
        )
    }

    #[test]
    fn an_edge_upwards_is_found() {
        assert_eq!(findings_of("high", "low", None), Vec::<String>::new());
        assert!(findings_of("low", "high", None)[0].starts_with("low depends on high"));
        assert_eq!(findings_of("low", "high", Some("build")).len(), 1);
    }

    #[test]
    fn what_tests_depend_on_is_apart() {
        assert_eq!(findings_of("low", "high", Some("dev")), Vec::<String>::new());
        assert_eq!(
            findings_of("nilecare-tests", "nilecare-testkit", None),
            Vec::<String>::new()
        );
        assert!(findings_of("high", "nilecare-testkit", None)[0].contains("make it a dev-dependency"));
    }

    #[test]
    fn a_crate_that_the_table_does_not_know_is_found() {
        assert!(findings_of("new", "low", None)[0].starts_with("new is not in"));
    }

    #[test]
    fn the_table_itself_has_no_circle() {
        // Each crate may depend only on crates further up in the table, so no order of edges closes a circle.
        for (index, (name, allowed)) in ALLOWED.iter().enumerate() {
            for to in allowed.iter().filter(|to| **to != "*") {
                let at = ALLOWED.iter().position(|(other, _)| other == to);
                assert!(
                    at.is_some_and(|at| at < index),
                    "{to} must come before {name} in the table"
                );
            }
        }
    }
}
