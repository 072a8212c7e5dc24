//! The facts that count: the shipped ones under the site's, made ready for looking up. Built anew when a fact changes.

mod drugs;
mod pairs;
pub mod shipped;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use nilecare_contracts::cds::{
    Contraindication, CrossSensitivity, DoseLimit, DuplicateClass, Fact, FactKind, FactOrigin, FactRow, FactSource,
    FactsState, Guideline, Interaction, KindState, Selector,
};

pub use drugs::{DrugIndex, Drugs};
pub use pairs::Pairs;

/// A fact with what it rests on.
#[derive(Debug, Clone)]
pub struct Known<T> {
    pub fact: T,
    pub source: FactSource,
}

/// Everything that checks ask.
#[derive(Debug)]
pub struct Knowledge {
    pub(crate) drugs: Drugs,
    pub(crate) pairs: Pairs,
    pub(crate) interactions: Vec<Known<Interaction>>,
    pub(crate) cross: Vec<Known<CrossSensitivity>>,
    pub(crate) contraindications: Vec<Known<Contraindication>>,
    /// By drug and route.
    pub(crate) doses: HashMap<(DrugIndex, String), Known<DoseLimit>>,
    pub(crate) duplicates: Vec<Known<DuplicateClass>>,
    pub(crate) guidelines: Vec<Known<Guideline>>,
    rows: BTreeMap<(FactKind, String), FactRow>,
    state: FactsState,
}

/// Who signed the shipped facts of a kind, in this version.
pub type Signed = HashMap<FactKind, String>;

impl Knowledge {
    /// Puts `site`'s rows over the shipped facts.
    pub fn new(site: Vec<FactRow>, signed: &Signed) -> Self {
        let mut rows: BTreeMap<(FactKind, String), FactRow> = BTreeMap::new();
        for (id, fact) in shipped::facts() {
            let row = shipped_row(id, fact, signed);
            rows.insert((fact.kind(), id.clone()), row);
        }
        for row in site {
            rows.insert((row.fact.kind(), row.id.clone()), row);
        }
        let state = state(&rows);
        let mut kept = Self {
            drugs: Drugs::new(of_kind(&rows, FactKind::Drugs)),
            pairs: Pairs::default(),
            interactions: Vec::new(),
            cross: Vec::new(),
            contraindications: Vec::new(),
            doses: HashMap::new(),
            duplicates: Vec::new(),
            guidelines: Vec::new(),
            rows: BTreeMap::new(),
            state,
        };
        for row in rows.values().filter(|row| row.active) {
            kept.take(row);
        }
        kept.pairs = Pairs::new(&kept.drugs, &kept.interactions);
        kept.rows = rows;
        kept
    }

    fn take(&mut self, row: &FactRow) {
        let source = FactSource {
            kind: row.fact.kind(),
            id: row.id.clone(),
            source: row.source.clone(),
            reviewed_by: row.reviewed_by.clone(),
        };
        match row.fact.clone() {
            Fact::Drugs(_) => {}
            Fact::Interactions(fact) => self.interactions.push(Known { fact, source }),
            Fact::CrossSensitivities(fact) => self.cross.push(Known { fact, source }),
            Fact::Contraindications(fact) => self.contraindications.push(Known { fact, source }),
            Fact::DoseLimits(fact) => {
                if let Some(drug) = self.drugs.by_id(&fact.drug) {
                    self.doses.insert((drug, fact.route.clone()), Known { fact, source });
                }
            }
            Fact::DuplicateClasses(fact) => self.duplicates.push(Known { fact, source }),
            Fact::Guidelines(fact) => self.guidelines.push(Known { fact, source }),
        }
    }

    /// Tells what the facts are worth.
    pub fn state(&self) -> &FactsState {
        &self.state
    }

    /// Finds a fact, also one that is switched off.
    pub fn row(&self, kind: FactKind, id: &str) -> Option<&FactRow> {
        self.rows.get(&(kind, id.to_owned()))
    }

    /// Gives the facts of a kind by their ids, from behind `after`.
    pub fn rows(&self, kind: FactKind, after: &str) -> impl Iterator<Item = &FactRow> {
        let from = (kind, after.to_owned());
        let rows = self.rows.range(from..).take_while(move |((of, _), _)| *of == kind);
        rows.filter(move |((_, id), _)| id != after || after.is_empty())
            .map(|(_, row)| row)
    }

    /// Tells whether `selector` means `drug`.
    pub fn selects(&self, selector: &Selector, drug: DrugIndex) -> bool {
        self.drugs.is_selected(selector, drug)
    }
}

/// Returns a shipped fact as it stands when the site has no row of its own.
pub fn shipped_row(id: &str, fact: &Fact, signed: &Signed) -> FactRow {
    FactRow {
        id: id.to_owned(),
        fact: fact.clone(),
        active: true,
        origin: FactOrigin::Shipped,
        source: shipped::SOURCE.to_owned(),
        reviewed_by: signed.get(&fact.kind()).cloned(),
        reviewed_at: None,
    }
}

fn of_kind(rows: &BTreeMap<(FactKind, String), FactRow>, kind: FactKind) -> impl Iterator<Item = &FactRow> {
    rows.values().filter(move |row| row.active && row.fact.kind() == kind)
}

fn state(rows: &BTreeMap<(FactKind, String), FactRow>) -> FactsState {
    let kinds: Vec<KindState> = FactKind::ALL
        .into_iter()
        .map(|kind| KindState {
            kind,
            active: of_kind(rows, kind).count(),
            unreviewed: of_kind(rows, kind).filter(|row| row.reviewed_by.is_none()).count(),
        })
        .collect();
    let n_unreviewed: usize = kinds.iter().map(|kind| kind.unreviewed).sum();
    let notice = (n_unreviewed > 0).then(|| {
        format!(
            "{n_unreviewed} facts are unreviewed seed data: a clinician of this site has to review and sign them before any use for patients"
        )
    });
    FactsState {
        version: shipped::VERSION.to_owned(),
        kinds,
        notice,
    }
}
