//! Giving doses: scans, times, reasons, a second person; and the record of doses.

use serde_json::{Value, json};

use crate::common::{PRESCRIPTIONS, Pharmacy, pharmacy, request, string};

async fn give(pharmacy: &Pharmacy, prescription: &Value, change: &Value) -> (u16, Value) {
    let mut dose = json!({"outcome": "given", "patient_scan": prescription["patient_id"],
        "drug_scan": prescription["prescription_number"]});
    for (name, value) in change.as_object().expect("an object") {
        dose[name.as_str()] = value.clone();
    }
    let path = format!("{PRESCRIPTIONS}/{}/administrations", string(&prescription["id"]));
    pharmacy.call_as("nurse", "POST", &path, &dose).await
}

#[tokio::test]
async fn a_dose_is_noted_once_for_the_right_patient_and_drug() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let other = pharmacy.patient("2").await;
    let active = pharmacy.active(&request(&patient, "amoxicillin")).await;
    for (change, problem) in [
        (json!({"patient_scan": other}), "wrong-patient"),
        (json!({"drug_scan": "RX-0000000000"}), "wrong-drug"),
        (json!({"patient_scan": null}), "validation-failed"),
        (json!({"amount": 250}), "validation-failed"),
        (json!({"outcome": "refused"}), "validation-failed"),
        (json!({"due_at": "2026-11-22T20:00:00Z"}), "validation-failed"),
    ] {
        let (status, reply) = give(&pharmacy, &active, &change).await;
        assert_eq!((status, &reply["type"]), (422, &json!(problem)), "{change}");
    }
    let (status, given) = give(&pharmacy, &active, &json!({})).await;
    assert_eq!(
        (status, &given["due_at"]),
        (201, &json!("2026-11-22T12:00:00Z")),
        "{given}"
    );
    assert_eq!((&given["amount"], &given["by"]), (&json!(500.0), &json!("nurse")));
    let (status, reply) = give(&pharmacy, &active, &json!({"due_at": "2026-11-22T12:00:00Z"})).await;
    assert_eq!((status, &reply["type"]), (409, &json!("no-dose")));
    let (status, reply) = give(&pharmacy, &active, &json!({"due_at": "2026-11-22T12:30:00Z"})).await;
    assert_eq!(
        (status, &reply["type"]),
        (409, &json!("no-dose")),
        "none is due at that time"
    );
    let why = json!({"outcome": "refused", "reason": "did not want it", "due_at": "2026-11-22T20:00:00Z"});
    let (status, refused) = give(&pharmacy, &active, &why).await;
    assert_eq!((status, refused.get("amount")), (201, None), "{refused}");
}

#[tokio::test]
async fn two_nurses_at_the_same_moment_give_one_dose() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let active = pharmacy.active(&request(&patient, "amoxicillin")).await;
    let at = json!({"due_at": "2026-11-22T12:00:00Z"});
    let (one, two) = tokio::join!(give(&pharmacy, &active, &at), give(&pharmacy, &active, &at));
    let mut statuses = [one.0, two.0];
    statuses.sort();
    assert_eq!(statuses, [201, 409]);
}

#[tokio::test]
async fn a_high_alert_drug_needs_another_person() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let mut wanted = request(&patient, "warfarin");
    wanted["dose"] = json!({"amount": 5, "unit": "mg", "times_per_day": 1});
    let active = pharmacy.active(&wanted).await;
    assert_eq!(active["high_alert"], true);
    for witness in [json!({}), json!({"witness": "nurse"}), json!({"witness": " "})] {
        let (status, reply) = give(&pharmacy, &active, &witness).await;
        assert_eq!((status, &reply["type"]), (422, &json!("witness-needed")), "{witness}");
    }
    assert_eq!(give(&pharmacy, &active, &json!({"witness": "matron"})).await.0, 201);
}

#[tokio::test]
async fn the_record_shows_what_is_due_overdue_upcoming_and_noted() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let active = pharmacy.active(&request(&patient, "amoxicillin")).await;
    give(&pharmacy, &active, &json!({})).await;
    pharmacy.set_time("2026-11-23T05:00:00Z");
    let path = format!("/api/v1/mar?patient={patient}&from=2026-11-22T00:00:00Z&to=2026-11-24T00:00:00Z");
    let slots = pharmacy.http.get(&path).await;
    let seen: Vec<(&str, &str)> = slots
        .as_array()
        .expect("a list")
        .iter()
        .map(|slot| {
            (
                slot["due_at"].as_str().expect("a time"),
                slot["state"].as_str().expect("a word"),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("2026-11-22T12:00:00Z", "noted"),
            ("2026-11-22T20:00:00Z", "overdue"),
            ("2026-11-23T04:00:00Z", "due"),
            ("2026-11-23T12:00:00Z", "upcoming"),
            ("2026-11-23T20:00:00Z", "upcoming"),
        ]
    );
    let whole = format!("/api/v1/mar?patient={patient}&from=2026-11-22T00:00:00Z&to=2026-12-10T00:00:00Z");
    assert_eq!(
        pharmacy.http.get(&whole).await.as_array().map(Vec::len),
        Some(21),
        "a week of three a day"
    );
    let (status, _) = pharmacy
        .http
        .call("GET", &whole.replace("2026-12-10", "2027-12-10"), &Value::Null)
        .await;
    assert_eq!(status, 422);
}

#[tokio::test]
async fn doses_at_uneven_times_are_found_again() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let mut wanted = request(&patient, "paracetamol");
    wanted["dose"] = json!({"amount": 250, "unit": "mg", "times_per_day": 7});
    let active = pharmacy.active(&wanted).await;
    let path = format!("/api/v1/mar?patient={patient}&from=2026-11-22T00:00:00Z&to=2026-12-10T00:00:00Z");
    let slots = pharmacy.http.get(&path).await;
    let slots = slots.as_array().expect("a list");
    assert_eq!(slots.len(), 49);
    for slot in slots.iter().step_by(6) {
        pharmacy.set_time(slot["due_at"].as_str().expect("a time"));
        let (status, given) = give(&pharmacy, &active, &json!({"due_at": slot["due_at"]})).await;
        assert_eq!(status, 201, "{given}");
    }
}

#[tokio::test]
async fn nothing_is_given_before_it_is_verified_or_while_it_is_held() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let written = pharmacy.prescribe(&request(&patient, "amoxicillin")).await;
    let (status, reply) = give(&pharmacy, &written, &json!({})).await;
    assert_eq!((status, &reply["type"]), (409, &json!("not-given-now")));
    let id = string(&written["id"]);
    pharmacy.change(&id, "verify", &json!({})).await;
    pharmacy.change(&id, "hold", &json!({"reason": "surgery"})).await;
    assert_eq!(give(&pharmacy, &written, &json!({})).await.0, 409);
}
