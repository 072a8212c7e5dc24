//! Decides when somebody is told. Knows neither clock nor network: both are given.

mod condition;
mod group;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use nilecare_engine_api::ErrorKind;
use nilecare_types::{ChannelId, ConnectorId, MessageId, Timestamp};
use serde::Serialize;

use crate::notice::{Facts, NoticeKind};
use crate::rule::kind_name;
use crate::{AlertRule, GroupBy, Notice, Snapshot, Trigger};
use condition::Watches;
use group::Group;

/// Far more than there are channels; beyond it new groups are not told apart.
const GROUPS_LIMIT: usize = 10_000;

/// An error as the engine told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ErrorFacts {
    pub channel: ChannelId,
    pub connector: Option<ConnectorId>,
    pub kind: ErrorKind,
    pub message: Option<MessageId>,
    /// May quote patient data.
    pub text: String,
}

/// How an alert stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AlertState {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Whether it is enabled.
    pub is_enabled: bool,
    /// Whether it is raised for some group now.
    pub is_raised: bool,
    /// How many notices it has made since the hub started.
    pub notices: u64,
    /// How many were held back by its throttle since then.
    pub suppressed: u64,
    /// When it made the last notice.
    pub last_notice: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    notices: u64,
    suppressed: u64,
    last_notice: Option<Timestamp>,
}

/// The rules with what is known of each.
#[derive(Debug, Default)]
pub struct Monitor {
    rules: Vec<Arc<AlertRule>>,
    groups: BTreeMap<(String, String), Group>,
    totals: BTreeMap<String, Totals>,
    /// What the last snapshot said of channels that rules choose by tag or group.
    known: BTreeMap<ChannelId, Known>,
    watches: Watches,
}

#[derive(Debug, Clone)]
struct Known {
    name: String,
    group: String,
    tags: Vec<String>,
}

/// A notice with the rule that tells whom.
pub(crate) type Told = (Arc<AlertRule>, Notice);

impl Monitor {
    /// Takes other rules. What is known of a rule that stays as it is stays.
    pub fn set_rules(&mut self, rules: Vec<AlertRule>) {
        let is_same = |name: &String| {
            let find = |rules: &[AlertRule]| {
                rules
                    .iter()
                    .find(|rule| rule.name == *name)
                    .map(|rule| rule.file.clone())
            };
            let old = self
                .rules
                .iter()
                .find(|rule| rule.name == *name)
                .map(|rule| rule.file.clone());
            old.is_some() && old == find(&rules)
        };
        let same = self
            .rules
            .iter()
            .map(|rule| rule.name.clone())
            .filter(is_same)
            .collect::<BTreeSet<_>>();
        self.groups.retain(|(name, _), _| same.contains(name));
        let names = rules.iter().map(|rule| rule.name.clone()).collect::<BTreeSet<_>>();
        self.totals.retain(|name, _| names.contains(name));
        self.rules = rules.into_iter().map(Arc::new).collect();
    }

    /// Returns a rule.
    pub fn rule(&self, name: &str) -> Option<Arc<AlertRule>> {
        self.rules.iter().find(|rule| rule.name == name).cloned()
    }

    /// Returns how long ago messages in queues must have been received for a rule to care.
    pub fn queue_ages(&self) -> BTreeSet<std::time::Duration> {
        let ages = self.enabled().filter_map(|rule| match &rule.file.trigger {
            Trigger::QueueAge(trigger) => Some(trigger.older_than.get()),
            _ => None,
        });
        ages.collect()
    }

    /// Tells how each alert stands.
    pub fn states(&self) -> Vec<AlertState> {
        let state = |rule: &Arc<AlertRule>| {
            let totals = self.totals.get(&rule.name).copied().unwrap_or_default();
            AlertState {
                name: rule.name.clone(),
                title: rule.file.title.clone(),
                is_enabled: rule.file.enabled,
                is_raised: self
                    .groups
                    .iter()
                    .any(|((name, _), group)| *name == rule.name && group.is_raised()),
                notices: totals.notices,
                suppressed: totals.suppressed,
                last_notice: totals.last_notice,
            }
        };
        self.rules.iter().map(state).collect()
    }

    fn enabled(&self) -> impl Iterator<Item = &Arc<AlertRule>> {
        self.rules.iter().filter(|rule| rule.file.enabled)
    }

    /// Takes an error.
    pub(crate) fn on_error(&mut self, now: Timestamp, error: &ErrorFacts) -> Vec<Told> {
        let known = self.known.get(&error.channel);
        let wants = |rule: &&Arc<AlertRule>| {
            let (group, tags) = known.map_or(("", &[][..]), |known| (known.group.as_str(), &known.tags[..]));
            rule.file.channels.has(&error.channel, group, tags)
                && !rule.tells_channel(&error.channel)
                && rule.wants_error(error.connector.as_ref(), error.kind, &error.text)
        };
        let rules = self.enabled().filter(wants).cloned().collect::<Vec<_>>();
        let facts = Facts {
            channel: Some(error.channel.clone()),
            channel_name: known.map(|known| known.name.clone()).unwrap_or_default(),
            connector: error.connector.clone(),
            what: format!("an error of kind {}", kind_name(error.kind)),
            kind: kind_name(error.kind),
            error: error.text.clone(),
            message: error.message,
            queue_depth: None,
        };
        let mut told = Vec::new();
        for rule in rules {
            if let Some(group) = self.group(&rule, &facts) {
                let notice = group.occurred(&rule, now, facts.clone());
                self.count(&rule, now, notice.as_ref(), true);
                told.extend(notice.map(|notice| (rule, notice)));
            }
        }
        told
    }

    /// Takes how the engine is now.
    pub fn on_snapshot(&mut self, now: Timestamp, snapshot: &Snapshot) -> Vec<Notice> {
        self.look(now, snapshot).into_iter().map(|(_, notice)| notice).collect()
    }

    pub(crate) fn look(&mut self, now: Timestamp, snapshot: &Snapshot) -> Vec<Told> {
        self.known = snapshot
            .channels
            .iter()
            .map(|channel| {
                let known = Known {
                    name: channel.name.clone(),
                    group: channel.group.clone(),
                    tags: channel.tags.clone(),
                };
                (channel.id.clone(), known)
            })
            .collect();
        self.watches.update(now, snapshot);
        let rules = self.enabled().cloned().collect::<Vec<_>>();
        let mut told = Vec::new();
        for rule in rules {
            if matches!(rule.file.trigger, Trigger::Error(_)) {
                self.pass_time(&rule, now, &mut told);
            } else {
                let found = self.watches.find(&rule, now, snapshot);
                self.compare(&rule, now, found, &mut told);
            }
        }
        told
    }

    /// Tells what was held back, and what did not happen again.
    fn pass_time(&mut self, rule: &Arc<AlertRule>, now: Timestamp, told: &mut Vec<Told>) {
        for key in self.keys(rule) {
            let Some(group) = self.groups.get_mut(&key) else {
                continue;
            };
            let notice = group.time_passed(rule, now);
            if group.is_over() {
                self.groups.remove(&key);
            }
            self.count(rule, now, notice.as_ref(), false);
            told.extend(notice.map(|notice| (Arc::clone(rule), notice)));
        }
    }

    /// Compares what a rule finds now with what it found before.
    fn compare(&mut self, rule: &Arc<AlertRule>, now: Timestamp, found: Vec<(Facts, Timestamp)>, told: &mut Vec<Told>) {
        let mut by_key = BTreeMap::<String, Vec<(Facts, Timestamp)>>::new();
        for (facts, since) in found {
            by_key
                .entry(key(rule.file.group_by, &facts))
                .or_default()
                .push((facts, since));
        }
        for (name, key) in self.keys(rule) {
            if by_key.contains_key(&key) {
                continue;
            }
            let Some(group) = self.groups.get_mut(&(name.clone(), key.clone())) else {
                continue;
            };
            let notice = group.ended(rule, now);
            if group.is_over() {
                self.groups.remove(&(name, key));
            }
            self.count(rule, now, notice.as_ref(), false);
            told.extend(notice.map(|notice| (Arc::clone(rule), notice)));
        }
        for found in by_key.into_values() {
            let (facts, since) = together(found);
            let Some(group) = self.group(rule, &facts) else {
                continue;
            };
            let is_new = !group.is_active();
            let notice = group.lasts(rule, now, facts, since);
            self.count(rule, now, notice.as_ref(), is_new);
            told.extend(notice.map(|notice| (Arc::clone(rule), notice)));
        }
    }

    fn keys(&self, rule: &AlertRule) -> Vec<(String, String)> {
        self.groups
            .keys()
            .filter(|(name, _)| *name == rule.name)
            .cloned()
            .collect()
    }

    fn group(&mut self, rule: &AlertRule, facts: &Facts) -> Option<&mut Group> {
        let key = (rule.name.clone(), key(rule.file.group_by, facts));
        if self.groups.len() >= GROUPS_LIMIT && !self.groups.contains_key(&key) {
            return None;
        }
        Some(self.groups.entry(key).or_default())
    }

    fn count(&mut self, rule: &AlertRule, now: Timestamp, notice: Option<&Notice>, happened: bool) {
        let totals = self.totals.entry(rule.name.clone()).or_default();
        match notice {
            Some(notice) if notice.event == NoticeKind::Raised => {
                totals.notices += 1;
                totals.last_notice = Some(now);
            }
            None if happened => totals.suppressed += 1,
            _ => {}
        }
    }
}

fn key(group_by: GroupBy, facts: &Facts) -> String {
    let channel = facts.channel.as_ref().map(ChannelId::as_str).unwrap_or_default();
    let connector = facts.connector.as_ref().map(ConnectorId::as_str).unwrap_or_default();
    match group_by {
        GroupBy::None => String::new(),
        GroupBy::Channel => channel.to_owned(),
        GroupBy::Connector => format!("{channel}/{connector}"),
    }
}

/// Tells of several as of one: the one with most messages waiting, and how many there are besides.
fn together(mut found: Vec<(Facts, Timestamp)>) -> (Facts, Timestamp) {
    let n_others = found.len() - 1;
    let is_one_channel = found.iter().all(|(facts, _)| facts.channel == found[0].0.channel);
    found.sort_by_key(|(facts, _)| std::cmp::Reverse(facts.queue_depth));
    let (mut facts, since) = found.swap_remove(0);
    if n_others > 0 {
        facts.what.push_str(&format!(", and {n_others} more like it"));
    }
    if !is_one_channel {
        let (channel, connector) = (facts.channel.take(), facts.connector.take());
        let name = |id: Option<String>| id.unwrap_or_else(|| "-".to_owned());
        let (channel, connector) = (channel.map(|id| id.to_string()), connector.map(|id| id.to_string()));
        facts.what = format!(
            "{} (channel {}, connector {})",
            facts.what,
            name(channel),
            name(connector)
        );
    }
    (facts, since)
}
