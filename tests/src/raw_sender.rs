//! A sender that writes whatever bytes a drill wants, and reads what comes back.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// One connection to a listener.
#[derive(Debug)]
pub struct RawSender {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl RawSender {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::new(),
        })
    }

    /// Writes bytes as they are.
    ///
    /// # Errors
    /// When the peer is gone.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Closes the sending side only.
    ///
    /// # Errors
    /// When the peer is gone.
    pub async fn finish(&mut self) -> io::Result<()> {
        self.stream.shutdown().await
    }

    /// Reads the next block's content; `None` when the peer closed the connection or broke it.
    ///
    /// # Panics
    /// When nothing comes for long, or bytes come that are no block.
    pub async fn reply(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(end) = memchr::memmem::find(&self.buffer, b"\x1C\r") {
                let rest = self.buffer.split_off(end + 2);
                let block = std::mem::replace(&mut self.buffer, rest);
                assert_eq!(block[0], 0x0B, "a reply begins with the start block");
                return Some(block[1..end].to_vec());
            }
            let read = crate::within("a reply", self.stream.read_buf(&mut self.buffer)).await;
            if read.is_err() || read.is_ok_and(|n_bytes| n_bytes == 0) {
                assert!(self.buffer.is_empty(), "the connection ended within a reply");
                return None;
            }
        }
    }

    /// Reads the next block and returns MSA-1 and MSA-2.
    ///
    /// # Panics
    /// When the connection ends, or the block is no acknowledgment.
    pub async fn acknowledgment(&mut self) -> (String, String) {
        let reply = self.reply().await.expect("the connection stays open until the reply");
        let acknowledgment = nilecare_load::read_acknowledgment(&reply).expect("the reply is an acknowledgment");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(acknowledgment.code), text(acknowledgment.control_id))
    }

    /// Writes bytes and returns MSA-1 and MSA-2 of the next block.
    ///
    /// # Panics
    /// When the connection ends, or the block is no acknowledgment.
    pub async fn ask(&mut self, bytes: &[u8]) -> (String, String) {
        self.write(bytes).await.expect("the connection is open");
        self.acknowledgment().await
    }
}
