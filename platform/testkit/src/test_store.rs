//! Where the databases of one test are.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

/// The variable that puts the databases of tests on a server: `mysql://USER@127.0.0.1:PORT` or
/// `postgres://USER:PASSWORD@127.0.0.1:PORT`. The user may make databases. Without it they are files.
const VARIABLE: &str = "NILECARE_TEST_STORE";

/// Databases of one test, each empty at first; they go with it.
#[derive(Debug)]
pub struct TestStore {
    folder: TempDir,
    server: Option<Server>,
    /// Different for each test of each process.
    prefix: String,
    made: Mutex<BTreeSet<String>>,
}

#[derive(Debug)]
struct Server {
    url: String,
    is_postgres: bool,
    user: String,
    password: String,
    port: String,
}

impl TestStore {
    /// Finds out where they are to be.
    ///
    /// # Panics
    /// When there can be no temporary folder, or the variable is not valid.
    #[allow(clippy::new_without_default, reason = "it makes a folder, which no default should")]
    pub fn new() -> Self {
        static N: AtomicU32 = AtomicU32::new(0);
        Self {
            folder: TempDir::new().expect("a temporary folder can be made"),
            server: std::env::var(VARIABLE).ok().map(|url| Server::new(&url)),
            prefix: format!("t{}_{}_", std::process::id(), N.fetch_add(1, Ordering::Relaxed)),
            made: Mutex::default(),
        }
    }

    /// Returns a folder that goes with the test.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the URL of the database of this name; it is made at the first time.
    ///
    /// # Panics
    /// When the server does not make it.
    pub fn url(&self, name: &str) -> String {
        let Some(server) = &self.server else {
            return format!("sqlite:{}", self.path().join(name).with_extension("db").display());
        };
        let database = format!("{}{}", self.prefix, name.replace(['-', '.', '/'], "_"));
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.insert(database.clone()) {
            server.run(&format!("CREATE DATABASE {database}"));
        }
        format!("{}/{database}", server.url)
    }
}

impl Drop for TestStore {
    fn drop(&mut self) {
        let Some(server) = &self.server else { return };
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        for database in made.iter() {
            // MariaDB waits for transactions of connections that are still open here, and they for this thread.
            let sql = if server.is_postgres {
                format!("DROP DATABASE {database} WITH (FORCE)")
            } else {
                format!("SET SESSION lock_wait_timeout = 1; DROP DATABASE {database}")
            };
            let _ = server.command(&sql).output();
        }
    }
}

impl Server {
    fn new(url: &str) -> Self {
        let at = url.split_once("://").expect("NILECARE_TEST_STORE is a URL");
        let (user, place) = at.1.split_once('@').expect("NILECARE_TEST_STORE names a user");
        let (user, password) = user.split_once(':').unwrap_or((user, ""));
        let (_, port) = place.split_once(':').expect("NILECARE_TEST_STORE names a port");
        Self {
            url: url.to_owned(),
            is_postgres: at.0 == "postgres",
            user: user.to_owned(),
            password: password.to_owned(),
            port: port.to_owned(),
        }
    }

    fn run(&self, sql: &str) {
        let output = self.command(sql).output().expect("the client can be started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn command(&self, sql: &str) -> Command {
        if self.is_postgres {
            let mut psql = Command::new("psql");
            psql.env("PGPASSWORD", &self.password).env("PGCONNECT_TIMEOUT", "10");
            psql.args([
                "-h",
                "127.0.0.1",
                "-U",
                &self.user,
                "-d",
                "postgres",
                "-XAtq",
                "-p",
                &self.port,
                "-c",
                sql,
            ]);
            return psql;
        }
        let mut mariadb = Command::new("mariadb");
        mariadb.env("MYSQL_PWD", &self.password);
        mariadb.args([
            "--no-defaults",
            "-h",
            "127.0.0.1",
            "-u",
            &self.user,
            "--connect-timeout=10",
            "-P",
            &self.port,
        ]);
        mariadb.args(["-e", sql]);
        mariadb
    }
}
