//! Medication checks: facts and a request in, alerts out. Nothing here reads or writes anything.
//!
//! A check that could not look at everything says so, and a request that nothing was found for is clear only when every check was done.

mod allergies;
mod conditions;
mod doses;
mod duplicates;
mod interactions;
mod orders;
mod patient;

use jiff::civil::Date;
use nilecare_contracts::cds::{
    Alert, AlertKind, AlertMode, AlertState, CheckState, Conclusion, FactSource, MedicationCheckReply,
    MedicationCheckRequest, Progress, Severity,
};

use crate::knowledge::Knowledge;
use orders::{Order, Orders};
use patient::Patient;

/// What one kind of check found, and what it could not look at.
#[derive(Debug, Default)]
struct Findings {
    alerts: Vec<Alert>,
    missing: Vec<String>,
    /// Whether nothing at all could be looked at.
    not_run: bool,
}

/// What one alert is about, before it is known how it is shown.
struct Finding<'a> {
    kind: AlertKind,
    severity: Severity,
    mode: AlertMode,
    orders: &'a [&'a Order<'a>],
    summary: String,
    effect: Option<String>,
    management: Option<String>,
    source: Option<&'a FactSource>,
}

/// Checks a request that is valid.
pub fn run(knowledge: &Knowledge, request: &MedicationCheckRequest, today: Date) -> MedicationCheckReply {
    let orders = Orders::resolve(knowledge, request);
    let patient = Patient::new(request, today);
    let interactions = interactions::check(knowledge, &orders, request);
    let duplicates = duplicates::check(knowledge, &orders, request, &interactions);
    let parts = [
        (AlertKind::Interaction, interactions),
        (AlertKind::Allergy, allergies::check(knowledge, &orders, request)),
        (
            AlertKind::Contraindication,
            conditions::contraindications(knowledge, &orders, request),
        ),
        (AlertKind::Duplicate, duplicates),
        (AlertKind::Dose, doses::check(knowledge, &orders, &patient, request)),
        (
            AlertKind::Guideline,
            conditions::guidelines(knowledge, &orders, request),
        ),
    ];
    let mut checks = Vec::new();
    let mut alerts = Vec::new();
    for (kind, mut findings) in parts {
        if kind != AlertKind::Guideline || !knowledge.guidelines.is_empty() {
            findings.missing.extend(orders.unknown(kind));
        }
        checks.push(findings.state(kind, orders.proposed().all(|order| order.drug.is_none())));
        alerts.append(&mut findings.alerts);
    }
    alerts.sort_by(|a, b| (b.mode, b.severity, a.kind).cmp(&(a.mode, a.severity, b.kind)));
    let is_complete = checks.iter().all(|check| check.progress == Progress::Complete);
    let is_shown = alerts.iter().any(|alert| alert.mode > AlertMode::Log);
    MedicationCheckReply {
        check_id: None,
        conclusion: match (is_shown, is_complete) {
            (true, _) => Conclusion::Alerts,
            (false, true) => Conclusion::Clear,
            (false, false) => Conclusion::Incomplete,
        },
        level: alerts.iter().map(|alert| alert.severity).max(),
        score: alerts.iter().map(|alert| alert.kind.score()).sum(),
        checks,
        alerts,
        facts: knowledge.state().clone(),
    }
}

impl Findings {
    /// A check for which something is needed that nobody gave.
    fn not_run(reason: &str) -> Self {
        Self {
            missing: vec![reason.to_owned()],
            not_run: true,
            ..Self::default()
        }
    }

    fn found(&mut self, finding: Finding<'_>) {
        self.alerts.push(Alert {
            id: None,
            patient_id: None,
            kind: finding.kind,
            severity: finding.severity,
            mode: finding.mode,
            drugs: finding.orders.iter().map(|order| order.name()).collect(),
            references: finding
                .orders
                .iter()
                .filter_map(|order| order.asked.reference.clone())
                .collect(),
            summary: finding.summary,
            effect: finding.effect.filter(|text| !text.is_empty()),
            management: finding.management.filter(|text| !text.is_empty()),
            source: finding.source.cloned(),
            state: AlertState::Active,
            raised_at: None,
        });
    }

    fn state(&mut self, kind: AlertKind, nothing_known: bool) -> CheckState {
        let mut missing = std::mem::take(&mut self.missing);
        missing.dedup();
        let progress = match (self.not_run, missing.is_empty()) {
            (true, _) => Progress::NotRun,
            (false, false) if nothing_known => Progress::NotRun,
            (false, false) => Progress::Incomplete,
            (false, true) => Progress::Complete,
        };
        CheckState {
            kind,
            progress,
            missing,
        }
    }
}
