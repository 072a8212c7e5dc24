//! The event bus between processes, over Kafka.
//!
//! - An event's topic is the Kafka topic, its key the record's key, its JSON the value: other systems read it as it is.
//! - A consumer group is a Kafka group, `nilecare.` before its name. Several processes may share one: each event goes to one of them, and
//!   those with one key in order.
//! - Every event is told at least once. What is done is committed twice a second and when a subscription ends; after a kill the last half second
//!   comes again, which handlers must bear ([`nilecare_bus::Handler`]).
//! - Events that cannot be dealt with are kept in the local bus of the process ([`LocalBus::lay_aside`]).
//! - [`Follower`] copies events into the local bus of a process, whose browsers go on from there after a lost connection.
//!
//! Published is what all replicas in sync have (`acks=all`), by an idempotent producer.

mod client;
mod follower;
mod options;
mod subscription;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use nilecare_bus::{BusError, Event, EventBus, LocalBus, Start, Subscription};
use rdkafka::producer::{FutureProducer, FutureRecord, Producer};

pub use self::follower::Follower;
pub use self::options::{InvalidKafkaUrl, KafkaOptions};

use self::client::{away, ensure_topics, producer};
use self::subscription::KafkaSubscription;

/// How long a batch of events may take until the brokers have confirmed it.
const DELIVERY_LIMIT: Duration = Duration::from_secs(20);

/// The bus over Kafka. Cloning it is cheap and gives the same one.
#[derive(Clone)]
pub struct KafkaBus {
    options: Arc<KafkaOptions>,
    producer: FutureProducer,
    local: LocalBus,
    /// Topics that are known to be there.
    known: Arc<Mutex<BTreeSet<String>>>,
}

impl std::fmt::Debug for KafkaBus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KafkaBus")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl KafkaBus {
    /// Makes the clients and looks whether a broker answers. `local` keeps dead letters.
    ///
    /// # Errors
    /// When a setting is not known to librdkafka, or no broker answers within ten seconds.
    pub async fn open(options: KafkaOptions, local: LocalBus) -> Result<Self, BusError> {
        let options = Arc::new(options);
        let producer = producer(&options)?;
        let asked = producer.clone();
        let look = tokio::task::spawn_blocking(move || asked.client().fetch_metadata(None, Duration::from_secs(10)));
        let looked = look.await.map_err(|_| away("the look at the brokers was broken off"))?;
        looked.map_err(|error| away(&error.to_string()))?;
        Ok(Self {
            options,
            producer,
            local,
            known: Arc::default(),
        })
    }

    /// Makes sure that topics are there.
    async fn ensure(&self, topics: &[String]) -> Result<(), BusError> {
        let missing: Vec<String> = {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            topics.iter().filter(|topic| !known.contains(*topic)).cloned().collect()
        };
        if missing.is_empty() {
            return Ok(());
        }
        ensure_topics(&self.options, &missing).await?;
        self.known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(missing);
        Ok(())
    }
}

#[async_trait]
impl EventBus for KafkaBus {
    async fn publish(&self, events: &[Event]) -> Result<(), BusError> {
        let topics: BTreeSet<String> = events.iter().map(|event| event.event_type.clone()).collect();
        self.ensure(&topics.into_iter().collect::<Vec<_>>()).await?;
        let mut deliveries = Vec::with_capacity(events.len());
        for event in events {
            let value = event.write();
            let record = FutureRecord::to(&event.event_type).key(&event.key).payload(&value);
            // Handed over in order; the idempotent producer keeps it within a partition, also when it sends again.
            let delivery = self.producer.send_result(record);
            deliveries.push(delivery.map_err(|(error, _)| away(&error.to_string()))?);
        }
        let all = async {
            for delivery in deliveries {
                let confirmed = delivery.await.map_err(|_| away("the producer was closed"))?;
                confirmed.map_err(|(error, _)| away(&error.to_string()))?;
            }
            Ok(())
        };
        let late = |_| away("the brokers did not confirm in time");
        tokio::time::timeout(DELIVERY_LIMIT, all).await.map_err(late)?
    }

    async fn subscribe(&self, group: &str, topics: &[String], start: Start) -> Result<Box<dyn Subscription>, BusError> {
        self.ensure(topics).await?;
        let subscription = KafkaSubscription::open(&self.options, group, topics, start, self.local.clone())?;
        Ok(Box::new(subscription))
    }
}
