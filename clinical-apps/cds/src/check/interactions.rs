//! Pairs of drugs.

use nilecare_contracts::cds::{AlertKind, AlertMode, MedicationCheckRequest};

use super::orders::{Order, Orders};
use super::{Finding, Findings};
use crate::knowledge::Knowledge;

/// Checks what is proposed against itself and against what the patient takes.
pub(super) fn check(knowledge: &Knowledge, orders: &Orders<'_>, request: &MedicationCheckRequest) -> Findings {
    let mut findings = Findings::default();
    if !request.knows_current() {
        findings
            .missing
            .push("what the patient takes already was not given".to_owned());
    }
    for (one, other) in orders.pairs() {
        let Some((at, mode)) = worst(knowledge, one, other) else {
            continue;
        };
        let rule = &knowledge.interactions[at];
        findings.found(Finding {
            kind: AlertKind::Interaction,
            severity: rule.fact.severity,
            mode,
            orders: &[one, other],
            summary: format!("{} with {}: {}", one.name(), other.name(), rule.fact.effect),
            effect: Some(format!("{} ({})", rule.fact.effect, rule.fact.mechanism)),
            management: Some(rule.fact.management.clone()),
            source: Some(&rule.source),
        });
    }
    findings
}

/// Finds the worst rule between two orders, each with what it is made of.
fn worst(knowledge: &Knowledge, one: &Order<'_>, other: &Order<'_>) -> Option<(usize, AlertMode)> {
    let pairs = one.parts.iter().flat_map(|a| other.parts.iter().map(move |b| (*a, *b)));
    let rules = pairs.filter_map(|(a, b)| knowledge.pairs.of(a, b));
    rules.max_by_key(|(at, mode)| (knowledge.interactions[*at].fact.severity, *mode))
}
