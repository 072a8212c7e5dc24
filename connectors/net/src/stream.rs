//! A connection's bytes, plain or over TLS.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::BytesMut;
use nilecare_engine_api::SourceMap;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::coop::unconstrained;
use tokio::time::timeout;
use tokio_rustls::TlsStream;
use tokio_util::io::poll_read_buf;

use crate::tls::peer_facts;

/// Memory is taken only when bytes are there, so that idle connections cost little.
const READ_SIZE: usize = 8 << 10;
/// How long a peer may take to take our goodbye.
const CLOSE_LIMIT: Duration = Duration::from_secs(1);

/// An open connection.
#[derive(Debug)]
pub enum Stream {
    /// Bytes as they are.
    Plain(TcpStream),
    /// Bytes within TLS.
    Tls(Box<TlsStream<TcpStream>>),
}

impl Stream {
    /// Waits for bytes and appends them; 0 when the peer has closed its side. Nothing is lost when the future is dropped.
    /// An empty buffer takes no memory while it waits.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn read(&mut self, buffer: &mut BytesMut) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => read_plain(stream, buffer).await,
            Self::Tls(stream) => poll_fn(|context| poll_tls(stream, context, buffer)).await,
        }
    }

    /// Writes all bytes.
    ///
    /// # Errors
    /// When the connection is broken.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.write_all(bytes).await,
            Self::Tls(stream) => {
                stream.write_all(bytes).await?;
                // Encrypted bytes may wait within the session.
                stream.flush().await
            }
        }
    }

    /// Appends bytes that are there already; `None` when there are none and the connection is open.
    ///
    /// # Errors
    /// When the connection is broken.
    pub fn read_now(&mut self, buffer: &mut BytesMut) -> Option<io::Result<usize>> {
        // Without a budget, which would make bytes look absent once it is used up.
        let read = pin!(unconstrained(self.read(buffer)));
        match read.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(read) => Some(read),
            Poll::Pending => None,
        }
    }

    /// Says goodbye (`close_notify`, RFC 8446 §6.1) and closes, within a second.
    pub async fn close(self) {
        if let Self::Tls(mut stream) = self {
            let _ = timeout(CLOSE_LIMIT, stream.shutdown()).await;
        }
    }

    /// Tells what TLS knows of the peer, as facts of a message's source; empty without TLS.
    pub fn facts(&self) -> SourceMap {
        match self {
            Self::Plain(_) => SourceMap::new(),
            Self::Tls(stream) => peer_facts(stream.get_ref().1),
        }
    }

    /// Returns the TCP connection below.
    pub fn tcp(&self) -> &TcpStream {
        match self {
            Self::Plain(stream) => stream,
            Self::Tls(stream) => stream.get_ref().0,
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Tls(stream) => match Pin::new(stream).poll_read(context, buffer) {
                // As in `read`: the end of a message is known from the message.
                Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => Poll::Ready(Ok(())),
                read => read,
            },
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(context, bytes),
            Self::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(context),
            Self::Tls(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }
}

async fn read_plain(stream: &TcpStream, buffer: &mut BytesMut) -> io::Result<usize> {
    if buffer.is_empty() {
        *buffer = BytesMut::new();
    }
    loop {
        stream.readable().await?;
        buffer.reserve(READ_SIZE);
        match stream.try_read_buf(buffer) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            read => return read,
        }
    }
}

/// The session may hold bytes that the socket does not show any more, so it is asked and not the socket.
fn poll_tls(
    stream: &mut TlsStream<TcpStream>,
    context: &mut Context<'_>,
    buffer: &mut BytesMut,
) -> Poll<io::Result<usize>> {
    buffer.reserve(READ_SIZE);
    let read = poll_read_buf(Pin::new(stream), context, buffer);
    if buffer.is_empty() {
        *buffer = BytesMut::new();
    }
    match read {
        // Many peers leave out the goodbye. A message cut short is seen by its frame, so this end is as good as any.
        Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => Poll::Ready(Ok(0)),
        read => read,
    }
}
