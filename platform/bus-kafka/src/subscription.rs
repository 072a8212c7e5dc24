//! What one group reads.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use nilecare_bus::{BusError, Event, LocalBus, Start, Subscription};
use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::message::{Message, OwnedMessage};

use crate::KafkaOptions;
use crate::client::{away, consumer};

/// Before the names of groups, so that they are told apart from those of other systems.
const PREFIX: &str = "nilecare.";

/// How long others are waited for that share a write to disk with the first one.
const SHARE: Duration = Duration::from_millis(5);
/// Between two looks at a bus that is away.
const LOOK: Duration = Duration::from_secs(1);

/// A member of a Kafka group.
pub(crate) struct KafkaSubscription {
    /// Taken when it is dropped, since leaving a group waits for the brokers.
    consumer: Option<Arc<StreamConsumer>>,
    group: String,
    current: Option<OwnedMessage>,
    /// The last of a batch, by partition.
    batch: Vec<OwnedMessage>,
    local: LocalBus,
}

impl KafkaSubscription {
    pub fn open(
        options: &KafkaOptions,
        group: &str,
        topics: &[String],
        start: Start,
        local: LocalBus,
    ) -> Result<Self, BusError> {
        let consumer = consumer(options, &format!("{PREFIX}{group}"), start)?;
        let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
        consumer.subscribe(&topics).map_err(|error| away(&error.to_string()))?;
        Ok(Self {
            consumer: Some(Arc::new(consumer)),
            group: group.to_owned(),
            current: None,
            batch: Vec::new(),
            local,
        })
    }

    fn consumer(&self) -> &StreamConsumer {
        self.consumer.as_deref().expect("it is taken when this is dropped only")
    }

    /// Waits for events and returns those that are there, at most `most`; what cannot be read is left out. With them the failure that came
    /// after them.
    pub async fn batch(&mut self, most: usize) -> (Vec<Event>, Option<BusError>) {
        let mut events = Vec::new();
        let mut limit = Duration::MAX;
        while events.len() < most {
            // Whatever comes within a moment shares a write to disk.
            let Ok(next) = tokio::time::timeout(limit, self.consumer().recv()).await else {
                break;
            };
            let message = match next {
                Ok(message) => message.detach(),
                Err(error) if is_passing(&error) => {
                    tokio::time::sleep(LOOK).await;
                    continue;
                }
                Err(error) => return (events, Some(away(&error.to_string()))),
            };
            match parse(&message) {
                Ok(event) => events.push(event),
                Err(error) => tracing::error!(%error, "an event was left out"),
            }
            self.batch.push(message);
            limit = SHARE;
        }
        (events, None)
    }

    /// Notes that the last batch is done.
    pub fn batch_done(&mut self) -> Result<(), BusError> {
        for message in std::mem::take(&mut self.batch) {
            self.note(&message)?;
        }
        Ok(())
    }

    fn current_done(&mut self) -> Result<(), BusError> {
        match self.current.take() {
            Some(message) => self.note(&message),
            None => Ok(()),
        }
    }

    /// Notes that everything up to this event is done.
    fn note(&self, message: &OwnedMessage) -> Result<(), BusError> {
        let (topic, partition, offset) = (message.topic(), message.partition(), message.offset());
        match self.consumer().store_offset(topic, partition, offset) {
            // The partition went to another member, which reads the event again.
            Ok(()) | Err(KafkaError::StoreOffset(RDKafkaErrorCode::UnknownPartition | RDKafkaErrorCode::State)) => {
                Ok(())
            }
            Err(error) => Err(away(&error.to_string())),
        }
    }
}

impl Drop for KafkaSubscription {
    fn drop(&mut self) {
        let consumer = self.consumer.take();
        // On a thread that nobody waits for: without a broker it may take for ever.
        let leave = std::thread::Builder::new().name("leave-kafka-group".to_owned());
        if let Err(error) = leave.spawn(move || drop(consumer)) {
            tracing::warn!(%error, group = self.group, "a consumer group was not left; the brokers notice by themselves");
        }
    }
}

#[async_trait]
impl Subscription for KafkaSubscription {
    async fn next(&mut self) -> Result<Event, BusError> {
        loop {
            if let Some(message) = &self.current {
                return parse(message);
            }
            match self.consumer().recv().await {
                Ok(message) => self.current = Some(message.detach()),
                // The client goes on by itself when a broker is back.
                Err(error) if is_passing(&error) => {
                    tracing::warn!(group = self.group, %error, "the event bus is away; waiting");
                    tokio::time::sleep(LOOK).await;
                }
                Err(error) => return Err(away(&error.to_string())),
            }
        }
    }

    async fn done(&mut self) -> Result<(), BusError> {
        self.current_done()
    }

    async fn dead(&mut self, problem: &str) -> Result<(), BusError> {
        let Some(message) = &self.current else {
            return Ok(());
        };
        let body = String::from_utf8_lossy(message.payload().unwrap_or_default()).into_owned();
        let event_id = parse(message).map_or_else(|_| place(message), |event| event.event_id.to_string());
        let topic = message.topic().to_owned();
        self.local
            .lay_aside(&self.group, &event_id, &topic, &body, problem)
            .await?;
        self.current_done()
    }
}

/// Names a record that has no id that can be read.
fn place(message: &OwnedMessage) -> String {
    format!("{}/{}", message.partition(), message.offset())
}

pub(crate) fn parse(message: &OwnedMessage) -> Result<Event, BusError> {
    serde_json::from_slice(message.payload().unwrap_or_default()).map_err(|_| BusError::Unreadable {
        event_id: format!("{}/{}", message.topic(), place(message)),
    })
}

pub(crate) fn is_passing(error: &KafkaError) -> bool {
    matches!(
        error.rdkafka_error_code(),
        Some(
            RDKafkaErrorCode::BrokerTransportFailure
                | RDKafkaErrorCode::AllBrokersDown
                | RDKafkaErrorCode::Resolve
                | RDKafkaErrorCode::OperationTimedOut
                | RDKafkaErrorCode::UnknownTopicOrPartition
                | RDKafkaErrorCode::UnknownTopic
                | RDKafkaErrorCode::NotCoordinator
                | RDKafkaErrorCode::CoordinatorNotAvailable
                | RDKafkaErrorCode::CoordinatorLoadInProgress
        )
    )
}
