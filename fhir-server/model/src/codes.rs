//! Value sets that a code has to be from (FHIR R4 §4.1.5.1): those that elements name as required and whose codes are all known.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

const CODES: &str = include_str!("../definitions/codes.txt");
/// So many codes are told to who sent another.
const MAX_TOLD: usize = 20;

/// The codes of a value set.
#[derive(Debug, Default)]
pub struct ValueSet {
    /// Its name: the end of its address.
    pub name: &'static str,
    systems: Vec<(&'static str, HashSet<&'static str>)>,
    in_order: Vec<&'static str>,
}

impl ValueSet {
    /// Tells whether a code is one of it, in any system.
    pub fn has(&self, code: &str) -> bool {
        self.systems.iter().any(|(_, codes)| codes.contains(code))
    }

    /// Tells whether a code of a system is one of it.
    pub fn has_in(&self, system: &str, code: &str) -> bool {
        let of_system = |(name, codes): &(&str, HashSet<&str>)| *name == system && codes.contains(code);
        self.systems.iter().any(of_system)
    }

    /// Says what is expected.
    pub(crate) fn expected(&self) -> String {
        let some: Vec<&str> = self.in_order.iter().copied().take(MAX_TOLD).collect();
        let more = if self.in_order.len() > some.len() { ", …" } else { "" };
        format!(
            "expected a code of the value set {}: {}{more}",
            self.name,
            some.join(", ")
        )
    }
}

/// Finds a value set by its name.
pub(crate) fn value_set(name: &str) -> Option<&'static ValueSet> {
    static SETS: OnceLock<HashMap<&'static str, ValueSet>> = OnceLock::new();
    SETS.get_or_init(read).get(name)
}

fn read() -> HashMap<&'static str, ValueSet> {
    let mut sets: HashMap<&'static str, ValueSet> = HashMap::new();
    for line in CODES.lines() {
        let mut fields = line.split('\t');
        let (Some(name), Some(system)) = (fields.next(), fields.next()) else {
            continue;
        };
        let set = sets.entry(name).or_default();
        set.name = name;
        let codes: Vec<&'static str> = fields.collect();
        set.in_order.extend(&codes);
        set.systems.push((system, codes.into_iter().collect()));
    }
    sets
}
