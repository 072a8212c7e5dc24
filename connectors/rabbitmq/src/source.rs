//! The consumer.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicNackOptions, BasicQosOptions};
use lapin::types::FieldTable;
use nilecare_connector_net::{Pause, stopped_before, tell_away};
use nilecare_engine_api::{
    AcceptErrorKind, ConnectionState, Defect, PeerEvent, RawMessage, Source, SourceContext, SourceError,
    StatusReporter, async_trait,
};
use tokio::time::Instant;

use crate::RabbitmqSourceConfig;
use crate::connect::{Broker, Link, LinkError};
use crate::facts::facts;
use crate::failure::{SOURCE_SETTINGS, detail, is_of_settings};
use crate::topology::prepare;

/// Deliveries that share a write to disk.
const MOST_AT_ONCE: usize = 256;
/// Of a message that is too large.
const KEPT_OF_LARGE: usize = 64 << 10;
/// Between two attempts to store what the store did not take.
const LONGEST_STORE_PAUSE: Duration = Duration::from_secs(5);

/// Takes the messages of a queue.
pub(crate) struct RabbitmqSource {
    config: Arc<RabbitmqSourceConfig>,
    broker: Arc<Broker>,
}

/// Why taking messages ended.
enum Ended {
    /// As wanted.
    Stopping,
    /// The connection, or the queue.
    Lost(String),
}

impl RabbitmqSource {
    pub(crate) fn new(config: RabbitmqSourceConfig, broker: Arc<Broker>) -> Self {
        Self {
            config: Arc::new(config),
            broker,
        }
    }

    async fn consume(&self, context: &SourceContext, pause: &mut Pause) -> Result<Ended, LinkError> {
        let link = self.broker.connect().await?;
        let result = self.consume_from(&link, context, pause).await;
        link.close().await;
        context.status.set_connections(0);
        result
    }

    async fn consume_from(&self, link: &Link, context: &SourceContext, pause: &mut Pause) -> Result<Ended, LinkError> {
        prepare(&self.broker, link, &self.config).await?;
        let prefetch = link.channel.basic_qos(self.config.prefetch, BasicQosOptions::default());
        self.broker.answer(prefetch).await?;
        let queue = self.config.queue.as_str();
        let options = BasicConsumeOptions::default();
        let consumed = link
            .channel
            .basic_consume(queue.into(), "".into(), options, FieldTable::default());
        let consumer = self.broker.answer(consumed).await?;
        pause.reset();
        context.status.report(ConnectionState::Connected {
            address: link.peer.to_string(),
        });
        context.status.set_connections(1);
        let mut deliveries = consumer.ready_chunks(MOST_AT_ONCE);
        loop {
            let chunk = tokio::select! {
                biased;
                () = context.stop.cancelled() => return Ok(Ended::Stopping),
                chunk = deliveries.next() => chunk,
            };
            let Some(chunk) = chunk else {
                let reason = format!("the broker ended the consumer of {queue}; was the queue removed?");
                return Ok(Ended::Lost(reason));
            };
            let (mut came, mut broken) = (VecDeque::new(), None);
            for delivery in chunk {
                match delivery {
                    Ok(delivery) => came.push_back(delivery),
                    Err(error) => broken = Some(error),
                }
            }
            if let Some(ended) = self.settle(came, context).await? {
                return Ok(ended);
            }
            if let Some(error) = broken {
                return Err(error.into());
            }
        }
    }

    /// Stores deliveries and acknowledges them. What cannot be stored is held, and given back in the end.
    async fn settle(&self, mut came: VecDeque<Delivery>, context: &SourceContext) -> Result<Option<Ended>, LinkError> {
        let until = Instant::now() + self.config.hold.get();
        let mut pause = Pause::up_to(LONGEST_STORE_PAUSE);
        loop {
            let messages = came.iter_mut().map(|delivery| self.message(delivery)).collect();
            let answers = context.inbox.accept_all(messages).await;
            let failure = answers.iter().find_map(|answer| answer.as_ref().err()).cloned();
            let Some(failure) = failure else {
                // One word for all of them; those before are acknowledged.
                if let Some(last) = came.back() {
                    let all = BasicAckOptions { multiple: true };
                    self.broker.answer(last.acker.ack(all)).await?;
                }
                return Ok(None);
            };
            let mut left = VecDeque::new();
            for (delivery, answer) in came.drain(..).zip(answers) {
                match answer {
                    Ok(_) => {
                        let acknowledged = delivery.acker.ack(BasicAckOptions::default());
                        self.broker.answer(acknowledged).await?;
                    }
                    Err(_) => left.push_back(delivery),
                }
            }
            came = left;
            let is_stopping = failure.kind == AcceptErrorKind::Stopping;
            if is_stopping || Instant::now() >= until || !pause.wait(&context.stop).await {
                return self.give_back(came, is_stopping || context.stop.is_cancelled()).await;
            }
            if came.iter().any(|delivery| delivery.acker.poisoned()) {
                return Ok(Some(Ended::Lost(
                    "the connection broke while messages were held".to_owned(),
                )));
            }
        }
    }

    /// The last first, so that they come back in their order.
    async fn give_back(&self, came: VecDeque<Delivery>, is_stopping: bool) -> Result<Option<Ended>, LinkError> {
        for delivery in came.iter().rev() {
            let back = BasicNackOptions {
                requeue: true,
                ..BasicNackOptions::default()
            };
            self.broker.answer(delivery.acker.nack(back)).await?;
        }
        Ok(Some(if is_stopping {
            Ended::Stopping
        } else {
            Ended::Lost("the hub cannot store messages; they were given back to the queue".to_owned())
        }))
    }

    /// Builds the message of a delivery; its bytes are taken once, and shared from then on.
    fn message(&self, delivery: &mut Delivery) -> RawMessage {
        let limit = self.config.max_size;
        let is_large = delivery.data.len() > limit;
        let content = if is_large {
            Bytes::copy_from_slice(&delivery.data[..limit.min(KEPT_OF_LARGE)])
        } else {
            Bytes::copy_from_slice(&delivery.data)
        };
        let id = delivery.properties.message_id().as_ref().map(ToString::to_string);
        let id = id.filter(|id| !id.is_empty());
        RawMessage {
            content,
            source: facts(&self.config.queue, delivery),
            defect: is_large.then_some(Defect::TooLarge { limit }),
            event: id.zip(self.config.remember_ids).map(|(id, within)| PeerEvent {
                id,
                within: within.get(),
            }),
            commit: None,
        }
    }
}

impl RabbitmqSource {
    /// Says for the log which queue it is, and where.
    fn named(&self) -> String {
        format!("{} at {}", self.config.queue, self.broker.address())
    }
}

#[async_trait]
impl Source for RabbitmqSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        // A broker that is away comes back; what only the settings can mend is told at the deployment.
        let tried = async {
            let link = self.broker.connect().await?;
            let prepared = prepare(&self.broker, &link, &self.config).await;
            link.close().await;
            prepared
        };
        match tried.await {
            Ok(()) => Ok(()),
            Err(error) if is_of_settings(&error) => Err(SourceError::new(SOURCE_SETTINGS, detail(&error))),
            Err(error) => {
                tell_away(status, &self.named(), detail(&error));
                Ok(())
            }
        }
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let mut pause = Pause::up_to(self.config.max_reconnect_pause.get());
        loop {
            let ended = tokio::select! {
                ended = self.consume(&context, &mut pause) => ended,
                // Only while it connects: what is in hand is finished first.
                () = stopped_before(&context) => return Ok(()),
            };
            let reason = match ended {
                Ok(Ended::Stopping) => return Ok(()),
                Ok(Ended::Lost(reason)) => reason,
                Err(error) => detail(&error),
            };
            if context.stop.is_cancelled() {
                return Ok(());
            }
            tell_away(&context.status, &self.named(), reason);
            if !pause.wait(&context.stop).await {
                return Ok(());
            }
        }
    }
}
