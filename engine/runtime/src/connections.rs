//! The connections that scripts can call: destination connectors of the hub's settings, each opened when it is first
//! called, kept while it is used, and opened anew after a while without calls.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use nilecare_engine_api::{ConnectorRegistry, Destination, DestinationFactory, OutboundMessage, StatusReporter};
use nilecare_script::{ConnectionCall, Connections};
use nilecare_types::{ChannelId, ConnectorId, MessageId};
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

/// The most calls of one connection at the same time; others wait.
const CALLS: usize = 16;
/// How long a call waits for its turn and its answer beyond the script's deadline, to tell what happened.
const GRACE: Duration = Duration::from_millis(50);

/// One that was not used for so long is opened anew, since the peer may have closed it.
const IDLE: Duration = Duration::from_secs(30);

/// A connection as the settings name it.
#[derive(Clone, PartialEq)]
pub struct ConnectionSettings {
    /// The kind of connector, such as `mllp`.
    pub connector: String,
    /// Its destination's settings.
    pub config: Value,
    /// The channels that may call it; `*` for all.
    pub channels: Vec<String>,
}

impl std::fmt::Debug for ConnectionSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The config may hold passwords.
        write!(f, "ConnectionSettings({}, {:?})", self.connector, self.channels)
    }
}

/// A connection that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("connections.{name}: {detail}")]
pub struct ConnectionProblem {
    /// Its name.
    pub name: String,
    /// What is wrong, and what would be right.
    pub detail: String,
}

/// The connections of a hub.
pub struct NamedConnections {
    by_name: BTreeMap<String, Arc<Connection>>,
    runtime: Handle,
}

struct Connection {
    factory: Arc<dyn DestinationFactory>,
    channels: Vec<String>,
    turns: Semaphore,
    /// Open ones that nobody uses now, each with the time since when.
    idle: Mutex<Vec<(Instant, Box<dyn Destination>)>>,
}

impl std::fmt::Debug for NamedConnections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.by_name.keys()).finish()
    }
}

impl NamedConnections {
    /// Makes what opens the connections; connects to nobody. Calls run on `runtime`.
    ///
    /// # Errors
    /// Everything that is wrong with the settings.
    pub fn new(
        settings: &BTreeMap<String, ConnectionSettings>,
        registry: &ConnectorRegistry,
        runtime: Handle,
    ) -> Result<Self, Vec<ConnectionProblem>> {
        let mut by_name = BTreeMap::new();
        let mut problems = Vec::new();
        for (name, settings) in settings {
            let mut problem = |detail: String| {
                problems.push(ConnectionProblem {
                    name: name.clone(),
                    detail,
                });
            };
            match registry.destination(&settings.connector, &settings.config) {
                Err(unknown) => problem(unknown.to_string()),
                Ok(Err(wrong)) => problem(wrong.to_string()),
                Ok(Ok(factory)) => {
                    let connection = Connection {
                        factory,
                        channels: settings.channels.clone(),
                        turns: Semaphore::new(CALLS),
                        idle: Mutex::default(),
                    };
                    by_name.insert(name.clone(), Arc::new(connection));
                }
            }
        }
        if problems.is_empty() {
            Ok(Self { by_name, runtime })
        } else {
            Err(problems)
        }
    }
}

impl Connection {
    fn permits(&self, channel: &ChannelId) -> bool {
        self.channels
            .iter()
            .any(|permitted| permitted == "*" || permitted == channel.as_str())
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<(Instant, Box<dyn Destination>)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an open destination, or opens one; closes those that were idle for too long.
    async fn take(&self) -> Box<dyn Destination> {
        let open = std::mem::take(&mut *self.idle());
        let (stale, mut fresh): (Vec<_>, Vec<_>) = open.into_iter().partition(|(since, _)| since.elapsed() >= IDLE);
        let taken = fresh.pop();
        self.idle().extend(fresh);
        for (_, mut destination) in stale {
            destination.close().await;
        }
        match taken {
            Some((_, destination)) => destination,
            None => self.factory.open(StatusReporter::default()),
        }
    }

    async fn send(&self, message: OutboundMessage, deadline: Instant) -> Result<Option<Bytes>, String> {
        let late = |_| "it did not answer before the script's deadline".to_owned();
        let deadline = tokio::time::Instant::from_std(deadline);
        let turn = tokio::time::timeout_at(deadline, self.turns.acquire())
            .await
            .map_err(late)?;
        let _turn = turn.map_err(|_| "it is closed".to_owned())?;
        let mut destination = self.take().await;
        // A destination that was left within a message is not used again.
        let sent = tokio::time::timeout_at(deadline, destination.send(&message))
            .await
            .map_err(late)?;
        let response = match sent {
            Ok(response) => response,
            Err(error) => {
                destination.close().await;
                return Err(format!("{} {}", error.code, error.detail));
            }
        };
        self.idle().push((Instant::now(), destination));
        Ok(response.content)
    }
}

impl Connections for NamedConnections {
    fn call(&self, call: ConnectionCall<'_>) -> Result<Option<Bytes>, String> {
        let name = call.connection;
        let known = || self.by_name.keys().cloned().collect::<Vec<_>>().join(", ");
        let connection = self.by_name.get(name);
        let connection = connection.ok_or_else(|| format!("there is no connection {name}; there are: {}", known()))?;
        if !connection.permits(call.channel) {
            return Err(format!(
                "the channel {} may not call {name}; add it to channels of the connection",
                call.channel
            ));
        }
        let message = OutboundMessage {
            channel: call.channel.clone(),
            destination: "call".parse::<ConnectorId>().map_err(|error| error.to_string())?,
            message: MessageId(0),
            content: call.content,
            parameters: BTreeMap::new(),
            idempotency_key: key().into(),
            attempt: 1,
            is_possible_duplicate: false,
        };
        let (connection, deadline) = (Arc::clone(connection), call.deadline);
        let (tell, told) = mpsc::sync_channel(1);
        // Scripts run on threads that may block; the call itself runs where waiting costs nothing.
        self.runtime.spawn(async move {
            let _ = tell.send(connection.send(message, deadline).await);
        });
        let wait = deadline.saturating_duration_since(Instant::now()) + GRACE;
        let result = told.recv_timeout(wait);
        let result = result.unwrap_or_else(|_| Err("it did not answer before the script's deadline".to_owned()));
        result.map_err(|detail| format!("the call of {name} failed: {detail}"))
    }
}

/// Makes a key that is new for each call.
fn key() -> String {
    let random: u128 = rand::random();
    format!("call-{random:032x}")
}
