//! Drugs and allergies, by the drug itself, its components, and what the same people often do not tolerate either.

use nilecare_contracts::cds::{
    AlertKind, AlertMode, AllergySeverity, CrossLevel, CrossSensitivity, KnownAllergy, MedicationCheckRequest,
    Selector, Severity,
};

use super::orders::{Order, Orders};
use super::{Finding, Findings};
use crate::knowledge::{DrugIndex, Knowledge, Known};

/// What an allergy is against, as far as the facts know it.
enum Allergen<'k> {
    Drug(DrugIndex),
    /// A group by its name, with its rows.
    Group(Vec<&'k Known<CrossSensitivity>>),
    Class(Selector),
}

/// Checks what is proposed against the allergies.
pub(super) fn check(knowledge: &Knowledge, orders: &Orders<'_>, request: &MedicationCheckRequest) -> Findings {
    let Some(allergies) = &request.allergies else {
        return Findings::not_run("the patient's allergies were not given");
    };
    let mut findings = Findings::default();
    if request.allergies_incomplete {
        findings
            .missing
            .push("the patient may have allergies that could not be read".to_owned());
    }
    for allergy in allergies {
        let Some(allergen) = resolve(knowledge, allergy) else {
            let unknown = format!(
                "the facts do not know what the allergy to {} is against",
                named(allergy)
            );
            findings.missing.push(unknown);
            continue;
        };
        for order in orders.proposed().filter(|order| order.drug.is_some()) {
            let Some((level, row)) = likeliest(knowledge, &allergen, order) else {
                continue;
            };
            let Some((severity, mode)) = shown(level, allergy.severity) else {
                continue;
            };
            let summary = match row {
                Some(row) => format!(
                    "allergy to {}: cross-reaction with {} is {}",
                    named(allergy),
                    order.name(),
                    word(row.fact.level)
                ),
                None => format!("allergy to {}", order.name()),
            };
            findings.found(Finding {
                kind: AlertKind::Allergy,
                severity,
                mode,
                orders: &[order],
                summary,
                effect: row.map(|row| row.fact.rate.clone()),
                management: Some(row.map_or_else(|| "choose another drug".to_owned(), |row| row.fact.advice.clone())),
                source: row.map(|row| &row.source),
            });
        }
    }
    findings
}

fn resolve<'k>(knowledge: &'k Knowledge, allergy: &KnownAllergy) -> Option<Allergen<'k>> {
    if let Some(drug) = knowledge.drugs.find(&allergy.substance) {
        return Some(Allergen::Drug(drug));
    }
    let name = allergy
        .substance
        .name
        .as_deref()
        .filter(|_| allergy.substance.rxcui.is_none())?;
    // `Penicillins`, `sulfonamide antibiotics`: people write the plural and spaces.
    let tag = crate::knowledge::shipped::row_id(&[name]);
    let names = [tag.clone(), tag.trim_end_matches('s').to_owned()];
    let of_group: Vec<_> = knowledge
        .cross
        .iter()
        .filter(|row| names.contains(&row.fact.group))
        .collect();
    if !of_group.is_empty() {
        return Some(Allergen::Group(of_group));
    }
    let classes = names.into_iter().map(Selector::Class);
    classes
        .into_iter()
        .find(|class| !knowledge.drugs.selected(class).is_empty())
        .map(Allergen::Class)
}

/// Finds how likely it is that the drug is not tolerated, and why; without a row it is the drug itself.
fn likeliest<'k>(
    knowledge: &'k Knowledge,
    allergen: &Allergen<'k>,
    order: &Order<'_>,
) -> Option<(CrossLevel, Option<&'k Known<CrossSensitivity>>)> {
    let is_in = |selector: &Selector| order.parts.iter().any(|part| knowledge.selects(selector, *part));
    let rows: Vec<&Known<CrossSensitivity>> = match allergen {
        Allergen::Drug(drug) => {
            let parts = knowledge.drugs.with_components(*drug);
            if order.parts.iter().any(|part| parts.contains(part)) {
                return Some((CrossLevel::Certain, None));
            }
            let is_against =
                |row: &&Known<CrossSensitivity>| parts.iter().any(|part| knowledge.selects(&row.fact.allergen, *part));
            knowledge.cross.iter().filter(is_against).collect()
        }
        Allergen::Group(rows) if rows.iter().any(|row| is_in(&row.fact.allergen)) => {
            return Some((CrossLevel::Certain, rows.first().copied()));
        }
        Allergen::Group(rows) => rows.clone(),
        Allergen::Class(class) if is_in(class) => return Some((CrossLevel::Certain, None)),
        Allergen::Class(class) => knowledge
            .cross
            .iter()
            .filter(|row| row.fact.allergen == *class)
            .collect(),
    };
    let matching = rows.into_iter().filter(|row| is_in(&row.fact.cross));
    matching
        .max_by_key(|row| row.fact.level)
        .map(|row| (row.fact.level, Some(row)))
}

/// Returns how an alert is shown; a reaction that was not mild counts for more.
fn shown(level: CrossLevel, reaction: AllergySeverity) -> Option<(Severity, AlertMode)> {
    let was_mild = reaction == AllergySeverity::Mild;
    let was_severe = matches!(reaction, AllergySeverity::Severe | AllergySeverity::Unknown);
    let severity = match level {
        CrossLevel::None => return None,
        CrossLevel::Certain if was_mild => Severity::Major,
        CrossLevel::Certain => Severity::Contraindicated,
        CrossLevel::Probable => Severity::Major,
        CrossLevel::Possible if was_severe => Severity::Major,
        CrossLevel::Possible => Severity::Moderate,
        CrossLevel::Unlikely => Severity::Minor,
    };
    Some((severity, severity.mode()))
}

fn named(allergy: &KnownAllergy) -> &str {
    let name = allergy.substance.name.as_deref().or(allergy.substance.rxcui.as_deref());
    name.unwrap_or_default()
}

fn word(level: CrossLevel) -> &'static str {
    match level {
        CrossLevel::None => "not known",
        CrossLevel::Unlikely => "unlikely",
        CrossLevel::Possible => "possible",
        CrossLevel::Probable => "probable",
        CrossLevel::Certain => "to be expected",
    }
}
