//! A peer that is not ours, over plain TCP: bytes by hand.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{frame, within};

/// The content of a commit block.
pub const ACK: &str = "\x06";
pub const NAK: &str = "\x15";

/// Either end of a connection.
pub struct Plain {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Plain {
    pub fn over(stream: TcpStream) -> Self {
        Self {
            stream,
            buffer: Vec::new(),
        }
    }

    pub async fn connect(address: &str) -> Self {
        Self::over(within("connecting", TcpStream::connect(address)).await.unwrap())
    }

    /// Sends contents, each in its frame, at once.
    pub async fn send(&mut self, contents: &[&str]) {
        let frames: Vec<u8> = contents.iter().flat_map(|content| frame(content)).collect();
        self.stream.write_all(&frames).await.unwrap();
    }

    /// Reads a frame's content; `None` when the connection ended.
    pub async fn read(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|bytes| bytes == b"\x1C\r") {
                let rest = self.buffer.split_off(end + 2);
                let content = std::mem::replace(&mut self.buffer, rest);
                return Some(String::from_utf8_lossy(&content[1..end]).into_owned());
            }
            let read = within("a frame", self.stream.read_buf(&mut self.buffer)).await;
            if read.unwrap_or(0) == 0 {
                return None;
            }
        }
    }

    /// Reads an acknowledgement as `CA A`.
    pub async fn code(&mut self) -> String {
        let content = self.read().await.expect("a reply comes");
        let msa = content.split("MSA|").nth(1).unwrap_or(&content).trim_end();
        msa.replace('|', " ")
    }

    pub async fn finish(&mut self) {
        self.stream.shutdown().await.unwrap();
    }
}
