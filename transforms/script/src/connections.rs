//! Calls from scripts to other systems, through connections that somebody named and permitted.

use std::fmt;
use std::time::Instant;

use bytes::Bytes;
use nilecare_types::ChannelId;

/// A call of a script.
#[derive(Debug, Clone)]
pub struct ConnectionCall<'a> {
    /// The channel whose script calls.
    pub channel: &'a ChannelId,
    /// The name of the connection.
    pub connection: &'a str,
    /// What to send.
    pub content: Bytes,
    /// When the script must have ended, so that the call has, too.
    pub deadline: Instant,
}

/// The connections of this installation.
pub trait Connections: Send + Sync + fmt::Debug {
    /// Sends the content and returns what was answered; `None` when the protocol has no answer. Blocks until then, at the
    /// longest until the deadline.
    ///
    /// # Errors
    /// Why not, and what to do; never patient data.
    fn call(&self, call: ConnectionCall<'_>) -> Result<Option<Bytes>, String>;
}
