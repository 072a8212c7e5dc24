//! A listener: connections, requests, bodies, answers. What differs between `http` and `webhook` is told by [`Take`].

use std::sync::Arc;

use bytes::Bytes;
use http::request::Parts;
use nilecare_connector_net::{Door, SeatLimits, TlsListener, listen, serve};
use nilecare_engine_api::{
    ConnectionState, RawMessage, Source, SourceContext, SourceError, SourceMap, StatusReporter, async_trait,
};
use nilecare_types::Clock;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::address::PathPattern;
use crate::compression::ExpandLimits;
use crate::{HttpSourceConfig, ListenerSettings, WebhookSourceConfig};

mod access;
mod answer;
mod body;
mod connection;
mod exchange;
mod facts;
mod multipart;
mod patience;
mod plain;

pub(crate) use access::authenticate;
pub use answer::Refusal;
pub(crate) use plain::Plain;

use connection::Connection;

/// What all listeners do in the same way.
#[derive(Debug, Clone)]
pub struct Listening {
    pub(crate) settings: ListenerSettings,
    pub(crate) paths: Vec<PathPattern>,
    pub(crate) methods: Vec<String>,
    /// Headers to keep.
    pub(crate) headers: Vec<String>,
    pub(crate) body: ExpandLimits,
    /// Compressed bodies are undone; otherwise they are refused.
    pub(crate) takes_compressed: bool,
}

impl Listening {
    /// Listens for these methods at paths as [`HttpSourceConfig::paths`] has them; a body may come to `max_body_size` bytes, by
    /// `max_expansion` for each one that came.
    pub fn new(
        settings: ListenerSettings,
        paths: &[&str],
        methods: &[&str],
        max_body_size: usize,
        max_expansion: u32,
    ) -> Self {
        Self {
            settings,
            paths: paths.iter().filter_map(|path| PathPattern::parse(path)).collect(),
            methods: methods.iter().map(|method| (*method).to_owned()).collect(),
            headers: vec!["content-type".to_owned()],
            body: ExpandLimits {
                size: max_body_size,
                ratio: max_expansion,
            },
            takes_compressed: true,
        }
    }

    pub(crate) fn of_http(config: &HttpSourceConfig) -> Self {
        let paths = config.paths.iter().filter_map(|path| PathPattern::parse(path));
        Self {
            settings: config.listener.clone(),
            paths: paths.collect(),
            methods: config.methods.clone(),
            headers: config.headers.clone(),
            body: ExpandLimits {
                size: config.max_body_size,
                ratio: config.max_expansion,
            },
            takes_compressed: true,
        }
    }

    pub(crate) fn of_webhook(config: &WebhookSourceConfig) -> Self {
        Self {
            settings: config.listener.clone(),
            paths: PathPattern::parse(&config.path).into_iter().collect(),
            methods: vec!["POST".to_owned()],
            headers: config.headers.clone(),
            body: ExpandLimits {
                size: config.max_body_size,
                ratio: 1,
            },
            // The signature is over the bytes as they came.
            takes_compressed: false,
        }
    }
}

/// What a kind of listener makes of a request.
pub trait Take: Send + Sync + 'static {
    /// Sees at the start whether everything is there.
    ///
    /// # Errors
    /// What is missing; the source does not start.
    fn check(&self) -> Result<(), SourceError>;

    /// Lets a request in before its body is read; notes who it is from.
    ///
    /// # Errors
    /// What the peer is answered instead.
    fn let_in(&self, head: &Parts, facts: &mut SourceMap) -> Result<(), Refusal>;

    /// Makes messages of a request, in order; none of a request that is only a sign, which is answered as a message without a reply.
    ///
    /// # Errors
    /// What the peer is answered instead.
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
pub struct HttpSource<T> {
    listening: Listening,
    clock: Arc<dyn Clock>,
    /// Goes to the connections when the source runs; the engine makes another source to run again.
    take: Option<T>,
    open: Option<(TcpListener, Option<Arc<TlsListener>>)>,
}

impl<T: Take> HttpSource<T> {
    /// Takes its settings; does not listen yet.
    pub fn new(listening: Listening, take: T, clock: Arc<dyn Clock>) -> Self {
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
        let tls = self.listening.settings.tls.clone();
        let tls = tls.map(|settings| TlsListener::open(settings, Arc::clone(&self.clock)));
        let tls = tls
            .transpose()
            .map_err(|error| SourceError::new("NC-HTTP-003", error.detail()))?;
        let bind = &self.listening.settings.bind;
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
                requests: Semaphore::new(self.listening.settings.max_requests),
                listening: self.listening.clone(),
                take,
                context: context.clone(),
            };
            answer_all(listener, tls, Arc::new(shared)).await;
        }
        context.status.set_connections(0);
        Ok(())
    }
}

async fn answer_all<T: Take>(listener: TcpListener, tls: Option<Arc<TlsListener>>, shared: Arc<Shared<T>>) {
    let settings = shared.listening.settings.clone();
    let door = Door {
        limits: SeatLimits {
            allowed_addresses: &settings.allowed_addresses,
            max_connections: settings.max_connections,
            max_per_address: settings.max_connections_per_address,
        },
        tls,
        refused: metrics::counter!("nilecare_http_refused_connections_total"),
        failed_handshakes: metrics::counter!("nilecare_http_failed_handshakes_total"),
    };
    let context = shared.context.clone();
    serve(listener, door, &context, move |stream, peer| {
        Connection::new(Arc::clone(&shared), stream, peer).run()
    })
    .await;
}
