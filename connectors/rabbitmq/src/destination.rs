//! The publisher.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions, ExchangeDeclareOptions, QueueDeclareOptions};
use lapin::types::{FieldTable, ShortString};
use lapin::{Confirmation, ExchangeKind};
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use tokio::time::timeout;

use crate::connect::{Broker, Link, LinkError};
use crate::failure::{BUSY, NOT_CONFIRMED, UNROUTABLE, of_link};
use crate::properties::Patterns;
use crate::{RabbitmqDestinationConfig, Unroutable};

/// Opens publishers.
pub(crate) struct RabbitmqPublishers {
    config: Arc<RabbitmqDestinationConfig>,
    patterns: Arc<Patterns>,
    broker: Arc<Broker>,
}

impl RabbitmqPublishers {
    pub(crate) fn new(config: RabbitmqDestinationConfig, broker: Arc<Broker>) -> Self {
        Self {
            patterns: Arc::new(Patterns::new(&config)),
            config: Arc::new(config),
            broker,
        }
    }

    /// Looks whether what is published to is there.
    async fn look(&self, link: &Link) -> Result<String, LinkError> {
        let exchange = self.config.exchange.as_str();
        if !exchange.is_empty() {
            let passive = ExchangeDeclareOptions {
                passive: true,
                ..ExchangeDeclareOptions::default()
            };
            // Which kind is asked does not matter for one that must be there.
            let kind = ExchangeKind::Direct;
            let asked = link
                .channel
                .exchange_declare(exchange.into(), kind, passive, FieldTable::default());
            self.broker.answer(asked).await?;
            return Ok(format!("the exchange {exchange} is there"));
        }
        let Some(queue) = self.patterns.fixed_routing_key() else {
            return Ok("which queue is known with each message".to_owned());
        };
        let passive = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::default()
        };
        let asked = link.channel.queue_declare(queue.into(), passive, FieldTable::default());
        self.broker.answer(asked).await?;
        Ok(format!("the queue {queue} is there"))
    }
}

#[async_trait]
impl DestinationFactory for RabbitmqPublishers {
    fn parameters(&self) -> BTreeSet<String> {
        self.config.parameters()
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        Box::new(RabbitmqPublisher {
            config: Arc::clone(&self.config),
            patterns: Arc::clone(&self.patterns),
            broker: Arc::clone(&self.broker),
            link: None,
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let link = connect(&self.broker).await.map_err(|error| of_link(&error))?;
        let peer = link.peer;
        let found = self.look(&link).await;
        link.close().await;
        let found = found.map_err(|error| of_link(&error))?;
        Ok(format!(
            "connected to {peer}, signed in to {}, {found}",
            self.config.connection.virtual_host
        ))
    }
}

/// Connects, with confirmations.
async fn connect(broker: &Broker) -> Result<Link, LinkError> {
    let link = broker.connect().await?;
    let selected = link.channel.confirm_select(ConfirmSelectOptions::default());
    match broker.answer(selected).await {
        Ok(()) => Ok(link),
        Err(error) => {
            link.close().await;
            Err(error)
        }
    }
}

struct RabbitmqPublisher {
    config: Arc<RabbitmqDestinationConfig>,
    patterns: Arc<Patterns>,
    broker: Arc<Broker>,
    link: Option<Link>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for RabbitmqPublisher {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let result = self.attempt(message).await;
        if let Err(error) = &result
            && error.kind != FailureKind::Reject
            && self.link.is_none()
        {
            self.status.report(ConnectionState::Disconnected {
                reason: error.detail.clone(),
            });
        }
        result
    }

    async fn close(&mut self) {
        if let Some(link) = self.link.take() {
            link.close().await;
        }
        self.status.report(ConnectionState::Stopped);
    }
}

impl RabbitmqPublisher {
    async fn attempt(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let routing_key = self.patterns.routing_key(&message.parameters)?;
        let link = self.link().await?;
        if link.is_blocked() {
            let detail = "the broker takes no messages: it is short of memory or disk";
            self.link = Some(link);
            return Err(SendError::new(FailureKind::Retry, BUSY, detail));
        }
        let confirmed = self.publish(&link, &routing_key, message).await;
        match confirmed {
            Ok(confirmation) => {
                self.link = Some(link);
                self.judge(confirmation, &routing_key)
            }
            Err(error) => {
                // A channel that the broker closed cannot be used again.
                link.close().await;
                Err(error)
            }
        }
    }

    /// Takes the connection that was kept, or makes one.
    async fn link(&mut self) -> Result<Link, SendError> {
        if let Some(link) = self.link.take() {
            if link.is_open() {
                return Ok(link);
            }
            link.close().await;
        }
        let link = connect(&self.broker).await.map_err(|error| of_link(&error))?;
        self.status.report(ConnectionState::Connected {
            address: link.peer.to_string(),
        });
        Ok(link)
    }

    async fn publish(
        &self,
        link: &Link,
        routing_key: &ShortString,
        message: &OutboundMessage,
    ) -> Result<Confirmation, SendError> {
        let properties = self.patterns.properties(&self.config, message)?;
        let options = BasicPublishOptions {
            mandatory: self.config.unroutable != Unroutable::Drop,
            ..BasicPublishOptions::default()
        };
        let publishing = async {
            let exchange = self.config.exchange.as_str().into();
            let key = routing_key.clone();
            let published = link
                .channel
                .basic_publish(exchange, key, options, &message.content, properties);
            published.await?.await
        };
        match timeout(self.config.timeout.get(), publishing).await {
            Ok(Ok(confirmation)) => Ok(confirmation),
            Ok(Err(error)) => {
                let failure = of_link(&error.into());
                // What the broker refused by name is not there; of anything else nobody knows.
                Err(match failure.kind {
                    FailureKind::Retry => failure.outcome_unknown(),
                    FailureKind::Reject | FailureKind::Stop => failure,
                })
            }
            Err(_) => {
                let detail = format!("the broker did not confirm the message within {}", self.config.timeout);
                Err(SendError::new(FailureKind::Retry, NOT_CONFIRMED, detail).outcome_unknown())
            }
        }
    }

    fn judge(&self, confirmation: Confirmation, routing_key: &ShortString) -> Result<Response, SendError> {
        let facts = BTreeMap::from([("rabbitmq_routing_key".to_owned(), routing_key.to_string())]);
        match confirmation {
            Confirmation::Ack(None) => Ok(Response { content: None, facts }),
            Confirmation::Ack(Some(returned)) => {
                let kind = match self.config.unroutable {
                    Unroutable::Retry => FailureKind::Retry,
                    Unroutable::Reject | Unroutable::Drop => FailureKind::Reject,
                };
                let detail = format!(
                    "no queue gets the message (code {}); bind a queue for its routing key, or mend the key",
                    returned.reply_code
                );
                Err(SendError::new(kind, UNROUTABLE, detail).with_facts(facts))
            }
            Confirmation::Nack(_) | Confirmation::NotRequested => {
                let detail = "the broker did not take the message: a queue is full, or it has a fault of its own";
                Err(SendError::new(FailureKind::Retry, BUSY, detail).with_facts(facts))
            }
        }
    }
}
