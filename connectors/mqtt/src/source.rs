//! The subscriber: connects, subscribes, takes messages until the connection ends, and again after a pause.

use std::time::Duration;

use nilecare_engine_api::{
    ConnectionState, SendError, Source, SourceContext, SourceError, StatusReporter, async_trait,
};
use nilecare_mqtt::{Filter, Packet, Qos, Reason, RetainHandling, Subscribe, Subscription};
use tokio::time::{Instant, sleep, timeout};

use crate::MqttSourceConfig;
use crate::client::{Client, Greeting, Session};
use crate::failure::{NOT_SUBSCRIBED, SOURCE_SETTINGS, UNREACHABLE};

mod conversation;
mod facts;
mod in_hand;

use conversation::{Conversation, End};

/// The pause between two attempts grows to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A source that subscribes to topics.
pub(crate) struct MqttSource {
    config: MqttSourceConfig,
    client: Client,
    client_id: String,
}

impl MqttSource {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: MqttSourceConfig, client: Client) -> Self {
        let client_id = client.client_id();
        Self {
            config,
            client,
            client_id,
        }
    }
}

#[async_trait]
impl Source for MqttSource {
    /// The broker may be away when the channel is deployed; settings that cannot be used are told.
    async fn open(&mut self, _status: &StatusReporter) -> Result<(), SourceError> {
        let checked = self.client.check_settings();
        checked.map_err(|error| SourceError::new(SOURCE_SETTINGS, format!("{}: {}", error.code, error.detail)))?;
        // The hub opens its broker's port when its channels are deployed, and a device must not be told then that nobody
        // wants its messages.
        if self.client.is_local() && !self.config.clean_session {
            self.subscribe_at_once().await;
        }
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let stop = context.stop.clone();
        // Numbers of messages with QoS 2 that were taken and not released yet; as long as the broker's session.
        let mut received = conversation::Received::default();
        let mut pause = self.config.reconnect.get();
        while !stop.is_cancelled() {
            let began = Instant::now();
            let connected = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                connected = self.connect() => connected,
            };
            let reason = match connected {
                Ok(session) => {
                    if !session.answer.is_session_present {
                        received.clear();
                    }
                    let ended = Box::pin(self.converse(session, &mut received, &context)).await;
                    context.status.set_connections(0);
                    match ended {
                        End::Stopped => break,
                        End::Broken(reason) => reason,
                    }
                }
                Err(error) => format!("{}: {}", error.code, error.detail),
            };
            tell_away(&self.client.broker(), reason, &context);
            // A connection that lasted was a good one.
            if began.elapsed() > LONGEST_PAUSE {
                pause = self.config.reconnect.get();
            }
            tokio::select! {
                () = stop.cancelled() => break,
                () = sleep(pause) => {}
            }
            pause = (pause * 2).min(LONGEST_PAUSE.max(self.config.reconnect.get()));
        }
        context.status.report(ConnectionState::Stopped);
        Ok(())
    }
}

impl MqttSource {
    async fn connect(&self) -> Result<Session, SendError> {
        let keep_alive = self.config.connection.keep_alive.get().as_secs();
        let expiry = self.config.session_expiry.get().as_secs();
        let greeting = Greeting {
            client_id: self.client_id.clone(),
            clean_start: self.config.clean_session,
            session_expiry: (!self.config.clean_session).then(|| u32::try_from(expiry).unwrap_or(u32::MAX)),
            keep_alive: u16::try_from(keep_alive).unwrap_or(u16::MAX),
            receive_maximum: Some(self.config.max_in_flight),
        };
        self.client.connect(greeting).await
    }

    async fn converse(
        &self,
        mut session: Session,
        received: &mut conversation::Received,
        context: &SourceContext,
    ) -> End {
        session.wire.set_max_packet(self.config.max_message_size);
        let subscribe = Packet::Subscribe(self.subscribe());
        let limit = self.config.connection.connect_timeout.get();
        let keep_alive = session
            .answer
            .keep_alive
            .map(|seconds| Duration::from_secs(u64::from(seconds)));
        let keep_alive = keep_alive.filter(|asked| !asked.is_zero());
        let conversation = Conversation {
            broker: session.broker.clone(),
            config: &self.config,
            keep_alive: keep_alive.unwrap_or_else(|| self.config.connection.keep_alive.get()),
            context,
        };
        match timeout(limit, session.wire.send(&subscribe)).await {
            Ok(Ok(())) => Box::pin(conversation.run(session, received)).await,
            Ok(Err(error)) => End::Broken(format!("{UNREACHABLE}: {error}")),
            Err(_) => End::Broken(format!("{UNREACHABLE}: the broker does not take our subscription")),
        }
    }

    /// Lets a kept session begin; what the broker sends is left unacknowledged and comes again. A failure shows when it runs.
    async fn subscribe_at_once(&self) {
        let limit = self.config.connection.connect_timeout.get();
        let Ok(mut session) = self.connect().await else {
            return;
        };
        let subscribe = Packet::Subscribe(self.subscribe());
        let _ = timeout(limit, async {
            if session.wire.send(&subscribe).await.is_ok() {
                while !matches!(session.wire.read().await, Ok(Packet::SubAck(_)) | Err(_)) {}
            }
            let _ = session.wire.send(&Packet::Disconnect(Reason::SUCCESS)).await;
        })
        .await;
    }

    fn subscribe(&self) -> Subscribe {
        let subscription = |topic: &String| {
            let is_shared = Filter::parse(topic).is_ok_and(|filter| filter.group().is_some());
            Subscription {
                // Shared subscriptions get no retained messages anyway, and must not name a handling that says so.
                retain_handling: match self.config.skip_retained && !is_shared {
                    true => RetainHandling::Never,
                    // After a reconnection of a kept session the subscription is not new.
                    false => RetainHandling::WhenNew,
                },
                ..Subscription::new(topic, Qos::try_from(self.config.qos).unwrap_or_default())
            }
        };
        Subscribe {
            id: conversation::SUBSCRIPTION,
            subscriptions: self.config.topics.iter().map(subscription).collect(),
            subscription_id: None,
        }
    }
}

/// Sees whether the broker takes all of a subscription.
fn granted(reasons: &[Reason], topics: &[String]) -> Result<(), String> {
    if reasons.len() < topics.len() {
        return Err(format!("{NOT_SUBSCRIBED}: the broker did not answer for each topic"));
    }
    match reasons.iter().zip(topics).find(|(reason, _)| reason.is_failure()) {
        // A filter is a setting and names no patient.
        Some((reason, topic)) => Err(format!(
            "{NOT_SUBSCRIBED}: the broker refused the subscription to {topic}: {reason}"
        )),
        None => Ok(()),
    }
}

fn tell_away(broker: &str, reason: String, context: &SourceContext) {
    let state = ConnectionState::Disconnected { reason };
    // Once for as long as it stays the same.
    if context.status.state() != state
        && let ConnectionState::Disconnected { reason } = &state
    {
        tracing::warn!(broker, reason, "not connected to a broker; trying again");
    }
    context.status.report(state);
}
