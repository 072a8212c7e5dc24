//! SecantusDB, which speaks the protocol of MongoDB: a replica set of one, with transactions.

use super::{Launch, PrivateServer, folder_of, free_port, python_with};

/// A server for anybody, and how it is started again. What it confirms is on the disk.
#[derive(Debug)]
pub struct Secantus {
    /// The running server.
    pub server: PrivateServer,
    /// Its launch.
    pub launch: Launch,
}

impl Secantus {
    /// Returns the address of a database.
    pub fn url(&self, database: &str) -> String {
        format!("mongodb://{}/{database}", self.server.address())
    }
}

/// Starts one that keeps what it holds in its folder; `None` where it is not installed.
///
/// # Panics
/// When it does not start.
pub fn secantus() -> Option<Secantus> {
    let python = python_with("secantus")?;
    let (folder, port) = (folder_of(None), free_port());
    let data = folder.path().join("data").display().to_string();
    // Without --sync-on-commit a kill takes back what was confirmed.
    let launch = Launch::new(python).args([
        "-m",
        "secantus",
        "--host",
        "127.0.0.1",
        "--port",
        &port.to_string(),
        "--storage-path",
        &data,
        "--cache-size",
        "256M",
        "--log-level",
        "WARNING",
        "--sync-on-commit",
    ]);
    let server = PrivateServer::start(&launch, folder, port);
    Some(Secantus { server, launch })
}
