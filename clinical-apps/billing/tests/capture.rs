//! What others tell becomes charges, each once.

use nilecare_bus::Event;
use nilecare_contracts::medication;
use nilecare_types::{Clock, PrescriptionId};
use serde_json::{Value, json};

use crate::common::{BILLING, Hospital, hospital, key, path, sdg, string};

fn of<'a>(charges: &'a [Value], source: &str) -> Vec<&'a Value> {
    charges.iter().filter(|charge| charge["source"] == source).collect()
}

async fn ordered(hospital: &Hospital, control: &str, number: &str, tests: &[&str]) {
    let tests: Vec<Value> = tests
        .iter()
        .map(|code| json!({"system": "LN", "code": code, "text": "A test"}))
        .collect();
    let order = json!({
        "control": control, "patient": {"identifiers": [{"system": "HOSP", "value": "1", "type": "MR"}]},
        "placer_number": {"system": "CPOE", "value": number}, "tests": tests,
    });
    let (status, reply) = hospital
        .http
        .command("/api/v1/lab/order-requests", &key(), &order)
        .await;
    assert_eq!(status, 200, "{reply}");
}

#[tokio::test]
async fn an_encounter_is_charged_once_by_its_class_and_taken_back_when_it_is_cancelled() {
    let hospital = hospital().await;
    hospital.prices(&[("encounter", "inpatient", 1_000, 0)]).await;
    hospital.listen();
    let patient = string(&hospital.adt("admit", "1", "inpatient").await["patient_id"]);
    let charges = hospital.charges_become(&patient, |all| all.len() == 1).await;
    assert_eq!(
        (&charges[0]["status"], &charges[0]["unit_price"]),
        (&json!("pending"), &sdg(1_000))
    );
    assert_eq!(charges[0]["facility_id"], hospital.facility.as_str());
    hospital.adt("update", "1", "inpatient").await;
    hospital.adt("cancel-admit", "1", "inpatient").await;
    let charges = hospital
        .charges_become(&patient, |all| all[0]["status"] == "void")
        .await;
    assert_eq!(charges.len(), 1, "an update is no other charge");
}

#[tokio::test]
async fn tests_of_an_order_are_charged_and_a_cancelled_one_is_corrected_after_it_was_invoiced() {
    let hospital = hospital().await;
    hospital
        .prices(&[("laboratory", "2345-7", 300, 0), ("laboratory", "718-7", 200, 0)])
        .await;
    hospital.listen();
    let patient = hospital.patient("1").await;
    ordered(&hospital, "new", "O1", &["2345-7", "718-7"]).await;
    let charges = hospital.charges_become(&patient, |all| all.len() == 2).await;
    let draft = json!({"account_id": charges[0]["account_id"]});
    let draft = hospital.post(&format!("{BILLING}/invoices"), &draft).await;
    let invoice = hospital
        .post(&format!("{}/issue", path("invoices", &draft)), &json!({}))
        .await;
    hospital.paid(&invoice["account_id"], 500).await;
    ordered(&hospital, "cancel", "O1", &[]).await;
    hospital
        .charges_become(&patient, |all| all.iter().all(|charge| charge["status"] == "void"))
        .await;
    let adjustments = hospital
        .http
        .get(&format!("{BILLING}/adjustments?invoice={}", string(&invoice["id"])))
        .await;
    let amounts: Vec<_> = adjustments["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["kind"].as_str(), one["amount"]["amount"].as_i64()))
        .collect();
    assert_eq!(amounts.len(), 2, "{amounts:?}");
    assert!(amounts.contains(&(Some("correction"), Some(300))), "{amounts:?}");
    assert_eq!(
        hospital.balance(&invoice["account_id"]).await,
        (0, 500),
        "what was paid is credit"
    );
}

#[tokio::test]
async fn a_test_that_is_taken_off_before_the_invoice_leaves_the_draft() {
    let hospital = hospital().await;
    hospital
        .prices(&[("laboratory", "2345-7", 300, 0), ("laboratory", "718-7", 200, 0)])
        .await;
    hospital.listen();
    let patient = hospital.patient("1").await;
    ordered(&hospital, "new", "O1", &["2345-7", "718-7"]).await;
    let charges = hospital.charges_become(&patient, |all| all.len() == 2).await;
    let draft = json!({"account_id": charges[0]["account_id"]});
    let draft = hospital.post(&format!("{BILLING}/invoices"), &draft).await;
    ordered(&hospital, "change", "O1", &["718-7"]).await;
    hospital
        .charges_become(&patient, |all| {
            all.iter().filter(|charge| charge["status"] == "void").count() == 1
        })
        .await;
    let now = hospital.http.get(&path("invoices", &draft)).await;
    assert_eq!((&now["status"], &now["total"]), (&json!("draft"), &sdg(200)));
}

#[tokio::test]
async fn what_is_handed_out_is_charged_once_however_often_it_is_told() {
    let hospital = hospital().await;
    hospital.prices(&[("medication", "amoxicillin", 25, 0)]).await;
    hospital.listen();
    let patient = hospital.patient("1").await;
    let now = hospital.rig.clock.now();
    let dispense = json!({"quantity": 21, "by": "pharmacist", "at": now.to_string()});
    let prescription = json!({
        "id": PrescriptionId::generate().to_string(), "prescription_number": "RX-1", "version": 3, "patient_id": patient,
        "drug": {"name": "Amoxicillin"}, "route": "oral", "dose": {"amount": 500.0, "unit": "mg", "times_per_day": 3.0},
        "quantity": 42, "refills_left": 0, "priority": "routine", "starts_at": now.to_string(), "high_alert": false,
        "status": "partially-dispensed", "dispenses": [dispense], "history": [], "prescribed_by": "doctor",
        "created_at": now.to_string(), "updated_at": now.to_string(),
    });
    let tell = |prescription: &Value| {
        let data = json!({"prescription": prescription});
        Event::new(
            medication::SERVICE,
            medication::PRESCRIPTION_DISPENSED,
            &patient,
            now,
            data,
        )
    };
    hospital.publish(&tell(&prescription)).await;
    // Told again under another id, as after a restore of the other service; and then the second part.
    hospital.publish(&tell(&prescription)).await;
    let mut second = prescription.clone();
    second["dispenses"] = json!([dispense, dispense]);
    hospital.publish(&tell(&second)).await;
    let charges = hospital.charges_become(&patient, |all| all.len() >= 2).await;
    assert_eq!(charges.len(), 2);
    assert_eq!(
        (&charges[0]["quantity"], &charges[0]["unit_price"]),
        (&json!(21), &sdg(25))
    );
    assert_eq!(
        charges[0]["status"], "pending",
        "without an encounter it is the only facility's"
    );
}

#[tokio::test]
async fn days_in_beds_are_charged_at_midnight_and_not_for_the_day_of_discharge() {
    let hospital = hospital().await;
    hospital
        .prices(&[("bed", "standard", 700, 0), ("encounter", "inpatient", 0, 0)])
        .await;
    hospital.listen();
    let admitted = hospital.adt("admit", "1", "inpatient").await;
    let patient = string(&admitted["patient_id"]);
    let ward = json!({"code": "MED", "name": "Medicine", "kind": "medical"});
    let ward = hospital
        .post(&format!("/api/v1/facilities/{}/wards", hospital.facility), &ward)
        .await;
    let bed = json!({"number": "1", "kind": "standard"});
    let bed = hospital
        .post(&format!("/api/v1/wards/{}/beds", string(&ward["id"])), &bed)
        .await;
    let assign = format!("/api/v1/beds/{}/assign", string(&bed["id"]));
    hospital
        .post(&assign, &json!({"encounter_id": admitted["encounter_id"]}))
        .await;
    let wait = async {
        while count(&hospital, "SELECT COUNT(*) FROM bed_stays").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), wait)
        .await
        .expect("the stay is told");
    hospital.set_time("2026-11-24T08:00:00Z");
    for n_new in [2, 0] {
        let report = hospital.service.do_what_is_due().await.expect("it is done");
        assert_eq!(report.n_bed_days, n_new, "each day once");
    }
    hospital.adt("discharge", "1", "inpatient").await;
    let charges = hospital.charges(&patient).await;
    let days: Vec<_> = of(&charges, "bed-day")
        .iter()
        .map(|charge| string(&charge["source_reference"]))
        .collect();
    let visit = string(&admitted["encounter_id"]);
    assert_eq!(days, [format!("{visit}:2026-11-22"), format!("{visit}:2026-11-23")]);
    let ended = async {
        while count(&hospital, "SELECT COUNT(*) FROM bed_stays WHERE ends_at IS NULL").await > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), ended)
        .await
        .expect("the stay ends");
    hospital.set_time("2026-11-30T08:00:00Z");
    let report = hospital.service.do_what_is_due().await.expect("it is done");
    assert_eq!(report.n_bed_days, 0);
    assert_eq!(
        count(&hospital, "SELECT COUNT(*) FROM bed_stays WHERE is_settled = 0").await,
        0
    );
}

#[tokio::test]
async fn what_nobody_knows_the_place_of_waits_for_somebody_who_does() {
    let hospital = hospital().await;
    hospital.prices(&[("laboratory", "718-7", 200, 0)]).await;
    let other = json!({"code": "OMD", "name": "Other", "kind": "hospital", "time_zone": "Africa/Khartoum"});
    hospital.post("/api/v1/facilities", &other).await;
    hospital.listen();
    let patient = hospital.patient("1").await;
    ordered(&hospital, "new", "O1", &["718-7"]).await;
    let charges = hospital.charges_become(&patient, |all| all.len() == 1).await;
    assert_eq!(
        (&charges[0]["status"], &charges[0]["unpriced_reason"]),
        (&json!("unpriced"), &json!("facility-unknown"))
    );
    let price = format!("{}/price", path("charges", &charges[0]));
    assert_eq!(hospital.refused(&price, &json!({})).await.0, 422);
    let placed = hospital.post(&price, &json!({"facility_id": hospital.facility})).await;
    assert_eq!(
        (&placed["status"], &placed["unit_price"]),
        (&json!("pending"), &sdg(200))
    );
}

async fn count(hospital: &Hospital, sql: &'static str) -> i64 {
    let db = hospital.db().await;
    let (n,): (i64,) = sqlx::query_as(sql)
        .fetch_one(db.readers())
        .await
        .expect("the table is there");
    n
}
