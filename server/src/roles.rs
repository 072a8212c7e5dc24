//! Which parts of NileCare a process runs.
//!
//! All by default. A service can run alone, or some together, on a port of its own; the others are then called over HTTP by
//! `[services]`, and events go over a bus between processes.

use std::collections::BTreeSet;
use std::str::FromStr;

use anyhow::{Result, bail};

/// The engine with its channels and connectors, the FHIR server, the live hub and the web apps.
pub const MAIN: &str = "main";
/// The one entry in front of services that run elsewhere.
pub const GATEWAY: &str = "gateway";

/// Each part with the port that it has alone.
pub const ROLES: [(&str, u16); 16] = [
    (MAIN, 7000),
    (GATEWAY, 7001),
    ("auth", 7020),
    ("business", 7010),
    ("clinical", 7005),
    ("appointment", 7040),
    ("lab", 7080),
    ("medication", 7090),
    ("cds", 7095),
    ("billing", 7050),
    ("payment", 7030),
    ("facility", 7060),
    ("inventory", 7100),
    ("device", 7070),
    ("notification", 3002),
    ("ehr", 4001),
];

/// The parts that run in this process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles(BTreeSet<&'static str>);

impl Default for Roles {
    /// Everything but the gateway, which nothing needs when all is in one process.
    fn default() -> Self {
        Self(
            ROLES
                .into_iter()
                .map(|(name, _)| name)
                .filter(|name| *name != GATEWAY)
                .collect(),
        )
    }
}

impl Roles {
    /// Tells whether a part runs here.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Tells whether every service runs here, so that nothing is to be reached elsewhere.
    pub fn are_all(&self) -> bool {
        ROLES.iter().all(|(name, _)| *name == GATEWAY || self.has(name))
    }

    /// Returns the port of the part that runs alone, or that was named first in the table.
    pub fn port(&self) -> u16 {
        ROLES
            .iter()
            .find(|(name, _)| self.has(name))
            .map_or(7000, |(_, port)| *port)
    }

    /// Names files of this process beside those of others in one data folder: empty when all runs here, else `-` and the parts.
    pub fn suffix(&self) -> String {
        if self.are_all() {
            return String::new();
        }
        let names: Vec<_> = self.0.iter().copied().collect();
        format!("-{}", names.join("-"))
    }

    /// Returns the parts' names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }
}

impl FromStr for Roles {
    type Err = anyhow::Error;

    /// Reads `billing,lab`; `all` is everything but the gateway.
    fn from_str(text: &str) -> Result<Self> {
        if text == "all" {
            return Ok(Self::default());
        }
        let mut names = BTreeSet::new();
        for wanted in text.split(',').map(str::trim) {
            let Some((name, _)) = ROLES.iter().find(|(name, _)| *name == wanted) else {
                let all: Vec<_> = ROLES.iter().map(|(name, _)| *name).collect();
                bail!("there is no role {wanted:?}; there are all, {}", all.join(", "));
            };
            names.insert(*name);
        }
        Ok(Self(names))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Roles {
        text.parse().expect("these are roles")
    }

    #[test]
    fn roles_are_read_and_have_their_ports() {
        assert!(Roles::default().are_all() && !Roles::default().has(GATEWAY));
        assert_eq!(
            (Roles::default().port(), Roles::default().suffix()),
            (7000, String::new())
        );
        let some = roles("lab, billing");
        assert!(some.has("lab") && !some.has("clinical") && !some.are_all());
        assert_eq!((roles("lab").port(), some.suffix()), (7080, "-billing-lab".to_owned()));
        assert_eq!(roles("all"), Roles::default());
        let error = "lab,kitchen".parse::<Roles>().expect_err("it is no role").to_string();
        assert!(error.contains("kitchen") && error.contains("notification"), "{error}");
    }

    #[test]
    fn ports_and_names_are_unique() {
        let ports: BTreeSet<_> = ROLES.iter().map(|(_, port)| port).collect();
        let names: BTreeSet<_> = ROLES.iter().map(|(name, _)| name).collect();
        assert_eq!((ports.len(), names.len()), (ROLES.len(), ROLES.len()));
    }
}
