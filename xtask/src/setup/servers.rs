//! Servers of others that tests talk to. Each is started privately by the test that wants it.

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
