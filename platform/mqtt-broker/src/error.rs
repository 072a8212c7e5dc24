//! What keeps a broker from starting.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The broker cannot start.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
    /// The port is not to be had.
    #[error(
        "NC-BROKER-001: the MQTT broker cannot listen on {bind}; is the port in use? set mqtt.bind, or mqtt.url = \"off\""
    )]
    Listen {
        /// The port.
        bind: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// Anybody in the network could read and write.
    #[error(
        "NC-BROKER-002: the MQTT broker would let anybody in at {bind}; set mqtt.users, or mqtt.allow_anonymous = true, or bind it to \
         127.0.0.1"
    )]
    Anonymous {
        /// The port.
        bind: SocketAddr,
    },
    /// A file of the TLS settings cannot be used.
    #[error("NC-BROKER-003: the MQTT broker cannot use {path}: {reason}")]
    Tls {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
}
