//! What the broker knows of a client: its subscriptions, what waits for it, what is under way to it.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use nilecare_mqtt::{Filter, Packet, Publish, Qos, Subscription, Will};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::message::Message;
use crate::receipt::Ticket;

/// A subscription that was granted.
#[derive(Debug)]
pub(crate) struct Subscribed {
    pub filter: Filter,
    pub wanted: Subscription,
    pub id: Option<usize>,
}

/// A message that waits for a client.
#[derive(Debug)]
pub(crate) struct Queued {
    pub message: Arc<Message>,
    pub qos: Qos,
    pub is_retained: bool,
    pub subscription_ids: Vec<usize>,
    pub ticket: Option<Ticket>,
}

/// A message that the client has not acknowledged to the end.
#[derive(Debug)]
struct UnderWay {
    id: u16,
    /// `None` after PUBREC.
    queued: Option<Queued>,
    /// The connection that it was sent over.
    link: u64,
}

/// The connection of a session.
#[derive(Debug)]
pub(crate) struct Link {
    pub number: u64,
    pub wake: Arc<Notify>,
    /// Cancelled when the client comes by another connection.
    pub taken_over: CancellationToken,
    pub max_in_flight: usize,
}

/// What the broker knows of a client.
#[derive(Debug)]
pub(crate) struct Session {
    /// A channel of the hub.
    pub is_local: bool,
    pub user: Option<String>,
    pub subscriptions: Vec<Subscribed>,
    pub link: Option<Link>,
    /// How long it is kept without a connection.
    pub expiry: Duration,
    pub gone_at: Option<Instant>,
    pub will: Option<Will>,
    /// Numbers of its messages with QoS 2 that were taken and not released yet.
    pub received: HashSet<u16>,
    queue: VecDeque<Queued>,
    under_way: VecDeque<UnderWay>,
    next_id: u16,
}

impl Session {
    pub(crate) fn new(is_local: bool, user: Option<String>) -> Self {
        Self {
            is_local,
            user,
            subscriptions: Vec::new(),
            link: None,
            expiry: Duration::ZERO,
            gone_at: None,
            will: None,
            received: HashSet::new(),
            queue: VecDeque::new(),
            under_way: VecDeque::new(),
            next_id: 0,
        }
    }

    pub(crate) fn n_queued(&self) -> usize {
        self.queue.len()
    }

    pub(crate) fn wake(&self) {
        if let Some(link) = &self.link {
            link.wake.notify_one();
        }
    }

    pub(crate) fn push(&mut self, queued: Queued) {
        self.queue.push_back(queued);
        self.wake();
    }

    /// Returns how many bytes wait and are under way.
    pub(crate) fn bytes(&self) -> usize {
        let under_way = self.under_way.iter().filter_map(|under_way| under_way.queued.as_ref());
        self.queue
            .iter()
            .chain(under_way)
            .map(|queued| queued.message.size())
            .sum()
    }

    /// What was under way over an earlier connection is sent again, oldest first (§4.4).
    pub(crate) fn resend(&mut self, link: u64, now: Instant) -> Vec<Packet> {
        let mut packets = Vec::new();
        for under_way in &mut self.under_way {
            under_way.link = link;
            packets.push(match &under_way.queued {
                None => Packet::PubRel(nilecare_mqtt::Ack::new(under_way.id)),
                Some(queued) => {
                    let publish = queued
                        .message
                        .publish(queued.qos, queued.is_retained, &queued.subscription_ids, now);
                    Packet::Publish(Publish {
                        id: under_way.id,
                        is_duplicate: true,
                        ..publish
                    })
                }
            });
        }
        packets
    }

    /// Takes the next message that may be sent. Returns how many bytes it no longer holds, too.
    pub(crate) fn next(&mut self, now: Instant) -> Option<(Option<Publish>, usize)> {
        let link = self.link.as_ref()?;
        let is_full = self.under_way.len() >= link.max_in_flight;
        // Messages keep their order, so one with QoS 0 waits behind the others too.
        if is_full {
            return None;
        }
        let (number, queued) = (link.number, self.queue.pop_front()?);
        let size = queued.message.size();
        if queued.message.is_over(now) {
            if let Some(ticket) = queued.ticket {
                ticket.taken();
            }
            return Some((None, size));
        }
        let mut publish = queued
            .message
            .publish(queued.qos, queued.is_retained, &queued.subscription_ids, now);
        if queued.qos == Qos::AtMostOnce {
            return Some((Some(publish), size));
        }
        publish.id = self.free_id();
        self.under_way.push_back(UnderWay {
            id: publish.id,
            queued: Some(queued),
            link: number,
        });
        Some((Some(publish), 0))
    }

    /// There is a free one: fewer are under way than there are.
    fn free_id(&mut self) -> u16 {
        loop {
            self.next_id = self.next_id.checked_add(1).unwrap_or(1);
            let id = self.next_id;
            if !self.under_way.iter().any(|under_way| under_way.id == id) {
                return id;
            }
        }
    }

    /// The client has it for good. Returns how many bytes are free.
    pub(crate) fn acknowledged(&mut self, id: u16) -> usize {
        let place = self.under_way.iter().position(|under_way| under_way.id == id);
        let under_way = place.and_then(|place| self.under_way.remove(place));
        under_way.and_then(|under_way| under_way.queued).map_or(0, free)
    }

    /// The client has it, and its number is in use until PUBCOMP.
    pub(crate) fn received(&mut self, id: u16) -> usize {
        let found = self.under_way.iter_mut().find(|under_way| under_way.id == id);
        found.and_then(|under_way| under_way.queued.take()).map_or(0, free)
    }

    /// It cannot be sent to this client at all.
    pub(crate) fn give_up(&mut self, id: u16) -> usize {
        self.acknowledged(id)
    }
}

fn free(queued: Queued) -> usize {
    let size = queued.message.size();
    if let Some(ticket) = queued.ticket {
        ticket.taken();
    }
    size
}
