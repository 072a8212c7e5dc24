//! MariaDB, which stands in for MySQL as well.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Launch, PrivateServer, folder_of, free_port, installed};

const USER: &str = "mysql";

/// A server whose user `hub` has the password `secret` and may do anything in the database `hub`, how it is started again, and
/// a client of its own.
#[derive(Debug)]
pub struct MariaDb {
    /// The running server.
    pub server: PrivateServer,
    /// Its launch.
    pub launch: Launch,
    client: PathBuf,
}

/// Starts one; `certificates` is a folder of [`crate::certificates`], with which it speaks TLS as `hub`. `None` where it is not
/// installed.
///
/// # Panics
/// When it does not start.
pub fn mariadb(certificates: Option<&Path>) -> Option<MariaDb> {
    let (install, program, client) = (
        installed("mariadb-install-db")?,
        installed("mariadbd")?,
        installed("mariadb")?,
    );
    let (folder, port) = (folder_of(Some(USER)), free_port());
    let at = folder.path().display();
    let arguments =
        format!("--no-defaults --datadir={at}/data --auth-root-authentication-method=normal --skip-test-db");
    Launch::new(install)
        .args(arguments.split(' '))
        .env("TMPDIR", at.to_string())
        .as_user(USER)
        .run();
    let grants = "CREATE DATABASE IF NOT EXISTS hub;\n\
                  CREATE USER IF NOT EXISTS hub@localhost IDENTIFIED BY 'secret';\n\
                  GRANT ALL ON hub.* TO hub@localhost;\n";
    let init = folder.path().join("init.sql");
    std::fs::write(&init, grants).expect("the folder is ours");
    let mut settings = format!(
        "--no-defaults --datadir={at}/data --port={port} --bind-address=127.0.0.1 --socket={at}/s.sock \
         --pid-file={at}/p.pid --innodb-buffer-pool-size=32M --skip-log-bin --init-file={}",
        init.display()
    );
    if let Some(certificates) = certificates {
        for name in ["hub.pem", "hub.key"] {
            let copied = std::fs::copy(certificates.join(name), folder.path().join(name));
            copied.expect("the folder is ours");
            let mode = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o644);
            std::fs::set_permissions(folder.path().join(name), mode).expect("the file is ours");
        }
        settings.push_str(&format!(" --ssl-cert={at}/hub.pem --ssl-key={at}/hub.key"));
    }
    let launch = Launch::new(program)
        .args(settings.split_whitespace())
        .env("TMPDIR", at.to_string())
        .as_user(USER);
    let server = PrivateServer::start(&launch, folder, port);
    Some(MariaDb { server, launch, client })
}

impl MariaDb {
    /// Runs statements by the client `mariadb` as root, and returns the rows without headings, columns separated by tabs.
    ///
    /// # Panics
    /// When one fails.
    pub fn sql(&self, text: &str) -> String {
        let told = self.try_sql(text);
        told.unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    /// Runs statements as [`sql`](Self::sql) does, up to the first that fails.
    ///
    /// # Errors
    /// What the server said, when one fails.
    ///
    /// # Panics
    /// When the client cannot be started.
    pub fn try_sql(&self, text: &str) -> Result<String, String> {
        let output = Command::new(&self.client)
            .args([
                "--no-defaults",
                "-u",
                "root",
                "-D",
                "hub",
                "-BN",
                "--connect-timeout=10",
            ])
            .arg(format!("--socket={}", self.server.folder().join("s.sock").display()))
            .args(["-e", text])
            .output()
            .expect("the client can be started");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// Makes a database for the user `hub`, when it is not there, and returns its URL.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn database(&self, name: &str) -> String {
        self.sql(&format!(
            "CREATE DATABASE IF NOT EXISTS `{name}` CHARACTER SET utf8mb4; GRANT ALL ON `{name}`.* TO hub@localhost"
        ));
        format!("mysql://hub:secret@{}/{name}", self.server.address())
    }

    /// Kills the server as a crash would, and starts it again on the same port.
    ///
    /// # Panics
    /// When it does not start.
    pub fn crash(&mut self) {
        self.server.kill();
        self.server.start_again(&self.launch);
    }
}
