//! The source.

mod conversation;

use std::sync::Arc;

use nilecare_connector_net::{Door, Outbound, Pause, SeatLimits, TlsListener, TlsSender, listen, serve, tell_away};
use nilecare_engine_api::{
    ConnectionState, Source, SourceContext, SourceError, SourceMap, StatusReporter, async_trait,
};
use nilecare_types::Clock;
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::failure::{CANNOT_LISTEN, SETTINGS};
use crate::wire::{self, Session, check_secrets};
use crate::{WebsocketClient, WebsocketListener, WebsocketSourceConfig};

use conversation::converse;

/// Takes messages of peers.
pub(crate) struct WebsocketSource {
    config: WebsocketSourceConfig,
    session: Arc<Session>,
    clock: Arc<dyn Clock>,
    outbound: Outbound,
    open: Option<(TcpListener, Option<Arc<TlsListener>>)>,
}

impl WebsocketSource {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: WebsocketSourceConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        let session = Session {
            subprotocol: config.subprotocol.clone(),
            max_message_size: config.max_message_size,
            ping_interval: config.ping_interval.get(),
            pong_timeout: config.pong_timeout.get(),
        };
        Self {
            config,
            session: Arc::new(session),
            clock,
            outbound,
            open: None,
        }
    }

    fn tls_of(&self, client: &WebsocketClient) -> Option<TlsSender> {
        let is_tls = client.url.starts_with("wss:");
        is_tls.then(|| TlsSender::new(client.tls.clone().unwrap_or_default(), Arc::clone(&self.clock)))
    }

    async fn wait(&mut self, settings: WebsocketListener, context: &SourceContext) {
        let Some((listener, tls)) = self.open.take() else {
            return;
        };
        let door = Door {
            limits: SeatLimits {
                allowed_addresses: &settings.allowed_addresses,
                max_connections: settings.max_connections,
                max_per_address: settings.max_connections_per_address,
            },
            tls,
            refused: metrics::counter!("nilecare_websocket_refused_connections_total"),
            failed_handshakes: metrics::counter!("nilecare_websocket_failed_handshakes_total"),
        };
        let (shared, session, context_of_all) =
            (Arc::new(settings.clone()), Arc::clone(&self.session), context.clone());
        serve(listener, door, context, move |stream, peer| {
            let (settings, session, context) = (Arc::clone(&shared), Arc::clone(&session), context_of_all.clone());
            async move {
                let begun = tokio::select! {
                    biased;
                    () = context.stop.cancelled() => return,
                    begun = wire::accept(stream, &settings, &session) => begun,
                };
                match begun {
                    Ok((socket, mut facts)) => {
                        facts.insert("remote_address".to_owned(), peer.to_string());
                        let ended = Box::pin(converse(socket, &facts, &session, &context)).await;
                        tracing::debug!(%peer, reason = ended, "a connection ended");
                    }
                    Err(reason) => tracing::warn!(%peer, reason, "refused a connection"),
                }
            }
        })
        .await;
    }

    async fn dial(&self, client: &WebsocketClient, context: &SourceContext) {
        let (stop, status) = (&context.stop, &context.status);
        let tls = self.tls_of(client);
        let mut pause = Pause::up_to(client.reconnect.get());
        loop {
            let began = Instant::now();
            let connected = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                connected = wire::connect(client, tls.as_ref(), &self.session, &self.outbound) => connected,
            };
            let reason = match connected {
                Ok((socket, peer)) => {
                    status.report(ConnectionState::Connected { address: peer.clone() });
                    status.set_connections(1);
                    let path = client.uri().map(|uri| uri.path().to_owned()).unwrap_or_default();
                    let mut facts: SourceMap = socket.get_ref().facts();
                    facts.insert("remote_address".to_owned(), peer);
                    facts.insert("websocket.path".to_owned(), path);
                    let ended = Box::pin(converse(socket, &facts, &self.session, context)).await;
                    status.set_connections(0);
                    // One that lasted was a good one.
                    if began.elapsed() > client.reconnect.get() {
                        pause.reset();
                    }
                    ended.to_owned()
                }
                Err(error) => format!("{}: {}", error.code, error.detail),
            };
            if stop.is_cancelled() {
                break;
            }
            tell_away(status, &client.url, reason);
            if !pause.wait(stop).await {
                break;
            }
        }
    }
}

#[async_trait]
impl Source for WebsocketSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        let unusable = |detail: String| SourceError::new(SETTINGS, detail);
        if let Some(client) = &self.config.connect {
            check_secrets(&client.token).map_err(unusable)?;
            let tls = self.tls_of(client);
            return tls
                .as_ref()
                .map_or(Ok(()), TlsSender::check)
                .map_err(|error| unusable(error.detail()));
        }
        let Some(settings) = &self.config.listen else {
            return Ok(());
        };
        check_secrets(&settings.tokens).map_err(unusable)?;
        // Before the port, so that it is not open for a moment when its certificate cannot be used.
        let tls = settings.tls.clone();
        let tls = tls.map(|tls| TlsListener::open(tls, Arc::clone(&self.clock)).map(Arc::new));
        let tls = tls.transpose().map_err(|error| unusable(error.detail()))?;
        let bind = &settings.bind;
        let listener = listen(bind).await.map_err(|source| {
            let detail = format!("cannot listen on {bind}: {source}; is the port in use?");
            SourceError::new(CANNOT_LISTEN, detail)
        })?;
        if let Ok(address) = listener.local_addr() {
            status.report(ConnectionState::Listening {
                address: address.to_string(),
            });
        }
        self.open = Some((listener, tls));
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        if let Some(settings) = self.config.listen.clone() {
            if self.open.is_none() {
                self.open(&context.status).await?;
            }
            self.wait(settings, &context).await;
        }
        if let Some(client) = &self.config.connect {
            self.dial(client, &context).await;
        }
        context.status.set_connections(0);
        Ok(())
    }
}
