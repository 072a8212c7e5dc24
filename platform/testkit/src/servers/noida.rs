//! noida-db, which speaks the protocol of Kafka.

use std::path::PathBuf;
use std::process::Command;

use super::{Launch, PrivateServer, folder_of, free_port, python_with};

/// A broker for anybody, and how it is started again. It writes to disk within half a second, so what it confirmed just before
/// a kill is gone.
#[derive(Debug)]
pub struct Noida {
    /// The running server.
    pub server: PrivateServer,
    /// Its launch.
    pub launch: Launch,
}

/// Starts one that keeps what it holds in its folder; `None` where it is not installed.
///
/// # Panics
/// When it does not start.
pub fn noida() -> Option<Noida> {
    let python = python_with("noida_db")?;
    let place = Command::new(python)
        .args(["-c", "import noida_db, os; print(os.path.dirname(noida_db.__file__))"])
        .output()
        .expect("it was started before");
    let place = String::from_utf8_lossy(&place.stdout);
    let (folder, port) = (folder_of(None), free_port());
    let data = folder.path().join("data").display().to_string();
    let port_text = port.to_string();
    // The program itself and not its Python wrapper, so that a kill reaches it.
    let launch = Launch::new(PathBuf::from(place.trim()).join("noida-db")).args([
        "start",
        "--data-dir",
        &data,
        "--host",
        "127.0.0.1",
        "--only",
        "kafka",
        "--kafka-port",
        &port_text,
    ]);
    let server = PrivateServer::start(&launch, folder, port);
    Some(Noida { server, launch })
}
