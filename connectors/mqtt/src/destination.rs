//! The publisher.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use nilecare_mqtt::{Packet, Qos, Reason};
use tokio::time::{Instant, timeout};

use crate::MqttDestinationConfig;
use crate::client::{Client, Greeting, Session};
use crate::failure::{NO_ACKNOWLEDGMENT, NOT_AUTHORIZED};

mod exchange;
mod publish;

use exchange::{Exchange, is_quiet, publish_and_wait};
use publish::Publisher;

/// Opens publishers.
pub(crate) struct MqttDestinationFactory {
    config: Arc<MqttDestinationConfig>,
    publisher: Arc<Publisher>,
    client: Arc<Client>,
    /// How many there were; each has a client id of its own.
    n_opened: AtomicU32,
}

impl MqttDestinationFactory {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: MqttDestinationConfig, client: Client) -> Self {
        Self {
            publisher: Arc::new(Publisher::new(&config)),
            config: Arc::new(config),
            client: Arc::new(client),
            n_opened: AtomicU32::new(0),
        }
    }
}

#[async_trait]
impl DestinationFactory for MqttDestinationFactory {
    fn parameters(&self) -> BTreeSet<String> {
        self.config.parameters()
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        // Told at once, and not only with the first message. Messages wait until it is mended.
        if let Err(error) = self.client.check_settings() {
            let reason = format!("{}: {}", error.code, error.detail);
            tracing::error!(
                broker = self.client.broker(),
                reason,
                "a publisher cannot use its settings"
            );
            status.report(ConnectionState::Disconnected { reason });
        }
        let client_id = match (
            &self.config.connection.client_id,
            self.n_opened.fetch_add(1, Ordering::Relaxed),
        ) {
            (Some(id), n) if n > 0 => Some(format!("{id}-{}", n + 1)),
            (id, _) => id.clone(),
        };
        Box::new(MqttDestination {
            config: Arc::clone(&self.config),
            publisher: Arc::clone(&self.publisher),
            client: Arc::clone(&self.client),
            client_id,
            kept: None,
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let client_id = self.config.connection.client_id.as_ref();
        let client_id = client_id.map_or_else(|| self.client.client_id(), |id| format!("{id}-check"));
        let mut session = connect(&self.client, &self.config, client_id).await?;
        let over = session
            .tls
            .take()
            .map_or_else(String::new, |version| format!(" over TLS {version}"));
        let told = format!("connected to {}{over}, and the broker said welcome", session.broker);
        goodbye(session).await;
        Ok(told)
    }
}

async fn connect(client: &Client, config: &MqttDestinationConfig, client_id: String) -> Result<Session, SendError> {
    let keep_alive = config.connection.keep_alive.get().as_secs();
    let greeting = Greeting {
        client_id,
        clean_start: true,
        session_expiry: None,
        keep_alive: u16::try_from(keep_alive).unwrap_or(u16::MAX),
        receive_maximum: None,
    };
    let session = client.connect(greeting).await?;
    if session.answer.max_qos.is_some_and(|max_qos| max_qos < config.qos) {
        let detail = "the broker does not take messages of this QoS; lower qos";
        return Err(SendError::new(FailureKind::Stop, NOT_AUTHORIZED, detail));
    }
    Ok(session)
}

/// How long a broker may take to take our goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

async fn goodbye(mut session: Session) {
    let _ = timeout(GOODBYE, async {
        let _ = session.wire.send(&Packet::Disconnect(Reason::SUCCESS)).await;
        session.wire.close().await;
    })
    .await;
}

/// A connection between two messages.
struct Kept {
    session: Session,
    next_id: u16,
    used: Instant,
}

struct MqttDestination {
    config: Arc<MqttDestinationConfig>,
    publisher: Arc<Publisher>,
    client: Arc<Client>,
    client_id: Option<String>,
    kept: Option<Kept>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for MqttDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let result = self.attempt(message).await;
        if let Err(error) = &result
            && self.kept.is_none()
            && error.kind != FailureKind::Reject
        {
            self.status.report(ConnectionState::Disconnected {
                reason: error.detail.clone(),
            });
        }
        result
    }

    async fn close(&mut self) {
        if let Some(kept) = self.kept.take() {
            goodbye(kept.session).await;
        }
        self.status.report(ConnectionState::Stopped);
    }
}

impl MqttDestination {
    async fn attempt(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let mut publish = self.publisher.build(message, self.client.version())?;
        let mut kept = match self.quiet() {
            Some(kept) => kept,
            None => self.connect().await?,
        };
        if publish.qos != Qos::AtMostOnce {
            kept.next_id = kept.next_id.checked_add(1).unwrap_or(1);
            publish.id = kept.next_id;
        }
        let limit = self.config.timeout;
        let exchanged = timeout(limit.get(), publish_and_wait(&mut kept.session, publish)).await;
        let exchanged = exchanged.unwrap_or_else(|_| {
            let detail = format!("no acknowledgment within {limit}");
            Exchange::Broken(SendError::new(FailureKind::Retry, NO_ACKNOWLEDGMENT, detail).outcome_unknown())
        });
        let result = match exchanged {
            Exchange::Broken(error) => return Err(error),
            Exchange::Refused(error) => Err(error),
            Exchange::Taken(response) => Ok(response),
        };
        kept.used = Instant::now();
        self.kept = Some(kept);
        result
    }

    /// Takes the connection that was kept, if the broker will know it still.
    fn quiet(&mut self) -> Option<Kept> {
        let mut kept = self.kept.take()?;
        let is_fresh = kept.used.elapsed() < self.config.connection.keep_alive.get();
        (is_fresh && is_quiet(&mut kept.session)).then_some(kept)
    }

    async fn connect(&self) -> Result<Kept, SendError> {
        let client_id = self.client_id.clone().unwrap_or_else(|| self.client.client_id());
        let session = connect(&self.client, &self.config, client_id).await?;
        self.status.report(ConnectionState::Connected {
            address: session.broker.clone(),
        });
        Ok(Kept {
            session,
            next_id: 0,
            used: Instant::now(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure;

    #[test]
    fn reasons_are_classified() {
        for (reason, kind) in [
            (Reason::NOT_AUTHORIZED, FailureKind::Stop),
            (Reason::NO_RETAIN, FailureKind::Stop),
            (Reason::QUOTA, FailureKind::Retry),
            (Reason::BUSY, FailureKind::Retry),
            (Reason::UNSPECIFIED, FailureKind::Retry),
            (Reason::TOO_LARGE, FailureKind::Reject),
            (Reason::PAYLOAD_FORMAT, FailureKind::Reject),
            (Reason::BAD_TOPIC, FailureKind::Reject),
        ] {
            assert_eq!(failure::refused(reason).kind, kind, "{reason}");
        }
        for (reason, kind) in [
            (Reason::BAD_CREDENTIALS, FailureKind::Stop),
            (Reason::BAD_CLIENT_ID, FailureKind::Stop),
            (Reason::UNAVAILABLE, FailureKind::Retry),
            (Reason::BUSY, FailureKind::Retry),
        ] {
            assert_eq!(failure::refused_connection("b", reason).kind, kind, "{reason}");
        }
    }
}
