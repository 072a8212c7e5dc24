//! The reader.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_connector_net::{Pause, tell_away};
use nilecare_engine_api::{
    AcceptErrorKind, ConnectionState, RawMessage, SendError, Source, SourceContext, SourceError, SourceMap,
    StatusReporter, async_trait,
};
use nilecare_types::Clock;
use serde_json::{Map, Value, json};
use tokio::time::{MissedTickBehavior, interval};

use crate::ModbusSourceConfig;
use crate::client::{Client, Session};

/// The longest pause between two attempts at a device that is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Reads a device.
pub(crate) struct ModbusSource {
    config: ModbusSourceConfig,
    client: Client,
    clock: Arc<dyn Clock>,
    session: Option<Session>,
    /// What the last message said.
    last: Option<Map<String, Value>>,
}

impl ModbusSource {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: ModbusSourceConfig, client: Client, clock: Arc<dyn Clock>) -> Self {
        Self {
            config,
            client,
            clock,
            session: None,
            last: None,
        }
    }

    async fn read(&mut self) -> Result<Map<String, Value>, SendError> {
        let mut session = match self.session.take() {
            Some(session) => session,
            None => self.client.connect().await?,
        };
        let held = session.read_all(&self.config.values).await?;
        self.session = Some(session);
        let values = self.config.values.iter().zip(held);
        Ok(values
            .map(|(point, held)| (point.name.clone(), point.say(held)))
            .collect())
    }

    /// Returns the message of a reading; `None` when it says nothing new.
    fn message(&self, values: &Map<String, Value>) -> Option<Bytes> {
        let mut content = json!({ "read_at": self.clock.now().to_string(), "values": values });
        if self.config.only_changes {
            let has_changed = |name: &&str| {
                let point = self.config.values.iter().find(|point| point.name == **name);
                match (point, &self.last) {
                    (Some(point), Some(last)) => point.has_changed(&last[*name], &values[*name]),
                    _ => true,
                }
            };
            let names = self.config.values.iter().map(|point| point.name.as_str());
            let changed: Vec<_> = names.filter(has_changed).collect();
            if changed.is_empty() {
                return None;
            }
            content["changed"] = Value::from(changed);
        }
        Some(Bytes::from(content.to_string()))
    }
}

#[async_trait]
impl Source for ModbusSource {
    /// A device that is away is waited for; what only people can mend is told at once.
    async fn open(&mut self, _: &StatusReporter) -> Result<(), SourceError> {
        let checked = self.client.check_settings();
        checked.map_err(|error| SourceError::new(error.code, error.detail))
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let (stop, status) = (context.stop.clone(), context.status.clone());
        let mut due = interval(self.config.interval.get());
        due.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut pause = Pause::up_to(LONGEST_PAUSE);
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                _ = due.tick() => {}
            }
            let read = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                read = Box::pin(self.read()) => read,
            };
            match read {
                Ok(values) => {
                    pause.reset();
                    let address = self.client.device();
                    status.report(ConnectionState::Connected { address });
                    if let Some(content) = self.message(&values) {
                        if !give(content, &self.client.device(), &context).await {
                            break;
                        }
                        self.last = Some(values);
                    }
                }
                Err(error) => {
                    tell_away(
                        &status,
                        &self.client.device(),
                        format!("{}: {}", error.code, error.detail),
                    );
                    if !pause.wait(&stop).await {
                        break;
                    }
                }
            }
        }
        self.session = None;
        status.report(ConnectionState::Stopped);
        Ok(())
    }
}

/// Gives a reading to the engine until it is stored; `false` when the channel stops.
async fn give(content: Bytes, device: &str, context: &SourceContext) -> bool {
    let mut pause = Pause::up_to(LONGEST_PAUSE);
    loop {
        let message = RawMessage {
            source: SourceMap::from([("modbus.device".to_owned(), device.to_owned())]),
            ..RawMessage::new(content.clone())
        };
        match context.inbox.accept(message).await {
            Ok(_) => return true,
            Err(error) if error.kind == AcceptErrorKind::Stopping => return false,
            Err(_) => {}
        }
        if !pause.wait(&context.stop).await {
            return false;
        }
    }
}
