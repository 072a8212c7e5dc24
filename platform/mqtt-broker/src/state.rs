//! All sessions and retained messages, behind one lock that is held for moments only.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use nilecare_mqtt::{Connect, Reason, Version};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::limits::BrokerLimits;
use crate::message::Message;
use crate::session::{Link, Session};

#[derive(Debug)]
pub(crate) struct Shared {
    pub limits: BrokerLimits,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub sessions: HashMap<String, Session>,
    /// Those with subscriptions.
    pub subscribers: BTreeSet<String>,
    pub retained: BTreeMap<String, Arc<Message>>,
    /// Whose turn it is, by group and filter.
    pub turns: HashMap<String, usize>,
    /// Of all that waits and all that is retained.
    pub bytes: usize,
    n_links: u64,
}

/// A connection that belongs to a session.
#[derive(Debug)]
pub(crate) struct Attached {
    pub key: String,
    pub link: u64,
    pub wake: Arc<Notify>,
    pub taken_over: CancellationToken,
    pub is_session_present: bool,
    pub expiry: Duration,
}

/// Keys of channels and of others never meet, so that nobody outside can take a channel's messages.
pub(crate) fn key_of(client_id: &str, is_local: bool) -> String {
    format!("{}{client_id}", if is_local { "hub:" } else { "net:" })
}

impl Shared {
    pub(crate) fn new(limits: BrokerLimits) -> Self {
        Self {
            limits,
            state: Mutex::default(),
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing below panics half way; what is there can be used.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins or goes on with the session of a client.
    pub(crate) fn attach(&self, connect: &Connect, client_id: &str, is_local: bool) -> Result<Attached, Reason> {
        let key = key_of(client_id, is_local);
        let mut state = self.lock();
        let state = &mut *state;
        if let Some(known) = state.sessions.get(&key) {
            // A session belongs to who began it.
            if known.user != connect.user_name {
                return Err(Reason::BAD_CLIENT_ID);
            }
            if let Some(link) = &known.link {
                link.taken_over.cancel();
            }
            if connect.clean_start {
                state.forget(&key);
            }
        }
        let is_session_present = state.sessions.contains_key(&key);
        if !is_session_present {
            state.make_room(self.limits.max_sessions);
        }
        state.n_links += 1;
        let link = state.n_links;
        let expiry = connect
            .session_expiry
            .map_or(Duration::ZERO, |seconds| Duration::from_secs(u64::from(seconds)));
        let expiry = expiry.min(self.limits.session_expiry);
        let wanted = connect.limits.receive_maximum.unwrap_or(u16::MAX).max(1);
        let user = connect.user_name.clone();
        let session = state
            .sessions
            .entry(key.clone())
            .or_insert_with(|| Session::new(is_local, user));
        let (wake, taken_over) = (Arc::new(Notify::new()), CancellationToken::new());
        session.link = Some(Link {
            number: link,
            wake: Arc::clone(&wake),
            taken_over: taken_over.clone(),
            max_in_flight: usize::from(wanted.min(self.limits.max_in_flight)),
        });
        session.expiry = expiry;
        session.gone_at = None;
        session.will.clone_from(&connect.will);
        // What waited is looked at at once.
        wake.notify_one();
        Ok(Attached {
            key,
            link,
            wake,
            taken_over,
            is_session_present,
            // In 3.1.1 nobody is told.
            expiry: if connect.version == Version::V5 {
                expiry
            } else {
                Duration::ZERO
            },
        })
    }

    /// A connection has ended. Its will is published when it is due, unless the client said goodbye.
    pub(crate) fn detach(&self, attached: &Attached, said_goodbye: bool, now: Instant) {
        let mut state = self.lock();
        let state = &mut *state;
        let Some(session) = state.sessions.get_mut(&attached.key) else {
            return;
        };
        if session.link.as_ref().is_none_or(|link| link.number != attached.link) {
            return;
        }
        session.link = None;
        session.gone_at = Some(now);
        if said_goodbye {
            session.will = None;
        }
        state.tidy_one(&attached.key, now, &self.limits);
    }

    /// Publishes wills that are due and forgets sessions that are over.
    pub(crate) fn tidy(&self, now: Instant) {
        let mut state = self.lock();
        let gone = state.sessions.iter().filter(|(_, session)| session.link.is_none());
        let gone: Vec<_> = gone.map(|(key, _)| key.clone()).collect();
        for key in gone {
            state.tidy_one(&key, now, &self.limits);
        }
        let over: Vec<_> = state
            .retained
            .iter()
            .filter(|(_, message)| message.is_over(now))
            .collect();
        let over: Vec<_> = over.into_iter().map(|(topic, _)| topic.clone()).collect();
        for topic in over {
            state.release(&topic);
        }
        // Groups come and go; whose turn it is can be forgotten.
        if state.turns.len() > self.limits.max_sessions {
            state.turns.clear();
        }
    }
}

impl State {
    fn tidy_one(&mut self, key: &str, now: Instant, limits: &BrokerLimits) {
        let Some(session) = self.sessions.get_mut(key) else {
            return;
        };
        let away = session
            .gone_at
            .map_or(Duration::ZERO, |gone_at| now.saturating_duration_since(gone_at));
        let is_over = away >= session.expiry;
        let is_due = |will: &nilecare_mqtt::Will| is_over || away >= Duration::from_secs(u64::from(will.delay));
        if session.will.as_ref().is_some_and(is_due)
            && let Some(will) = session.will.take()
        {
            self.publish(will.publish, key, None, limits, now);
        }
        if is_over {
            self.forget(key);
        }
    }

    /// Forgets a session with all that waits for it.
    fn forget(&mut self, key: &str) {
        if let Some(session) = self.sessions.remove(key) {
            self.bytes = self.bytes.saturating_sub(session.bytes());
        }
        self.subscribers.remove(key);
    }

    /// Forgets whoever is longest away, when there are too many.
    fn make_room(&mut self, max_sessions: usize) {
        if self.sessions.len() < max_sessions {
            return;
        }
        let away = self
            .sessions
            .iter()
            .filter(|(_, session)| session.link.is_none() && !session.is_local);
        let longest = away
            .min_by_key(|(_, session)| session.gone_at)
            .map(|(key, _)| key.clone());
        if let Some(key) = longest {
            tracing::warn!("too many sessions are kept; the one that is longest away is forgotten");
            self.forget(&key);
        }
    }

    /// Forgets a retained message.
    pub(crate) fn release(&mut self, topic: &str) {
        if let Some(message) = self.retained.remove(topic) {
            self.bytes = self.bytes.saturating_sub(message.size());
        }
    }
}
