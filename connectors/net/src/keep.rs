//! Keeping a connection to a peer that sends over it.

use std::net::SocketAddr;

use nilecare_engine_api::{ConnectionState, SourceContext, StatusReporter};
use nilecare_types::HumanDuration;

use crate::{Outbound, Stream, TlsSender, dial};

/// Whom to connect to, and how.
#[derive(Clone, Copy)]
pub struct Dialling<'a> {
    /// The peer (host:port).
    pub address: &'a str,
    /// How long connecting may take.
    pub connect_timeout: HumanDuration,
    /// The pause after a connection ended or could not be made.
    pub reconnect: HumanDuration,
    /// Without: plain TCP.
    pub tls: Option<&'a TlsSender>,
    /// Whom the hub may connect to.
    pub outbound: &'a Outbound,
}

/// Connects, gives the connection to `welcome`, and connects again after a pause, until the channel stops.
pub async fn keep_connected<F>(
    dialling: Dialling<'_>,
    context: &SourceContext,
    welcome: impl Fn(Stream, SocketAddr) -> F + Send,
) where
    F: Future<Output = ()> + Send,
{
    let (stop, status) = (&context.stop, &context.status);
    while !stop.is_cancelled() {
        let dialled = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            dialled = dial(dialling.address, dialling.connect_timeout, dialling.tls, dialling.outbound) => dialled,
        };
        let reason = match dialled {
            Ok((stream, peer)) => {
                let address = peer.to_string();
                status.report(ConnectionState::Connected { address });
                status.set_connections(1);
                Box::pin(welcome(stream, peer)).await;
                status.set_connections(0);
                "the connection ended".to_owned()
            }
            Err(error) => error.to_string(),
        };
        tell_away(status, dialling.address, reason);
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(dialling.reconnect.get()) => {}
        }
    }
}

/// Tells that a peer that messages come from is away, once for as long as the reason stays the same.
pub fn tell_away(status: &StatusReporter, peer: &str, reason: String) {
    let state = ConnectionState::Disconnected { reason };
    if status.state() != state
        && let ConnectionState::Disconnected { reason } = &state
    {
        tracing::warn!(peer, reason, "no messages come from a peer; trying again");
    }
    status.report(state);
}

/// Comes when the channel stops while there is no connection.
pub async fn stopped_before(context: &SourceContext) {
    context.stop.cancelled().await;
    if context.status.n_connections() > 0 {
        std::future::pending().await
    }
}
