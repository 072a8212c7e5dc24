//! Packets over a stream of bytes.

use std::io;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::codec;
use crate::{Packet, Publish, Version};

/// So much is read at once.
const READ_SIZE: usize = 16 << 10;
/// A buffer that grew beyond this for one large packet is given back.
const KEPT: usize = 256 << 10;
/// A topic and properties may take so much before a payload begins.
const HEADER_SIZE: usize = 192 << 10;

/// A conversation that cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The peer has closed the connection.
    #[error("the connection was closed")]
    Closed,
    /// The connection is broken.
    #[error("the connection broke: {0}")]
    Broken(#[from] io::Error),
    /// A packet is larger than what is taken.
    #[error("a packet of {size} bytes is larger than the limit of {limit}")]
    TooLarge {
        /// Its size, without its first bytes.
        size: usize,
        /// The limit.
        limit: usize,
    },
    /// Bytes that are no packet.
    #[error("what came is no MQTT: {0}")]
    Malformed(String),
    /// The peer speaks a version that is not spoken here.
    #[error("version {0} of the protocol is not spoken here")]
    Version(u8),
}

/// Reads and writes packets.
#[derive(Debug)]
pub struct Wire<S> {
    stream: S,
    version: Version,
    max_packet: usize,
    input: BytesMut,
    output: BytesMut,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    /// Takes packets up to `max_packet` bytes.
    pub fn new(stream: S, version: Version, max_packet: usize) -> Self {
        Self {
            stream,
            version,
            max_packet,
            input: BytesMut::new(),
            output: BytesMut::new(),
        }
    }

    /// Returns the version that is spoken.
    pub fn version(&self) -> Version {
        self.version
    }

    /// Sets how large packets may be from now on.
    pub fn set_max_packet(&mut self, max_packet: usize) {
        self.max_packet = max_packet;
    }

    /// Waits for the packet with which a client begins, and speaks its version from then on.
    ///
    /// # Errors
    /// When it is none.
    pub async fn read_connect(&mut self) -> Result<Packet, WireError> {
        loop {
            // Whoever does not begin with this packet speaks something else.
            if self.input.first().is_some_and(|first| *first != 0x10) {
                return Err(WireError::Malformed("it does not begin with CONNECT".to_owned()));
            }
            if let Some(size) = codec::frame(&self.input, self.max_packet)? {
                self.version = codec::version_of(&self.input[..size])?;
                return codec::read(&mut self.input, size, self.version);
            }
            self.fill().await?;
        }
    }

    /// Waits for a packet. Nothing is lost when the future is dropped.
    ///
    /// # Errors
    /// When the conversation cannot go on.
    pub async fn read(&mut self) -> Result<Packet, WireError> {
        loop {
            if let Some(packet) = self.read_now()? {
                return Ok(packet);
            }
            self.fill().await?;
        }
    }

    /// Returns a packet that came already.
    ///
    /// # Errors
    /// When the conversation cannot go on.
    pub fn read_now(&mut self) -> Result<Option<Packet>, WireError> {
        match codec::frame(&self.input, self.max_packet)? {
            Some(size) => codec::read(&mut self.input, size, self.version).map(Some),
            None => Ok(None),
        }
    }

    /// Reads a PUBLISH that is larger than the limit, after [`WireError::TooLarge`], and keeps the beginning of its payload.
    /// The rest passes through a buffer that does not grow. The future must not be dropped before it ends, unless the
    /// connection is dropped too.
    ///
    /// # Errors
    /// When it is another packet, or the conversation cannot go on.
    pub async fn skip_publish(&mut self, head: usize) -> Result<Publish, WireError> {
        let size = codec::size(&self.input)?;
        let kept = size.min(HEADER_SIZE + head);
        while self.input.len() < kept {
            self.fill().await?;
        }
        let mut publish = codec::beginning(&self.input[..kept], self.version)?;
        publish.payload.truncate(head);
        let mut rest = size;
        loop {
            let passed = rest.min(self.input.len());
            self.input.advance(passed);
            rest -= passed;
            if rest == 0 {
                return Ok(publish);
            }
            self.fill().await?;
        }
    }

    async fn fill(&mut self) -> Result<(), WireError> {
        if self.input.is_empty() && self.input.capacity() > KEPT {
            self.input = BytesMut::new();
        }
        self.input.reserve(READ_SIZE);
        match self.stream.read_buf(&mut self.input).await? {
            0 => Err(WireError::Closed),
            _ => Ok(()),
        }
    }

    /// Puts a packet where [`Wire::flush`] sends it from.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn put(&mut self, packet: &Packet) -> Result<(), WireError> {
        codec::write(packet, self.version, &mut self.output)
    }

    /// Returns how many bytes wait to be sent.
    pub fn n_waiting(&self) -> usize {
        self.output.len()
    }

    /// Sends what was put. Nothing is lost when the future is dropped: the rest is sent the next time.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn flush(&mut self) -> Result<(), WireError> {
        while self.output.has_remaining() {
            if self.stream.write_buf(&mut self.output).await? == 0 {
                return Err(WireError::Closed);
            }
        }
        self.stream.flush().await?;
        if self.output.capacity() > KEPT {
            self.output = BytesMut::new();
        }
        Ok(())
    }

    /// Puts a packet and sends all.
    ///
    /// # Errors
    /// As [`Wire::put`] and [`Wire::flush`].
    pub async fn send(&mut self, packet: &Packet) -> Result<(), WireError> {
        self.put(packet)?;
        self.flush().await
    }

    /// Closes the way out.
    pub async fn close(mut self) {
        // A peer that is gone needs no goodbye.
        let _ = self.stream.shutdown().await;
    }
}
