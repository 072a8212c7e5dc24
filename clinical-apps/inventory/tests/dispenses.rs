//! Drugs that were handed out are taken from stock, each hand-out once.

use std::time::Duration;

use nilecare_bus::Event;
use nilecare_contracts::medication;
use nilecare_types::{Clock, PrescriptionId};
use serde_json::{Value, json};

use crate::common::{Hospital, hospital};

fn prescription(hospital: &Hospital, patient: &str, drug: &Value, dispenses: &Value) -> Value {
    let now = hospital.rig.clock.now().to_string();
    json!({
        "id": PrescriptionId::generate().to_string(), "prescription_number": "RX-1", "version": 3, "patient_id": patient,
        "drug": drug, "route": "oral", "dose": {"amount": 500.0, "unit": "mg", "times_per_day": 3.0},
        "quantity": 42, "refills_left": 0, "priority": "routine", "starts_at": now, "high_alert": false,
        "status": "partially-dispensed", "dispenses": dispenses, "history": [], "prescribed_by": "doctor",
        "created_at": now, "updated_at": now,
    })
}

fn dispense(hospital: &Hospital, quantity: u32) -> Value {
    json!({"quantity": quantity, "by": "pharmacist", "at": hospital.rig.clock.now().to_string()})
}

async fn tell(hospital: &Hospital, prescription: &Value) {
    let now = hospital.rig.clock.now();
    let topic = medication::PRESCRIPTION_DISPENSED;
    let data = json!({"prescription": prescription});
    let event = Event::new(medication::SERVICE, topic, "patient", now, data);
    hospital.publish(&event).await;
}

/// Waits until so many hand-outs were dealt with, and tells their outcomes.
async fn outcomes(hospital: &Hospital, n: usize) -> Vec<String> {
    let db = hospital.db().await;
    let wait = async {
        loop {
            let rows: Vec<(String,)> =
                sqlx::query_as("SELECT outcome FROM stock_dispenses ORDER BY dealt_with_at, dispense_number")
                    .fetch_all(db.readers())
                    .await
                    .expect("the table is there");
            if rows.len() >= n {
                return rows.into_iter().map(|(outcome,)| outcome).collect();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(30), wait).await;
    waited.expect("they are dealt with")
}

#[tokio::test]
async fn what_is_handed_out_is_taken_from_stock_once_however_often_it_is_told() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 50).await;
    hospital.listen();
    let patient = hospital.patient("1").await;
    let one = dispense(&hospital, 21);
    let drug = json!({"rxcui": "723"});
    let mut prescription = prescription(&hospital, &patient, &drug, &json!([one]));
    tell(&hospital, &prescription).await;
    // Told again under another id, as after a restore of the other service; and then the second part.
    tell(&hospital, &prescription).await;
    prescription["dispenses"] = json!([one, one]);
    tell(&hospital, &prescription).await;
    tell(&hospital, &prescription).await;
    assert_eq!(outcomes(&hospital, 2).await, ["issued", "issued"]);
    // The last one told is dealt with when something after it is.
    let other = self::prescription(&hospital, &patient, &json!({"rxcui": "1"}), &json!([one]));
    tell(&hospital, &other).await;
    assert_eq!(outcomes(&hospital, 3).await.len(), 3);
    assert_eq!(hospital.stock().await, (8, 0, 8));
    let issues = hospital.list("movements?kind=issue").await;
    assert_eq!(issues.len(), 2);
    assert!(issues.iter().all(|issue| issue["reference"] == prescription["id"]));
    assert!(issues.iter().all(|issue| issue["patient_id"] == json!(patient)));
}

#[tokio::test]
async fn without_stock_on_record_somebody_is_told_and_nothing_is_held_up() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 5).await;
    hospital.listen();
    let patient = hospital.patient("1").await;
    let one = dispense(&hospital, 21);
    for rxcui in ["723", "999", "999"] {
        let drug = json!({"rxcui": rxcui});
        let told = prescription(&hospital, &patient, &drug, &json!([one]));
        tell(&hospital, &told).await;
    }
    assert_eq!(outcomes(&hospital, 3).await, ["without-stock"; 3]);
    assert_eq!(hospital.stock().await, (5, 0, 5));
    let alerts = hospital.alerts("dispensed-without-stock").await;
    assert_eq!(alerts.len(), 2, "a drug that is no item is one matter: {alerts:?}");
    assert_eq!(
        (&alerts[0]["item_id"], &alerts[0]["quantity"]),
        (&json!(hospital.item), &json!(21))
    );
    assert_eq!(alerts[1]["rxcui"], "999");
}

#[tokio::test]
async fn the_lot_that_was_named_is_taken_unless_it_may_not_be_used() {
    let hospital = hospital().await;
    hospital.received("SOON", "2027-01-31", 50).await;
    let late = hospital.received("LATE", "2028-01-31", 50).await;
    hospital.listen();
    let patient = hospital.patient("1").await;
    let mut one = dispense(&hospital, 10);
    one["batch"] = json!("LATE");
    let drug = json!({"rxcui": "723"});
    tell(&hospital, &prescription(&hospital, &patient, &drug, &json!([one]))).await;
    outcomes(&hospital, 1).await;
    let why = json!({"reason": "the maker wants it back"});
    hospital.make(&format!("batches/{late}/recall"), &why).await;
    tell(&hospital, &prescription(&hospital, &patient, &drug, &json!([one]))).await;
    outcomes(&hospital, 2).await;
    let issues = hospital.list("movements?kind=issue").await;
    let lots: Vec<_> = issues.iter().map(|issue| issue["lot"].clone()).collect();
    assert_eq!(lots, ["LATE", "SOON"].map(|lot| json!(lot)));
}

#[tokio::test]
async fn with_several_facilities_it_is_the_one_that_the_patient_is_in() {
    let hospital = hospital().await;
    let other = json!({"code": "OMD", "name": "Clinic", "kind": "clinic", "time_zone": "Africa/Khartoum"});
    hospital.post("/api/v1/facilities", &other).await;
    hospital.received("A", "2027-01-31", 50).await;
    hospital.listen();
    let drug = json!({"rxcui": "723"});
    let one = dispense(&hospital, 10);
    let nowhere = hospital.patient("1").await;
    tell(&hospital, &prescription(&hospital, &nowhere, &drug, &json!([one]))).await;
    assert_eq!(outcomes(&hospital, 1).await, ["without-stock"]);
    let admission = json!({
        "event": "admit", "occurred_at": hospital.rig.clock.now().to_string(),
        "patient": {"identifiers": [{"system": "HOSP", "value": "2", "type": "MR"}]},
        "encounter": {"visit_number": {"system": "HOSP", "value": "V2"}, "class": "inpatient",
                      "location": {"point_of_care": "MED", "facility": "KRT"}},
    });
    let admitted = hospital.post("/api/v1/clinical/adt-events", &admission).await;
    let patient = crate::common::string(&admitted["patient_id"]);
    tell(&hospital, &prescription(&hospital, &patient, &drug, &json!([one]))).await;
    outcomes(&hospital, 2).await;
    assert_eq!(hospital.stock().await, (40, 0, 40));
}

#[tokio::test]
async fn what_was_kept_back_or_issued_for_the_prescription_before_is_not_taken_again() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 50).await;
    hospital.listen();
    let patient = hospital.patient("1").await;
    let drug = json!({"rxcui": "723"});
    let one = dispense(&hospital, 10);
    let mut prescription = prescription(&hospital, &patient, &drug, &json!([one]));
    let mut wanted = hospital.wanted(10);
    wanted["reference"] = prescription["id"].clone();
    // Kept back, then told: what is kept back is handed out.
    hospital.make("reservations", &wanted).await;
    tell(&hospital, &prescription).await;
    assert_eq!(outcomes(&hospital, 1).await, ["issued"]);
    assert_eq!(hospital.stock().await, (40, 0, 40));
    assert!(hospital.list("reservations?status=active").await.is_empty());
    // Kept back and committed, then told: it is taken already.
    let held = hospital.make("reservations", &wanted).await;
    let commit = format!("reservations/{}/commit", crate::common::string(&held["id"]));
    hospital.make(&commit, &json!({})).await;
    prescription["dispenses"] = json!([one, one]);
    tell(&hospital, &prescription).await;
    assert_eq!(outcomes(&hospital, 2).await, ["issued", "issued-before"]);
    assert_eq!(hospital.stock().await, (30, 0, 30));
    // The third part has nothing that was taken before.
    prescription["dispenses"] = json!([one, one, one]);
    tell(&hospital, &prescription).await;
    assert_eq!(outcomes(&hospital, 3).await, ["issued", "issued-before", "issued"]);
    assert_eq!(hospital.stock().await, (20, 0, 20));
}
