//! How much: at a time and a day, by age, weight and kidneys. Doses of one drug in several orders count together.

use nilecare_contracts::cds::{AlertKind, Dose, DoseLimit, MedicationCheckRequest, Severity};

use super::orders::{Order, Orders};
use super::patient::Patient;
use super::{Finding, Findings};
use crate::knowledge::{DrugIndex, Knowledge, Known};

/// Doses are decimal fractions: what is larger by less than this part of the limit is rounding.
const ROUNDING: f64 = 1e-9;
/// So many times the limit and more is taken for a slip of the pen.
const SLIP: f64 = 2.0;

/// Checks the doses of what is proposed.
pub(super) fn check(
    knowledge: &Knowledge,
    orders: &Orders<'_>,
    patient: &Patient,
    request: &MedicationCheckRequest,
) -> Findings {
    let mut findings = Findings::default();
    for order in orders.proposed() {
        let Some(drug) = order.drug else { continue };
        let route = order.asked.route.as_deref().map(plain_route);
        let limit = route.and_then(|route| knowledge.doses.get(&(drug, route)));
        match (limit, order.asked.route.is_some()) {
            (Some(limit), _) => one(&mut findings, knowledge, orders, patient, order, limit),
            (None, false) => findings
                .missing
                .push(format!("the route of {} was not given", order.name())),
            (None, true) if knowledge.drugs.is_combination(drug) => {
                findings
                    .missing
                    .push(format!("the doses of the parts of {} are not looked at", order.name()));
            }
            (None, true) => findings
                .missing
                .push(format!("no limit of {} is known for this route", order.name())),
        }
    }
    if !request.knows_current() {
        findings
            .missing
            .push("what the patient takes already was not given".to_owned());
    }
    findings
}

fn one(
    findings: &mut Findings,
    knowledge: &Knowledge,
    orders: &Orders<'_>,
    patient: &Patient,
    order: &Order<'_>,
    limit: &Known<DoseLimit>,
) {
    let tell = |findings: &mut Findings, severity: Severity, what: String| {
        findings.found(Finding {
            kind: AlertKind::Dose,
            severity,
            mode: severity.mode(),
            orders: &[order],
            summary: format!("{}: {what}", order.name()),
            effect: None,
            management: Some(limit.fact.note.clone()),
            source: Some(&limit.source),
        });
    };
    for (severity, what) in body(&limit.fact, patient, &order.name(), &mut findings.missing) {
        tell(findings, severity, what);
    }
    let Some(dose) = &order.asked.dose else {
        findings
            .missing
            .push(format!("the dose of {} was not given", order.name()));
        return;
    };
    let (Some(bounds), Some(single)) = (
        Bounds::of(&limit.fact, patient, &order.name(), &mut findings.missing),
        amount(dose, base_unit(&limit.fact.unit)),
    ) else {
        let unit = base_unit(&limit.fact.unit);
        if amount(dose, unit).is_none() {
            findings
                .missing
                .push(format!("the dose of {} is not in {unit}", order.name()));
        }
        return;
    };
    let daily = single * dose.times_per_day;
    let all = together(knowledge, orders, order, &limit.fact, &mut findings.missing);
    for (given, most, what) in [
        (single, bounds.single, "at a time"),
        (daily + all, bounds.daily, "a day"),
    ] {
        let Some(most) = most.filter(|most| given > most * (1.0 + ROUNDING)) else {
            continue;
        };
        let severity = if given >= most * SLIP {
            Severity::Contraindicated
        } else {
            Severity::Major
        };
        let unit = base_unit(&limit.fact.unit);
        let with_others = if what == "a day" && all > 0.0 {
            ", all orders of it together"
        } else {
            ""
        };
        let text = format!(
            "{} {unit} {what}{with_others}; the most is {} {unit}",
            short(given),
            short(most)
        );
        tell(findings, severity, text);
    }
}

/// Age, weight and kidneys, whatever the dose.
fn body(limit: &DoseLimit, patient: &Patient, name: &str, missing: &mut Vec<String>) -> Vec<(Severity, String)> {
    let mut found = Vec::new();
    let mut below =
        |least: Option<f64>, is: Option<f64>, severity: Severity, what: &str, lacking: &str| match (least, is) {
            (Some(least), Some(is)) if is < least => found.push((severity, what.to_owned())),
            (Some(_), None) => missing.push(format!("{lacking} for {name}")),
            _ => {}
        };
    let no_age = "the age was not given";
    below(
        limit.min_age_months,
        patient.age_months,
        Severity::Major,
        "not for this age",
        no_age,
    );
    let no_weight = "the weight was not given";
    below(
        limit.min_weight_kg,
        patient.weight_kg,
        Severity::Major,
        "not for this weight",
        no_weight,
    );
    let kidneys = "the kidneys' function is so low that the dose is to be thought over";
    let no_egfr = "the eGFR was not given";
    below(
        limit.review_below_egfr,
        patient.egfr,
        Severity::Moderate,
        kidneys,
        no_egfr,
    );
    found
}

/// The most for this patient, in the unit without `/kg`.
struct Bounds {
    single: Option<f64>,
    daily: Option<f64>,
}

impl Bounds {
    /// Works them out; nothing when what is needed is not known, which `missing` then says.
    fn of(limit: &DoseLimit, patient: &Patient, name: &str, missing: &mut Vec<String>) -> Option<Self> {
        let Some(is_child) = patient.is_child() else {
            missing.push(format!("the age was not given for {name}"));
            return None;
        };
        let is_per_kg = limit.unit.ends_with("/kg");
        let needs_weight = is_per_kg || (is_child && limit.child_daily_per_kg.is_some());
        if needs_weight && patient.weight_kg.is_none() {
            missing.push(format!("the weight was not given for {name}"));
        }
        let for_weight = |per_kg: f64| patient.weight_kg.map(|weight| per_kg * weight);
        let adult = |amount: Option<f64>| if is_per_kg { amount.and_then(for_weight) } else { amount };
        let (single, adult_daily) = (adult(limit.adult_single), adult(limit.adult_daily));
        if !is_child {
            return Some(Self {
                single,
                daily: adult_daily,
            });
        }
        if limit.child_daily_per_kg.is_none() && limit.child_daily.is_none() {
            missing.push(format!("no limit for children is known for {name}"));
        }
        let by_weight = limit.child_daily_per_kg.and_then(for_weight);
        let daily = [by_weight, limit.child_daily, adult_daily].into_iter().flatten();
        Some(Self {
            single,
            daily: daily.reduce(f64::min),
        })
    }
}

/// Adds up what other orders give of the same drug in a day.
fn together(
    knowledge: &Knowledge,
    orders: &Orders<'_>,
    order: &Order<'_>,
    limit: &DoseLimit,
    missing: &mut Vec<String>,
) -> f64 {
    let is_same = |other: &&Order<'_>| !std::ptr::eq(*other, order) && shares(other, order.drug);
    let mut sum = 0.0;
    for other in orders.all().filter(is_same) {
        let dose = other.asked.dose.as_ref();
        let is_combination = other.drug.is_some_and(|drug| knowledge.drugs.is_combination(drug));
        match dose.and_then(|dose| Some(amount(dose, base_unit(&limit.unit))? * dose.times_per_day)) {
            // What a combination holds of it, its dose does not tell.
            Some(daily) if !is_combination => sum += daily,
            _ => missing.push(format!("the other order of {} was not added up", order.name())),
        }
    }
    sum
}

fn shares(other: &Order<'_>, drug: Option<DrugIndex>) -> bool {
    drug.is_some_and(|drug| other.parts.contains(&drug))
}

fn base_unit(unit: &str) -> &str {
    unit.strip_suffix("/kg").unwrap_or(unit)
}

/// Turns a dose into `unit`; nothing when the two do not measure the same.
fn amount(dose: &Dose, unit: &str) -> Option<f64> {
    let (from, of) = measure(&dose.unit)?;
    let (to, wanted) = measure(unit)?;
    (of == wanted).then_some(dose.amount * from / to)
}

#[derive(PartialEq)]
enum Quantity {
    Mass,
    Substance,
    Units,
}

/// Returns how many milligrams, millimoles or units the unit is.
fn measure(unit: &str) -> Option<(f64, Quantity)> {
    Some(match unit.to_lowercase().as_str() {
        "kg" => (1e6, Quantity::Mass),
        "g" => (1e3, Quantity::Mass),
        "mg" => (1.0, Quantity::Mass),
        "ug" | "mcg" | "µg" | "μg" => (1e-3, Quantity::Mass),
        "ng" => (1e-6, Quantity::Mass),
        "mol" => (1e3, Quantity::Substance),
        "mmol" => (1.0, Quantity::Substance),
        "umol" => (1e-3, Quantity::Substance),
        "unit" | "units" | "iu" | "[iu]" | "u" | "[u]" => (1.0, Quantity::Units),
        _ => return None,
    })
}

/// Brings the words for a way of giving to those of the facts.
fn plain_route(route: &str) -> String {
    let route = route.trim().to_lowercase();
    let plain = match route.as_str() {
        "po" | "by mouth" => "oral",
        "intravenous" => "iv",
        "intramuscular" => "im",
        "subcutaneous" | "subcut" | "sq" => "sc",
        "nebulised" | "nebulized" | "nebuliser" => "neb",
        _ => return route,
    };
    plain.to_owned()
}

/// Writes an amount without the noise of binary fractions.
fn short(amount: f64) -> String {
    let text = format!("{amount:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
