//! A subscriber's connection: messages in, acknowledgments out in the same order.
//!
//! ```text
//! PUBLISH ─► in hand (at most max_in_flight) ─► accept returned ─► PUBACK
//!                                                             └─► PUBREC ─► PUBREL ─► PUBCOMP
//! not stored ─► nothing is acknowledged, the connection ends, the broker sends again
//! ```

use std::collections::HashSet;
use std::time::Duration;

use bytes::Bytes;
use nilecare_engine_api::{AcceptError, Accepted, ConnectionState, Defect, RawMessage, SourceContext};
use nilecare_mqtt::{Ack, Packet, Publish, Qos, Reason, Wire, WireError};
use tokio::time::{Instant, sleep_until, timeout};

use super::in_hand::{InHand, Token};
use super::{facts, granted};
use crate::MqttSourceConfig;
use crate::client::{Session, Stream};
use crate::failure::{BUSY, UNREACHABLE};

/// The number of our only subscription.
pub(super) const SUBSCRIPTION: u16 = 1;
/// A broker that takes nothing for so long is gone.
const FLUSH_LIMIT: Duration = Duration::from_secs(30);
/// So much is kept of what is too large.
const HEAD_SIZE: usize = 64 << 10;
/// The rest of it must arrive in this time.
const SKIP_LIMIT: Duration = Duration::from_secs(300);
/// How long a broker may take to take our goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

/// Numbers of messages with QoS 2 that were taken and not released yet.
pub(super) type Received = HashSet<u16>;

/// Why a conversation ended.
pub(super) enum End {
    /// The channel stops.
    Stopped,
    /// Code and reason.
    Broken(String),
}

impl From<WireError> for End {
    fn from(error: WireError) -> Self {
        Self::Broken(format!("{UNREACHABLE}: {error}"))
    }
}

pub(super) struct Conversation<'a> {
    pub broker: String,
    pub config: &'a MqttSourceConfig,
    pub keep_alive: Duration,
    pub context: &'a SourceContext,
}

impl Conversation<'_> {
    pub(super) async fn run(&self, session: Session, received: &mut Received) -> End {
        let mut wire = session.wire;
        let mut in_hand = InHand::default();
        let Err(end) = self.take(&mut wire, &mut in_hand, received).await else {
            return End::Stopped;
        };
        if let End::Stopped = &end {
            // What is in hand is finished, so that the broker need not send it again.
            self.finish(&mut wire, &mut in_hand, received).await;
            let _ = timeout(GOODBYE, wire.send(&Packet::Disconnect(Reason::SUCCESS))).await;
        }
        let _ = timeout(GOODBYE, wire.close()).await;
        end
    }

    /// Goes on until something ends it.
    async fn take<'c>(
        &'c self,
        wire: &mut Wire<Stream>,
        in_hand: &mut InHand<'c>,
        received: &mut Received,
    ) -> Result<(), End> {
        let (mut said, mut heard) = (Instant::now(), Instant::now());
        let mut asked = Instant::now();
        let patience = self.keep_alive.mul_f32(1.5);
        loop {
            let has_room = in_hand.len() < usize::from(self.config.max_in_flight);
            let ping_at = said.min(heard).max(asked) + self.keep_alive;
            // While nothing is read nobody knows whether the broker is there.
            let gone_at = if has_room { heard + patience } else { ping_at + patience };
            tokio::select! {
                biased;
                () = self.context.stop.cancelled() => return Err(End::Stopped),
                (token, result) = in_hand.next(), if !in_hand.is_empty() => {
                    settle(wire, received, token, result)?;
                    while let Some((token, result)) = in_hand.next_now() {
                        settle(wire, received, token, result)?;
                    }
                }
                packet = wire.read(), if has_room => {
                    heard = Instant::now();
                    let mut next = Some(self.or_beginning(packet, wire).await?);
                    while let Some(packet) = next.take() {
                        self.handle(packet, wire, in_hand, received)?;
                        if in_hand.len() < usize::from(self.config.max_in_flight) {
                            next = match wire.read_now() {
                                Ok(packet) => packet.map(Incoming::Packet),
                                // Told by the next read.
                                Err(_) => None,
                            };
                        }
                    }
                }
                () = sleep_until(ping_at) => {
                    asked = Instant::now();
                    wire.put(&Packet::PingReq)?;
                }
                () = sleep_until(gone_at), if has_room => {
                    return Err(End::Broken(format!("{UNREACHABLE}: the broker gave no sign of life")));
                }
            }
            if wire.n_waiting() > 0 {
                flush(wire).await?;
                said = Instant::now();
            }
        }
    }

    /// Gives of a message that is too large its beginning.
    async fn or_beginning(&self, packet: Result<Packet, WireError>, wire: &mut Wire<Stream>) -> Result<Incoming, End> {
        match packet {
            Err(WireError::TooLarge { .. }) => match timeout(SKIP_LIMIT, wire.skip_publish(HEAD_SIZE)).await {
                Ok(beginning) => Ok(Incoming::Beginning(beginning?)),
                Err(_) => Err(End::Broken(format!("{UNREACHABLE}: a large message did not arrive"))),
            },
            packet => Ok(Incoming::Packet(packet?)),
        }
    }

    fn handle<'c>(
        &'c self,
        incoming: Incoming,
        wire: &mut Wire<Stream>,
        in_hand: &mut InHand<'c>,
        received: &mut Received,
    ) -> Result<(), End> {
        match incoming {
            Incoming::Beginning(publish) => {
                let limit = self.config.max_message_size;
                self.accept(publish, Some(Defect::TooLarge { limit }), wire, in_hand, received)
            }
            Incoming::Packet(Packet::Publish(publish)) => self.accept(publish, None, wire, in_hand, received),
            Incoming::Packet(Packet::PubRel(ack)) => {
                received.remove(&ack.id);
                Ok(wire.put(&Packet::PubComp(Ack::new(ack.id)))?)
            }
            Incoming::Packet(Packet::SubAck(answer)) => {
                granted(&answer.reasons, &self.config.topics).map_err(End::Broken)?;
                tracing::info!(broker = self.broker, n_topics = self.config.topics.len(), "subscribed");
                self.context.status.set_connections(1);
                self.context.status.report(ConnectionState::Connected {
                    address: self.broker.clone(),
                });
                Ok(())
            }
            Incoming::Packet(Packet::Disconnect(reason)) => Err(End::Broken(format!(
                "{BUSY}: the broker ended the connection: {reason}"
            ))),
            Incoming::Packet(_) => Ok(()),
        }
    }

    fn accept<'c>(
        &'c self,
        publish: Publish,
        defect: Option<Defect>,
        wire: &mut Wire<Stream>,
        in_hand: &mut InHand<'c>,
        received: &Received,
    ) -> Result<(), End> {
        let token = match publish.qos {
            Qos::AtMostOnce => Token::None,
            Qos::AtLeastOnce => Token::Once(publish.id),
            Qos::ExactlyOnce if received.contains(&publish.id) => {
                return Ok(wire.put(&Packet::PubRec(Ack::new(publish.id)))?);
            }
            Qos::ExactlyOnce => Token::Exactly(publish.id),
        };
        let message = RawMessage {
            source: facts::of(&publish, &self.broker),
            defect,
            ..RawMessage::new(Bytes::clone(&publish.payload))
        };
        in_hand.push(token, self.context.inbox.accept(message));
        Ok(())
    }

    /// Waits for what is in hand and acknowledges it; the engine bounds the time.
    async fn finish(&self, wire: &mut Wire<Stream>, in_hand: &mut InHand<'_>, received: &mut Received) {
        while !in_hand.is_empty() {
            let (token, result) = in_hand.next().await;
            if settle(wire, received, token, result).is_err() {
                return;
            }
        }
        let _ = flush(wire).await;
    }
}

/// What came.
enum Incoming {
    Packet(Packet),
    /// Of a message that is too large.
    Beginning(Publish),
}

/// Acknowledges what is on disk. After anything that is not the conversation ends, and the broker sends it again.
fn settle(
    wire: &mut Wire<Stream>,
    received: &mut Received,
    token: Token,
    result: Result<Accepted, AcceptError>,
) -> Result<(), End> {
    match (token, result) {
        (Token::None, Ok(_)) => {}
        (Token::None, Err(error)) => {
            tracing::warn!(reason = error.detail, "a message with QoS 0 was not stored and is lost");
        }
        (Token::Once(id), Ok(_)) => wire.put(&Packet::PubAck(Ack::new(id)))?,
        (Token::Exactly(id), Ok(_)) => {
            received.insert(id);
            wire.put(&Packet::PubRec(Ack::new(id)))?;
        }
        (_, Err(error)) => {
            return Err(End::Broken(format!(
                "{BUSY}: a message was not stored: {}",
                error.detail
            )));
        }
    }
    Ok(())
}

async fn flush(wire: &mut Wire<Stream>) -> Result<(), End> {
    match timeout(FLUSH_LIMIT, wire.flush()).await {
        Ok(flushed) => Ok(flushed?),
        Err(_) => Err(End::Broken(format!("{UNREACHABLE}: the broker takes nothing"))),
    }
}
