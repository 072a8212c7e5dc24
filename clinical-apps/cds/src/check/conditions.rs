//! Drugs and conditions: contraindications and guidelines.

use nilecare_contracts::cds::{AlertKind, AlertMode, ContraindicationType, MedicationCheckRequest, Severity};

use super::orders::Orders;
use super::{Finding, Findings};
use crate::knowledge::Knowledge;

const NO_CONDITIONS: &str = "the patient's conditions were not given";

/// Checks what is proposed against the conditions.
pub(super) fn contraindications(
    knowledge: &Knowledge,
    orders: &Orders<'_>,
    request: &MedicationCheckRequest,
) -> Findings {
    let Some(conditions) = &request.conditions else {
        return Findings::not_run(NO_CONDITIONS);
    };
    let mut findings = Findings::default();
    for order in orders.proposed() {
        for row in &knowledge.contraindications {
            let is_meant = order.parts.iter().any(|part| knowledge.selects(&row.fact.drug, *part));
            if !is_meant || !matches_any(&row.fact.icd10, conditions) {
                continue;
            }
            let severity = match row.fact.strength {
                ContraindicationType::Absolute => Severity::Contraindicated,
                ContraindicationType::Relative => Severity::Major,
            };
            let instead = Some(&row.fact.alternative).filter(|text| !text.is_empty());
            findings.found(Finding {
                kind: AlertKind::Contraindication,
                severity,
                mode: severity.mode(),
                orders: &[order],
                summary: format!("{} with {}", order.name(), row.fact.condition),
                effect: Some(row.fact.reason.clone()),
                management: instead.map(|text| format!("instead: {text}")),
                source: Some(&row.source),
            });
        }
    }
    findings
}

/// Tells what guidelines recommend.
pub(super) fn guidelines(knowledge: &Knowledge, orders: &Orders<'_>, request: &MedicationCheckRequest) -> Findings {
    let mut findings = Findings::default();
    for order in orders.proposed() {
        for row in &knowledge.guidelines {
            if !order.parts.iter().any(|part| knowledge.selects(&row.fact.drug, *part)) {
                continue;
            }
            match &request.conditions {
                None if !row.fact.icd10.is_empty() => {
                    findings.missing.push(NO_CONDITIONS.to_owned());
                    continue;
                }
                Some(conditions) if !row.fact.icd10.is_empty() && !matches_any(&row.fact.icd10, conditions) => continue,
                _ => {}
            }
            findings.found(Finding {
                kind: AlertKind::Guideline,
                severity: Severity::Minor,
                mode: AlertMode::Passive,
                orders: &[order],
                summary: format!("{}: {}", order.name(), row.fact.title),
                effect: Some(format!("evidence {}", row.fact.evidence)),
                management: Some(row.fact.recommendation.clone()),
                source: Some(&row.source),
            });
        }
    }
    findings
}

fn matches_any(patterns: &[String], codes: &[String]) -> bool {
    patterns
        .iter()
        .any(|pattern| codes.iter().any(|code| matches(pattern, code)))
}

/// Tells whether an ICD-10 code is below a pattern: `N18.4`, `I20-I25` with both ends, `Z3A.28+` with everything from there in the category.
fn matches(pattern: &str, code: &str) -> bool {
    let code = plain(code);
    if let Some(from) = pattern.strip_suffix('+') {
        let (category, from) = (plain(from.split('.').next().unwrap_or(from)), plain(from));
        return code.starts_with(&category) && code >= from;
    }
    match pattern.split_once('-') {
        Some((from, to)) => {
            let (from, to) = (plain(from), plain(to));
            let start = code.get(..to.len().min(code.len())).unwrap_or(&code);
            code >= from && start <= to.as_str()
        }
        None => code.starts_with(&plain(pattern)),
    }
}

/// Upper case without the dot, which some leave out.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn codes_are_below_prefixes_ranges_and_open_ranges() {
        for (pattern, code) in [
            ("N18.4", "N18.4"),
            ("I50", "I50.22"),
            ("I50", "i5022"),
            ("I20-I25", "I25.9"),
            ("I20-I25", "I20"),
            ("O00-O9A", "O9A.2"),
            ("Z3A.28+", "Z3A.31"),
            ("Z3A.28+", "Z3A28"),
        ] {
            assert!(matches(pattern, code), "{pattern} {code}");
        }
        for (pattern, code) in [
            ("N18.4", "N18.3"),
            ("N18.4", "N18"),
            ("I20-I25", "I26"),
            ("I20-I25", "I19.9"),
            ("Z3A.28+", "Z3A.12"),
            ("Z3A.28+", "Z4A.30"),
            ("I50", ""),
        ] {
            assert!(!matches(pattern, code), "{pattern} {code}");
        }
    }
}
