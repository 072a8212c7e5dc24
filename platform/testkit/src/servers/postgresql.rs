//! PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Launch, PrivateServer, folder_of, free_port, installed};

const USER: &str = "postgres";

/// A server whose user `postgres` has the password `secret`, how it is started again, and a client of its own.
#[derive(Debug)]
pub struct PostgreSql {
    /// The running server.
    pub server: PrivateServer,
    /// Its launch.
    pub launch: Launch,
    psql: PathBuf,
}

/// Starts one with the newest version that is installed; `certificates` is a folder of [`crate::certificates`], with which it
/// speaks TLS as `hub`. `None` where it is not installed.
///
/// # Panics
/// When it does not start.
pub fn postgresql(certificates: Option<&Path>) -> Option<PostgreSql> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|version| version.path().join("bin")).max();
    let bin = |program: &str| match &newest {
        Some(folder) => folder.join(program).display().to_string(),
        None => program.to_owned(),
    };
    let (initdb, server, psql) = (
        installed(&bin("initdb"))?,
        installed(&bin("postgres"))?,
        installed(&bin("psql"))?,
    );
    let (folder, port) = (folder_of(Some(USER)), free_port());
    let at = folder.path().display();
    std::fs::write(folder.path().join("password"), "secret").expect("the folder is ours");
    let arguments =
        format!("-D {at}/data -U {USER} -A scram-sha-256 --pwfile={at}/password -E UTF8 --locale=C --no-sync");
    Launch::new(initdb).args(arguments.split(' ')).as_user(USER).run();
    let mut settings = format!("-D {at}/data -p {port} -k {at} -h 127.0.0.1 -c max_connections=200 -c lc_messages=C");
    if let Some(certificates) = certificates {
        for name in ["hub.pem", "hub.key"] {
            let copy = folder.path().join(name);
            // Its owner must be the server, and nobody else may read the key.
            let arguments = format!("-m 600 {} {}", certificates.join(name).display(), copy.display());
            let mut install = Command::new("install");
            if super::is_root() {
                install.args(["-o", USER]);
            }
            let installed = install
                .args(arguments.split(' '))
                .status()
                .expect("install is part of coreutils");
            assert!(installed.success(), "{name} can be copied");
        }
        settings.push_str(&format!(
            " -c ssl=on -c ssl_cert_file={at}/hub.pem -c ssl_key_file={at}/hub.key"
        ));
    }
    let launch = Launch::new(server).args(settings.split(' ')).as_user(USER);
    let server = PrivateServer::start(&launch, folder, port);
    let server = PostgreSql { server, launch, psql };
    server.wait_until_it_answers();
    Some(server)
}

impl PostgreSql {
    /// Runs statements by `psql`, and returns the rows without headings, columns separated by `|`.
    ///
    /// # Panics
    /// When one fails.
    pub fn sql(&self, text: &str) -> String {
        let told = self.try_sql(text);
        told.unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    /// Makes a database, when it is not there, and returns its URL.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn database(&self, name: &str) -> String {
        if self
            .sql(&format!("SELECT 1 FROM pg_database WHERE datname = '{name}'"))
            .is_empty()
        {
            self.sql(&format!("CREATE DATABASE \"{name}\""));
        }
        format!("postgres://{USER}:secret@{}/{name}", self.server.address())
    }

    /// Kills the server as a crash would, and starts it again on the same port.
    ///
    /// # Panics
    /// When it does not start.
    pub fn crash(&mut self) {
        self.server.kill();
        self.server.start_again(&self.launch);
        self.wait_until_it_answers();
    }

    /// Runs statements as [`sql`](Self::sql) does, all of them or none.
    ///
    /// # Errors
    /// What the server said, when one fails.
    ///
    /// # Panics
    /// When `psql` cannot be started.
    pub fn try_sql(&self, text: &str) -> Result<String, String> {
        let address = self.server.address();
        let output = Command::new(&self.psql)
            .env("PGPASSWORD", "secret")
            .env("PGCONNECT_TIMEOUT", "10")
            .args([
                "-h",
                "127.0.0.1",
                "-U",
                USER,
                "-d",
                USER,
                "-v",
                "ON_ERROR_STOP=1",
                "-XAtq",
            ])
            .args(["-p", &address.port().to_string(), "-c", text])
            .output()
            .expect("psql can be started");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// A port that listens belongs to a server that may still recover.
    fn wait_until_it_answers(&self) {
        let until = std::time::Instant::now() + super::READY;
        while let Err(error) = self.try_sql("SELECT 1") {
            assert!(std::time::Instant::now() < until, "the server does not answer: {error}");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}
