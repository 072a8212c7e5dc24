//! The sender.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use nilecare_connector_net::{DialError, Outbound, dial};
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use nilecare_hl7v2::acknowledgment::AcknowledgmentCode;
use nilecare_types::Clock;
use tokio::time::{Instant, timeout};

use crate::{ConnectionMode, EnhancedReply, MllpDestinationConfig, Release, Stream, TlsError, TlsSender};

mod door;
mod failure;
mod late;
mod peer;
mod reply;

use door::Door;
use failure::{
    COMMIT_REFUSED, HANDSHAKE, NEGATIVE, NOT_ALLOWED, TLS_SETTINGS, UNREACHABLE, negative, no_reply, not_secure,
    unreachable,
};
use peer::{Answer, Peer};
use reply::{Expected, Reply};

/// The connection of a sender; in mode server shared by all that wait at one door.
type Slot = Arc<tokio::sync::Mutex<Option<Peer>>>;

/// Opens senders.
pub struct MllpDestinationFactory {
    config: Arc<MllpDestinationConfig>,
    clock: Arc<dyn Clock>,
    tls: Option<Arc<TlsSender>>,
    outbound: Outbound,
    /// In mode server: there as long as a sender is open, so that the port is free when the channel stops.
    door: Mutex<Weak<Door>>,
}

impl MllpDestinationFactory {
    /// Takes its settings.
    pub fn new(config: MllpDestinationConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        let tls = config.tls.clone();
        let tls = tls.map(|tls| Arc::new(TlsSender::new(tls, Arc::clone(&clock))));
        Self {
            config: Arc::new(config),
            clock,
            tls,
            outbound,
            door: Mutex::default(),
        }
    }

    fn way(&self, status: &StatusReporter) -> Way {
        if self.config.mode == ConnectionMode::Client {
            return Way::Dial(self.tls.clone(), self.outbound.clone());
        }
        let mut known = self.door.lock().unwrap_or_else(PoisonError::into_inner);
        let door = known.upgrade().unwrap_or_else(|| {
            let door = Arc::new(Door::open(&self.config, Arc::clone(&self.clock), status.clone()));
            *known = Arc::downgrade(&door);
            door
        });
        Way::Wait(door)
    }
}

#[async_trait]
impl DestinationFactory for MllpDestinationFactory {
    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        // Told at once, and not only with the first message. Messages wait until the files are mended.
        if let Some(Err(error)) = self.tls.as_deref().map(TlsSender::check) {
            let reason = format!("{TLS_SETTINGS}: {}", error.detail());
            tracing::error!(
                address = self.config.address,
                reason,
                "a sender cannot use its TLS settings"
            );
            status.report(ConnectionState::Disconnected { reason });
        }
        let way = self.way(&status);
        Box::new(MllpDestination {
            config: Arc::clone(&self.config),
            slot: match &way {
                Way::Dial(..) => Slot::default(),
                Way::Wait(door) => door.slot(),
            },
            way,
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        if self.config.mode == ConnectionMode::Server {
            let door = self.door.lock().unwrap_or_else(PoisonError::into_inner).upgrade();
            return match door {
                Some(door) => door.check(),
                None => door::check_bind(&self.config).await,
            };
        }
        let stream = dial_receiver(&self.config, self.tls.as_deref(), &self.outbound).await?;
        let address = stream.tcp().peer_addr();
        let address = address.map_or_else(
            |_| self.config.address.clone().unwrap_or_default(),
            |peer| peer.to_string(),
        );
        let over = stream.facts().remove("tls_version");
        let over = over.map_or_else(String::new, |version| format!(" over TLS {version}"));
        stream.close().await;
        Ok(format!("connected to {address}{over}"))
    }
}

/// How a connection comes about.
enum Way {
    Dial(Option<Arc<TlsSender>>, Outbound),
    Wait(Arc<Door>),
}

struct MllpDestination {
    config: Arc<MllpDestinationConfig>,
    way: Way,
    slot: Slot,
    status: StatusReporter,
}

#[async_trait]
impl Destination for MllpDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let result = self.attempt(message).await;
        if let Err(error) = &result
            && [UNREACHABLE, TLS_SETTINGS, HANDSHAKE, NOT_ALLOWED].contains(&error.code)
        {
            self.status.report(ConnectionState::Disconnected {
                reason: error.detail.clone(),
            });
        }
        result
    }

    async fn close(&mut self) {
        // Somebody else's message may be on a shared connection.
        if let (Way::Dial(..), Ok(mut slot)) = (&self.way, self.slot.try_lock())
            && let Some(peer) = slot.take()
        {
            peer.close().await;
        }
        self.status.report(ConnectionState::Stopped);
    }
}

impl MllpDestination {
    async fn attempt(&self, message: &OutboundMessage) -> Result<Response, SendError> {
        let Ok(mut slot) = timeout(self.config.connect_timeout.get(), self.slot.lock()).await else {
            return Err(unreachable("the connection is busy with another message"));
        };
        let mut peer = match self.quiet_peer(&mut slot).await {
            Some(peer) => peer,
            None => self.connect().await?,
        };
        let result = self.converse(&mut peer, message).await;
        let is_in_order = match &result {
            Ok(_) => true,
            // After a negative answer the conversation is in order; after anything else nobody knows.
            Err(error) => [NEGATIVE, COMMIT_REFUSED].contains(&error.code),
        };
        if is_in_order && self.config.keep_connection {
            *slot = Some(peer);
        } else {
            peer.close().await;
        }
        result
    }

    /// Takes the connection that was kept, if it can be used.
    async fn quiet_peer(&self, slot: &mut Option<Peer>) -> Option<Peer> {
        let mut peer = slot.take()?;
        let is_newest = match &self.way {
            Way::Dial(..) => true,
            Way::Wait(door) => !door.has_newer(),
        };
        if is_newest && peer.is_quiet().await {
            return Some(peer);
        }
        peer.close().await;
        None
    }

    async fn connect(&self) -> Result<Peer, SendError> {
        let (stream, address) = match &self.way {
            Way::Dial(tls, outbound) => {
                let stream = dial_receiver(&self.config, tls.as_deref(), outbound).await?;
                (stream, self.config.address.clone().unwrap_or_default())
            }
            Way::Wait(door) => {
                let (stream, peer) = door.wait(self.config.connect_timeout).await?;
                (stream, peer.to_string())
            }
        };
        self.status.report(ConnectionState::Connected { address });
        Ok(Peer::new(Arc::clone(&self.config), stream))
    }

    async fn converse(&self, peer: &mut Peer, message: &OutboundMessage) -> Result<Response, SendError> {
        let expected = Expected::by(&message.content);
        peer.write(&message.content).await?;
        let mut early = None;
        if self.config.release == Release::Two {
            early = match peer.read_answer(&expected, self.reply_ends()).await? {
                Answer::Stored => None,
                Answer::Reply(reply) => Some(reply),
            };
        }
        if early.is_none() && !expected.is_any {
            return Ok(Response::default());
        }
        let reply = match early {
            Some(reply) => reply,
            None => peer.read_reply(&expected, self.reply_ends()).await?,
        };
        let reply = self.application_reply(peer, &expected, message, reply).await?;
        self.judge(reply)
    }

    fn reply_ends(&self) -> Instant {
        Instant::now() + self.config.reply_timeout.get()
    }

    /// After a CA: waits for the application acknowledgement, or notes that it may come later.
    async fn application_reply(
        &self,
        peer: &mut Peer,
        expected: &Expected,
        message: &OutboundMessage,
        first: Reply,
    ) -> Result<Reply, SendError> {
        if first.acknowledgment.code != AcknowledgmentCode::CA {
            return Ok(first);
        }
        if self.config.enhanced == EnhancedReply::Application && expected.is_application_on_success {
            let until = self.reply_ends();
            loop {
                let reply = peer.read_reply(expected, until).await;
                let reply = reply.map_err(|error| no_reply(error, "the receiver has the message (CA)"))?;
                if reply.acknowledgment.code != AcknowledgmentCode::CA {
                    return Ok(reply);
                }
            }
        }
        if let (true, Some(control_id)) = (expected.is_application_possible, &expected.control_id) {
            peer.expect_late(control_id.clone(), message.message);
        }
        Ok(first)
    }

    fn judge(&self, reply: Reply) -> Result<Response, SendError> {
        let code = reply.acknowledgment.code;
        if code.is_accept() {
            return Ok(Response {
                content: Some(reply.content),
                ..Response::default()
            });
        }
        let kind = if code.is_error() && self.config.retry_on_error {
            FailureKind::Retry
        } else {
            FailureKind::Reject
        };
        Err(negative(kind, code).with_response(reply.content))
    }
}

async fn dial_receiver(
    config: &MllpDestinationConfig,
    tls: Option<&TlsSender>,
    outbound: &Outbound,
) -> Result<Stream, SendError> {
    let address = config.address.as_deref().unwrap_or_default();
    match dial(address, config.connect_timeout, tls, outbound).await {
        Ok((stream, _)) => Ok(stream),
        Err(DialError::Tls(error)) => Err(not_secure(&error)),
        Err(error @ DialError::NotAllowed { .. }) => {
            Err(SendError::new(FailureKind::Stop, NOT_ALLOWED, error.to_string()))
        }
        Err(error) => Err(unreachable(error.to_string())),
    }
}
