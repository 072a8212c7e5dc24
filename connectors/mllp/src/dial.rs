//! Making a connection, and taking a port.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use nilecare_types::HumanDuration;
use socket2::{Domain, Protocol, SockRef, Socket, TcpKeepalive, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::{Stream, TlsError, TlsSender};

/// Connections that the kernel keeps waiting for us.
const BACKLOG: i32 = 1024;
/// A peer that is gone without a word is noticed after about two minutes.
const KEEPALIVE: TcpKeepalive = TcpKeepalive::new()
    .with_time(Duration::from_secs(60))
    .with_interval(Duration::from_secs(20));

/// A connection that could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DialError {
    #[error("connecting to {address} took longer than {limit}")]
    TooSlow { address: String, limit: HumanDuration },
    #[error("cannot connect to {address}: {source}")]
    Connect { address: String, source: io::Error },
    #[error("{}", .0.detail())]
    Tls(TlsError),
}

/// Connects to `address` (host:port), over TLS when there are settings for it.
pub(crate) async fn dial(
    address: &str,
    limit: HumanDuration,
    tls: Option<&TlsSender>,
) -> Result<(Stream, SocketAddr), DialError> {
    let connect = |source| DialError::Connect {
        address: address.to_owned(),
        source,
    };
    let stream = timeout(limit.get(), TcpStream::connect(address))
        .await
        .map_err(|_| DialError::TooSlow {
            address: address.to_owned(),
            limit,
        })?
        .map_err(connect)?;
    let peer = stream.peer_addr().map_err(connect)?;
    prepare(&stream);
    let stream = match tls {
        None => Stream::Plain(stream),
        Some(tls) => Box::pin(tls.connect(stream, address)).await.map_err(DialError::Tls)?,
    };
    Ok((stream, peer))
}

/// Listens at `bind` (host:port).
pub(crate) async fn listen(bind: &str) -> io::Result<TcpListener> {
    let address = tokio::net::lookup_host(bind).await?.next();
    let address = address.ok_or_else(|| io::Error::other("it is no address"))?;
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // A restarted hub must not wait for the connections of the old one to be forgotten.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// Sets what every connection has.
pub(crate) fn prepare(stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(stream).set_tcp_keepalive(&KEEPALIVE);
}
