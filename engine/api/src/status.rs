//! What a connector is doing right now, for people.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

/// What a connector is doing.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ConnectionState {
    /// Nothing yet.
    #[default]
    Idle,
    /// Waiting for peers at an address.
    Listening {
        /// The bound address, with the port that was given for port 0.
        address: String,
    },
    /// Connected to a peer.
    Connected {
        /// The peer's address.
        address: String,
    },
    /// Not connected; trying.
    Disconnected {
        /// Why.
        reason: String,
    },
    /// Stopped.
    Stopped,
}

/// Lets a connector tell its state. Cheap to clone.
#[derive(Clone, Debug)]
pub struct StatusReporter {
    state: Arc<watch::Sender<ConnectionState>>,
    n_connections: Arc<AtomicU64>,
}

impl Default for StatusReporter {
    fn default() -> Self {
        Self {
            state: Arc::new(watch::Sender::default()),
            n_connections: Arc::default(),
        }
    }
}

impl StatusReporter {
    /// Tells a new state.
    pub fn report(&self, state: ConnectionState) {
        self.state.send_if_modified(|known| {
            let is_new = *known != state;
            *known = state;
            is_new
        });
    }

    /// Tells how many peers are connected.
    pub fn set_connections(&self, n_connections: u64) {
        self.n_connections.store(n_connections, Ordering::Relaxed);
    }

    /// Returns the state.
    pub fn state(&self) -> ConnectionState {
        self.state.borrow().clone()
    }

    /// Returns how many peers are connected.
    pub fn n_connections(&self) -> u64 {
        self.n_connections.load(Ordering::Relaxed)
    }

    /// Follows the state.
    pub fn watch(&self) -> watch::Receiver<ConnectionState> {
        self.state.subscribe()
    }
}
