//! What a client of the cluster is made of, and a look at the cluster before one is made.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use nilecare_connector_net::{DialError, Outbound, resolve};
use nilecare_engine_api::FailureKind;
use rdkafka::ClientContext;
use rdkafka::config::{ClientConfig, RDKafkaLogLevel};
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext, Rebalance};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::statistics::Statistics;

use crate::KafkaConnection;
use crate::failure::{LinkError, class};

/// A look is made in steps, so that what the client tells meanwhile ends it.
const STEP: Duration = Duration::from_millis(500);

/// A cluster that can be connected to.
pub(crate) struct Cluster {
    settings: KafkaConnection,
    outbound: Outbound,
}

/// What a look at the cluster found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The brokers, as they name themselves.
    pub brokers: Vec<String>,
    /// How many partitions each topic has that was asked for.
    pub n_partitions: Vec<usize>,
}

/// Takes what librdkafka tells beside the answers.
#[derive(Clone, Default)]
pub(crate) struct Context(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    last: Option<(RDKafkaErrorCode, String)>,
    are_all_down: bool,
}

impl Context {
    /// Returns what was told last, and forgets it.
    pub(crate) fn take(&self) -> Option<(RDKafkaErrorCode, String)> {
        std::mem::take(&mut *self.lock()).last
    }

    /// Tells whether nothing is to be waited for: no broker is there, or they do not let us in.
    fn is_hopeless(&self) -> bool {
        let told = self.lock();
        let is_stop = |code: RDKafkaErrorCode| class(code).0 == FailureKind::Stop;
        told.are_all_down || told.last.as_ref().is_some_and(|(code, _)| is_stop(*code))
    }

    fn lock(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ClientContext for Context {
    /// Its log is the same as its errors, for other eyes.
    fn log(&self, _: RDKafkaLogLevel, _: &str, _: &str) {}

    fn stats(&self, _: Statistics) {}

    fn error(&self, error: KafkaError, reason: &str) {
        let Some(code) = error.rdkafka_error_code() else {
            return;
        };
        let mut told = self.lock();
        told.are_all_down |= code == RDKafkaErrorCode::AllBrokersDown;
        // That all are down is told after why.
        if code != RDKafkaErrorCode::AllBrokersDown || told.last.is_none() {
            told.last = Some((code, reason.to_owned()));
        }
    }
}

impl ConsumerContext for Context {
    fn post_rebalance(&self, _: &BaseConsumer<Self>, rebalance: &Rebalance<'_>) {
        // Whoever is given partitions has found the cluster.
        if matches!(rebalance, Rebalance::Assign(_)) {
            self.take();
        }
    }
}

impl Cluster {
    pub(crate) fn new(settings: KafkaConnection, outbound: Outbound) -> Self {
        Self { settings, outbound }
    }

    pub(crate) fn address(&self) -> String {
        self.settings.brokers.join(", ")
    }

    /// Builds what both directions set; reads the password.
    pub(crate) fn config(&self) -> Result<ClientConfig, LinkError> {
        let mut config = ClientConfig::new();
        config
            .set("bootstrap.servers", self.settings.brokers.join(","))
            .set("client.id", "nilecare")
            .set("socket.keepalive.enable", "true")
            .set("reconnect.backoff.ms", "100")
            .set("reconnect.backoff.max.ms", "5000")
            .set(
                "socket.connection.setup.timeout.ms",
                self.settings.connect_timeout.get().as_millis().max(1000).to_string(),
            );
        let protocol = match (&self.settings.tls, &self.settings.sasl) {
            (None, None) => "plaintext",
            (Some(_), None) => "ssl",
            (None, Some(_)) => "sasl_plaintext",
            (Some(_), Some(_)) => "sasl_ssl",
        };
        config.set("security.protocol", protocol);
        if let Some(sasl) = &self.settings.sasl {
            let password = sasl
                .password
                .read()
                .map_err(|error| LinkError::Secret(error.to_string()))?;
            config
                .set("sasl.mechanisms", sasl.mechanism.name())
                .set("sasl.username", &sasl.username)
                .set("sasl.password", password.expose());
        }
        if let Some(tls) = &self.settings.tls {
            for (name, file) in [
                ("ssl.ca.location", &tls.ca_file),
                ("ssl.certificate.location", &tls.certificate_file),
                ("ssl.key.location", &tls.private_key_file),
            ] {
                if let Some(file) = file {
                    config.set(name, file.display().to_string());
                }
            }
        }
        Ok(config)
    }

    /// Connects to a broker as a client does, sees that we may connect to all of them, and that topics are there.
    pub(crate) async fn look(&self, topics: &[&str]) -> Result<Found, LinkError> {
        for broker in &self.settings.brokers {
            self.allow(broker).await?;
        }
        let (mut config, limit) = (self.config()?, self.settings.connect_timeout.get());
        // Looking must not make a topic.
        config.set("allow.auto.create.topics", "false");
        let asked: Vec<_> = topics.iter().map(|&topic| topic.to_owned()).collect();
        let looked = tokio::task::spawn_blocking(move || look(&config, &asked, limit));
        let found = looked
            .await
            .map_err(|_| LinkError::Config("the look was cut short".to_owned()))??;
        for broker in &found.brokers {
            self.allow(broker).await?;
        }
        Ok(found)
    }

    /// A name that is not known is librdkafka's to tell: the other brokers may do.
    async fn allow(&self, broker: &str) -> Result<(), LinkError> {
        if self.outbound.is_unlimited() {
            return Ok(());
        }
        match resolve(broker, &self.outbound).await {
            Err(error @ DialError::NotAllowed { .. }) => Err(LinkError::NotAllowed(error.to_string())),
            _ => Ok(()),
        }
    }
}

fn look(config: &ClientConfig, topics: &[String], limit: Duration) -> Result<Found, LinkError> {
    let context = Context::default();
    let client: BaseConsumer<Context> = config
        .create_with_context(context.clone())
        .map_err(|error| LinkError::of(&error, None))?;
    let until = Instant::now() + limit;
    let mut found = Found {
        brokers: Vec::new(),
        n_partitions: Vec::new(),
    };
    // Without a topic all are asked for: a cluster has no other question that shows its brokers.
    let asked: Vec<Option<&str>> = if topics.is_empty() {
        vec![None]
    } else {
        topics.iter().map(|topic| Some(topic.as_str())).collect()
    };
    for topic in asked {
        let metadata = loop {
            let error = match client.fetch_metadata(topic, STEP) {
                Ok(metadata) => break metadata,
                Err(error) => error,
            };
            // Serves what it has to tell.
            let _ = client.poll(Duration::ZERO);
            if context.is_hopeless() || Instant::now() >= until {
                return Err(LinkError::of(&error, context.take()));
            }
        };
        found.brokers = metadata
            .brokers()
            .iter()
            .map(|broker| format!("{}:{}", broker.host(), broker.port()))
            .collect();
        let Some(name) = topic else { continue };
        let described = metadata.topics().iter().find(|described| described.name() == name);
        match described {
            Some(described) if described.error().is_none() && !described.partitions().is_empty() => {
                found.n_partitions.push(described.partitions().len());
            }
            Some(described) => {
                let code = described
                    .error()
                    .map_or(RDKafkaErrorCode::UnknownTopicOrPartition, Into::into);
                return Err(LinkError::Told(code, format!("the topic {name} cannot be used")));
            }
            None => {
                let reason = format!("the topic {name} is not there");
                return Err(LinkError::Told(RDKafkaErrorCode::UnknownTopicOrPartition, reason));
            }
        }
    }
    Ok(found)
}
