//! Drugs by id, code, name and class.

use std::collections::HashMap;

use nilecare_contracts::cds::{Drug, DrugFact, Fact, FactRow, Selector};

/// Which drug; an index that holds for one [`Knowledge`](super::Knowledge).
pub type DrugIndex = usize;

/// Words behind a name that say nothing of the drug.
const FORMS: [&str; 36] = [
    "mg",
    "g",
    "mcg",
    "ug",
    "ml",
    "iu",
    "unit",
    "units",
    "%",
    "tablet",
    "tablets",
    "tab",
    "tabs",
    "capsule",
    "capsules",
    "cap",
    "caps",
    "syrup",
    "suspension",
    "solution",
    "injection",
    "inj",
    "ampoule",
    "vial",
    "infusion",
    "oral",
    "iv",
    "im",
    "sc",
    "cream",
    "ointment",
    "drops",
    "inhaler",
    "suppository",
    "sr",
    "xr",
];

/// The drugs that are known.
#[derive(Debug, Default)]
pub struct Drugs {
    entries: Vec<(String, DrugFact)>,
    by_id: HashMap<String, DrugIndex>,
    by_rxcui: HashMap<String, DrugIndex>,
    by_name: HashMap<String, DrugIndex>,
    by_class: HashMap<String, Vec<DrugIndex>>,
}

impl Drugs {
    /// Takes the rows of drugs.
    pub(super) fn new<'a>(rows: impl Iterator<Item = &'a FactRow>) -> Self {
        let mut drugs = Self::default();
        for row in rows {
            if let Fact::Drugs(fact) = &row.fact {
                drugs.add(&row.id, fact);
            }
        }
        drugs
    }

    fn add(&mut self, id: &str, fact: &DrugFact) {
        let index = self.entries.len();
        self.by_id.insert(id.to_owned(), index);
        if let Some(code) = &fact.rxcui {
            self.by_rxcui.entry(code.clone()).or_insert(index);
        }
        // A name that two drugs bear stays with the first; a drug's own name goes before another's alias.
        self.by_name.insert(normal(&fact.name), index);
        for alias in fact.aliases.iter().map(String::as_str).chain([id]) {
            self.by_name.entry(normal(alias)).or_insert(index);
        }
        for class in &fact.classes {
            self.by_class.entry(class.clone()).or_default().push(index);
        }
        self.entries.push((id.to_owned(), fact.clone()));
    }

    /// Finds a drug by its id.
    pub fn by_id(&self, id: &str) -> Option<DrugIndex> {
        self.by_id.get(id).copied()
    }

    /// Finds the drug that somebody means. A code that is not known is not overruled by a name: they might say different things.
    pub fn find(&self, drug: &Drug) -> Option<DrugIndex> {
        match (&drug.rxcui, &drug.name) {
            (Some(code), _) => self.by_rxcui.get(code).copied(),
            (None, Some(name)) => self.by_name(name),
            (None, None) => None,
        }
    }

    fn by_name(&self, name: &str) -> Option<DrugIndex> {
        let name = normal(name);
        let mut words: Vec<&str> = name.split(' ').collect();
        loop {
            if let Some(index) = self.by_name.get(&words.join(" ")) {
                return Some(*index);
            }
            // Only a strength or a form may be left away: a word more may be a second drug.
            let is_form = |word: &&str| FORMS.contains(word) || word.starts_with(|c: char| c.is_ascii_digit());
            words.pop().filter(is_form)?;
        }
    }

    /// Gives the drugs that `selector` means.
    pub fn selected(&self, selector: &Selector) -> Vec<DrugIndex> {
        match selector {
            Selector::Drug(id) => self.by_id(id).into_iter().collect(),
            Selector::Class(tag) => self.by_class.get(tag).cloned().unwrap_or_default(),
        }
    }

    /// Tells whether `selector` means `drug`.
    pub fn is_selected(&self, selector: &Selector, drug: DrugIndex) -> bool {
        let (id, fact) = &self.entries[drug];
        match selector {
            Selector::Drug(wanted) => wanted == id,
            Selector::Class(tag) => fact.classes.contains(tag),
        }
    }

    /// Gives the drug and what it is made of.
    pub fn with_components(&self, drug: DrugIndex) -> Vec<DrugIndex> {
        let components = self.entries[drug].1.components.iter().filter_map(|id| self.by_id(id));
        [drug].into_iter().chain(components).collect()
    }

    /// Tells whether the drug is a combination.
    pub fn is_combination(&self, drug: DrugIndex) -> bool {
        let fact = &self.entries[drug].1;
        !fact.components.is_empty() || fact.name.contains('/')
    }

    /// Returns the name that is shown.
    pub fn name(&self, drug: DrugIndex) -> &str {
        &self.entries[drug].1.name
    }

    /// Returns how many there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

/// Lower case, with single spaces; dashes and slashes stay as they are.
pub fn normal(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace(" / ", "/")
}
