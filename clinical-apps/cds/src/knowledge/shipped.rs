//! The facts that this version ships, read from the files below `facts/`.

use std::sync::OnceLock;

use nilecare_contracts::cds::{
    Contraindication, ContraindicationType, CrossSensitivity, DoseLimit, DrugFact, DuplicateClass, Fact, Interaction,
    Selector,
};
use serde::{Deserialize, de::DeserializeOwned, de::IntoDeserializer};

/// The version of the shipped facts; a signature holds for one version.
pub const VERSION: &str = "2026.11";
/// What is said of their source.
pub const SOURCE: &str = "NileCare seed facts 2026.11, from general pharmacology";

const DRUGS: &str = include_str!("../../facts/drugs.csv");
const INTERACTIONS: &str = include_str!("../../facts/interaction_rules.csv");
const CROSS: &str = include_str!("../../facts/allergy_cross_reactivity.csv");
const CONTRAINDICATIONS: &str = include_str!("../../facts/contraindications.csv");
const DOSES: &str = include_str!("../../facts/dose_limits.csv");
const DUPLICATES: &str = include_str!("../../facts/duplicate_therapy_classes.csv");
const ONC: &str = include_str!("../../facts/onc_pairs.csv");

/// Gives every shipped fact with its id.
///
/// # Panics
/// When a shipped file is damaged, which the tests of this crate find.
pub fn facts() -> &'static [(String, Fact)] {
    static FACTS: OnceLock<Vec<(String, Fact)>> = OnceLock::new();
    FACTS.get_or_init(|| {
        let mut all = Vec::new();
        all.extend(rows(DRUGS).map(drug));
        all.extend(rows(INTERACTIONS).map(interaction));
        all.extend(rows(CROSS).filter_map(cross));
        all.extend(rows(CONTRAINDICATIONS).filter_map(contraindication));
        all.extend(rows(DOSES).map(dose));
        all.extend(rows(DUPLICATES).map(duplicate));
        all
    })
}

/// Gives the pairs that a panel of the ONC wants to be told of without interruption (Phansalkar et al., J Am Med Inform Assoc 2013).
pub fn quiet_pairs() -> impl Iterator<Item = (String, String)> {
    let quiet = rows(ONC).filter(|row: &OncPair| row.list == "non-interruptive");
    quiet.map(|row| (row.a, row.b))
}

fn rows<T: DeserializeOwned + 'static>(file: &'static str) -> impl Iterator<Item = T> {
    let reader = csv::Reader::from_reader(file.as_bytes());
    reader
        .into_deserialize()
        .map(|row| row.expect("the shipped facts have the right columns"))
}

/// Builds an id that can stand in a path.
pub fn row_id(parts: &[&str]) -> String {
    let plain = |part: &&str| {
        let dashes: String = part
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect();
        dashes.trim_matches('-').to_owned()
    };
    parts.iter().map(plain).collect::<Vec<_>>().join("--")
}

fn list(text: &str) -> Vec<String> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[derive(Deserialize)]
struct OncPair {
    a: String,
    b: String,
    list: String,
}

#[derive(Deserialize)]
struct DrugRow {
    slug: String,
    name: String,
    aliases: String,
    rxcui: String,
    class_tags: String,
    component_slugs: String,
}

fn drug(row: DrugRow) -> (String, Fact) {
    let mut aliases = list(&row.aliases);
    let mut name = row.name;
    // RxNorm names drugs as in the United States; the id is the international name, which is shown where both are known.
    let international = row.slug.replace('-', " ");
    if let Some(alias) = aliases.iter_mut().find(|alias| **alias == international) {
        std::mem::swap(alias, &mut name);
    }
    let fact = DrugFact {
        name,
        aliases,
        rxcui: Some(row.rxcui).filter(|code| !code.is_empty()),
        classes: list(&row.class_tags),
        components: list(&row.component_slugs),
    };
    (row.slug, Fact::Drugs(fact))
}

#[derive(Deserialize)]
struct InteractionRow {
    id: String,
    a: String,
    b: String,
    severity: String,
    alert_mode: String,
    mechanism: String,
    effect: String,
    management: String,
}

fn interaction(row: InteractionRow) -> (String, Fact) {
    let fact = Interaction {
        a: selector(&row.a),
        b: selector(&row.b),
        severity: word(&row.severity),
        mode: word(&row.alert_mode),
        mechanism: row.mechanism,
        effect: row.effect,
        management: row.management,
    };
    (row.id, Fact::Interactions(fact))
}

#[derive(Deserialize)]
struct CrossRow {
    allergen_group: String,
    allergen_selector: String,
    cross_group: String,
    cross_selector: String,
    cross_level: String,
    reported_rate: String,
    advice: String,
}

/// Gives nothing for a group without drugs here.
fn cross(row: CrossRow) -> Option<(String, Fact)> {
    let id = row_id(&[&row.allergen_selector, &row.cross_group]);
    let fact = CrossSensitivity {
        group: row.allergen_group,
        allergen: selector(&row.allergen_selector),
        cross: row.cross_selector.parse().ok()?,
        level: word(&row.cross_level),
        rate: row.reported_rate,
        advice: Some(row.advice)
            .filter(|text| !text.is_empty())
            .unwrap_or(row.cross_group),
    };
    Some((id, Fact::CrossSensitivities(fact)))
}

#[derive(Deserialize)]
struct ContraindicationRow {
    selector: String,
    condition: String,
    icd10_prefixes: String,
    #[serde(rename = "type")]
    strength: ContraindicationType,
    reason: String,
    alternative: String,
}

/// Gives nothing for a row without codes, which no condition could match.
fn contraindication(row: ContraindicationRow) -> Option<(String, Fact)> {
    let icd10 = list(&row.icd10_prefixes);
    let id = row_id(&[&row.selector, &row.condition]);
    let fact = Contraindication {
        drug: selector(&row.selector),
        condition: row.condition,
        strength: row.strength,
        reason: row.reason,
        alternative: row.alternative,
        icd10,
    };
    (!fact.icd10.is_empty()).then_some((id, Fact::Contraindications(fact)))
}

#[derive(Deserialize)]
struct DuplicateRow {
    class_tag: String,
}

fn duplicate(row: DuplicateRow) -> (String, Fact) {
    let class = row.class_tag;
    (class.clone(), Fact::DuplicateClasses(DuplicateClass { class }))
}

#[derive(Deserialize)]
struct DoseRow {
    slug: String,
    route: String,
    adult_max_single: Option<f64>,
    adult_max_daily: Option<f64>,
    unit: String,
    child_max_per_kg_day: Option<f64>,
    child_max_daily: Option<f64>,
    min_age: String,
    review_below_egfr: Option<f64>,
    note: String,
}

fn dose(row: DoseRow) -> (String, Fact) {
    let id = row_id(&[&row.slug, &row.route]);
    let (min_age_months, min_weight_kg) = least(&row.min_age);
    let fact = DoseLimit {
        drug: row.slug,
        route: row.route,
        unit: row.unit,
        adult_single: row.adult_max_single,
        adult_daily: row.adult_max_daily,
        child_daily_per_kg: row.child_max_per_kg_day,
        child_daily: row.child_max_daily,
        review_below_egfr: row.review_below_egfr,
        note: row.note,
        min_age_months,
        min_weight_kg,
    };
    (id, Fact::DoseLimits(fact))
}

/// Reads `6 weeks`, `3 months`, `12 years`, `15 kg`.
fn least(text: &str) -> (Option<f64>, Option<f64>) {
    let Some((number, unit)) = text.split_once(' ') else {
        assert!(text.is_empty(), "the shipped facts give ages with a unit");
        return (None, None);
    };
    let number: f64 = number.parse().expect("the shipped facts give ages as numbers");
    match unit.trim_end_matches('s') {
        "year" => (Some(number * 12.0), None),
        "month" => (Some(number), None),
        "week" => (Some(number * 12.0 / 52.0), None),
        "kg" => (None, Some(number)),
        other => unreachable!("no unit of age in the shipped facts: {other}"),
    }
}

fn selector(text: &str) -> Selector {
    text.parse().expect("the shipped facts select drugs and classes")
}

fn word<T: DeserializeOwned>(text: &str) -> T {
    let text: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
    T::deserialize(text).expect("the shipped facts use the words of the contract")
}
