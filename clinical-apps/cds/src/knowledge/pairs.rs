//! Interactions written out as pairs of drugs, so that a check asks a table and not four hundred rules.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use nilecare_contracts::cds::{AlertMode, Interaction, Selector};

use super::{DrugIndex, Drugs, Known, shipped};

/// The rule that counts for each pair, and how it is shown.
#[derive(Debug, Default)]
pub struct Pairs(HashMap<(DrugIndex, DrugIndex), (usize, AlertMode)>);

impl Pairs {
    /// Writes the rules out. The most severe rule counts, among equal ones the more special, then the first.
    pub(super) fn new(drugs: &Drugs, rules: &[Known<Interaction>]) -> Self {
        let mut pairs = HashMap::new();
        for (at, rule) in rules.iter().enumerate() {
            for a in drugs.selected(&rule.fact.a) {
                for b in drugs.selected(&rule.fact.b) {
                    // A class with itself does not mean a drug with itself: that is a duplicate.
                    if a == b {
                        continue;
                    }
                    let best = pairs.entry(ordered(a, b)).or_insert(at);
                    if rank(&rules[*best].fact) < rank(&rule.fact) {
                        *best = at;
                    }
                }
            }
        }
        let quiet: HashSet<_> = shipped::quiet_pairs()
            .filter_map(|(a, b)| Some(ordered(drugs.by_id(&a)?, drugs.by_id(&b)?)))
            .collect();
        let shown = pairs.into_iter().map(|(pair, at)| {
            let mode = rules[at].fact.mode;
            let is_quiet = mode == AlertMode::Interruptive && quiet.contains(&pair);
            (pair, (at, if is_quiet { AlertMode::Passive } else { mode }))
        });
        Self(shown.collect())
    }

    /// Returns the rule for two drugs, as an index, and how it is shown.
    pub fn of(&self, a: DrugIndex, b: DrugIndex) -> Option<(usize, AlertMode)> {
        self.0.get(&ordered(a, b)).copied()
    }

    /// Returns how many pairs there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

fn ordered(a: DrugIndex, b: DrugIndex) -> (DrugIndex, DrugIndex) {
    (a.min(b), a.max(b))
}

fn rank(rule: &Interaction) -> (impl Ord, impl Ord) {
    let n_classes = [&rule.a, &rule.b]
        .iter()
        .filter(|side| matches!(side, Selector::Class(_)))
        .count();
    (rule.severity, Reverse(n_classes))
}
