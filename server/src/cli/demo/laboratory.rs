//! What the laboratory examines and is at, and what things cost.

use anyhow::Result;
use serde_json::{Value, json};

use super::hospital::Hospital;
use super::patients::{ANALYTES, Analyte, Patient};
use super::{Demo, id};

/// What a visit, a stay, a day in a bed costs, in piastres.
const PRICES: [(&str, &str, &str, i64); 8] = [
    ("encounter", "outpatient", "Visit", 150_000),
    ("encounter", "emergency", "Emergency visit", 300_000),
    ("encounter", "inpatient", "Admission", 500_000),
    ("bed", "standard", "Day in a bed", 400_000),
    ("bed", "icu", "Day in intensive care", 2_500_000),
    ("bed", "maternity", "Day in a bed, maternity", 450_000),
    ("bed", "pediatric", "Day in a bed, children", 350_000),
    ("procedure", "WOUND", "Wound care", 80_000),
];
/// What a laboratory test costs, in piastres.
const TEST: i64 = 60_000;

impl Demo {
    /// The catalogue of the laboratory; returns the ids of its tests.
    pub async fn catalogue(&mut self) -> Result<Vec<String>> {
        let mut tests = Vec::new();
        for Analyte(code, name, unit, low, high, decimals, _, (panic_low, panic_high)) in &ANALYTES {
            let limit = |limit: &f64| format!("{limit:.decimals$}");
            let test = json!({
                "code": { "system": "LN", "code": code, "text": name }, "category": "chemistry", "kind": "numeric", "unit": unit,
                "specimen_type": "blood", "container": "EDTA or serum tube", "turnaround_minutes": 90, "stat_available": true,
                "ranges": [{ "low": limit(low), "high": limit(high), "critical_low": limit(panic_low), "critical_high": limit(panic_high) }],
                "delta": { "percent": 50, "within_hours": 72 },
            });
            tests.push(id(&self.make("/lab/tests", &test).await?)?);
        }
        let panel =
            json!({ "code": { "system": "L", "code": "BLOOD", "text": "Blood, all of them" }, "test_ids": tests });
        self.make("/lab/panels", &panel).await?;
        Ok(tests)
    }

    /// The price list of the hospital.
    pub async fn prices(&mut self, hospital: &Hospital) -> Result<()> {
        let since = &self.ago(3 * 365 * 24 * 60)[..10];
        let list = json!({ "name": "Demonstration prices", "facility_id": hospital.facilities[0], "currency": "SDG", "valid_from": since });
        let list = id(&self.make("/billing/price-lists", &list).await?)?;
        let tests = ANALYTES
            .iter()
            .map(|analyte| ("laboratory", analyte.0, analyte.1, TEST));
        for (category, code, name, amount) in PRICES.into_iter().chain(tests) {
            let item = json!({ "category": category, "code": code, "name": name, "tax": 0, "valid_from": since,
                "unit_price": { "amount": amount, "currency": "SDG" } });
            self.make(&format!("/billing/price-lists/{list}/items"), &item).await?;
        }
        Ok(())
    }

    /// Orders of today in each stage: to be collected, received, examined, verified. Returns how many.
    pub async fn at_work(&mut self, hospital: &Hospital, patients: &[Patient], tests: &[String]) -> Result<usize> {
        let mut n_orders = 0;
        for (n, patient) in patients.iter().take(12).enumerate() {
            let first = n % (ANALYTES.len() - 1);
            let codes: Vec<&str> = ANALYTES[first..first + 2].iter().map(|analyte| analyte.0).collect();
            let priority = ["routine", "stat", "urgent", "routine"][n % 4];
            let order = json!({ "patient_id": patient.id, "facility_id": hospital.facilities[0], "codes": codes, "priority": priority });
            let order = id(&self.make("/lab/orders", &order).await?)?;
            n_orders += 1;
            if n % 4 == 0 {
                continue;
            }
            let specimen = json!({ "order_id": order, "specimen_type": "blood", "location": "ward" });
            let specimen = id(&self.make("/lab/specimens", &specimen).await?)?;
            if n % 4 == 1 {
                continue;
            }
            let received = json!({ "action": "receive", "location": "bench 1" });
            self.make(&format!("/lab/specimens/{specimen}/actions"), &received)
                .await?;
            if n % 4 == 2 {
                continue;
            }
            let results: Vec<Value> = (first..first + 2)
                .map(|at| {
                    let Analyte(_, _, _, low, high, decimals, ..) = &ANALYTES[at];
                    let value = format!("{:.decimals$}", f64::midpoint(*low, *high));
                    json!({ "test": tests[at], "value": { "type": "numeric", "value": value } })
                })
                .collect();
            let entry = json!({ "specimen_id": specimen, "results": results });
            self.make(&format!("/lab/orders/{order}/results"), &entry).await?;
        }
        Ok(n_orders)
    }
}
