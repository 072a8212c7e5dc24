//! Clients of the cluster.

use std::time::Duration;

use nilecare_bus::{BusError, Start};
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::config::ClientConfig;
use rdkafka::consumer::StreamConsumer;
use rdkafka::error::RDKafkaErrorCode;
use rdkafka::producer::FutureProducer;

use crate::KafkaOptions;

/// Making topics.
const ADMIN_LIMIT: Duration = Duration::from_secs(10);
/// A handler may try an event again for a while before the group takes its process for dead.
const POLL_LIMIT: &str = "900000";

pub(crate) fn away(problem: &str) -> BusError {
    BusError::Away {
        problem: problem.to_owned(),
    }
}

fn config(options: &KafkaOptions) -> ClientConfig {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", &options.brokers)
        .set("client.id", "nilecare")
        .set("socket.keepalive.enable", "true")
        .set("reconnect.backoff.ms", "100")
        .set("reconnect.backoff.max.ms", "5000")
        .set("allow.auto.create.topics", "false");
    for (name, value) in &options.settings {
        config.set(name, value.expose());
    }
    config
}

pub(crate) fn producer(options: &KafkaOptions) -> Result<FutureProducer, BusError> {
    let made = config(options)
        .set("enable.idempotence", "true")
        .set("acks", "all")
        .set("linger.ms", "2")
        .set("message.timeout.ms", "15000")
        .create();
    made.map_err(|error| away(&error.to_string()))
}

pub(crate) fn consumer(options: &KafkaOptions, group: &str, start: Start) -> Result<StreamConsumer, BusError> {
    let from = match start {
        Start::Oldest => "earliest",
        Start::Now => "latest",
    };
    let made = config(options)
        .set("group.id", group)
        .set("auto.offset.reset", from)
        .set("isolation.level", "read_committed")
        // Noted when an event is done, and what was noted is committed.
        .set("enable.auto.offset.store", "false")
        .set("enable.auto.commit", "true")
        .set("auto.commit.interval.ms", "500")
        .set("max.poll.interval.ms", POLL_LIMIT)
        .set("queued.max.messages.kbytes", "16384")
        .set("fetch.wait.max.ms", "100")
        .create();
    made.map_err(|error| away(&error.to_string()))
}

/// Makes the topics that are not there.
pub(crate) async fn ensure_topics(options: &KafkaOptions, topics: &[String]) -> Result<(), BusError> {
    let admin: AdminClient<DefaultClientContext> =
        config(options).create().map_err(|error| away(&error.to_string()))?;
    let new = topics
        .iter()
        .map(|topic| NewTopic::new(topic, options.partitions, TopicReplication::Fixed(options.replication)));
    let limits = AdminOptions::new()
        .operation_timeout(Some(ADMIN_LIMIT))
        .request_timeout(Some(ADMIN_LIMIT));
    let new: Vec<_> = new.collect();
    let answers = admin.create_topics(&new, &limits).await;
    for answer in answers.map_err(|error| away(&error.to_string()))? {
        match answer {
            Ok(_) | Err((_, RDKafkaErrorCode::TopicAlreadyExists)) => {}
            Err((topic, code)) => return Err(away(&format!("topic {topic} could not be made: {code}"))),
        }
    }
    Ok(())
}
