//! Opening the port, taking connections, ending all of it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use nilecare_mqtt::{LocalBroker, Transport};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::connection::{Peer, Users};
use crate::state::Shared;
use crate::{BrokerError, BrokerLimits, BrokerTls, tls};

/// Pause after a failed accept (too many open files), so that the loop does not spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// How often wills and sessions are looked at.
const TIDY: Duration = Duration::from_secs(1);
/// What fits between a channel and the broker.
const LOCAL_BUFFER: usize = 256 << 10;
/// How long connections may take to end.
const END_LIMIT: Duration = Duration::from_secs(3);

/// How a broker is set up.
#[derive(Debug, Clone)]
pub struct BrokerOptions {
    /// The port; 0 takes a free one.
    pub bind: SocketAddr,
    /// Who is let in; nobody named: everybody.
    pub users: Users,
    /// Lets everybody in although the port is open to the network.
    pub allow_anonymous: bool,
    /// Without: plain TCP.
    pub tls: Option<BrokerTls>,
    /// Bounds.
    pub limits: BrokerLimits,
}

/// What a broker holds right now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokerStatus {
    /// Where it listens.
    pub address: SocketAddr,
    /// Open connections from outside.
    pub n_connections: usize,
    /// Sessions, kept ones with them.
    pub n_sessions: usize,
    /// Retained messages.
    pub n_retained: usize,
    /// Bytes of all that waits and is retained.
    pub n_bytes: usize,
}

/// A broker that listens.
pub struct Broker {
    shared: Arc<Shared>,
    users: Arc<Users>,
    tls: Option<TlsAcceptor>,
    listener: std::sync::Mutex<Option<TcpListener>>,
    address: SocketAddr,
    n_connections: Arc<AtomicUsize>,
    ended: CancellationToken,
    tasks: TaskTracker,
    runtime: Handle,
}

impl Broker {
    /// Takes the port. Channels can connect at once, others after [`Broker::serve`]. Must be called within a runtime.
    ///
    /// # Errors
    /// When it cannot start.
    pub async fn open(options: BrokerOptions) -> Result<Arc<Self>, BrokerError> {
        let bind = options.bind;
        if options.users.is_empty() && !options.allow_anonymous && !bind.ip().is_loopback() {
            return Err(BrokerError::Anonymous { bind });
        }
        let tls = options.tls.as_ref().map(tls::acceptor).transpose()?;
        let listen = |source| BrokerError::Listen { bind, source };
        let listener = TcpListener::bind(bind).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let broker = Arc::new(Self {
            shared: Arc::new(Shared::new(options.limits)),
            users: Arc::new(options.users),
            tls,
            listener: std::sync::Mutex::new(Some(listener)),
            address,
            n_connections: Arc::default(),
            ended: CancellationToken::new(),
            tasks: TaskTracker::new(),
            runtime: Handle::current(),
        });
        let (shared, ended) = (Arc::clone(&broker.shared), broker.ended.clone());
        broker.tasks.spawn(tidy(shared, ended));
        Ok(broker)
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Tells what it holds.
    pub fn status(&self) -> BrokerStatus {
        let state = self.shared.lock();
        BrokerStatus {
            address: self.address,
            n_connections: self.n_connections.load(Ordering::Relaxed),
            n_sessions: state.sessions.len(),
            n_retained: state.retained.len(),
            n_bytes: state.bytes,
        }
    }

    /// Takes connections from outside from now on. The hub calls it when its channels have subscribed, so that nothing is
    /// acknowledged for which a channel is about to come.
    pub fn serve(self: &Arc<Self>) {
        let listener = self.listener.lock().ok().and_then(|mut listener| listener.take());
        if let Some(listener) = listener {
            let broker = Arc::clone(self);
            self.tasks.spawn(async move {
                tracing::info!(address = %broker.address, tls = broker.tls.is_some(), "the MQTT broker listens");
                let ended = broker.ended.clone();
                tokio::select! {
                    () = ended.cancelled() => {}
                    () = broker.accept(&listener) => {}
                }
            });
        }
    }

    async fn accept(&self, listener: &TcpListener) {
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => self.take(stream, peer),
                Err(error) => {
                    tracing::warn!(%error, "accepting an MQTT connection failed");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    fn take(&self, stream: TcpStream, address: SocketAddr) {
        let limits = &self.shared.limits;
        let seat = Seat::take(&self.n_connections);
        if self.n_connections.load(Ordering::Relaxed) > limits.max_connections {
            metrics::counter!("nilecare_mqtt_refused_connections_total").increment(1);
            tracing::warn!(peer = %address, "refused an MQTT connection: there are too many");
            return;
        }
        let _ = stream.set_nodelay(true);
        let peer = self.peer(Some(address));
        let (tls, limit) = (self.tls.clone(), limits.connect_timeout);
        self.tasks.spawn(async move {
            let _seat = seat;
            let stream: Box<dyn Transport> = match tls {
                None => Box::new(stream),
                Some(tls) => match timeout(limit, Box::pin(tls.accept(stream))).await {
                    Ok(Ok(stream)) => Box::new(stream),
                    Ok(Err(error)) => {
                        tracing::warn!(peer = %address, %error, "an MQTT client cannot begin TLS");
                        return;
                    }
                    Err(_) => return,
                },
            };
            Box::pin(peer.run(stream)).await;
        });
    }

    fn peer(&self, address: Option<SocketAddr>) -> Peer {
        Peer {
            shared: Arc::clone(&self.shared),
            users: Arc::clone(&self.users),
            ended: self.ended.clone(),
            address,
        }
    }

    /// Ends all connections, and returns when they are over. What channels have not taken is not acknowledged to anybody.
    pub async fn close(&self) {
        self.ended.cancel();
        drop(self.listener.lock().ok().and_then(|mut listener| listener.take()));
        self.tasks.close();
        let _ = timeout(END_LIMIT, self.tasks.wait()).await;
    }
}

impl LocalBroker for Broker {
    fn connect(&self) -> io::Result<Box<dyn Transport>> {
        if self.ended.is_cancelled() {
            return Err(io::Error::new(io::ErrorKind::ConnectionRefused, "it has ended"));
        }
        let (ours, theirs) = tokio::io::duplex(LOCAL_BUFFER);
        let run = Box::pin(self.peer(None).run(Box::new(ours)));
        self.tasks.spawn_on(run, &self.runtime);
        Ok(Box::new(theirs))
    }
}

async fn tidy(shared: Arc<Shared>, ended: CancellationToken) {
    let mut ticks = interval(TIDY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = ended.cancelled() => return,
            _ = ticks.tick() => shared.tidy(Instant::now()),
        }
        let state = shared.lock();
        metrics::gauge!("nilecare_mqtt_sessions").set(state.sessions.len() as f64);
        metrics::gauge!("nilecare_mqtt_waiting_bytes").set(state.bytes as f64);
    }
}

/// One of the connections that there may be.
struct Seat(Arc<AtomicUsize>);

impl Seat {
    fn take(seats: &Arc<AtomicUsize>) -> Self {
        seats.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(seats))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
