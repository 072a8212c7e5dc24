//! The facts that checks rest on, kind by kind. A site's row stands in place of the shipped one with the same id.

use std::fmt::{self, Display};
use std::str::FromStr;

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AlertMode, Severity};
use crate::Check;

/// The kinds of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// Drugs, their names and classes.
    Drugs,
    /// Pairs of drugs or classes.
    Interactions,
    /// Allergies and what is likely to be not tolerated either.
    CrossSensitivities,
    /// Drugs and conditions.
    Contraindications,
    /// Highest doses, least age and weight, kidneys.
    DoseLimits,
    /// Classes of which one drug is enough.
    DuplicateClasses,
    /// Recommendations.
    Guidelines,
}

/// A drug, or all drugs of a class: `drug:warfarin`, `class:nsaid`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Selector {
    /// One drug by its id.
    Drug(String),
    /// A class tag.
    Class(String),
}

/// A drug that the checks know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrugFact {
    /// The name that is shown.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The RxNorm concept of the ingredient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rxcui: Option<String>,
    /// Its class tags.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Ids of the drugs that it is made of, when they are facts of their own.
    #[serde(default)]
    pub components: Vec<String>,
}

/// What happens between two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Interaction {
    /// The one.
    pub a: Selector,
    /// The other.
    pub b: Selector,
    /// How bad it would be.
    pub severity: Severity,
    /// How it is shown.
    pub mode: AlertMode,
    /// Why it happens.
    pub mechanism: String,
    /// What may happen.
    pub effect: String,
    /// What to do.
    pub management: String,
}

/// How surely who does not tolerate the one does not tolerate the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CrossLevel {
    /// They do.
    None,
    /// Hardly ever.
    Unlikely,
    /// Sometimes.
    Possible,
    /// Often.
    Probable,
    /// Always to be expected.
    Certain,
}

/// An allergy, and what else is to be avoided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CrossSensitivity {
    /// What the allergy is called.
    pub group: String,
    /// What it is against.
    pub allergen: Selector,
    /// What else.
    pub cross: Selector,
    /// How surely.
    pub level: CrossLevel,
    /// How often, as reported.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rate: String,
    /// What to do.
    pub advice: String,
}

/// Whether there are exceptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContraindicationType {
    /// Never.
    Absolute,
    /// Only with good reason.
    Relative,
}

/// A drug and a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contraindication {
    /// The drug.
    pub drug: Selector,
    /// What the condition is called.
    pub condition: String,
    /// Its ICD-10 codes by their beginnings, or from-to such as `I20-I25`.
    pub icd10: Vec<String>,
    /// Whether there are exceptions.
    #[serde(rename = "type")]
    pub strength: ContraindicationType,
    /// Why.
    pub reason: String,
    /// What to take instead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alternative: String,
}

/// The most of a drug by one route.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DoseLimit {
    /// The drug's id.
    pub drug: String,
    /// `oral`, `iv`, `im`, `sc`, `neb`.
    pub route: String,
    /// Of the adult limits: `mg`, `g`, `mmol`, `unit`, or each per kg of body weight: `mg/kg`.
    pub unit: String,
    /// At a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adult_single: Option<f64>,
    /// A day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adult_daily: Option<f64>,
    /// A day for each kg of a child; in the unit without `/kg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_daily_per_kg: Option<f64>,
    /// A day for any child; in the unit without `/kg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_daily: Option<f64>,
    /// Not for who is younger, in months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age_months: Option<f64>,
    /// Not for who is lighter, in kg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_weight_kg: Option<f64>,
    /// The dose is to be thought over below it, in mL/min/1.73 m².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_below_egfr: Option<f64>,
    /// What to mind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A class of which one drug is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DuplicateClass {
    /// The class tag.
    pub class: String,
}

/// A recommendation for who has a condition and is to get a drug.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Guideline {
    /// The title.
    pub title: String,
    /// Which drugs.
    pub drug: Selector,
    /// Which conditions, as in a contraindication; none: any.
    #[serde(default)]
    pub icd10: Vec<String>,
    /// What it recommends.
    pub recommendation: String,
    /// How well that is founded: `A` to `D`.
    pub evidence: String,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is what its type says")]
pub enum Fact {
    Drugs(DrugFact),
    Interactions(Interaction),
    CrossSensitivities(CrossSensitivity),
    Contraindications(Contraindication),
    DoseLimits(DoseLimit),
    DuplicateClasses(DuplicateClass),
    Guidelines(Guideline),
}

/// Whose row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactOrigin {
    /// It came with this version.
    Shipped,
    /// This site's.
    Site,
}

/// A fact with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FactRow {
    /// The id among its kind.
    pub id: String,
    /// What it says.
    pub fact: Fact,
    /// Off: checks do as if it were not there.
    pub active: bool,
    /// Whose row it is.
    pub origin: FactOrigin,
    /// Where it comes from.
    pub source: String,
    /// Who signed it; absent: unreviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub reviewed_at: Option<Timestamp>,
}

/// What the facts of a kind are worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KindState {
    /// The kind.
    pub kind: FactKind,
    /// How many count.
    pub active: usize,
    /// How many of them nobody signed.
    pub unreviewed: usize,
}

/// What the facts are worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FactsState {
    /// The version of the shipped facts.
    pub version: String,
    /// Kind by kind.
    pub kinds: Vec<KindState>,
    /// To be shown with every answer; absent when somebody signed all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// Signing the shipped facts of a kind. It holds for this version of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewRequest {
    /// The version that was read, so that nobody signs what has just changed.
    pub version: String,
    /// The name and office of who stands for it.
    pub reviewer: String,
}

impl FactKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Drugs,
        Self::Interactions,
        Self::CrossSensitivities,
        Self::Contraindications,
        Self::DoseLimits,
        Self::DuplicateClasses,
        Self::Guidelines,
    ];
}

impl Fact {
    /// Returns the kind.
    pub fn kind(&self) -> FactKind {
        match self {
            Self::Drugs(_) => FactKind::Drugs,
            Self::Interactions(_) => FactKind::Interactions,
            Self::CrossSensitivities(_) => FactKind::CrossSensitivities,
            Self::Contraindications(_) => FactKind::Contraindications,
            Self::DoseLimits(_) => FactKind::DoseLimits,
            Self::DuplicateClasses(_) => FactKind::DuplicateClasses,
            Self::Guidelines(_) => FactKind::Guidelines,
        }
    }

    /// Lists everything that is wrong, as `/path: reason`.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        match self {
            Self::Drugs(drug) => {
                check.text(&drug.name, 200, "/name");
                let lists = [&drug.aliases, &drug.classes, &drug.components];
                let fits = lists
                    .iter()
                    .all(|list| list.len() <= 100 && list.iter().all(|word| word.len() <= 200));
                check.that(fits, "/", "lists have at most 100 entries of 200 characters");
            }
            Self::Interactions(pair) => {
                check.text(&pair.mechanism, 1000, "/mechanism");
                check.text(&pair.effect, 1000, "/effect");
                check.text(&pair.management, 1000, "/management");
            }
            Self::CrossSensitivities(cross) => {
                check.text(&cross.group, 200, "/group");
                check.at_most(&cross.rate, 200, "/rate");
                check.text(&cross.advice, 1000, "/advice");
            }
            Self::Contraindications(row) => {
                check.text(&row.condition, 200, "/condition");
                check.that(!row.icd10.is_empty(), "/icd10", "needs at least one code");
                codes(&mut check, &row.icd10);
                check.text(&row.reason, 1000, "/reason");
                check.at_most(&row.alternative, 500, "/alternative");
            }
            Self::DoseLimits(limit) => limit.check(&mut check),
            Self::DuplicateClasses(row) => check.text(&row.class, 100, "/class"),
            Self::Guidelines(row) => {
                check.text(&row.title, 200, "/title");
                codes(&mut check, &row.icd10);
                check.text(&row.recommendation, 2000, "/recommendation");
                let is_grade = matches!(row.evidence.as_str(), "A" | "B" | "C" | "D");
                check.that(is_grade, "/evidence", "must be A, B, C or D");
            }
        }
        check.finish()
    }
}

fn codes(check: &mut Check, codes: &[String]) {
    check.that(codes.len() <= 100, "/icd10", "has more than 100 entries");
    for (at, code) in codes.iter().enumerate() {
        check.text(code, 20, format_args!("/icd10/{at}"));
    }
}

impl DoseLimit {
    fn check(&self, check: &mut Check) {
        check.text(&self.drug, 100, "/drug");
        check.text(&self.route, 50, "/route");
        check.text(&self.unit, 20, "/unit");
        let numbers = [
            ("/adult_single", self.adult_single),
            ("/adult_daily", self.adult_daily),
            ("/child_daily_per_kg", self.child_daily_per_kg),
            ("/child_daily", self.child_daily),
            ("/min_age_months", self.min_age_months),
            ("/min_weight_kg", self.min_weight_kg),
            ("/review_below_egfr", self.review_below_egfr),
        ];
        for (path, number) in numbers {
            let fits = number.is_none_or(|number| number > 0.0 && number <= 1e9);
            check.that(fits, path, "must be more than 0 and at most 1e9");
        }
        check.at_most(&self.note, 1000, "/note");
    }
}

impl ReviewRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reviewer, 200, "/reviewer");
        check.text(&self.version, 40, "/version");
        check.finish()
    }
}

impl Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drug(id) => write!(f, "drug:{id}"),
            Self::Class(tag) => write!(f, "class:{tag}"),
        }
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let is_name = |name: &str| !name.is_empty() && name.len() <= 100;
        match text.split_once(':') {
            Some(("drug", id)) if is_name(id) => Ok(Self::Drug(id.to_owned())),
            Some(("class", tag)) if is_name(tag) => Ok(Self::Class(tag.to_owned())),
            _ => Err(SelectorError),
        }
    }
}

/// A text that selects nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write drug:ID or class:TAG")]
pub struct SelectorError;

impl utoipa::PartialSchema for Selector {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("drug:ID or class:TAG"))
            .into()
    }
}

impl ToSchema for Selector {}

impl TryFrom<String> for Selector {
    type Error = SelectorError;

    fn try_from(text: String) -> Result<Self, SelectorError> {
        text.parse()
    }
}

impl From<Selector> for String {
    fn from(selector: Selector) -> Self {
        selector.to_string()
    }
}
