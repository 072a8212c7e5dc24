//! A way to the broker of the same process, without a port, a password or TLS.

use std::io;

use tokio::io::{AsyncRead, AsyncWrite};

/// The bytes of a connection, whatever carries them.
pub trait Transport: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Transport for T {}

/// A broker in this process. Its clients of this way are the hub's own channels: what is published at QoS 1 and 2 is
/// acknowledged to its publisher only when they have taken it.
pub trait LocalBroker: Send + Sync {
    /// Connects.
    ///
    /// # Errors
    /// When the broker has ended.
    fn connect(&self) -> io::Result<Box<dyn Transport>>;
}
