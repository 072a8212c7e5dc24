//! Connections taken as they come.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use nilecare_engine_api::{CancellationToken, SourceContext};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::{SeatLimits, Seats, Stream, TlsListener, prepare};

/// Pause after a failed accept (too many open files), so that the loop does not spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Who is let in, and how.
pub struct Door<'a> {
    /// Who may connect, and how many.
    pub limits: SeatLimits<'a>,
    /// Without: plain TCP.
    pub tls: Option<Arc<TlsListener>>,
    /// Counts connections that are refused at once.
    pub refused: metrics::Counter,
    /// Counts those that cannot begin TLS.
    pub failed_handshakes: metrics::Counter,
}

/// Gives each connection to `welcome`, until the channel stops; returns when all of them have ended.
pub async fn serve<F>(
    listener: TcpListener,
    door: Door<'_>,
    context: &SourceContext,
    welcome: impl Fn(Stream, SocketAddr) -> F + Clone + Send + 'static,
) where
    F: Future<Output = ()> + Send,
{
    let seats = Seats::default();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = context.stop.cancelled() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => match seats.take(peer, door.limits) {
                    Ok(seat) => {
                        prepare(&stream);
                        let (tls, failed) = (door.tls.clone(), door.failed_handshakes.clone());
                        let (stop, welcome) = (context.stop.clone(), welcome.clone());
                        connections.spawn(async move {
                            let _seat = seat;
                            let stream = match tls {
                                None => Some(Stream::Plain(stream)),
                                // Apart, since it is large and soon over.
                                Some(tls) => Box::pin(secure(&tls, stream, peer, &stop, &failed)).await,
                            };
                            if let Some(stream) = stream {
                                Box::pin(welcome(stream, peer)).await;
                            }
                        });
                    }
                    Err(reason) => {
                        door.refused.increment(1);
                        tracing::warn!(%peer, reason, "refused a connection");
                    }
                },
                Err(error) => {
                    tracing::warn!(%error, "accepting a connection failed");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
        context.status.set_connections(connections.len() as u64);
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// `None` when the peer is refused, or the channel stops.
async fn secure(
    tls: &TlsListener,
    stream: TcpStream,
    peer: SocketAddr,
    stop: &CancellationToken,
    failed: &metrics::Counter,
) -> Option<Stream> {
    let accepted = tokio::select! {
        biased;
        () = stop.cancelled() => return None,
        accepted = tls.accept(stream) => accepted,
    };
    match accepted {
        Ok(stream) => {
            tracing::debug!(%peer, facts = ?stream.facts(), "a peer began TLS");
            Some(stream)
        }
        Err(error) => {
            failed.increment(1);
            tracing::warn!(%peer, error = %error.detail(), "refused a connection");
            None
        }
    }
}
