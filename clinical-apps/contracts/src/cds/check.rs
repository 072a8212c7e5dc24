//! What is to be checked.

use nilecare_types::PatientId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;

/// A drug, by its code or its name; with both the code counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Drug {
    /// The RxNorm concept (RxCUI) of the ingredient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rxcui: Option<String>,
    /// The name: international non-proprietary, or another that the facts know. A strength and a form behind it are not minded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// How much at a time, and how often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// How much at a time; more than 0.
    pub amount: f64,
    /// UCUM: `mg`, `g`, `ug`, `mmol`, `[iU]`; `mcg`, `IU` and `unit` are understood.
    pub unit: String,
    /// How often a day, at most; 0.5 is every other day.
    pub times_per_day: f64,
}

/// One drug that somebody takes or is to take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrugOrder {
    /// The drug.
    pub drug: Drug,
    /// By which way: `oral`, `iv`, `im`, `sc`, `neb`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<Dose>,
    /// What the caller calls it, such as the prescription's id; given back with each alert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// How bad the reaction was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllergySeverity {
    /// Itching, a rash.
    Mild,
    /// Between them.
    Moderate,
    /// Anaphylaxis, angioedema, a severe skin or organ reaction.
    Severe,
    /// Nobody knows; taken for severe.
    #[default]
    Unknown,
}

/// An allergy that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownAllergy {
    /// The drug, or by `name` a group such as `penicillin`.
    pub substance: Drug,
    /// How bad it was.
    #[serde(default)]
    pub severity: AllergySeverity,
}

/// What is to be checked, and for whom.
///
/// What is absent is not known, and the checks that need it come back as incomplete; an empty list says that there is none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MedicationCheckRequest {
    /// The patient; needed when the alerts are to be kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// What is to be ordered: 1 to 50. Each is checked against the others and against what the patient takes.
    pub proposed: Vec<DrugOrder>,
    /// What the patient takes already, at most 200; pairs of these alone raise nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Vec<DrugOrder>>,
    /// There may be more that the patient takes and nobody asked about: what is known is checked, and the checks come back as incomplete.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub current_incomplete: bool,
    /// Known allergies, at most 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allergies: Option<Vec<KnownAllergy>>,
    /// There may be more that nobody could read or asked about: those that are known are checked, and the check comes back as incomplete.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allergies_incomplete: bool,
    /// ICD-10 codes of the patient's conditions, at most 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Vec<String>>,
    /// Day of birth, `YYYY-MM-DD`; with `YYYY-MM` or `YYYY` the youngest that the patient can be counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Body weight in kg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_kg: Option<f64>,
    /// Estimated glomerular filtration rate in mL/min/1.73 m².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub egfr: Option<f64>,
}

impl Drug {
    /// Names a drug.
    pub fn named(name: &str) -> Self {
        Self {
            rxcui: None,
            name: Some(name.to_owned()),
        }
    }

    fn check(&self, check: &mut Check, path: &str) {
        let is_named = self.rxcui.is_some() || self.name.is_some();
        check.that(is_named, path, "needs rxcui or name");
        if let Some(rxcui) = &self.rxcui {
            let is_code = (1..=8).contains(&rxcui.len()) && rxcui.bytes().all(|byte| byte.is_ascii_digit());
            check.that(is_code, format_args!("{path}/rxcui"), "must be 1 to 8 digits");
        }
        if let Some(name) = &self.name {
            check.text(name, 200, format_args!("{path}/name"));
        }
    }
}

impl DrugOrder {
    /// Builds one without dose.
    pub fn named(name: &str) -> Self {
        Self {
            drug: Drug::named(name),
            route: None,
            dose: None,
            reference: None,
        }
    }

    fn check(&self, check: &mut Check, path: &str) {
        self.drug.check(check, &format!("{path}/drug"));
        check.optional(self.route.as_deref(), 50, format_args!("{path}/route"));
        check.optional(self.reference.as_deref(), 100, format_args!("{path}/reference"));
        if let Some(dose) = &self.dose {
            let in_range = |value: f64, most: f64| value > 0.0 && value <= most;
            check.that(
                in_range(dose.amount, 1e9),
                format_args!("{path}/dose/amount"),
                "must be more than 0 and at most 1e9",
            );
            check.that(
                in_range(dose.times_per_day, 1440.0),
                format_args!("{path}/dose/times_per_day"),
                "must be more than 0 and at most 1440",
            );
            check.text(&dose.unit, 20, format_args!("{path}/dose/unit"));
        }
    }
}

impl MedicationCheckRequest {
    /// Tells whether all that the patient takes is known.
    pub fn knows_current(&self) -> bool {
        self.current.is_some() && !self.current_incomplete
    }

    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let n_proposed = self.proposed.len();
        check.that((1..=50).contains(&n_proposed), "/proposed", "needs 1 to 50 entries");
        for (at, order) in self.proposed.iter().enumerate() {
            order.check(&mut check, &format!("/proposed/{at}"));
        }
        let current = self.current.as_deref().unwrap_or_default();
        check.that(current.len() <= 200, "/current", "has more than 200 entries");
        for (at, order) in current.iter().enumerate() {
            order.check(&mut check, &format!("/current/{at}"));
        }
        let allergies = self.allergies.as_deref().unwrap_or_default();
        check.that(allergies.len() <= 100, "/allergies", "has more than 100 entries");
        for (at, allergy) in allergies.iter().enumerate() {
            allergy
                .substance
                .check(&mut check, &format!("/allergies/{at}/substance"));
        }
        let conditions = self.conditions.as_deref().unwrap_or_default();
        check.that(conditions.len() <= 200, "/conditions", "has more than 200 entries");
        for (at, code) in conditions.iter().enumerate() {
            check.text(code, 20, format_args!("/conditions/{at}"));
        }
        if let Some(date) = &self.birth_date {
            let is_date = |(at, byte): (usize, u8)| {
                if at == 4 || at == 7 {
                    byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            };
            let holds = matches!(date.len(), 4 | 7 | 10) && date.bytes().enumerate().all(is_date);
            check.that(holds, "/birth_date", "must be YYYY-MM-DD, YYYY-MM or YYYY");
        }
        if let Some(weight) = self.weight_kg {
            check.that((0.2..=700.0).contains(&weight), "/weight_kg", "must be 0.2 to 700");
        }
        if let Some(egfr) = self.egfr {
            check.that((0.0..=300.0).contains(&egfr), "/egfr", "must be 0 to 300");
        }
        check.finish()
    }

    /// Gives valid requests for invented people.
    pub fn samples() -> Vec<Self> {
        let warfarin = Self {
            proposed: vec![DrugOrder {
                route: Some("oral".to_owned()),
                dose: Some(Dose {
                    amount: 400.0,
                    unit: "mg".to_owned(),
                    times_per_day: 3.0,
                }),
                ..DrugOrder::named("ibuprofen")
            }],
            current: Some(vec![DrugOrder::named("warfarin")]),
            current_incomplete: false,
            allergies: Some(Vec::new()),
            allergies_incomplete: false,
            conditions: Some(vec!["I48.0".to_owned()]),
            birth_date: Some("1961-03-14".to_owned()),
            weight_kg: Some(70.0),
            egfr: Some(80.0),
            patient_id: None,
        };
        let bare = Self {
            proposed: vec![DrugOrder::named("amoxicillin 500 mg capsule")],
            ..Self::default()
        };
        vec![warfarin, bare]
    }
}
