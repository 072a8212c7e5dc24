//! Programs of others: servers that tests talk to, each started privately by the test that wants it, and linters of what is deployed.

use anyhow::Result;

use super::system::apt;
use crate::process::is_installed;

/// A program that tells whether a package is there, the packages, and what for.
const SERVERS: &[(&str, &[&str], &str)] = &[
    (
        "mosquitto",
        &["mosquitto", "mosquitto-clients"],
        "an MQTT broker and its clients, for the tests of the mqtt connector",
    ),
    // Debian keeps its programs off the path.
    (
        "../lib/postgresql/15/bin/postgres",
        &["postgresql-15"],
        "PostgreSQL, for the tests of the database connector",
    ),
    (
        "mariadbd",
        &["mariadb-server"],
        "MariaDB, for the tests of the database connector",
    ),
    (
        "rabbitmq-server",
        &["rabbitmq-server"],
        "RabbitMQ, for the tests of the rabbitmq connector",
    ),
    (
        "kcat",
        &["kcat"],
        "another client of Kafka, for the tests of the kafka connector",
    ),
    (
        "promtool",
        &["prometheus"],
        "a linter of alert rules, for deploy/check.sh",
    ),
    (
        "amtool",
        &["prometheus-alertmanager"],
        "a linter of the Alertmanager's settings, for deploy/check.sh",
    ),
    (
        "lintian",
        &["lintian", "dpkg-dev"],
        "a linter of Debian packages, for deploy/check.sh",
    ),
    (
        "shellcheck",
        &["shellcheck"],
        "a linter of shell scripts, for deploy/check.sh",
    ),
    ("yamllint", &["yamllint"], "a linter of YAML, for deploy/check.sh"),
    ("mandoc", &["mandoc"], "a linter of manual pages, for deploy/check.sh"),
    (
        "systemd-analyze",
        &["systemd"],
        "a linter of units, for deploy/check.sh",
    ),
];

/// Installs those that are missing, in one go.
pub fn install() -> Result<()> {
    let missing: Vec<_> = SERVERS.iter().filter(|(program, ..)| !is_there(program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<_> = missing
        .iter()
        .flat_map(|(_, packages, _)| packages.iter().copied())
        .collect();
    let reasons: Vec<_> = missing.iter().map(|(.., why)| *why).collect();
    apt(&packages, &reasons.join("; "))
}

/// Servers stand where only root has a path to.
fn is_there(program: &str) -> bool {
    is_installed(program) || std::path::Path::new("/usr/sbin").join(program).is_file()
}
