//! The destination.

mod audience;

use std::sync::{Arc, Mutex, PoisonError, Weak};

use bytes::Bytes;
use nilecare_connector_net::{Outbound, TlsSender};
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use nilecare_types::Clock;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::failure::{NO_ANSWER, REFUSED, SETTINGS};
use crate::link::{Link, Proof};
use crate::wire::{self, Session, check_secrets};
use crate::{WebsocketClient, WebsocketDestinationConfig, WebsocketKind};

use audience::Audience;

/// Opens senders; those that wait for peers share them.
pub(crate) struct WebsocketDestinationFactory {
    shared: Arc<Shared>,
    /// There as long as a sender is open, so that the port is free when the channel stops.
    audience: Mutex<Weak<Audience>>,
}

pub(super) struct Shared {
    pub config: WebsocketDestinationConfig,
    pub session: Session,
    pub clock: Arc<dyn Clock>,
    tls: Option<TlsSender>,
    outbound: Outbound,
}

impl WebsocketDestinationFactory {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: WebsocketDestinationConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        let session = Session {
            subprotocol: config.subprotocol.clone(),
            max_message_size: config.max_message_size,
            ping_interval: config.ping_interval.get(),
            pong_timeout: config.pong_timeout.get(),
        };
        let client = config.connect.as_ref().filter(|client| client.url.starts_with("wss:"));
        let tls = client.map(|client| TlsSender::new(client.tls.clone().unwrap_or_default(), Arc::clone(&clock)));
        let shared = Shared {
            config,
            session,
            clock,
            tls,
            outbound,
        };
        Self {
            shared: Arc::new(shared),
            audience: Mutex::default(),
        }
    }

    fn audience(&self) -> std::sync::MutexGuard<'_, Weak<Audience>> {
        self.audience.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    fn check_settings(&self) -> Result<(), SendError> {
        let stop = |detail: String| SendError::new(FailureKind::Stop, SETTINGS, detail);
        let tls = self.tls.as_ref().map_or(Ok(()), TlsSender::check);
        tls.map_err(|error| stop(error.detail()))?;
        let tokens = self.config.listen.iter().flat_map(|listen| &listen.tokens);
        let tokens = tokens.chain(self.config.connect.iter().flat_map(|connect| &connect.token));
        check_secrets(tokens).map_err(stop)
    }

    fn message(&self, content: &Bytes) -> Result<Message, SendError> {
        match self.config.kind {
            WebsocketKind::Binary => Ok(Message::Binary(content.clone())),
            WebsocketKind::Text => {
                let refused = |_| {
                    let detail = "the message is no UTF-8, and cannot be sent as text; set kind to binary";
                    SendError::new(FailureKind::Reject, REFUSED, detail)
                };
                content.clone().try_into().map(Message::Text).map_err(refused)
            }
        }
    }

    fn late(&self) -> SendError {
        let detail = format!("no answer within {}", self.config.timeout);
        SendError::new(FailureKind::Retry, NO_ANSWER, detail).outcome_unknown()
    }
}

#[async_trait]
impl DestinationFactory for WebsocketDestinationFactory {
    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        if let Err(error) = self.shared.check_settings() {
            let reason = format!("{}: {}", error.code, error.detail);
            tracing::error!(reason, "a sender cannot use its settings");
            status.report(ConnectionState::Disconnected { reason });
        }
        let shared = Arc::clone(&self.shared);
        match &self.shared.config.connect {
            Some(client) => Box::new(Client {
                settings: client.clone(),
                shared,
                kept: None,
                status,
            }),
            None => {
                let mut known = self.audience();
                let audience = known
                    .upgrade()
                    .unwrap_or_else(|| Audience::gather(&shared, status.clone()));
                *known = Arc::downgrade(&audience);
                Box::new(Broadcaster {
                    shared,
                    audience: Some(audience),
                    status,
                })
            }
        }
    }

    async fn check(&self) -> Result<String, SendError> {
        self.shared.check_settings()?;
        let Some(client) = &self.shared.config.connect else {
            let audience = self.audience().upgrade();
            return match audience {
                Some(audience) => audience.check(),
                None => audience::check_bind(&self.shared.config).await,
            };
        };
        let shared = &self.shared;
        let (socket, peer) = wire::connect(client, shared.tls.as_ref(), &shared.session, &shared.outbound).await?;
        let over = socket.get_ref().facts().remove("tls_version");
        let over = over.map_or_else(String::new, |version| format!(" over TLS {version}"));
        wire::close(socket, CloseCode::Normal, "a check").await;
        Ok(format!("connected to {peer}{over}, a WebSocket began"))
    }
}

/// Sends to a server.
struct Client {
    settings: WebsocketClient,
    shared: Arc<Shared>,
    kept: Option<Link>,
    status: StatusReporter,
}

impl Client {
    async fn link(&mut self) -> Result<Link, SendError> {
        if let Some(link) = self.kept.take().filter(|link| !link.is_closed()) {
            return Ok(link);
        }
        let shared = &self.shared;
        let connected = wire::connect(&self.settings, shared.tls.as_ref(), &shared.session, &shared.outbound).await;
        let (socket, address) = connected?;
        self.status.report(ConnectionState::Connected { address });
        let (link, keeper) = Link::over(socket, shared.session.clone());
        // It ends when the link is dropped.
        tokio::spawn(keeper);
        Ok(link)
    }
}

#[async_trait]
impl Destination for Client {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let content = self.shared.message(&message.content)?;
        let proof = if self.shared.config.reply {
            Proof::Reply
        } else {
            Proof::Pong
        };
        let sent = match self.link().await {
            // Whoever drops this future lets go of the connection too.
            Ok(link) => {
                let sent = timeout(self.shared.config.timeout.get(), link.send(content, proof)).await;
                let sent = sent.unwrap_or_else(|_| Err(self.shared.late()));
                if sent.is_ok() {
                    self.kept = Some(link);
                }
                sent
            }
            Err(error) => Err(error),
        };
        if let Err(error) = &sent
            && error.kind != FailureKind::Reject
        {
            let reason = error.detail.clone();
            self.status.report(ConnectionState::Disconnected { reason });
        }
        sent.map(|content| Response {
            content,
            ..Response::default()
        })
    }

    async fn close(&mut self) {
        self.kept = None;
        self.status.report(ConnectionState::Stopped);
    }
}

/// Sends to everybody who is connected.
struct Broadcaster {
    shared: Arc<Shared>,
    audience: Option<Arc<Audience>>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for Broadcaster {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let content = self.shared.message(&message.content)?;
        match &self.audience {
            Some(audience) => audience.tell(content).await,
            None => Err(crate::failure::unreachable("the destination is closed")),
        }
    }

    async fn close(&mut self) {
        if let Some(audience) = self.audience.take().and_then(Arc::into_inner) {
            audience.leave().await;
        }
        self.status.report(ConnectionState::Stopped);
    }
}
