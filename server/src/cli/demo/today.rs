//! Who lies in a bed now, and the clinic of today and tomorrow.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use rand::Rng;
use serde_json::json;

use super::hospital::{Bed, Hospital};
use super::patients::Patient;
use super::{Demo, id, list};

const CAUSES: [&str; 6] = [
    "Pneumonia",
    "Appendicitis",
    "Heart failure",
    "Dehydration",
    "Fracture of the leg",
    "Observation",
];
const COMPLAINTS: [&str; 6] = [
    "Control visit",
    "Fever",
    "Chest pain",
    "Rash",
    "Joint pain",
    "Result of tests",
];

/// How much there is of it.
#[derive(Default)]
pub struct Today {
    pub n_in_beds: usize,
    pub n_monitored: usize,
    pub n_appointments: usize,
}

impl Demo {
    pub async fn today(&mut self, hospital: &Hospital, patients: &[Patient]) -> Result<Today> {
        let mut today = Today::default();
        // Three beds in five are taken, and all of intensive care, as far as there are people for them.
        let mut waiting: Vec<&Patient> = patients.iter().collect();
        for bed in &hospital.beds {
            // Intensive care is full, so that there is something to see on the monitors.
            if bed.ward != "ICU" && !self.chance(60) {
                continue;
            }
            let Some(at) = waiting.iter().position(|patient| fits(patient, bed)) else {
                continue;
            };
            let patient = waiting.swap_remove(at);
            self.admit(patient, bed, today.n_in_beds).await?;
            today.n_in_beds += 1;
            if bed.ward == "ICU" {
                self.monitor(patient, bed).await?;
                today.n_monitored += 1;
            }
        }
        today.n_appointments = self.clinic(hospital, patients).await?;
        Ok(today)
    }

    async fn admit(&mut self, patient: &Patient, bed: &Bed, n: usize) -> Result<()> {
        let at = self.ago(self.now_minutes(n));
        let reason = self.pick(&CAUSES);
        let event = json!({
            "event": "admit", "occurred_at": at, "patient": patient.facts,
            "encounter": { "visit_number": { "system": "DEMO", "value": format!("IN-{:04}", n + 1) }, "class": "inpatient", "admit_time": at,
                "location": { "point_of_care": bed.ward, "bed": bed.number, "facility": "DEMO-H" }, "reason": reason },
        });
        let reply = self.make("/clinical/adt-events", &event).await?;
        let Some(encounter) = reply["encounter_id"].as_str() else {
            bail!("the hub did not tell the id of a stay");
        };
        let assigned = json!({ "encounter_id": encounter });
        self.make(&format!("/beds/{}/assign", bed.id), &assigned).await?;
        Ok(())
    }

    /// Between an hour and a week ago.
    fn now_minutes(&self, n: usize) -> i64 {
        60 + (n as i64 * 397) % (7 * 24 * 60)
    }

    /// A monitor at the bed, with what it measures now.
    async fn monitor(&mut self, patient: &Patient, bed: &Bed) -> Result<()> {
        let key = format!("DEMO-{}", bed.number);
        let device = json!({ "key": key, "name": format!("Monitor of {}", bed.number), "kind": "vital-monitor", "serial_number": key,
            "protocol": "mqtt", "facility": "DEMO-H", "location": bed.number });
        let device = id(&self.make("/devices", &device).await?)?;
        let association = json!({ "patient_id": patient.id });
        self.make(&format!("/devices/{device}/association"), &association)
            .await?;
        let values = json!({
            "heart_rate": self.random.random_range(62..98), "respiratory_rate": self.random.random_range(12..20),
            "systolic": self.random.random_range(105..138), "diastolic": self.random.random_range(62..86),
            "oxygen_saturation": self.random.random_range(95..100), "temperature": 36.8,
        });
        let reading = json!({ "readings": [{ "device": key, "values": values }] });
        self.make("/vitals/readings", &reading).await?;
        Ok(())
    }

    /// Every doctor's free times of today and tomorrow, three in five of them taken.
    async fn clinic(&mut self, hospital: &Hospital, patients: &[Patient]) -> Result<usize> {
        let day = |minutes| self.later(minutes).to_string()[..10].to_owned();
        let (from, to) = (day(0), day(24 * 60));
        let mut taken = BTreeSet::new();
        for doctor in &hospital.doctors {
            let path = format!("/api/v1/free-slots?provider={doctor}&from={from}&to={to}");
            let free = self.client.get(&path).await?;
            for slot in list(&free) {
                if !self.chance(60) {
                    continue;
                }
                let at = self.random.random_range(0..patients.len());
                // Nobody is at two doctors at once; all slots begin on the half hour.
                if !taken.insert((at, slot["starts_at"].to_string())) {
                    continue;
                }
                let kind = if self.chance(30) { "follow-up" } else { "consultation" };
                let request = json!({ "patient_id": patients[at].id, "provider_id": doctor, "facility_id": hospital.facilities[0],
                    "kind": kind, "starts_at": slot["starts_at"], "room": slot["room"], "reason": self.pick(&COMPLAINTS) });
                self.make("/appointments", &request).await?;
            }
        }
        Ok(taken.len())
    }
}

/// Children lie in the children's ward, and nobody else does; women in the maternity ward.
fn fits(patient: &Patient, bed: &Bed) -> bool {
    let is_child = patient.birth_year > 2012;
    match bed.ward {
        "PED" => is_child,
        "MAT" => patient.facts["gender"] == "female" && (1985..=2005).contains(&patient.birth_year),
        _ => !is_child,
    }
}
