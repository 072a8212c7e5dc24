//! The same drug twice, and two of a class of which one is enough.

use nilecare_contracts::cds::{AlertKind, AlertMode, MedicationCheckRequest, Selector, Severity};

use super::orders::{Order, Orders};
use super::{Finding, Findings};
use crate::knowledge::{Knowledge, Known};
use nilecare_contracts::cds::DuplicateClass;

/// Checks the pairs. Two of a class that an interaction tells of already are not told of twice.
pub(super) fn check(
    knowledge: &Knowledge,
    orders: &Orders<'_>,
    request: &MedicationCheckRequest,
    interactions: &Findings,
) -> Findings {
    let mut findings = Findings::default();
    if !request.knows_current() {
        findings
            .missing
            .push("what the patient takes already was not given".to_owned());
    }
    for (one, other) in orders.pairs() {
        if let Some(shared) = one.parts.iter().find(|part| other.parts.contains(part)) {
            let name = knowledge.drugs.name(*shared);
            findings.found(Finding {
                kind: AlertKind::Duplicate,
                severity: Severity::Major,
                mode: AlertMode::Interruptive,
                orders: &[one, other],
                summary: format!("{name} twice"),
                effect: Some("double dose".to_owned()),
                management: Some("stop one of them, or make sure that both are meant".to_owned()),
                source: None,
            });
        } else if let Some(class) = shared_class(knowledge, one, other)
            && !is_told(interactions, one, other)
        {
            findings.found(Finding {
                kind: AlertKind::Duplicate,
                severity: Severity::Moderate,
                mode: AlertMode::Passive,
                orders: &[one, other],
                summary: format!(
                    "{} and {} are both of the class {}",
                    one.name(),
                    other.name(),
                    class.fact.class
                ),
                effect: Some("more of the same effect, and of its side effects".to_owned()),
                management: Some("one drug of this class is enough as a rule".to_owned()),
                source: Some(&class.source),
            });
        }
    }
    findings
}

fn shared_class<'k>(knowledge: &'k Knowledge, one: &Order<'_>, other: &Order<'_>) -> Option<&'k Known<DuplicateClass>> {
    knowledge.duplicates.iter().find(|row| {
        let class = Selector::Class(row.fact.class.clone());
        let has = |order: &Order<'_>| order.parts.iter().any(|part| knowledge.selects(&class, *part));
        has(one) && has(other)
    })
}

fn is_told(interactions: &Findings, one: &Order<'_>, other: &Order<'_>) -> bool {
    let drugs = [one.name(), other.name()];
    interactions.alerts.iter().any(|alert| alert.drugs == drugs)
}
