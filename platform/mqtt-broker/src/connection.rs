//! One client's connection, from its first packet to its last.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use nilecare_mqtt::{
    Ack, ConnAck, Connect, Limits, Packet, Publish, Qos, Reason, SubAck, Transport, UnsubAck, Version, Wire, WireError,
    check_topic,
};
use nilecare_types::Secret;
use subtle::ConstantTimeEq;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use crate::delivery::{deliver, deliver_again};
use crate::publisher::{Publisher, Tell};
use crate::receipt::{Outcome, Receipt};
use crate::state::{Attached, Shared};

/// A client that takes nothing for so long is gone.
const FLUSH_LIMIT: Duration = Duration::from_secs(30);
/// How long a client may take to take our goodbye.
const GOODBYE: Duration = Duration::from_secs(1);
/// The first packet, of a client that nobody knows yet.
const FIRST_SIZE: usize = 64 << 10;
/// Client ids are kept in memory.
const LONGEST_ID: usize = 256;

/// Users, by name; none: everybody is let in.
pub(crate) type Users = BTreeMap<String, Secret<String>>;

pub(crate) struct Peer {
    pub shared: Arc<Shared>,
    pub users: Arc<Users>,
    pub ended: CancellationToken,
    /// `None`: a channel of the hub.
    pub address: Option<SocketAddr>,
}

/// Why a connection ends.
enum End {
    /// The client said goodbye.
    Goodbye { with_will: bool },
    /// We say why.
    Because(Reason),
    /// It is broken, or speaks something else.
    Broken(WireError),
}

impl From<WireError> for End {
    fn from(error: WireError) -> Self {
        Self::Broken(error)
    }
}

impl Peer {
    /// Goes on until the client, or the broker, ends it.
    pub(crate) async fn run(self, stream: Box<dyn Transport>) {
        let limits = &self.shared.limits;
        let first_size = FIRST_SIZE.min(limits.max_packet);
        let mut wire = Wire::new(stream, Version::V311, first_size);
        let first = tokio::select! {
            () = self.ended.cancelled() => return,
            first = timeout(limits.connect_timeout, wire.read_connect()) => first,
        };
        let connect = match first {
            Ok(Ok(Packet::Connect(connect))) => connect,
            Ok(Err(WireError::Version(_))) => {
                self.refuse(wire, Reason::UNSUPPORTED_VERSION).await;
                return;
            }
            Ok(Ok(_)) | Err(_) => return,
            Ok(Err(error)) => {
                self.tell_broken(&error);
                return;
            }
        };
        match self.welcome(&connect) {
            Err(reason) => {
                tracing::warn!(peer = ?self.address, %reason, "refused an MQTT client");
                self.refuse(wire, reason).await;
            }
            Ok((attached, answer)) => {
                wire.set_max_packet(limits.max_packet);
                let end = Box::pin(Conversation::new(&self, &attached, &connect).run(&mut wire, answer)).await;
                let said_goodbye = matches!(end, End::Goodbye { with_will: false });
                self.shared.detach(&attached, said_goodbye, std::time::Instant::now());
                match end {
                    End::Because(reason) if wire.version() == Version::V5 => {
                        let _ = timeout(GOODBYE, wire.send(&Packet::Disconnect(reason))).await;
                    }
                    End::Broken(error) => self.tell_broken(&error),
                    End::Because(_) | End::Goodbye { .. } => {}
                }
                let _ = timeout(GOODBYE, wire.close()).await;
            }
        }
    }

    fn tell_broken(&self, error: &WireError) {
        match error {
            WireError::Closed | WireError::Broken(_) => {
                tracing::debug!(peer = ?self.address, %error, "an MQTT client is gone");
            }
            _ => tracing::warn!(peer = ?self.address, %error, "disconnected an MQTT client"),
        }
    }

    async fn refuse(&self, mut wire: Wire<Box<dyn Transport>>, reason: Reason) {
        let answer = Packet::ConnAck(Box::new(ConnAck::new(reason)));
        let _ = timeout(GOODBYE, async {
            let _ = wire.send(&answer).await;
            wire.close().await;
        })
        .await;
    }

    /// Sees whether a client is let in, and begins its session.
    fn welcome(&self, connect: &Connect) -> Result<(Attached, ConnAck), Reason> {
        let is_local = self.address.is_none();
        if !is_local && !self.is_known(connect) {
            return Err(Reason::BAD_CREDENTIALS);
        }
        let given = &connect.client_id;
        if given.len() > LONGEST_ID || given.contains(char::is_control) {
            return Err(Reason::BAD_CLIENT_ID);
        }
        let assigned = given
            .is_empty()
            .then(|| format!("anonymous-{:032x}", rand::random::<u128>()));
        // A session of nobody cannot be found again (MQTT 3.1.1 §3.1.3.1).
        if assigned.is_some() && connect.version == Version::V311 && !connect.clean_start {
            return Err(Reason::BAD_CLIENT_ID);
        }
        if connect
            .will
            .as_ref()
            .is_some_and(|will| check_topic(&will.publish.topic).is_err())
        {
            return Err(Reason::BAD_TOPIC);
        }
        let client_id = assigned.as_ref().unwrap_or(given);
        let attached = self.shared.attach(connect, client_id, is_local)?;
        let limits = &self.shared.limits;
        let answer = ConnAck {
            is_session_present: attached.is_session_present,
            limits: Limits {
                receive_maximum: Some(limits.max_in_flight),
                max_packet_size: u32::try_from(limits.max_packet).ok(),
            },
            client_id: assigned,
            session_expiry: u32::try_from(attached.expiry.as_secs())
                .ok()
                .filter(|seconds| connect.session_expiry.is_some_and(|wanted| wanted != *seconds)),
            ..ConnAck::new(Reason::SUCCESS)
        };
        Ok((attached, answer))
    }

    /// Compares with every user, so that the time tells nothing.
    fn is_known(&self, connect: &Connect) -> bool {
        if self.users.is_empty() {
            return true;
        }
        let name = connect.user_name.as_deref().unwrap_or_default().as_bytes();
        let empty = Secret::new(String::new());
        let password = connect.password.as_ref().unwrap_or(&empty).expose().as_bytes();
        let found = self
            .users
            .iter()
            .fold(subtle::Choice::from(0), |found, (user, secret)| {
                found | (user.as_bytes().ct_eq(name) & secret.expose().as_bytes().ct_eq(password))
            });
        found.into()
    }
}

/// A client that was let in.
struct Conversation<'a> {
    shared: &'a Shared,
    ended: &'a CancellationToken,
    attached: &'a Attached,
    /// A client without one never gets too old.
    patience: Option<Duration>,
    /// What the client takes.
    max_packet: usize,
    version: Version,
    publisher: Publisher,
    tell: Sender<(u64, Outcome)>,
    told: Receiver<(u64, Outcome)>,
}

impl<'a> Conversation<'a> {
    fn new(peer: &'a Peer, attached: &'a Attached, connect: &Connect) -> Self {
        // Room for the outcome of every message that may be under way.
        let (tell, told) = channel(usize::from(peer.shared.limits.max_in_flight).max(1));
        let keep_alive = Duration::from_secs(u64::from(connect.keep_alive));
        Self {
            shared: &peer.shared,
            ended: &peer.ended,
            attached,
            patience: (!keep_alive.is_zero()).then(|| keep_alive.mul_f32(1.5)),
            max_packet: connect.limits.max_packet_size.map_or(usize::MAX, |size| size as usize),
            version: connect.version,
            publisher: Publisher::default(),
            tell,
            told,
        }
    }

    async fn run(mut self, wire: &mut Wire<Box<dyn Transport>>, answer: ConnAck) -> End {
        let Err(end) = self.converse(wire, answer).await else {
            return End::Goodbye { with_will: false };
        };
        end
    }

    async fn converse(&mut self, wire: &mut Wire<Box<dyn Transport>>, answer: ConnAck) -> Result<(), End> {
        let now = std::time::Instant::now();
        wire.put(&Packet::ConnAck(Box::new(answer)))?;
        deliver_again(self.shared, self.attached, wire, now)?;
        let mut heard = Instant::now();
        let most = usize::from(self.shared.limits.max_in_flight);
        loop {
            if wire.n_waiting() > 0 {
                match timeout(FLUSH_LIMIT, wire.flush()).await {
                    Ok(flushed) => flushed?,
                    Err(_) => return Err(End::Because(Reason::KEEP_ALIVE)),
                }
            }
            // A client that is told nothing yet is not read from either, and not too old for that.
            let has_room = self.publisher.len() < most;
            if !has_room {
                heard = Instant::now();
            }
            let gone_at = self.patience.map(|patience| heard + patience);
            tokio::select! {
                biased;
                () = self.ended.cancelled() => return Err(End::Because(Reason::SHUTTING_DOWN)),
                () = self.attached.taken_over.cancelled() => return Err(End::Because(Reason::TAKEN_OVER)),
                Some((number, outcome)) = self.told.recv() => self.publisher.settle(number, outcome),
                () = self.attached.wake.notified() => {}
                packet = wire.read(), if has_room => {
                    heard = Instant::now();
                    let mut next = Some(too_large(packet)?);
                    while let Some(packet) = next.take() {
                        self.handle(packet, wire)?;
                        if self.publisher.len() < most {
                            next = too_large(wire.read_now())?;
                        }
                    }
                }
                () = sleep_until(gone_at.unwrap_or(heard)), if has_room && gone_at.is_some() => {
                    return Err(End::Because(Reason::KEEP_ALIVE));
                }
            }
            while let Ok((number, outcome)) = self.told.try_recv() {
                self.publisher.settle(number, outcome);
            }
            self.acknowledge(wire)?;
            deliver(
                self.shared,
                self.attached,
                wire,
                self.max_packet,
                std::time::Instant::now(),
            )?;
        }
    }

    /// Tells the client what became of its messages, as far as it is known.
    fn acknowledge(&mut self, wire: &mut Wire<Box<dyn Transport>>) -> Result<(), End> {
        while let Some(tell) = self.publisher.next(self.version) {
            match tell {
                Tell::Goodbye(reason) => return Err(End::Because(reason)),
                Tell::Packet(packet, taken) => {
                    if let Some(id) = taken
                        && let Some(session) = self.shared.lock().sessions.get_mut(&self.attached.key)
                    {
                        session.received.insert(id);
                    }
                    wire.put(&packet)?;
                }
            }
        }
        Ok(())
    }

    fn handle(&mut self, packet: Packet, wire: &mut Wire<Box<dyn Transport>>) -> Result<(), End> {
        let key = &self.attached.key;
        match packet {
            Packet::Publish(publish) => self.publish(publish, wire)?,
            Packet::PubAck(ack) => self.free(|session| session.acknowledged(ack.id)),
            // Whoever says no to a message has seen it.
            Packet::PubRec(ack) if ack.reason.is_failure() => self.free(|session| session.acknowledged(ack.id)),
            Packet::PubRec(ack) => {
                self.free(|session| session.received(ack.id));
                wire.put(&Packet::PubRel(Ack::new(ack.id)))?;
            }
            Packet::PubComp(ack) => self.free(|session| session.acknowledged(ack.id)),
            Packet::PubRel(ack) => {
                if let Some(session) = self.shared.lock().sessions.get_mut(key) {
                    session.received.remove(&ack.id);
                }
                wire.put(&Packet::PubComp(Ack::new(ack.id)))?;
            }
            Packet::Subscribe(subscribe) => {
                let (id, now) = (subscribe.id, std::time::Instant::now());
                let mut state = self.shared.lock();
                let reasons = state.subscribe(key, subscribe, &self.shared.limits, now);
                wire.put(&Packet::SubAck(SubAck { id, reasons }))?;
            }
            Packet::Unsubscribe(unsubscribe) => {
                let existed = self.shared.lock().unsubscribe(key, &unsubscribe.filters);
                let id = unsubscribe.id;
                wire.put(&Packet::UnsubAck(UnsubAck { id, existed }))?;
            }
            Packet::PingReq => wire.put(&Packet::PingResp)?,
            Packet::Disconnect(reason) => {
                let with_will = reason != Reason::SUCCESS;
                return Err(End::Goodbye { with_will });
            }
            Packet::Connect(_) | Packet::ConnAck(_) | Packet::SubAck(_) | Packet::UnsubAck(_) | Packet::PingResp => {
                return Err(End::Because(Reason::PROTOCOL_ERROR));
            }
        }
        Ok(())
    }

    fn free(&self, release: impl FnOnce(&mut crate::session::Session) -> usize) {
        let mut state = self.shared.lock();
        if let Some(session) = state.sessions.get_mut(&self.attached.key) {
            let free = release(session);
            state.bytes = state.bytes.saturating_sub(free);
        }
    }

    fn publish(&mut self, publish: Publish, wire: &mut Wire<Box<dyn Transport>>) -> Result<(), End> {
        if publish
            .properties
            .as_ref()
            .is_some_and(|properties| properties.topic_alias.is_some())
        {
            return Err(End::Because(Reason::TOPIC_ALIAS));
        }
        if check_topic(&publish.topic).is_err() {
            return Err(End::Because(Reason::BAD_TOPIC));
        }
        let (id, qos) = (publish.id, publish.qos);
        let mut state = self.shared.lock();
        let session = state.sessions.get(&self.attached.key);
        if qos == Qos::ExactlyOnce && session.is_some_and(|session| session.received.contains(&id)) {
            drop(state);
            return Ok(wire.put(&Packet::PubRec(Ack::new(id)))?);
        }
        if qos != Qos::AtMostOnce && self.publisher.has(id) {
            return Err(End::Because(Reason::PROTOCOL_ERROR));
        }
        let receipt = (qos != Qos::AtMostOnce).then(|| {
            let number = self.publisher.begin(id, qos);
            Receipt::new(number, self.tell.clone())
        });
        // Topics that begin with $ are the broker's own, and nobody's to publish.
        if publish.topic.starts_with('$') {
            if let Some(receipt) = receipt {
                receipt.refuse(Reason::NOT_AUTHORIZED);
            }
            return Ok(());
        }
        let now = std::time::Instant::now();
        state.publish(publish, &self.attached.key, receipt.as_ref(), &self.shared.limits, now);
        Ok(())
    }
}

fn too_large<T>(packet: Result<T, WireError>) -> Result<T, End> {
    packet.map_err(|error| match error {
        WireError::TooLarge { .. } => End::Because(Reason::TOO_LARGE),
        WireError::Malformed(_) => End::Because(Reason::MALFORMED),
        error => End::Broken(error),
    })
}
