//! The peers that are connected to us, and are told everything.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use nilecare_connector_net::{SeatLimits, Seats, Stream, TlsListener, listen, prepare};
use nilecare_engine_api::{ConnectionState, FailureKind, Response, SendError, StatusReporter};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_util::sync::CancellationToken;

use super::Shared;
use crate::failure::{CANNOT_LISTEN, NOBODY, SETTINGS};
use crate::link::{Link, Proof};
use crate::{WebsocketDestinationConfig, WebsocketListener, wire};

/// Between two attempts at a port.
const PAUSE: Duration = Duration::from_secs(1);
/// How long peers may take to take our goodbye.
const LEAVE_LIMIT: Duration = Duration::from_secs(3);

/// Whoever is connected.
pub(super) struct Audience {
    shared: Arc<Shared>,
    seated: Arc<Seated>,
    stop: CancellationToken,
    doorkeeper: JoinHandle<()>,
}

#[derive(Default)]
struct Seated {
    links: Mutex<(u64, HashMap<u64, Link>)>,
}

impl Seated {
    fn lock(&self) -> std::sync::MutexGuard<'_, (u64, HashMap<u64, Link>)> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, link: Link) -> u64 {
        let mut links = self.lock();
        links.0 += 1;
        let number = links.0;
        links.1.insert(number, link);
        number
    }

    fn remove(&self, number: u64) {
        self.lock().1.remove(&number);
    }

    fn all(&self) -> Vec<(u64, Link)> {
        let links = self.lock();
        links.1.iter().map(|(number, link)| (*number, link.clone())).collect()
    }
}

impl Audience {
    /// Lets peers in until it is dropped.
    pub(super) fn gather(shared: &Arc<Shared>, status: StatusReporter) -> Arc<Self> {
        let (seated, stop) = (Arc::new(Seated::default()), CancellationToken::new());
        let doorkeeper = Doorkeeper {
            shared: Arc::clone(shared),
            seated: Arc::clone(&seated),
            stop: stop.clone(),
            status,
        };
        Arc::new(Self {
            shared: Arc::clone(shared),
            seated,
            stop,
            doorkeeper: tokio::spawn(async move { Box::pin(doorkeeper.run()).await }),
        })
    }

    /// Sends to all; one that does not answer in time is let go of.
    pub(super) async fn tell(&self, message: Message) -> Result<Response, SendError> {
        let all = self.seated.all();
        if all.is_empty() {
            let detail = "nobody is connected; the message waits";
            return Err(SendError::new(FailureKind::Retry, NOBODY, detail));
        }
        let n_all = all.len();
        let limit = self.shared.config.timeout.get();
        let told = all.into_iter().map(|(number, link)| {
            let message = message.clone();
            async move {
                let sent = timeout(limit, link.send(message, Proof::Pong)).await;
                let sent = sent.unwrap_or_else(|_| Err(self.shared.late()));
                if sent.is_err() {
                    self.seated.remove(number);
                }
                sent
            }
        });
        let outcomes = join_all(told).await;
        let n_told = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        match outcomes.into_iter().find_map(Result::err) {
            Some(error) if n_told == 0 => Err(error),
            _ => {
                let facts = [("websocket_peers", n_all), ("websocket_told", n_told)];
                let facts = facts.map(|(name, count)| (name.to_owned(), count.to_string()));
                Ok(Response {
                    content: None,
                    facts: BTreeMap::from(facts),
                })
            }
        }
    }

    /// Tells how many there are.
    pub(super) fn check(&self) -> Result<String, SendError> {
        let n_peers = self.seated.lock().1.len();
        let bind = listener_of(&self.shared)
            .map(|listener| listener.bind.clone())
            .unwrap_or_default();
        if n_peers == 0 {
            let detail = format!("nobody is connected to {bind}");
            return Err(SendError::new(FailureKind::Retry, NOBODY, detail));
        }
        Ok(format!("{n_peers} peers are connected to {bind}"))
    }

    /// Says goodbye to all.
    pub(super) async fn leave(mut self) {
        self.stop.cancel();
        // Whoever keeps a connection says goodbye when nobody can send over it any more.
        self.seated.lock().1.clear();
        let _ = timeout(LEAVE_LIMIT, &mut self.doorkeeper).await;
    }
}

impl Drop for Audience {
    fn drop(&mut self) {
        self.doorkeeper.abort();
    }
}

fn listener_of(shared: &Shared) -> Option<&WebsocketListener> {
    shared.config.listen.as_ref()
}

/// Sees whether the port could be opened.
pub(super) async fn check_bind(config: &WebsocketDestinationConfig) -> Result<String, SendError> {
    let bind = config
        .listen
        .as_ref()
        .map(|listen| listen.bind.as_str())
        .unwrap_or_default();
    match listen(bind).await {
        Ok(_) => Ok(format!("peers may connect to {bind} when the channel is started")),
        Err(error) => {
            let detail = format!("cannot listen on {bind}: {error}; is the port in use?");
            Err(SendError::new(FailureKind::Retry, CANNOT_LISTEN, detail))
        }
    }
}

/// Lets peers in.
struct Doorkeeper {
    shared: Arc<Shared>,
    seated: Arc<Seated>,
    stop: CancellationToken,
    status: StatusReporter,
}

impl Doorkeeper {
    async fn run(self) {
        let Some(settings) = listener_of(&self.shared) else {
            return;
        };
        let (listener, tls) = loop {
            match self.open(settings).await {
                Ok(open) => break open,
                Err(reason) => self.status.report(ConnectionState::Disconnected { reason }),
            }
            tokio::time::sleep(PAUSE).await;
        };
        let limits = SeatLimits {
            allowed_addresses: &settings.allowed_addresses,
            max_connections: settings.max_connections,
            max_per_address: settings.max_connections_per_address,
        };
        let seats = Seats::default();
        let mut peers = JoinSet::new();
        loop {
            tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                Some(_) = peers.join_next() => {}
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => match seats.take(peer, limits) {
                        Ok(seat) => {
                            prepare(&stream);
                            let (shared, seated, tls) = (Arc::clone(&self.shared), Arc::clone(&self.seated), tls.clone());
                            peers.spawn(async move {
                                let _seat = seat;
                                Box::pin(keep(&shared, &seated, tls.as_deref(), stream, peer)).await;
                            });
                        }
                        Err(reason) => {
                            metrics::counter!("nilecare_websocket_refused_connections_total").increment(1);
                            tracing::warn!(%peer, reason, "refused a connection");
                        }
                    },
                    Err(error) => {
                        tracing::warn!(%error, "accepting a connection failed");
                        tokio::time::sleep(PAUSE).await;
                    }
                },
            }
            self.status.set_connections(self.seated.lock().1.len() as u64);
        }
        drop(listener);
        while peers.join_next().await.is_some() {}
    }

    async fn open(&self, settings: &WebsocketListener) -> Result<(TcpListener, Option<Arc<TlsListener>>), String> {
        let tls = settings.tls.clone();
        let tls = tls.map(|tls| TlsListener::open(tls, Arc::clone(&self.shared.clock)).map(Arc::new));
        let tls = tls
            .transpose()
            .map_err(|error| format!("{SETTINGS}: {}", error.detail()))?;
        let bind = &settings.bind;
        let listener = listen(bind)
            .await
            .map_err(|error| format!("{CANNOT_LISTEN}: cannot listen on {bind}: {error}; is the port in use?"))?;
        if let Ok(address) = listener.local_addr() {
            let address = address.to_string();
            self.status.report(ConnectionState::Listening { address });
        }
        Ok((listener, tls))
    }
}

async fn keep(shared: &Shared, seated: &Seated, tls: Option<&TlsListener>, stream: TcpStream, peer: SocketAddr) {
    let Some(settings) = listener_of(shared) else {
        return;
    };
    let stream = match tls {
        None => Stream::Plain(stream),
        Some(tls) => match tls.accept(stream).await {
            Ok(stream) => stream,
            Err(error) => {
                metrics::counter!("nilecare_websocket_failed_handshakes_total").increment(1);
                tracing::warn!(%peer, error = %error.detail(), "refused a connection");
                return;
            }
        },
    };
    match wire::accept(stream, settings, &shared.session).await {
        Ok((socket, _)) => {
            let (link, keeper) = Link::over(socket, shared.session.clone());
            let number = seated.add(link);
            keeper.await;
            seated.remove(number);
        }
        Err(reason) => tracing::warn!(%peer, reason, "refused a connection"),
    }
}
