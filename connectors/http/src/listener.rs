//! A listener: connections, requests, bodies, answers. What differs between `http` and `webhook` is told by [`Take`].

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;
use nilecare_connector_net::{
    ListenerTls, Network, Seat, SeatLimits, Seats, Stream, TlsError, TlsListener, listen, prepare,
};
use nilecare_engine_api::{
    ConnectionState, RawMessage, Source, SourceContext, SourceError, SourceMap, StatusReporter, async_trait,
};
use nilecare_types::{Clock, HumanDuration};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::address::PathPattern;
use crate::compression::ExpandLimits;
use crate::{HttpSourceConfig, ReplyOptions, WebhookSourceConfig};

mod access;
mod answer;
mod body;
mod connection;
mod exchange;
mod facts;
mod multipart;
mod patience;
mod plain;

pub(crate) use answer::Refusal;
pub(crate) use plain::Plain;

use connection::Connection;

/// Pause after a failed accept (too many open files), so that the loop does not spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What all listeners do in the same way.
#[derive(Debug, Clone)]
pub(crate) struct Listening {
    pub bind: String,
    pub tls: Option<ListenerTls>,
    pub paths: Vec<PathPattern>,
    pub methods: Vec<String>,
    pub headers: Vec<String>,
    pub answer: ReplyOptions,
    pub allowed_addresses: Vec<Network>,
    pub max_connections: usize,
    pub max_connections_per_address: Option<usize>,
    pub max_requests: usize,
    pub body: ExpandLimits,
    /// Compressed bodies are undone; otherwise they are refused.
    pub takes_compressed: bool,
    pub header_timeout: HumanDuration,
    pub body_timeout: HumanDuration,
    pub retry_after: HumanDuration,
}

impl Listening {
    pub(crate) fn of_http(config: &HttpSourceConfig) -> Self {
        Self {
            bind: config.bind.clone(),
            tls: config.tls.clone(),
            paths: config
                .paths
                .iter()
                .filter_map(|path| PathPattern::parse(path))
                .collect(),
            methods: config.methods.clone(),
            headers: config.headers.clone(),
            answer: config.answer.clone(),
            allowed_addresses: config.allowed_addresses.clone(),
            max_connections: config.max_connections,
            max_connections_per_address: config.max_connections_per_address,
            max_requests: config.max_requests,
            body: ExpandLimits {
                size: config.max_body_size,
                ratio: config.max_expansion,
            },
            takes_compressed: true,
            header_timeout: config.header_timeout,
            body_timeout: config.body_timeout,
            retry_after: config.retry_after,
        }
    }

    pub(crate) fn of_webhook(config: &WebhookSourceConfig) -> Self {
        Self {
            bind: config.bind.clone(),
            tls: config.tls.clone(),
            paths: PathPattern::parse(&config.path).into_iter().collect(),
            methods: vec!["POST".to_owned()],
            headers: config.headers.clone(),
            answer: config.answer.clone(),
            allowed_addresses: config.allowed_addresses.clone(),
            max_connections: config.max_connections,
            max_connections_per_address: config.max_connections_per_address,
            max_requests: config.max_requests,
            body: ExpandLimits {
                size: config.max_body_size,
                ratio: 1,
            },
            // The signature is over the bytes as they came.
            takes_compressed: false,
            header_timeout: config.header_timeout,
            body_timeout: config.body_timeout,
            retry_after: config.retry_after,
        }
    }
}

/// What a kind of listener makes of a request.
pub(crate) trait Take: Send + Sync + 'static {
    /// Sees at the start whether everything is there.
    fn check(&self) -> Result<(), SourceError>;

    /// Lets a request in before its body is read; notes who it is from.
    fn let_in(&self, head: &Parts, facts: &mut SourceMap) -> Result<(), Refusal>;

    /// Makes messages of a request, in order; never none.
    fn messages(&self, head: &Parts, body: Bytes, facts: SourceMap) -> Result<Vec<RawMessage>, Refusal>;
}

/// What the connections of a listener share.
pub(crate) struct Shared<T> {
    pub listening: Listening,
    pub take: T,
    /// One permit for each request in hand.
    pub requests: Semaphore,
    pub context: SourceContext,
}

/// A source that waits for requests.
pub(crate) struct HttpSource<T> {
    listening: Listening,
    clock: Arc<dyn Clock>,
    /// Goes to the connections when the source runs; the engine makes another source to run again.
    take: Option<T>,
    open: Option<(TcpListener, Option<Arc<TlsListener>>)>,
}

impl<T: Take> HttpSource<T> {
    /// Takes its settings; does not listen yet.
    pub(crate) fn new(listening: Listening, take: T, clock: Arc<dyn Clock>) -> Self {
        Self {
            listening,
            clock,
            take: Some(take),
            open: None,
        }
    }
}

#[async_trait]
impl<T: Take> Source for HttpSource<T> {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        self.take.iter().try_for_each(Take::check)?;
        // Before the port, so that it is not open for a moment when its certificate cannot be used.
        let tls = self.listening.tls.clone();
        let tls = tls.map(|settings| TlsListener::open(settings, Arc::clone(&self.clock)));
        let tls = tls
            .transpose()
            .map_err(|error| SourceError::new("NC-HTTP-003", error.detail()))?;
        let bind = &self.listening.bind;
        let listener = listen(bind).await.map_err(|source| {
            let detail = format!("cannot listen on {bind}: {source}; is the port in use?");
            SourceError::new("NC-HTTP-001", detail)
        })?;
        if let Ok(address) = listener.local_addr() {
            status.report(ConnectionState::Listening {
                address: address.to_string(),
            });
        }
        self.open = Some((listener, tls.map(Arc::new)));
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        if self.open.is_none() {
            self.open(&context.status).await?;
        }
        if let (Some((listener, tls)), Some(take)) = (self.open.take(), self.take.take()) {
            let shared = Shared {
                requests: Semaphore::new(self.listening.max_requests),
                listening: self.listening.clone(),
                take,
                context: context.clone(),
            };
            serve(listener, tls, &Arc::new(shared)).await;
        }
        context.status.set_connections(0);
        Ok(())
    }
}

async fn serve<T: Take>(listener: TcpListener, tls: Option<Arc<TlsListener>>, shared: &Arc<Shared<T>>) {
    let (listening, context) = (&shared.listening, &shared.context);
    let limits = SeatLimits {
        allowed_addresses: &listening.allowed_addresses,
        max_connections: listening.max_connections,
        max_per_address: listening.max_connections_per_address,
    };
    let seats = Seats::default();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = context.stop.cancelled() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => match seats.take(peer, limits) {
                    Ok(seat) => {
                        let welcomed = welcome(stream, peer, seat, tls.clone(), Arc::clone(shared));
                        connections.spawn(welcomed);
                    }
                    Err(reason) => {
                        metrics::counter!("nilecare_http_refused_connections_total").increment(1);
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

async fn welcome<T: Take>(
    stream: TcpStream,
    peer: SocketAddr,
    seat: Seat,
    tls: Option<Arc<TlsListener>>,
    shared: Arc<Shared<T>>,
) {
    let _seat = seat;
    prepare(&stream);
    let secured = match tls {
        None => Some(Ok(Stream::Plain(stream))),
        // Apart, since it is large and soon over.
        Some(tls) => Box::pin(secure(&tls, stream, &shared.context)).await,
    };
    match secured {
        Some(Ok(stream)) => Box::pin(Connection::new(shared, stream, peer).run()).await,
        Some(Err(error)) => {
            metrics::counter!("nilecare_http_failed_handshakes_total").increment(1);
            tracing::warn!(%peer, error = %error.detail(), "refused a connection");
        }
        None => {}
    }
}

/// `None` when the channel stops.
async fn secure(tls: &TlsListener, stream: TcpStream, context: &SourceContext) -> Option<Result<Stream, TlsError>> {
    tokio::select! {
        biased;
        () = context.stop.cancelled() => None,
        accepted = tls.accept(stream) => Some(accepted),
    }
}
