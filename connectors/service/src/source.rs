//! Events of the hub's services as a source.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_bus::{BusError, Event, EventBus, Start, Subscription};
use nilecare_engine_api::{
    AcceptErrorKind, ConfigProblem, ConnectionState, ConnectorConfig, PeerEvent, RawMessage, Source, SourceContext,
    SourceError, SourceMap, StatusReporter, async_trait,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The bus cannot be read.
const UNREADABLE: &str = "NC-SERVICE-004";
/// Two channels have the same group.
const GROUP_IN_USE: &str = "NC-SERVICE-005";
/// An event that comes again within this time, after a crash, is the same one; the bus keeps events no longer.
const REMEMBER: Duration = Duration::from_secs(7 * 24 * 3600);
/// The pause while the message store takes nothing.
const PAUSE: Duration = Duration::from_secs(1);
/// More topics than this are no selection any more.
const MOST_TOPICS: usize = 50;

/// # Events of services
/// Takes what the hub's services tell, such as `patient.created`, each event as a JSON message. Events of one patient come in order, each
/// at least once; one that comes again after a crash is recognised by its id. While the channel is stopped events wait, for a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceSourceConfig {
    /// # Topics
    /// Which events, such as `patient.created` and `lab.result.critical`.
    pub topics: Vec<String>,
    /// # Group
    /// Under which the hub remembers how far this channel has read; use the channel's id. No two channels may have the same.
    pub group: String,
    /// # Begin
    /// With which event a group begins that was never there before.
    #[serde(default)]
    pub begin: Begin,
}

/// Where a new group begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Begin {
    /// With what happens from now on.
    #[default]
    Now,
    /// With the oldest event that is kept.
    Oldest,
}

impl ConnectorConfig for ServiceSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let is_name = |text: &String| {
            let is_in = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
            (1..=100).contains(&text.len()) && text.bytes().all(is_in)
        };
        if !(1..=MOST_TOPICS).contains(&self.topics.len()) {
            problems.push(ConfigProblem::new(
                "/topics",
                format!("must have 1 to {MOST_TOPICS} topics"),
            ));
        }
        for (index, _) in self.topics.iter().enumerate().filter(|(_, topic)| !is_name(topic)) {
            let message = "must be the name of an event, such as patient.created";
            problems.push(ConfigProblem::new(format!("/topics/{index}"), message));
        }
        if !is_name(&self.group) {
            let message = "must be 1 to 100 letters, digits, '.', '-' or '_'; use the channel's id";
            problems.push(ConfigProblem::new("/group", message));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![
            json!({ "topics": ["patient.created", "patient.updated"], "group": "adt-outbound" }),
            json!({ "topics": ["lab.result.critical"], "group": "critical-results", "begin": "oldest" }),
        ]
    }
}

/// Reads the bus as one group.
pub(crate) struct ServiceSource {
    config: ServiceSourceConfig,
    bus: Arc<dyn EventBus>,
    open: Option<Box<dyn Subscription>>,
}

impl ServiceSource {
    pub fn new(config: ServiceSourceConfig, bus: Arc<dyn EventBus>) -> Self {
        Self {
            config,
            bus,
            open: None,
        }
    }
}

async fn subscribe(config: &ServiceSourceConfig, bus: &dyn EventBus) -> Result<Box<dyn Subscription>, SourceError> {
    let start = match config.begin {
        Begin::Now => Start::Now,
        Begin::Oldest => Start::Oldest,
    };
    let group = format!("channel:{}", config.group);
    bus.subscribe(&group, &config.topics, start)
        .await
        .map_err(|error| match error {
            BusError::GroupInUse { .. } => {
                let detail = format!("{error}; give this channel a group of its own");
                SourceError::new(GROUP_IN_USE, detail)
            }
            error => unreadable(&error),
        })
}

fn unreadable(error: &BusError) -> SourceError {
    SourceError::new(
        UNREADABLE,
        format!("the events of the services cannot be read: {error}"),
    )
}

#[async_trait]
impl Source for ServiceSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        self.open = Some(subscribe(&self.config, self.bus.as_ref()).await?);
        status.report(ConnectionState::Listening {
            address: self.config.topics.join(", "),
        });
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let mut subscription = match self.open.take() {
            Some(subscription) => subscription,
            None => subscribe(&self.config, self.bus.as_ref()).await?,
        };
        loop {
            let event = tokio::select! {
                biased;
                () = context.stop.cancelled() => return Ok(()),
                event = subscription.next() => event,
            };
            match event {
                Ok(event) => match context.inbox.accept(message(&event)).await {
                    // One that ended in error is stored too, and the analyst's from now on.
                    Ok(_) => subscription.done().await.map_err(|error| unreadable(&error))?,
                    Err(error) => match error.kind {
                        AcceptErrorKind::Stopping => return Ok(()),
                        AcceptErrorKind::StoreUnavailable => {
                            tokio::select! {
                                () = context.stop.cancelled() => return Ok(()),
                                () = tokio::time::sleep(PAUSE) => {}
                            }
                        }
                    },
                },
                Err(error @ BusError::Unreadable { .. }) => {
                    tracing::error!(%error, "an event was laid aside as a dead letter");
                    let laid_aside = subscription.dead(&error.to_string()).await;
                    laid_aside.map_err(|error| unreadable(&error))?;
                }
                Err(error) => return Err(unreadable(&error)),
            }
        }
    }
}

fn message(event: &Event) -> RawMessage {
    let content = serde_json::to_vec(event).expect("it has text keys and numbers, which always serialise");
    RawMessage {
        source: SourceMap::from([
            ("event.id".to_owned(), event.event_id.to_string()),
            ("event.type".to_owned(), event.event_type.clone()),
            ("event.key".to_owned(), event.key.clone()),
        ]),
        event: Some(PeerEvent {
            id: event.event_id.to_string(),
            within: REMEMBER,
        }),
        ..RawMessage::new(Bytes::from(content))
    }
}

#[cfg(test)]
mod tests {
    use nilecare_engine_api::parse_config;

    use super::*;

    #[test]
    fn samples_are_valid_and_what_is_wrong_is_told() {
        for sample in ServiceSourceConfig::samples() {
            parse_config::<ServiceSourceConfig>(&sample).expect("it is a sample");
        }
        let wrong = json!({ "topics": ["ok", "not ok"], "group": "" });
        let problems = parse_config::<ServiceSourceConfig>(&wrong).expect_err("it is not valid");
        let places: Vec<_> = problems.0.into_iter().map(|problem| problem.path).collect();
        assert_eq!(places, ["/topics/1", "/group"]);
        let none = json!({ "topics": [], "group": "x" });
        assert!(parse_config::<ServiceSourceConfig>(&none).is_err());
    }
}
