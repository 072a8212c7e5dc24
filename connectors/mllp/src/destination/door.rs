//! Mode server: the receiver connects to us.
//!
//! One connection is used at a time, the newest: a receiver that starts again connects again, and its old connection may
//! look alive for a long time. The port is open as long as the door is.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use nilecare_connector_net::{allows, listen, prepare};
use nilecare_engine_api::{ConnectionState, SendError, StatusReporter};
use nilecare_types::{Clock, HumanDuration};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::failure::unreachable;
use super::{MllpDestinationConfig, Slot};
use crate::{Stream, TlsListener};

/// Pause after a failed attempt to listen or to accept.
const PAUSE: Duration = Duration::from_millis(250);
/// Handshakes at once; a further receiver waits in the kernel.
const MOST_HANDSHAKES: usize = 16;

pub(super) struct Door {
    arrivals: Arc<Arrivals>,
    slot: Slot,
    bind: String,
    waiting: JoinHandle<()>,
}

#[derive(Default)]
struct Arrivals {
    newest: Mutex<Option<(Stream, SocketAddr)>>,
    came: Notify,
}

impl Door {
    /// Begins to listen; must be called within a runtime. A port that is taken is tried again until it is free.
    pub(super) fn open(config: &Arc<MllpDestinationConfig>, clock: Arc<dyn Clock>, status: StatusReporter) -> Self {
        let arrivals = Arc::new(Arrivals::default());
        let porter = Porter {
            config: Arc::clone(config),
            arrivals: Arc::clone(&arrivals),
            clock,
            status,
        };
        Self {
            arrivals,
            slot: Slot::default(),
            bind: config.bind.clone().unwrap_or_default(),
            waiting: tokio::spawn(porter.serve()),
        }
    }

    pub(super) fn slot(&self) -> Slot {
        Arc::clone(&self.slot)
    }

    /// Tells whether a receiver connected after the one whose connection was given out.
    pub(super) fn has_newer(&self) -> bool {
        self.arrivals.lock().is_some()
    }

    /// Waits for a receiver.
    pub(super) async fn wait(&self, limit: HumanDuration) -> Result<(Stream, SocketAddr), SendError> {
        let arrival = async {
            loop {
                if let Some(arrival) = self.arrivals.lock().take() {
                    return arrival;
                }
                // One that came since is remembered by the notification.
                self.arrivals.came.notified().await;
            }
        };
        let none = || unreachable(format!("no receiver connected to {} within {limit}", self.bind));
        timeout(limit.get(), arrival).await.map_err(|_| none())
    }

    /// Tells whether a receiver is there.
    pub(super) fn check(&self) -> Result<String, SendError> {
        let is_in_use = self.slot.try_lock().map_or(true, |slot| slot.is_some());
        if is_in_use || self.has_newer() {
            return Ok(format!("a receiver is connected to {}", self.bind));
        }
        Err(unreachable(format!("no receiver is connected to {}", self.bind)))
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.waiting.abort();
    }
}

/// Sees whether the port could be opened.
pub(super) async fn check_bind(config: &MllpDestinationConfig) -> Result<String, SendError> {
    let bind = config.bind.as_deref().unwrap_or_default();
    match listen(bind).await {
        Ok(_) => Ok(format!("a receiver may connect to {bind} when the channel is started")),
        Err(error) => Err(unreachable(format!("NC-MLLP-001: cannot listen on {bind}: {error}"))),
    }
}

impl Arrivals {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(Stream, SocketAddr)>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, stream: Stream, peer: SocketAddr) {
        *self.lock() = Some((stream, peer));
        self.came.notify_one();
    }
}

/// Lets receivers in.
struct Porter {
    config: Arc<MllpDestinationConfig>,
    arrivals: Arc<Arrivals>,
    clock: Arc<dyn Clock>,
    status: StatusReporter,
}

impl Porter {
    async fn serve(self) {
        let (listener, tls) = loop {
            match self.listen().await {
                Ok(open) => break open,
                Err(reason) => self.tell(reason),
            }
            tokio::time::sleep(PAUSE).await;
        };
        let mut entering = FuturesUnordered::new();
        loop {
            tokio::select! {
                Some(entered) = entering.next() => if let Some((stream, peer)) = entered {
                    tracing::debug!(%peer, "a receiver connected");
                    self.arrivals.put(stream, peer);
                },
                accepted = listener.accept(), if entering.len() < MOST_HANDSHAKES => match accepted {
                    Ok((stream, peer)) if allows(&self.config.allowed_addresses, peer.ip()) => {
                        entering.push(enter(stream, peer, tls.as_ref()));
                    }
                    Ok((_, peer)) => {
                        metrics::counter!("nilecare_mllp_refused_connections_total").increment(1);
                        tracing::warn!(%peer, reason = "its address is not in allowed_addresses", "refused a connection");
                    }
                    Err(error) => {
                        tracing::warn!(%error, "accepting a connection failed");
                        tokio::time::sleep(PAUSE).await;
                    }
                },
            }
        }
    }

    async fn listen(&self) -> Result<(TcpListener, Option<TlsListener>), String> {
        let tls = self.config.server_tls.clone();
        let tls = tls.map(|settings| TlsListener::open(settings, Arc::clone(&self.clock)));
        let tls = tls
            .transpose()
            .map_err(|error| format!("NC-MLLP-006: {}", error.detail()))?;
        let bind = self.config.bind.as_deref().unwrap_or_default();
        let listener = listen(bind)
            .await
            .map_err(|error| format!("NC-MLLP-001: cannot listen on {bind}: {error}; is the port in use?"))?;
        if let Ok(address) = listener.local_addr() {
            let address = address.to_string();
            self.status.report(ConnectionState::Listening { address });
        }
        Ok((listener, tls))
    }

    /// Tells why nobody can connect, once for as long as it stays the same.
    fn tell(&self, reason: String) {
        let state = ConnectionState::Disconnected { reason };
        if self.status.state() != state
            && let ConnectionState::Disconnected { reason } = &state
        {
            tracing::error!(
                bind = self.config.bind,
                reason,
                "a sender cannot wait for its receiver; trying again"
            );
        }
        self.status.report(state);
    }
}

/// `None` when the receiver is refused.
async fn enter(stream: TcpStream, peer: SocketAddr, tls: Option<&TlsListener>) -> Option<(Stream, SocketAddr)> {
    prepare(&stream);
    let Some(tls) = tls else {
        return Some((Stream::Plain(stream), peer));
    };
    match Box::pin(tls.accept(stream)).await {
        Ok(stream) => Some((stream, peer)),
        Err(error) => {
            metrics::counter!("nilecare_mllp_failed_handshakes_total").increment(1);
            tracing::warn!(%peer, error = %error.detail(), "refused a connection");
            None
        }
    }
}
