//! Making a connection, and taking a port.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use nilecare_types::HumanDuration;
use socket2::{Domain, Protocol, SockRef, Socket, TcpKeepalive, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::{Outbound, Stream, TlsError, TlsSender};

/// Connections that the kernel keeps waiting for us.
const BACKLOG: i32 = 1024;
/// A peer that is gone without a word is noticed after about two minutes.
const KEEPALIVE: TcpKeepalive = TcpKeepalive::new()
    .with_time(Duration::from_secs(60))
    .with_interval(Duration::from_secs(20));

/// A connection that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DialError {
    /// In all it took too long.
    #[error("connecting to {address} took longer than {limit}")]
    TooSlow {
        /// Whom to.
        address: String,
        /// How long it may take.
        limit: HumanDuration,
    },
    /// The name is not known.
    #[error("cannot find {address}: {source}")]
    Resolve {
        /// Whom to.
        address: String,
        /// Why not.
        source: io::Error,
    },
    /// The hub's settings do not let us.
    #[error("the hub may not connect to {address}; add it to outbound.allow in the hub's settings if it should")]
    NotAllowed {
        /// Whom to.
        address: String,
    },
    /// Nobody answers there.
    #[error("cannot connect to {address}: {source}")]
    Connect {
        /// Whom to.
        address: String,
        /// Why not.
        source: io::Error,
    },
    /// The connection is there and TLS is not.
    #[error("{}", .0.detail())]
    Tls(TlsError),
}

/// Connects to `address` (host:port), over TLS when there are settings for it.
///
/// # Errors
/// What kept us from it.
pub async fn dial(
    address: &str,
    limit: HumanDuration,
    tls: Option<&TlsSender>,
    outbound: &Outbound,
) -> Result<(Stream, SocketAddr), DialError> {
    let connecting = async { connect(address, &resolve(address, outbound).await?).await };
    let (stream, peer) = timeout(limit.get(), connecting)
        .await
        .map_err(|_| DialError::TooSlow {
            address: address.to_owned(),
            limit,
        })??;
    prepare(&stream);
    let stream = match tls {
        None => Stream::Plain(stream),
        Some(tls) => Box::pin(tls.connect(stream, address)).await.map_err(DialError::Tls)?,
    };
    Ok((stream, peer))
}

/// Finds the addresses behind `address` (host:port) that we may connect to; never empty.
///
/// # Errors
/// When there are none.
pub async fn resolve(address: &str, outbound: &Outbound) -> Result<Vec<SocketAddr>, DialError> {
    let found = tokio::net::lookup_host(address).await;
    let found: Vec<_> = found
        .map_err(|source| DialError::Resolve {
            address: address.to_owned(),
            source,
        })?
        .collect();
    let host = host_of(address);
    let allowed: Vec<_> = found
        .iter()
        .copied()
        .filter(|found| outbound.allows(host, *found))
        .collect();
    match (found.is_empty(), allowed.is_empty()) {
        (true, _) => Err(DialError::Resolve {
            address: address.to_owned(),
            source: io::Error::new(io::ErrorKind::NotFound, "the name has no address"),
        }),
        (false, true) => Err(DialError::NotAllowed {
            address: address.to_owned(),
        }),
        (false, false) => Ok(allowed),
    }
}

async fn connect(address: &str, found: &[SocketAddr]) -> Result<(TcpStream, SocketAddr), DialError> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for peer in found {
        match TcpStream::connect(peer).await {
            Ok(stream) => return Ok((stream, *peer)),
            Err(error) => last = error,
        }
    }
    Err(DialError::Connect {
        address: address.to_owned(),
        source: last,
    })
}

/// `[::1]:2575` has the host `::1`.
pub(crate) fn host_of(address: &str) -> &str {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Listens at `bind` (host:port).
///
/// # Errors
/// When the port is not to be had.
pub async fn listen(bind: &str) -> io::Result<TcpListener> {
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
pub fn prepare(stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(stream).set_tcp_keepalive(&KEEPALIVE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_has_no_brackets() {
        assert_eq!(host_of("lab.example.org:2575"), "lab.example.org");
        assert_eq!(host_of("[::1]:2575"), "::1");
    }

    #[tokio::test]
    async fn what_is_not_allowed_is_not_connected_to() {
        let listener = listen("127.0.0.1:0").await.expect("there is a free port");
        let address = listener.local_addr().expect("it is bound");
        let name = format!("localhost:{}", address.port());
        let limit = HumanDuration::from_secs(5);
        let only = |target: &str| Outbound::only(vec![target.parse().expect("it is one")]);
        let refused = dial(&name, limit, None, &only("10.0.0.0/8")).await;
        assert!(matches!(refused, Err(DialError::NotAllowed { .. })));
        dial(&name, limit, None, &only("127.0.0.0/8"))
            .await
            .expect("it is allowed");
        dial(&name, limit, None, &only(&name)).await.expect("it is allowed");
    }
}
