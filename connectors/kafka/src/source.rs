//! The consumer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use nilecare_connector_net::{Pause, stopped_before, tell_away};
use nilecare_engine_api::{
    AcceptErrorKind, ConnectionState, Defect, PeerEvent, RawMessage, Source, SourceContext, SourceError,
    StatusReporter, async_trait,
};
use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::error::KafkaResult;
use rdkafka::message::{BorrowedMessage, Message};
use tokio::time::{Instant, timeout};

use crate::client::{Cluster, Context};
use crate::facts::facts;
use crate::failure::{LinkError, SOURCE_SETTINGS};
use crate::{KafkaSourceConfig, StartFrom};

/// Records that share a write to disk.
const MOST_AT_ONCE: usize = 256;
/// Of a message that is too large.
const KEPT_OF_LARGE: usize = 64 << 10;
/// Between two attempts to store what the store did not take.
const LONGEST_STORE_PAUSE: Duration = Duration::from_secs(5);
/// How often a cluster that is away is looked for.
const LOOK: Duration = Duration::from_secs(2);
/// Leaving the group, with a last commit.
const LEAVE_LIMIT: Duration = Duration::from_secs(10);
/// How long a member may take between two questions for records; the longest hold is shorter.
const POLL_LIMIT: &str = "300000";

/// Takes the records of topics.
pub(crate) struct KafkaSource {
    config: Arc<KafkaSourceConfig>,
    cluster: Arc<Cluster>,
}

/// Why taking records ended.
enum Ended {
    /// As wanted.
    Stopping,
    /// For now.
    Lost(String),
}

/// Where a record is from.
type Partition = (String, i32);

impl KafkaSource {
    pub(crate) fn new(config: KafkaSourceConfig, cluster: Arc<Cluster>) -> Self {
        Self {
            config: Arc::new(config),
            cluster,
        }
    }

    fn topics(&self) -> Vec<&str> {
        self.config.topics.iter().map(String::as_str).collect()
    }

    fn client(&self, context: Context) -> Result<StreamConsumer<Context>, LinkError> {
        let config = &self.config;
        let buffer = config.buffer_size;
        let start = match config.start_from {
            StartFrom::Earliest => "earliest",
            StartFrom::Latest => "latest",
        };
        let mut settings = self.cluster.config()?;
        settings
            .set("group.id", &config.group)
            .set("auto.offset.reset", start)
            .set("allow.auto.create.topics", "false")
            .set("isolation.level", "read_committed")
            // Offsets are noted when messages are on disk, and what was noted is committed: each second, and when a partition
            // is given up. Noting one of a partition that is not ours any more fails, so it is never committed.
            .set("enable.auto.offset.store", "false")
            .set("enable.auto.commit", "true")
            .set("auto.commit.interval.ms", "1000")
            .set(
                "session.timeout.ms",
                config.session_timeout.get().as_millis().to_string(),
            )
            .set("max.poll.interval.ms", POLL_LIMIT)
            .set("queued.max.messages.kbytes", (buffer / 1024).to_string())
            .set("fetch.max.bytes", buffer.to_string())
            .set("fetch.message.max.bytes", (buffer / 4).max(64 << 10).to_string())
            .set("receive.message.max.bytes", (buffer + (512 << 20)).to_string())
            .set("fetch.wait.max.ms", "100");
        let client = settings.create_with_context(context);
        client.map_err(|error| LinkError::of(&error, None))
    }

    async fn consume(&self, context: &SourceContext, pause: &mut Pause) -> Result<Ended, LinkError> {
        self.cluster.look(&self.topics()).await?;
        let told = Context::default();
        let client = Arc::new(self.client(told.clone())?);
        let subscribed = client.subscribe(&self.topics());
        subscribed.map_err(|error| LinkError::of(&error, None))?;
        pause.reset();
        self.tell_connected(&context.status);
        context.status.set_connections(1);
        let ended = self.take_all(&client, &told, context).await;
        // Leaving waits for the brokers.
        let left = tokio::task::spawn_blocking(move || drop(client));
        let _ = timeout(LEAVE_LIMIT, left).await;
        context.status.set_connections(0);
        ended
    }

    async fn take_all(
        &self,
        client: &StreamConsumer<Context>,
        told: &Context,
        context: &SourceContext,
    ) -> Result<Ended, LinkError> {
        let mut records = client.stream().ready_chunks(MOST_AT_ONCE);
        let mut looks = tokio::time::interval(LOOK);
        let mut is_away = false;
        loop {
            let chunk = tokio::select! {
                biased;
                () = context.stop.cancelled() => return Ok(Ended::Stopping),
                chunk = records.next() => chunk.unwrap_or_default(),
                _ = looks.tick() => {
                    if is_away || told.take().is_some() {
                        is_away = self.is_away(&context.status).await?;
                    }
                    continue;
                }
            };
            let (mut came, mut failed) = (Vec::new(), None);
            for record in chunk {
                match record {
                    Ok(record) => came.push(record),
                    Err(error) => failed = Some(error),
                }
            }
            if !came.is_empty() {
                if is_away {
                    is_away = false;
                    self.tell_connected(&context.status);
                }
                if let Some(ended) = self.settle(client, came, context).await {
                    return Ok(ended);
                }
            }
            if let Some(error) = failed {
                let error = LinkError::of(&error, told.take());
                if error.is_of_settings() || client.client().fatal_error().is_some() {
                    return Err(error);
                }
                // Else the client goes on by itself; whether it can is seen by a look.
                is_away = true;
                tell_away(&context.status, &self.config.group, error.to_string());
            }
        }
    }

    /// Looks for the cluster, which the client goes on trying to reach by itself.
    async fn is_away(&self, status: &StatusReporter) -> Result<bool, LinkError> {
        match self.cluster.look(&self.topics()).await {
            Ok(_) => {
                self.tell_connected(status);
                Ok(false)
            }
            Err(error) if error.is_of_settings() => Err(error),
            Err(error) => {
                tell_away(status, &self.config.group, error.to_string());
                Ok(true)
            }
        }
    }

    /// Stores records and notes their offsets. What cannot be stored is held, and left to others in the end.
    async fn settle(
        &self,
        client: &StreamConsumer<Context>,
        mut came: Vec<BorrowedMessage<'_>>,
        context: &SourceContext,
    ) -> Option<Ended> {
        let until = Instant::now() + self.config.hold.get();
        let mut pause = Pause::up_to(LONGEST_STORE_PAUSE);
        // Behind one that is not stored no offset of its partition may be noted.
        let mut notes = Notes::default();
        loop {
            let messages = came.iter().map(|record| self.message(record)).collect();
            let answers = context.inbox.accept_all(messages).await;
            let failure = answers.iter().find_map(|answer| answer.as_ref().err()).cloned();
            let mut left = Vec::new();
            for (record, answer) in came.drain(..).zip(&answers) {
                match answer {
                    Ok(_) => notes.stored(&record),
                    Err(_) => {
                        notes.missing(&record);
                        left.push(record);
                    }
                }
            }
            let noted = notes.write(client);
            let Some(failure) = failure else {
                if noted.is_err() {
                    tracing::info!(
                        group = self.config.group,
                        "a partition went to another member while its records were stored"
                    );
                }
                return None;
            };
            came = left;
            if failure.kind == AcceptErrorKind::Stopping {
                return Some(Ended::Stopping);
            }
            if Instant::now() >= until {
                let reason = "the hub cannot store messages; their partitions are left to other members";
                return Some(Ended::Lost(reason.to_owned()));
            }
            if !pause.wait(&context.stop).await {
                return Some(Ended::Stopping);
            }
        }
    }

    fn message(&self, record: &BorrowedMessage<'_>) -> RawMessage {
        let (value, limit) = (record.payload().unwrap_or_default(), self.config.max_size);
        let is_large = value.len() > limit;
        let kept = if is_large {
            &value[..limit.min(KEPT_OF_LARGE)]
        } else {
            value
        };
        RawMessage {
            content: Bytes::copy_from_slice(kept),
            source: facts(record),
            defect: is_large.then_some(Defect::TooLarge { limit }),
            event: self.config.remember_offsets.map(|within| PeerEvent {
                id: format!("{}/{}/{}", record.topic(), record.partition(), record.offset()),
                within: within.get(),
            }),
            commit: None,
        }
    }

    fn tell_connected(&self, status: &StatusReporter) {
        status.report(ConnectionState::Connected {
            address: self.cluster.address(),
        });
    }
}

/// The offsets that may be committed.
#[derive(Default)]
struct Notes {
    last: BTreeMap<Partition, i64>,
    missing: BTreeMap<Partition, i64>,
}

impl Notes {
    fn stored(&mut self, record: &BorrowedMessage<'_>) {
        self.note((record.topic().to_owned(), record.partition()), record.offset());
    }

    fn note(&mut self, partition: Partition, offset: i64) {
        match self.missing.get(&partition) {
            // It was the missing one, or comes before it.
            Some(first) if offset <= *first => drop(self.missing.remove(&partition)),
            Some(_) => return,
            None => {}
        }
        let last = self.last.entry(partition).or_insert(offset);
        *last = offset.max(*last);
    }

    fn missing(&mut self, record: &BorrowedMessage<'_>) {
        let partition = (record.topic().to_owned(), record.partition());
        self.missing.entry(partition).or_insert(record.offset());
    }

    fn write(&mut self, client: &StreamConsumer<Context>) -> KafkaResult<()> {
        let mut result = Ok(());
        for ((topic, partition), offset) in std::mem::take(&mut self.last) {
            result = result.and(client.store_offset(&topic, partition, offset));
        }
        result
    }
}

#[async_trait]
impl Source for KafkaSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        // A cluster that is away comes back; what only the settings can mend is told at the deployment.
        match self.cluster.look(&self.topics()).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_of_settings() => Err(SourceError::new(SOURCE_SETTINGS, error.to_string())),
            Err(error) => {
                tell_away(status, &self.config.group, error.to_string());
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
                Err(error) => error.to_string(),
            };
            if context.stop.is_cancelled() {
                return Ok(());
            }
            tell_away(&context.status, &self.config.group, reason);
            if !pause.wait(&context.stop).await {
                return Ok(());
            }
        }
    }
}
