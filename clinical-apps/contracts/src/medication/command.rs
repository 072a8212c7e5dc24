//! What people ask the service.

use nilecare_types::{CdsAlertId, EncounterId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ChartAllergies;
use crate::Check;
use crate::cds::{Dose, Drug, DrugOrder, KnownAllergy, MedicationCheckRequest, OverrideReason};
use crate::lab::Priority;

/// A new prescription. What the patient takes already, the service knows from its own prescriptions and adds from `takes_also`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrescriptionRequest {
    /// For whom.
    pub patient_id: PatientId,
    /// During which visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// Which drug.
    pub drug: Drug,
    /// By which way: `oral`, `iv`, `im`, `sc`, …
    pub route: String,
    /// How much, how often.
    pub dose: Dose,
    /// How many units each fill has: tablets, ampoules, millilitres; 1 to 100000.
    pub quantity: u32,
    /// How many more fills are allowed, at most 12.
    #[serde(default)]
    pub refills: u32,
    /// How urgent it is.
    #[serde(default)]
    pub priority: Priority,
    /// From when. Absent: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub starts_at: Option<Timestamp>,
    /// For how many days, at most 365. Absent: until somebody ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indication: Option<String>,
    /// What to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    /// Drugs from elsewhere that the patient takes. Absent: nobody asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes_also: Option<Vec<DrugOrder>>,
    /// Allergies that the patient's chart does not tell; those that it tells are added. Absent: nobody asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allergies: Option<Vec<KnownAllergy>>,
    /// ICD-10 codes of the patient's conditions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Vec<String>>,
    /// Day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Body weight in kg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_kg: Option<f64>,
    /// Estimated glomerular filtration rate in mL/min/1.73 m².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub egfr: Option<f64>,
}

/// An answer to an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideAnswer {
    /// Which alert.
    pub alert_id: CdsAlertId,
    /// Why it is ordered all the same.
    pub reason: OverrideReason,
    /// Why, in words; needed for a blocking alert and for `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Going on with a draft: each open alert is answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitRequest {
    /// The answers.
    #[serde(default)]
    pub overrides: Vec<OverrideAnswer>,
}

/// What is handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DispenseRequest {
    /// How many units.
    pub quantity: u32,
    /// From which batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// The last day that the batch may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
}

/// Why a drug is on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HighAlertKind {
    /// An error does great harm.
    HighAlert,
    /// It is easily taken for another.
    LookAlikeSoundAlike,
    /// Little is between too little and too much.
    NarrowTherapeuticIndex,
    /// Not well for old people.
    HighRiskElderly,
}

/// A drug that needs a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HighAlertDrug {
    /// Its name, in lower case.
    pub name: String,
    /// Why.
    pub kind: HighAlertKind,
    /// Such as `anticoagulant`, `insulin`, `opioid`.
    pub category: String,
}

impl PrescriptionRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.route, 50, "/route");
        check.that(
            (1..=100_000).contains(&self.quantity),
            "/quantity",
            "must be 1 to 100000",
        );
        check.that(self.refills <= 12, "/refills", "must be at most 12");
        let days = self.days.is_none_or(|days| (1..=365).contains(&days));
        check.that(days, "/days", "must be 1 to 365");
        check.optional(self.indication.as_deref(), 500, "/indication");
        check.optional(self.instructions.as_deref(), 2000, "/instructions");
        let mut problems = check.finish();
        // What decision support would refuse is refused here, under the names of this request.
        let of_check = self.check_request(Vec::new(), ChartAllergies::Unknown).validate();
        problems.extend(of_check.into_iter().map(|problem| {
            let problem = problem.replacen("/proposed/0", "", 1);
            problem.replacen("/current", "/takes_also", 1)
        }));
        problems
    }

    /// Builds what decision support is asked; `active` is what the patient has prescriptions for, `chart` what the chart tells.
    pub fn check_request(&self, active: Vec<DrugOrder>, chart: ChartAllergies) -> MedicationCheckRequest {
        let (allergies, allergies_incomplete) = chart.with(self.allergies.as_deref());
        let mut current = self.takes_also.clone().unwrap_or_default();
        current.extend(active);
        MedicationCheckRequest {
            patient_id: Some(self.patient_id),
            proposed: vec![DrugOrder {
                drug: self.drug.clone(),
                route: Some(self.route.clone()),
                dose: Some(self.dose.clone()),
                reference: None,
            }],
            current: Some(current),
            // Not asked what else the patient takes: the prescriptions alone are not all.
            current_incomplete: self.takes_also.is_none(),
            allergies,
            allergies_incomplete,
            conditions: self.conditions.clone(),
            birth_date: self.birth_date.clone(),
            weight_kg: self.weight_kg,
            egfr: self.egfr,
        }
    }

    /// Gives one valid request for an invented patient.
    pub fn sample(patient_id: PatientId) -> Self {
        Self {
            patient_id,
            encounter_id: None,
            drug: Drug::named("amoxicillin"),
            route: "oral".to_owned(),
            dose: Dose {
                amount: 500.0,
                unit: "mg".to_owned(),
                times_per_day: 3.0,
            },
            quantity: 21,
            refills: 0,
            priority: Priority::Routine,
            starts_at: None,
            days: Some(7),
            indication: Some("Pneumonia".to_owned()),
            instructions: None,
            takes_also: Some(Vec::new()),
            allergies: Some(Vec::new()),
            conditions: Some(Vec::new()),
            birth_date: Some("1980-05-01".to_owned()),
            weight_kg: Some(70.0),
            egfr: Some(90.0),
        }
    }
}

impl SubmitRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(self.overrides.len() <= 200, "/overrides", "has more than 200 entries");
        for (at, answer) in self.overrides.iter().enumerate() {
            check.optional(answer.comment.as_deref(), 1000, format_args!("/overrides/{at}/comment"));
        }
        check.finish()
    }
}

impl DispenseRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(
            (1..=100_000).contains(&self.quantity),
            "/quantity",
            "must be 1 to 100000",
        );
        check.optional(self.batch.as_deref(), 100, "/batch");
        check.finish()
    }
}

impl HighAlertDrug {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.name, 200, "/name");
        check.that(self.name == self.name.to_lowercase(), "/name", "must be in lower case");
        check.text(&self.category, 100, "/category");
        check.finish()
    }
}
