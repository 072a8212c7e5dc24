//! Which message goes to whom.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use nilecare_mqtt::{Filter, Publish, Qos, Reason, RetainHandling, Subscribe};

use crate::limits::BrokerLimits;
use crate::message::Message;
use crate::receipt::Receipt;
use crate::session::{Queued, Subscribed};
use crate::state::State;

/// What one session gets of a message.
struct Share {
    key: String,
    qos: Qos,
    keeps_retain: bool,
    ids: Vec<usize>,
}

impl State {
    /// Gives a message to all who want it, and keeps it if it is to be retained.
    pub(crate) fn publish(
        &mut self,
        publish: Publish,
        publisher: &str,
        receipt: Option<&Arc<Receipt>>,
        limits: &BrokerLimits,
        now: Instant,
    ) {
        let is_retained = publish.is_retained;
        let message = Arc::new(Message::new(publish, publisher, now));
        if is_retained && !self.retain(&message, limits) {
            if let Some(receipt) = receipt {
                receipt.refuse(Reason::QUOTA);
            }
            return;
        }
        let shares = self.shares(&message);
        if let Some(receipt) = receipt {
            receipt.wanted_by(shares.len());
        }
        for share in shares {
            let queued = Queued {
                message: Arc::clone(&message),
                qos: share.qos,
                is_retained: is_retained && share.keeps_retain,
                subscription_ids: share.ids,
                ticket: None,
            };
            self.hand_over(&share.key, queued, receipt, limits);
        }
    }

    fn hand_over(&mut self, key: &str, mut queued: Queued, receipt: Option<&Arc<Receipt>>, limits: &BrokerLimits) {
        let Some(session) = self.sessions.get_mut(key) else {
            return;
        };
        // Nobody waits for a message without a promise.
        if session.link.is_none() && queued.qos == Qos::AtMostOnce {
            return;
        }
        let size = queued.message.size();
        let is_full = session.n_queued() >= limits.max_queued || self.bytes + size > limits.max_bytes;
        let must_have = session.is_local && queued.qos != Qos::AtMostOnce;
        match (is_full, receipt) {
            (true, Some(receipt)) if must_have => receipt.refuse(Reason::QUOTA),
            (true, _) => metrics::counter!("nilecare_mqtt_dropped_messages_total").increment(1),
            (false, _) => {
                queued.ticket = receipt.filter(|_| must_have).map(Receipt::ticket);
                session.push(queued);
                self.bytes += size;
            }
        }
    }

    /// A session with several subscriptions to it gets a message once, and one session of each group.
    fn shares(&mut self, message: &Message) -> Vec<Share> {
        let mut shares = Vec::new();
        let mut groups: BTreeMap<String, Vec<(bool, Share)>> = BTreeMap::new();
        for key in &self.subscribers {
            let Some(session) = self.sessions.get(key) else {
                continue;
            };
            let mut own: Option<Share> = None;
            for subscribed in &session.subscriptions {
                let is_own = subscribed.wanted.no_local && message.publisher == *key;
                if is_own || !subscribed.filter.matches(&message.topic) {
                    continue;
                }
                let share = Share {
                    key: key.clone(),
                    qos: subscribed.wanted.qos.min(message.qos),
                    keeps_retain: subscribed.wanted.retain_as_published,
                    ids: subscribed.id.into_iter().collect(),
                };
                match (subscribed.filter.group(), &mut own) {
                    (Some(group), _) => {
                        let group = format!("{group}/{}", subscribed.filter.filter());
                        groups.entry(group).or_default().push((session.link.is_some(), share));
                    }
                    (None, Some(own)) => {
                        own.qos = own.qos.max(share.qos);
                        own.keeps_retain |= share.keeps_retain;
                        own.ids.extend(share.ids);
                    }
                    (None, None) => own = Some(share),
                }
            }
            shares.extend(own);
        }
        for (group, mut members) in groups {
            // Those that are away get it only when all are.
            if members.iter().any(|(is_here, _)| *is_here) {
                members.retain(|(is_here, _)| *is_here);
            }
            let turn = self.turns.entry(group).or_default();
            *turn = turn.wrapping_add(1);
            let (_, share) = members.swap_remove(*turn % members.len());
            shares.push(share);
        }
        shares
    }

    fn retain(&mut self, message: &Arc<Message>, limits: &BrokerLimits) -> bool {
        let is_known = self.retained.contains_key(&message.topic);
        if !is_known && !message.payload.is_empty() {
            let is_full = self.retained.len() >= limits.max_retained || self.bytes + message.size() > limits.max_bytes;
            if is_full {
                return false;
            }
        }
        self.release(&message.topic);
        if !message.payload.is_empty() {
            self.bytes += message.size();
            self.retained.insert(message.topic.clone(), Arc::clone(message));
        }
        true
    }

    /// Takes subscriptions, and gives what is retained for them. Returns an answer for each.
    pub(crate) fn subscribe(
        &mut self,
        key: &str,
        subscribe: Subscribe,
        limits: &BrokerLimits,
        now: Instant,
    ) -> Vec<Reason> {
        let mut reasons = Vec::with_capacity(subscribe.subscriptions.len());
        let mut retained = Vec::new();
        let Some(session) = self.sessions.get_mut(key) else {
            return reasons;
        };
        for wanted in subscribe.subscriptions {
            let Ok(filter) = Filter::parse(&wanted.filter) else {
                reasons.push(Reason::BAD_FILTER);
                continue;
            };
            let known = session
                .subscriptions
                .iter()
                .position(|subscribed| subscribed.filter == filter);
            if known.is_none() && session.subscriptions.len() >= limits.max_subscriptions {
                reasons.push(Reason::QUOTA);
                continue;
            }
            let wants_retained = match wanted.retain_handling {
                _ if filter.group().is_some() => false,
                RetainHandling::Always => true,
                RetainHandling::WhenNew => known.is_none(),
                RetainHandling::Never => false,
            };
            if wants_retained {
                retained.push((filter.clone(), wanted.qos, subscribe.subscription_id));
            }
            reasons.push(Reason(u8::from(wanted.qos)));
            let subscribed = Subscribed {
                filter,
                wanted,
                id: subscribe.subscription_id,
            };
            match known {
                Some(place) => session.subscriptions[place] = subscribed,
                None => session.subscriptions.push(subscribed),
            }
        }
        self.subscribers.insert(key.to_owned());
        for (filter, qos, id) in retained {
            let matching = self
                .retained
                .values()
                .filter(|message| filter.matches(&message.topic) && !message.is_over(now));
            let matching: Vec<_> = matching.cloned().collect();
            for message in matching {
                let queued = Queued {
                    qos: qos.min(message.qos),
                    message,
                    is_retained: true,
                    subscription_ids: id.into_iter().collect(),
                    ticket: None,
                };
                self.hand_over(key, queued, None, limits);
            }
        }
        reasons
    }

    /// Ends subscriptions. Returns for each whether there was one.
    pub(crate) fn unsubscribe(&mut self, key: &str, filters: &[String]) -> Vec<bool> {
        let Some(session) = self.sessions.get_mut(key) else {
            return Vec::new();
        };
        let existed = filters.iter().map(|filter| {
            let place = session
                .subscriptions
                .iter()
                .position(|subscribed| subscribed.wanted.filter == *filter);
            place.map(|place| session.subscriptions.remove(place)).is_some()
        });
        let existed = existed.collect();
        if session.subscriptions.is_empty() {
            self.subscribers.remove(key);
        }
        existed
    }
}
