//! The connection below lettre's SMTP: ours, so that TLS and the hub's list of receivers are.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use nilecare_connector_net::Stream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A server that says more than this on one connection says no SMTP.
const MOST: usize = 4 << 20;

/// Bytes of a server. After STARTTLS it does not greet again, which lettre waits for, so a greeting is put before them.
#[derive(Debug)]
pub(crate) struct Wire {
    greeting: &'static [u8],
    stream: Stream,
    n_read: usize,
}

impl Wire {
    pub fn new(stream: Stream) -> Self {
        Self {
            greeting: b"",
            stream,
            n_read: 0,
        }
    }

    pub fn greeted(stream: Stream) -> Self {
        Self {
            greeting: b"220 encrypted\r\n",
            ..Self::new(stream)
        }
    }
}

impl AsyncTokioStream for Wire {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.tcp().peer_addr()
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.greeting.is_empty() {
            let (now, later) = self.greeting.split_at(self.greeting.len().min(buffer.remaining()));
            buffer.put_slice(now);
            self.greeting = later;
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.n_read += buffer.filled().len() - before;
        if self.n_read > MOST {
            return Poll::Ready(Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the server says too much",
            )));
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
