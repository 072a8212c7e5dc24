//! The producer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use rdkafka::error::RDKafkaErrorCode;
use rdkafka::producer::{FutureProducer, FutureRecord, Producer};
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::KafkaDestinationConfig;
use crate::client::{Cluster, Context};
use crate::failure::{LinkError, NOT_REPORTED, of_link, of_report};
use crate::produce::{Patterns, Place};

/// Room for a record's head, key and headers beside its content.
const ROOM: usize = 128 << 10;
/// librdkafka itself ends an attempt after `timeout`; this is for its own delays.
const SLACK: Duration = Duration::from_secs(2);

/// Opens producers. All queue threads share one client.
pub(crate) struct KafkaProducers {
    shared: Arc<Shared>,
}

struct Shared {
    config: KafkaDestinationConfig,
    patterns: Patterns,
    cluster: Arc<Cluster>,
    client: Mutex<Option<Client>>,
}

#[derive(Clone)]
struct Client {
    producer: FutureProducer<Context>,
    context: Context,
}

impl KafkaProducers {
    pub(crate) fn new(config: KafkaDestinationConfig, cluster: Arc<Cluster>) -> Self {
        Self {
            shared: Arc::new(Shared {
                patterns: Patterns::new(&config),
                config,
                cluster,
                client: Mutex::default(),
            }),
        }
    }
}

#[async_trait]
impl DestinationFactory for KafkaProducers {
    fn parameters(&self) -> BTreeSet<String> {
        self.shared.config.parameters()
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        Box::new(KafkaProducer {
            shared: Arc::clone(&self.shared),
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let topic: Vec<_> = self.shared.patterns.fixed_topic().into_iter().collect();
        let found = self
            .shared
            .cluster
            .look(&topic)
            .await
            .map_err(|error| of_link(&error))?;
        let brokers = found.brokers.join(", ");
        Ok(match (topic.first(), found.n_partitions.first()) {
            (Some(topic), Some(n)) => format!("connected to {brokers}; the topic {topic} has {n} partitions"),
            _ => format!("connected to {brokers}; which topic is known with each message"),
        })
    }
}

impl Shared {
    /// Returns the client, or makes one when the cluster is there.
    async fn client(&self) -> Result<Client, LinkError> {
        let mut slot = self.client.lock().await;
        if let Some(client) = slot.as_ref() {
            // What was told since may be over; a look tells, and what it finds is known not to be sent.
            if client.context.take().is_none() {
                return Ok(client.clone());
            }
        }
        let topic: Vec<_> = self.patterns.fixed_topic().into_iter().collect();
        match self.cluster.look(&topic).await {
            Ok(_) => {}
            Err(error) => {
                // Credentials may have changed by the next time.
                discard(slot.take());
                return Err(error);
            }
        }
        if let Some(client) = slot.as_ref() {
            return Ok(client.clone());
        }
        let client = self.make()?;
        *slot = Some(client.clone());
        Ok(client)
    }

    fn make(&self) -> Result<Client, LinkError> {
        let mut config = self.cluster.config()?;
        config
            .set("enable.idempotence", "true")
            .set("acks", "all")
            .set("compression.type", self.config.compression.name())
            .set("message.max.bytes", (self.config.max_size + ROOM).to_string())
            .set("delivery.timeout.ms", self.config.timeout.get().as_millis().to_string())
            .set(
                "request.timeout.ms",
                self.config.timeout.get().as_millis().min(30_000).to_string(),
            )
            // One message at a time for each thread: waiting for company only costs.
            .set("linger.ms", "0")
            .set(
                "queue.buffering.max.kbytes",
                (((self.config.max_size + ROOM) * 4) / 1024).to_string(),
            )
            // A topic that is not there is told sooner than the time-out.
            .set("topic.metadata.propagation.max.ms", "2000");
        let context = Context::default();
        let producer = config
            .create_with_context(context.clone())
            .map_err(|error| LinkError::of(&error, None))?;
        Ok(Client { producer, context })
    }

    async fn forget(&self) {
        discard(self.client.lock().await.take());
    }
}

/// Ending a client waits for its threads.
fn discard(client: Option<Client>) {
    if let Some(client) = client {
        tokio::task::spawn_blocking(move || drop(client));
    }
}

struct KafkaProducer {
    shared: Arc<Shared>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for KafkaProducer {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let place = self.shared.patterns.place(&self.shared.config, message)?;
        let client = match self.shared.client().await {
            Ok(client) => client,
            Err(error) => {
                let failure = of_link(&error);
                self.status.report(ConnectionState::Disconnected {
                    reason: failure.detail.clone(),
                });
                return Err(failure);
            }
        };
        self.status.report(ConnectionState::Connected {
            address: self.shared.cluster.address(),
        });
        let result = self.produce(&client, &place, message).await;
        if let Err(error) = &result
            && (error.kind == FailureKind::Stop || client.producer.client().fatal_error().is_some())
        {
            self.shared.forget().await;
        }
        result
    }

    async fn close(&mut self) {
        self.shared.forget().await;
        self.status.report(ConnectionState::Stopped);
    }
}

impl KafkaProducer {
    async fn produce(&self, client: &Client, place: &Place, message: &OutboundMessage) -> Result<Response, SendError> {
        let mut record = FutureRecord::to(&place.topic)
            .payload(&message.content[..])
            .headers(place.headers.clone());
        if let Some(key) = &place.key {
            record = record.key(key);
        }
        let not_sent = |code: Option<RDKafkaErrorCode>| {
            let mut failure = of_report(code.unwrap_or(RDKafkaErrorCode::Fail));
            // The client did not even take it.
            failure.is_outcome_unknown = false;
            failure
        };
        let reported = client
            .producer
            .send_result(record)
            .map_err(|(error, _)| not_sent(error.rdkafka_error_code()))?;
        let limit = self.shared.config.timeout.get() + SLACK;
        match timeout(limit, reported).await {
            Ok(Ok(Ok(delivery))) => Ok(Response {
                content: None,
                facts: BTreeMap::from([
                    ("kafka_topic".to_owned(), place.topic.clone()),
                    ("kafka_partition".to_owned(), delivery.partition.to_string()),
                    ("kafka_offset".to_owned(), delivery.offset.to_string()),
                ]),
            }),
            Ok(Ok(Err((error, _)))) => Err(of_report(error.rdkafka_error_code().unwrap_or(RDKafkaErrorCode::Fail))),
            Ok(Err(_)) | Err(_) => {
                let detail = format!("no report of the message within {}", self.shared.config.timeout);
                Err(SendError::new(FailureKind::Retry, NOT_REPORTED, detail).outcome_unknown())
            }
        }
    }
}
