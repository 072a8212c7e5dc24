//! The orders of a request with the drugs that they mean.

use nilecare_contracts::cds::{AlertKind, DrugOrder, MedicationCheckRequest};

use crate::knowledge::{DrugIndex, Knowledge};

/// One order.
#[derive(Debug)]
pub(super) struct Order<'a> {
    pub asked: &'a DrugOrder,
    /// Nothing: the facts do not know the drug.
    pub drug: Option<DrugIndex>,
    /// The drug and what it is made of.
    pub parts: Vec<DrugIndex>,
    name: String,
}

/// All orders; what is proposed comes first.
#[derive(Debug)]
pub(super) struct Orders<'a> {
    all: Vec<Order<'a>>,
    n_proposed: usize,
}

impl<'a> Orders<'a> {
    /// Finds the drugs.
    pub(super) fn resolve(knowledge: &Knowledge, request: &'a MedicationCheckRequest) -> Self {
        let current = request.current.as_deref().unwrap_or_default();
        let all = request.proposed.iter().chain(current).map(|asked| {
            let drug = knowledge.drugs.find(&asked.drug);
            let given = || {
                asked
                    .drug
                    .name
                    .clone()
                    .or_else(|| asked.drug.rxcui.clone())
                    .unwrap_or_default()
            };
            Order {
                asked,
                drug,
                parts: drug
                    .map(|drug| knowledge.drugs.with_components(drug))
                    .unwrap_or_default(),
                name: drug.map_or_else(given, |drug| knowledge.drugs.name(drug).to_owned()),
            }
        });
        Self {
            all: all.collect(),
            n_proposed: request.proposed.len(),
        }
    }

    /// Gives what is to be ordered.
    pub(super) fn proposed(&self) -> impl Iterator<Item = &Order<'a>> {
        self.all[..self.n_proposed].iter()
    }

    /// Gives all, also what the patient takes already.
    pub(super) fn all(&self) -> impl Iterator<Item = &Order<'a>> {
        self.all.iter()
    }

    /// Gives each proposed order with each other one, every pair once.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&Order<'a>, &Order<'a>)> {
        let proposed = self.all[..self.n_proposed].iter().enumerate();
        proposed.flat_map(|(at, one)| self.all[at + 1..].iter().map(move |other| (one, other)))
    }

    /// Tells which drugs a kind of check could not look at because the facts do not know them.
    pub(super) fn unknown(&self, kind: AlertKind) -> Vec<String> {
        let with_current = matches!(kind, AlertKind::Interaction | AlertKind::Duplicate | AlertKind::Dose);
        let looked_at = if with_current {
            &self.all[..]
        } else {
            &self.all[..self.n_proposed]
        };
        let unknown = looked_at.iter().filter(|order| order.drug.is_none());
        unknown
            .map(|order| format!("the facts do not know the drug {}", order.name))
            .collect()
    }
}

impl Order<'_> {
    /// Returns the name that is shown.
    pub(super) fn name(&self) -> String {
        self.name.clone()
    }
}
