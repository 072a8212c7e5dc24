//! Bounds.

use std::time::Duration;

/// Times and bounds of the connections.
#[derive(Debug, Clone, Copy)]
pub struct LiveOptions {
    /// How often a sign of life is sent and asked for.
    pub heartbeat: Duration,
    /// How long a new connection may take to say who it is.
    pub hello_timeout: Duration,
    /// How long the peer may take to accept one frame.
    pub write_timeout: Duration,
    /// So many frames wait for a connection; one that lets more wait is sent away.
    pub queue: usize,
    /// So many events are looked at when somebody comes back; behind more it must load anew.
    pub most_replayed: usize,
    /// So many connections at once.
    pub most_connections: usize,
    /// So many of one user.
    pub most_of_user: usize,
    /// So many rooms of one connection.
    pub most_rooms: usize,
    /// So many frames of a peer between two heartbeats.
    pub most_frames: u32,
}

impl Default for LiveOptions {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(20),
            hello_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(10),
            queue: 256,
            most_replayed: 20_000,
            most_connections: 10_000,
            most_of_user: 16,
            most_rooms: 64,
            most_frames: 200,
        }
    }
}
