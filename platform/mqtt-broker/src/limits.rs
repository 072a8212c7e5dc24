//! Bounds of the broker.

use std::time::Duration;

/// How much of everything there may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokerLimits {
    /// Connections at once; a further one is closed.
    pub max_connections: usize,
    /// The largest packet in bytes; a client that sends a larger one is disconnected.
    pub max_packet: usize,
    /// Messages with QoS 1 and 2 under way in each direction of a connection.
    pub max_in_flight: u16,
    /// Messages that wait in a session.
    pub max_queued: usize,
    /// Bytes of all that waits and all that is retained.
    pub max_bytes: usize,
    /// Retained messages.
    pub max_retained: usize,
    /// Sessions that are kept while their clients are away; the one that is longest away goes first.
    pub max_sessions: usize,
    /// Subscriptions of a session.
    pub max_subscriptions: usize,
    /// The longest time that a session is kept.
    pub session_expiry: Duration,
    /// From a connection to its first packet.
    pub connect_timeout: Duration,
}

impl Default for BrokerLimits {
    fn default() -> Self {
        Self {
            max_connections: 1_024,
            max_packet: 4 << 20,
            max_in_flight: 256,
            max_queued: 10_000,
            max_bytes: 256 << 20,
            max_retained: 10_000,
            max_sessions: 4_096,
            max_subscriptions: 256,
            session_expiry: Duration::from_secs(7 * 24 * 3600),
            connect_timeout: Duration::from_secs(10),
        }
    }
}
