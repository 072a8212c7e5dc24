//! The sender.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::SystemTime;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use nilecare_types::Clock;

use crate::EmailDestinationConfig;
use crate::failure::{Stage, no_mail, too_slow};
use crate::mail::Patterns;
use crate::session::{Door, Session};

/// Opens senders, each with a connection of its own.
#[derive(Clone)]
pub(crate) struct Mailers(Arc<Mailing>);

struct Mailing {
    config: EmailDestinationConfig,
    patterns: Patterns,
    door: Door,
    clock: Arc<dyn Clock>,
}

impl Mailers {
    /// Takes settings that were found to be right; `None` when they are not.
    pub fn new(config: EmailDestinationConfig, outbound: Outbound, clock: Arc<dyn Clock>) -> Option<Self> {
        Some(Self(Arc::new(Mailing {
            patterns: Patterns::new(&config).ok()?,
            door: Door::new(config.connection.clone(), outbound, Arc::clone(&clock)),
            config,
            clock,
        })))
    }
}

#[async_trait]
impl DestinationFactory for Mailers {
    fn parameters(&self) -> BTreeSet<String> {
        self.0.patterns.names(&self.0.config)
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        Box::new(Mailer {
            mailing: Arc::clone(&self.0),
            session: None,
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let limit = self.0.config.timeout;
        let mut session = self.0.door.open().await?;
        let mut told = format!("connected to {} and was let in", self.0.door.address());
        if let Some(from) = self.0.patterns.fixed_sender() {
            let tried = tokio::time::timeout(limit.get(), session.try_sender(&from)).await;
            tried.unwrap_or_else(|_| Err(too_slow(limit, Stage::Envelope)))?;
            told.push_str(", which takes mails of this sender");
        }
        session.close().await;
        Ok(told)
    }
}

struct Mailer {
    mailing: Arc<Mailing>,
    session: Option<Session>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for Mailer {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let mailing = Arc::clone(&self.mailing);
        let now = SystemTime::from(mailing.clock.now());
        let mail = mailing
            .patterns
            .write(&mailing.config, message, now)
            .map_err(|error| no_mail(&error))?;
        // It comes back when it is in order: this future may be dropped half way.
        let mut session = match self.open().await {
            Ok(session) => session,
            Err(error) => return Err(self.failed(error)),
        };
        let mut stage = Stage::Envelope;
        let limit = mailing.config.timeout;
        let sent = tokio::time::timeout(limit.get(), Box::pin(session.send(&mail, &mut stage))).await;
        match sent.unwrap_or_else(|_| Err(too_slow(limit, stage))) {
            Ok(reply) => {
                self.session = Some(session);
                self.status.report(ConnectionState::Connected {
                    address: mailing.door.address(),
                });
                let words: Vec<_> = reply.message().collect();
                Ok(Response {
                    content: Some(format!("{} {}", reply.code(), words.join("\n")).into()),
                    facts: BTreeMap::from([("smtp.message_id".to_owned(), mail.message_id)]),
                })
            }
            Err(error) => {
                session.close().await;
                Err(self.failed(error))
            }
        }
    }

    async fn close(&mut self) {
        if let Some(session) = self.session.take() {
            session.close().await;
        }
        self.status.report(ConnectionState::Stopped);
    }
}

impl Mailer {
    /// Returns the kept session if the server still answers in it, or a new one.
    async fn open(&mut self) -> Result<Session, SendError> {
        let limit = self.mailing.config.connection.connect_timeout;
        if let Some(mut session) = self.session.take()
            && session.is_alive(limit.get()).await
        {
            return Ok(session);
        }
        self.mailing.door.open().await
    }

    fn failed(&self, error: SendError) -> SendError {
        if error.kind != FailureKind::Reject {
            self.status.report(ConnectionState::Disconnected {
                reason: format!("{}: {}", error.code, error.detail),
            });
        }
        error
    }
}
