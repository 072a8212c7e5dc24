//! In which order channels start and stop: a channel after those that it depends on.

use std::collections::{BTreeMap, BTreeSet};

use nilecare_channel_model::Channel;
use nilecare_types::ChannelId;

/// Why a channel has no place in the order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderProblem {
    /// Channels depend on one another in a circle.
    #[error("channels depend on one another in a circle: {}; take one of these out of depends_on", told(.0))]
    Cycle(Vec<ChannelId>),
    /// A channel that it depends on is not there.
    #[error("depends on channel {0}, which is not there; make it, or take it out of depends_on")]
    Missing(ChannelId),
    /// A channel that it depends on has no place itself.
    #[error("depends on channel {0}, which cannot be started")]
    Blocked(ChannelId),
}

fn told(cycle: &[ChannelId]) -> String {
    let names = cycle.iter().chain(cycle.first()).map(ChannelId::as_str);
    names.collect::<Vec<_>>().join(" → ")
}

/// The order of some channels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DependencyOrder {
    depends_on: BTreeMap<ChannelId, BTreeSet<ChannelId>>,
    levels: Vec<Vec<ChannelId>>,
    problems: BTreeMap<ChannelId, OrderProblem>,
}

impl DependencyOrder {
    /// Orders channels by what they depend on.
    pub fn of<'a>(channels: impl IntoIterator<Item = &'a Channel>) -> Self {
        let pairs = channels.into_iter().map(|channel| {
            let on = channel.depends_on.iter().cloned().collect();
            (channel.id.clone(), on)
        });
        Self::new(pairs.collect())
    }

    /// Orders channels given what each depends on.
    pub fn new(depends_on: BTreeMap<ChannelId, BTreeSet<ChannelId>>) -> Self {
        let mut order = Self {
            depends_on,
            ..Self::default()
        };
        let mut left = order.depends_on.keys().cloned().collect::<BTreeSet<_>>();
        let mut placed = BTreeSet::new();
        loop {
            let is_ready = |id: &&ChannelId| order.depends_on[*id].iter().all(|on| placed.contains(on));
            let level = left.iter().filter(is_ready).cloned().collect::<Vec<_>>();
            if level.is_empty() {
                break;
            }
            for id in &level {
                left.remove(id);
            }
            placed.extend(level.iter().cloned());
            order.levels.push(level);
        }
        for id in &left {
            let problem = order.problem_of(id, &left);
            order.problems.insert(id.clone(), problem);
        }
        order
    }

    /// Walks the channels that can start, each after those that it depends on.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &ChannelId> {
        self.levels.iter().flatten()
    }

    /// Returns the channels that can start in steps: those of one step do not depend on one another.
    pub fn levels(&self) -> &[Vec<ChannelId>] {
        &self.levels
    }

    /// Returns the channels that cannot start, and why.
    pub fn problems(&self) -> &BTreeMap<ChannelId, OrderProblem> {
        &self.problems
    }

    /// Returns what a channel depends on directly.
    pub fn dependencies(&self, id: &ChannelId) -> impl Iterator<Item = &ChannelId> {
        self.depends_on.get(id).into_iter().flatten()
    }

    /// Returns the channels of `ids` with all that they depend on, near or far.
    pub fn with_dependencies(&self, ids: &BTreeSet<ChannelId>) -> BTreeSet<ChannelId> {
        spread(ids, |id| self.dependencies(id).cloned().collect())
    }

    /// Returns the channels of `ids` with all that depend on them, near or far.
    pub fn with_dependents(&self, ids: &BTreeSet<ChannelId>) -> BTreeSet<ChannelId> {
        let dependents = |id: &ChannelId| {
            let all = self.depends_on.iter().filter(|(_, on)| on.contains(id));
            all.map(|(id, _)| id.clone()).collect()
        };
        spread(ids, dependents)
    }

    fn problem_of(&self, id: &ChannelId, left: &BTreeSet<ChannelId>) -> OrderProblem {
        if let Some(cycle) = self.cycle_through(id) {
            return OrderProblem::Cycle(cycle);
        }
        let missing = self.dependencies(id).find(|on| !self.depends_on.contains_key(*on));
        if let Some(missing) = missing {
            return OrderProblem::Missing(missing.clone());
        }
        let blocked = self.dependencies(id).find(|on| left.contains(*on));
        OrderProblem::Blocked(blocked.unwrap_or(id).clone())
    }

    /// Finds the shortest way from a channel back to itself.
    fn cycle_through(&self, start: &ChannelId) -> Option<Vec<ChannelId>> {
        let mut came_from = BTreeMap::<&ChannelId, &ChannelId>::new();
        let mut next = std::collections::VecDeque::from([start]);
        while let Some(id) = next.pop_front() {
            for on in self.dependencies(id) {
                if on == start {
                    let mut way = vec![id.clone()];
                    let mut at = id;
                    while let Some(before) = came_from.get(at) {
                        way.push((*before).clone());
                        at = before;
                    }
                    way.reverse();
                    return Some(way);
                }
                if !came_from.contains_key(on) {
                    came_from.insert(on, id);
                    next.push_back(on);
                }
            }
        }
        None
    }
}

fn spread(ids: &BTreeSet<ChannelId>, next: impl Fn(&ChannelId) -> Vec<ChannelId>) -> BTreeSet<ChannelId> {
    let mut all = ids.clone();
    let mut left = ids.iter().cloned().collect::<Vec<_>>();
    while let Some(id) = left.pop() {
        left.extend(next(&id).into_iter().filter(|found| all.insert(found.clone())));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> ChannelId {
        text.parse().expect("it is a name")
    }

    fn order(pairs: &[(&str, &[&str])]) -> DependencyOrder {
        let pairs = pairs
            .iter()
            .map(|(from, on)| (id(from), on.iter().map(|on| id(on)).collect()));
        DependencyOrder::new(pairs.collect())
    }

    #[test]
    fn a_channel_comes_after_what_it_depends_on() {
        let order = order(&[("a", &["c"]), ("b", &["a"]), ("c", &[]), ("d", &[])]);
        let names = order.iter().map(ChannelId::as_str).collect::<Vec<_>>();
        assert_eq!(names, ["c", "d", "a", "b"]);
        assert_eq!(order.levels().len(), 3);
        assert!(order.problems().is_empty());
    }

    #[test]
    fn a_cycle_is_named_and_the_others_still_start() {
        let order = order(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"]), ("d", &["a"]), ("e", &[])]);
        assert_eq!(order.iter().map(ChannelId::as_str).collect::<Vec<_>>(), ["e"]);
        let told = order.problems()[&id("a")].to_string();
        assert!(told.contains("a → b → c → a"), "{told}");
        assert_eq!(order.problems()[&id("d")], OrderProblem::Blocked(id("a")));
    }

    #[test]
    fn a_missing_dependency_is_told() {
        let order = order(&[("a", &["gone"]), ("b", &["a"])]);
        assert_eq!(order.problems()[&id("a")], OrderProblem::Missing(id("gone")));
        assert_eq!(order.problems()[&id("b")], OrderProblem::Blocked(id("a")));
    }

    #[test]
    fn what_depends_near_and_far_is_found() {
        let order = order(&[("a", &[]), ("b", &["a"]), ("c", &["b"]), ("d", &[])]);
        let set = |names: &[&str]| names.iter().map(|name| id(name)).collect::<BTreeSet<_>>();
        assert_eq!(order.with_dependents(&set(&["a"])), set(&["a", "b", "c"]));
        assert_eq!(order.with_dependencies(&set(&["c"])), set(&["a", "b", "c"]));
    }
}
