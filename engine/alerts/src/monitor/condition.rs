//! Which conditions hold: queues, silence, states, connections.

use std::collections::BTreeMap;

use crate::snapshot::ChannelStanding;
use nilecare_types::{ChannelId, ConnectorId, Timestamp};

use crate::hours::elapsed;
use crate::notice::Facts;
use crate::{AlertRule, ChannelSnapshot, ConnectorSnapshot, Snapshot, Trigger};

/// Since when something is as it is, for what a snapshot alone does not tell.
#[derive(Debug, Default)]
pub(super) struct Watches {
    channels: BTreeMap<ChannelId, Watched>,
    disconnected_since: BTreeMap<(ChannelId, ConnectorId), Timestamp>,
}

#[derive(Debug, Clone, Copy)]
struct Watched {
    received: u64,
    is_started: bool,
    /// Since when it has received nothing while it was started.
    quiet_since: Timestamp,
    /// Since when it is in its state.
    state_since: Timestamp,
}

impl Watches {
    pub fn update(&mut self, now: Timestamp, snapshot: &Snapshot) {
        let mut channels = BTreeMap::new();
        let mut disconnected_since = BTreeMap::new();
        for channel in &snapshot.channels {
            let is_started = channel.state == ChannelStanding::Started;
            let new = Watched {
                received: channel.received,
                is_started,
                quiet_since: now,
                state_since: now,
            };
            let mut watched = self.channels.get(&channel.id).copied().unwrap_or(new);
            if watched.received != channel.received || (is_started && !watched.is_started) {
                watched.quiet_since = now;
            }
            if watched.is_started != is_started {
                watched.state_since = now;
            }
            watched.received = channel.received;
            watched.is_started = is_started;
            channels.insert(channel.id.clone(), watched);
            for connector in channel.connectors.iter().filter(|connector| connector.is_disconnected) {
                let key = (channel.id.clone(), connector.id.clone());
                let since = self.disconnected_since.get(&key).copied().unwrap_or(now);
                disconnected_since.insert(key, since);
            }
        }
        self.channels = channels;
        self.disconnected_since = disconnected_since;
    }

    /// Finds where a rule's condition holds, and since when.
    pub fn find(&self, rule: &AlertRule, now: Timestamp, snapshot: &Snapshot) -> Vec<(Facts, Timestamp)> {
        let is_meant = |channel: &&ChannelSnapshot| rule.file.channels.has(&channel.id, &channel.group, &channel.tags);
        let mut found = Vec::new();
        for channel in snapshot.channels.iter().filter(is_meant) {
            match &rule.file.trigger {
                Trigger::Error(_) => {}
                Trigger::Silence(_) | Trigger::State(_) => found.extend(self.channel(rule, channel, now)),
                Trigger::QueueDepth(_) | Trigger::QueueAge(_) | Trigger::Connection(_) => {
                    let wanted = channel.connectors.iter();
                    let wanted = wanted.filter(|connector| rule.wants_connector(Some(&connector.id)));
                    found.extend(wanted.filter_map(|connector| self.connector(rule, channel, connector, now)));
                }
            }
        }
        found
    }

    fn channel(&self, rule: &AlertRule, channel: &ChannelSnapshot, now: Timestamp) -> Option<(Facts, Timestamp)> {
        let watched = self.channels.get(&channel.id)?;
        let (what, since, limit) = match &rule.file.trigger {
            Trigger::Silence(trigger) => {
                if channel.state != ChannelStanding::Started {
                    return None;
                }
                let opened = match &rule.hours {
                    Some(hours) => hours.open_since(now)?,
                    None => Timestamp::MIN,
                };
                let since = watched.quiet_since.max(opened);
                let what = format!("no message was received for {}", trigger.duration);
                (what, since, trigger.duration.get())
            }
            Trigger::State(trigger) => {
                let is_left_out =
                    channel.state == ChannelStanding::Undeployed && !rule.file.channels.ids.contains(&channel.id);
                if channel.state == ChannelStanding::Started || is_left_out {
                    return None;
                }
                let what = format!("the channel is {}", channel.state.as_str());
                (what, watched.state_since, trigger.duration.0.get())
            }
            _ => return None,
        };
        let facts = Facts {
            what,
            ..of_channel(channel)
        };
        (elapsed(since, now) >= limit).then_some((facts, since))
    }

    fn connector(
        &self,
        rule: &AlertRule,
        channel: &ChannelSnapshot,
        connector: &ConnectorSnapshot,
        now: Timestamp,
    ) -> Option<(Facts, Timestamp)> {
        let (what, since) = match &rule.file.trigger {
            Trigger::QueueDepth(trigger) if connector.queue_depth > trigger.more_than => {
                (format!("{} messages wait", connector.queue_depth), now)
            }
            Trigger::QueueAge(trigger) => {
                let since = connector.queued_since?;
                if elapsed(since, now) < trigger.older_than.get() {
                    return None;
                }
                (
                    format!("a message has been waiting for more than {}", trigger.older_than),
                    since,
                )
            }
            Trigger::Connection(trigger) => {
                let key = (channel.id.clone(), connector.id.clone());
                let since = *self.disconnected_since.get(&key)?;
                if elapsed(since, now) < trigger.duration.0.get() {
                    return None;
                }
                ("the connector is not connected".to_owned(), since)
            }
            _ => return None,
        };
        let facts = Facts {
            connector: Some(connector.id.clone()),
            what,
            queue_depth: Some(connector.queue_depth),
            ..of_channel(channel)
        };
        Some((facts, since))
    }
}

fn of_channel(channel: &ChannelSnapshot) -> Facts {
    Facts {
        channel: Some(channel.id.clone()),
        channel_name: channel.name.clone(),
        kind: "",
        ..Facts::default()
    }
}
