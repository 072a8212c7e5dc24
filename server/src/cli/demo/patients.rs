//! Patients and what happened to them before today.

use anyhow::{Result, bail};
use rand::Rng;
use serde_json::{Value, json};

use super::Demo;

const REASONS: [&str; 10] = [
    "Cough and fever",
    "Control of blood pressure",
    "Control of diabetes",
    "Abdominal pain",
    "Headache",
    "Back pain",
    "Antenatal visit",
    "Wound care",
    "Asthma",
    "Vaccination",
];

/// An analyte: LOINC code, name, unit, limits of normal, decimals, spread of values, panic limits.
pub struct Analyte(
    pub &'static str,
    pub &'static str,
    pub &'static str,
    pub f64,
    pub f64,
    pub usize,
    pub (f64, f64),
    pub (f64, f64),
);

pub const ANALYTES: [Analyte; 8] = [
    Analyte("718-7", "Hemoglobin", "g/dL", 12.0, 17.0, 1, (9.0, 17.5), (7.0, 20.0)),
    Analyte(
        "6690-2",
        "Leukocytes",
        "10*3/uL",
        4.0,
        11.0,
        1,
        (3.0, 14.0),
        (2.0, 30.0),
    ),
    Analyte(
        "777-3",
        "Platelets",
        "10*3/uL",
        150.0,
        400.0,
        0,
        (110.0, 450.0),
        (50.0, 1000.0),
    ),
    Analyte("2345-7", "Glucose", "mmol/L", 3.9, 5.8, 1, (3.5, 14.0), (2.5, 25.0)),
    Analyte(
        "2160-0",
        "Creatinine",
        "umol/L",
        60.0,
        110.0,
        0,
        (50.0, 180.0),
        (20.0, 600.0),
    ),
    Analyte("2823-3", "Potassium", "mmol/L", 3.5, 5.1, 1, (3.1, 6.4), (2.8, 6.2)),
    Analyte(
        "2951-2",
        "Sodium",
        "mmol/L",
        135.0,
        145.0,
        0,
        (130.0, 149.0),
        (120.0, 160.0),
    ),
    Analyte("4548-4", "Hemoglobin A1c", "%", 4.0, 6.0, 1, (4.5, 10.5), (2.0, 18.0)),
];

/// RxNorm concept, name, dose, unit, times a day, route, what for.
struct Medicine(
    &'static str,
    &'static str,
    f64,
    &'static str,
    u32,
    &'static str,
    &'static str,
);

const MEDICINES: [Medicine; 6] = [
    Medicine("17767", "amlodipine", 5.0, "mg", 1, "oral", "Hypertension"),
    Medicine("6809", "metformin", 500.0, "mg", 2, "oral", "Type 2 diabetes"),
    Medicine("161", "acetaminophen", 500.0, "mg", 3, "oral", "Pain"),
    Medicine("7646", "omeprazole", 20.0, "mg", 1, "oral", "Gastritis"),
    Medicine("435", "albuterol", 2.0, "mg", 3, "oral", "Asthma"),
    Medicine("723", "amoxicillin", 500.0, "mg", 3, "oral", "Pneumonia"),
];

/// A patient who is registered.
pub struct Patient {
    pub id: String,
    /// As it was registered.
    pub facts: Value,
    pub birth_year: u32,
}

impl Demo {
    pub async fn patients(&mut self, many: u32) -> Result<Vec<Patient>> {
        let mut patients = Vec::new();
        for number in 1..=many {
            let facts = self.person(number);
            let reply = self
                .make(
                    "/clinical/adt-events",
                    &json!({ "event": "update-person", "patient": facts }),
                )
                .await?;
            let Some(id) = reply["patient_id"].as_str() else {
                bail!("the hub did not tell the id of a patient");
            };
            let birth_year = facts["birth_date"]
                .as_str()
                .and_then(|date| date[..4].parse().ok())
                .unwrap_or(1990);
            let patient = Patient {
                id: id.to_owned(),
                birth_year,
                facts,
            };
            self.history(&patient, number).await?;
            patients.push(patient);
        }
        Ok(patients)
    }

    /// Visits of the last two years, oldest first, results of some of them, and medicine for some grown-ups.
    async fn history(&mut self, patient: &Patient, number: u32) -> Result<()> {
        let n_visits = self.random.random_range(0..=3);
        for visit in 1..=n_visits {
            let days = i64::from(n_visits - visit) * 200 + self.random.random_range(20..190);
            let minutes = days * 24 * 60 + self.random.random_range(0..480);
            self.visit(patient, &format!("{number:06}-{visit}"), minutes).await?;
            if self.chance(50) {
                self.report(patient, &format!("{number:06}-{visit}"), minutes - 90)
                    .await?;
            }
        }
        if patient.birth_year < 2006 && self.chance(25) {
            self.prescribe(patient).await?;
        }
        Ok(())
    }

    async fn visit(&mut self, patient: &Patient, number: &str, minutes_ago: i64) -> Result<()> {
        let reason = self.pick(&REASONS);
        let event = |event: &str, at: String, more: Value| {
            let mut encounter = json!({ "visit_number": { "system": "DEMO", "value": number }, "class": "outpatient",
                "location": { "point_of_care": "OPD", "facility": "DEMO-H" }, "reason": reason });
            if let (Some(encounter), Some(more)) = (encounter.as_object_mut(), more.as_object()) {
                encounter.extend(more.clone());
            }
            json!({ "event": event, "occurred_at": at, "patient": patient.facts, "encounter": encounter })
        };
        let came = self.ago(minutes_ago);
        let left = self.ago(minutes_ago - 60);
        self.make(
            "/clinical/adt-events",
            &event("register", came.clone(), json!({ "admit_time": came })),
        )
        .await?;
        self.make(
            "/clinical/adt-events",
            &event("discharge", left.clone(), json!({ "discharge_time": left })),
        )
        .await?;
        Ok(())
    }

    async fn report(&mut self, patient: &Patient, number: &str, minutes_ago: i64) -> Result<()> {
        let at = self.ago(minutes_ago);
        let first = self.random.random_range(0..ANALYTES.len() - 3);
        let mut observations = Vec::new();
        for (n, analyte) in ANALYTES[first..first + 3].iter().enumerate() {
            let Analyte(code, name, unit, low, high, decimals, (least, most), (panic_low, panic_high)) = analyte;
            let value = self.random.random_range(*least..*most);
            let flag = match value {
                value if value < *panic_low => "LL",
                value if value > *panic_high => "HH",
                value if value < *low => "L",
                value if value > *high => "H",
                _ => "N",
            };
            observations.push(json!({
                "set_id": n + 1, "code": { "system": "LN", "code": code, "text": name }, "status": "final", "observed_at": at,
                "value": { "type": "numeric", "value": format!("{value:.decimals$}") }, "unit": unit,
                "reference_range": format!("{low}-{high}"), "flags": [flag], "performing_lab": "DEMO-H laboratory",
            }));
        }
        let report = json!({
            "reported_at": at, "patient": patient.facts, "observations": observations,
            "order": { "filler_number": { "system": "DEMO-LAB", "value": number }, "status": "final",
                "service": { "system": "L", "code": "PANEL", "text": "Blood" } },
        });
        self.make("/lab/result-reports", &report).await?;
        Ok(())
    }

    async fn prescribe(&mut self, patient: &Patient) -> Result<()> {
        let at = self.random.random_range(0..MEDICINES.len());
        let Medicine(rxcui, name, amount, unit, times, route, indication) = &MEDICINES[at];
        let prescription = json!({
            "patient_id": patient.id, "drug": { "rxcui": rxcui, "name": name }, "route": route,
            "dose": { "amount": amount, "unit": unit, "times_per_day": times }, "quantity": times * 30, "refills": 2, "days": 30,
            "indication": indication,
        });
        self.make("/prescriptions", &prescription).await?;
        Ok(())
    }
}
