//! A sender that keeps the bytes of its answers.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const ANSWER_LIMIT: Duration = Duration::from_secs(30);
const END: &[u8] = b"\x1C\r";

pub(super) struct Sender(TcpStream);

impl Sender {
    pub(super) async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("connecting to the hub")?;
        stream.set_nodelay(true)?;
        Ok(Self(stream))
    }

    /// Sends a frame and returns the frame that comes back.
    pub(super) async fn ask(&mut self, frame: &[u8]) -> Result<Vec<u8>> {
        let asking = async {
            self.0.write_all(frame).await?;
            let mut answer = Vec::new();
            while !answer.ends_with(END) {
                if self.0.read_buf(&mut answer).await? == 0 {
                    bail!("the hub closed the connection without an answer");
                }
            }
            Ok(answer)
        };
        tokio::time::timeout(ANSWER_LIMIT, asking)
            .await
            .context("the hub did not answer in 30 s")?
    }
}
