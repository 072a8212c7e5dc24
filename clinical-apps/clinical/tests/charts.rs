//! Conditions, procedures and immunisations by hand.

use crate::allergies::patient;
use crate::common::{Clinical, clinical, key, string, visit};
use serde_json::{Value, json};

async fn record(clinical: &Clinical, patient: &str, what: &str, body: &Value) -> (u16, Value) {
    let path = format!("/api/v1/patients/{patient}/{what}");
    clinical.http.command(&path, &key(), body).await
}

fn measles() -> Value {
    json!({
        "vaccine": {"system": "http://hl7.org/fhir/sid/cvx", "code": "05", "text": "measles"},
        "occurred_at": "2026-11-20T08:00:00Z", "lot_number": "M123", "lot_expires_on": "2027-01-31",
        "site": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActSite", "code": "LA"},
        "route": {"system": "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration", "code": "SC"},
        "dose_ml": 0.5, "dose_number": 1, "series_doses": 2,
    })
}

#[tokio::test]
async fn each_kind_is_recorded_listed_changed_and_marked_as_an_error() {
    let clinical = clinical().await;
    let reply = clinical.file(&visit("admit", "10:00", "1", json!({}))).await;
    let patient = string(&reply["patient_id"]);
    let pneumonia = json!({
        "encounter_id": reply["encounter_id"], "code": {"system": "I10", "code": "J18.9", "text": "Pneumonia"},
        "role": "working", "rank": 1, "verification_status": "provisional", "severity": "moderate",
    });
    let puncture = json!({
        "encounter_id": reply["encounter_id"], "code": {"code": "LP", "text": "Lumbar puncture"},
        "performed_at": "2026-11-22T10:30:00Z", "minutes": 20, "performers": [{"family": "Osman"}],
    });
    for (what, one, body, field, value) in [
        (
            "conditions",
            "condition",
            pneumonia,
            "verification_status",
            json!("confirmed"),
        ),
        ("procedures", "procedure", puncture, "outcome", json!("clear fluid")),
        ("immunizations", "immunization", measles(), "reaction", json!("fever")),
    ] {
        let (status, made) = record(&clinical, &patient, what, &body).await;
        assert_eq!(status, 201, "{what}: {made}");
        let path = format!("/api/v1/{what}/{}", string(&made["id"]));
        assert_eq!(clinical.http.get(&path).await, made);
        let mut changed = body.clone();
        changed[field] = value.clone();
        let (status, after) = clinical.http.call_if(1, "PUT", &path, &changed).await;
        assert_eq!((status, &after[field]), (200, &value), "{after}");
        let (status, problem) = clinical.http.call_if(1, "PUT", &path, &changed).await;
        assert_eq!((status, &problem["type"]), (409, &json!(format!("{one}-version"))));
        let list = clinical.http.get(&format!("/api/v1/patients/{patient}/{what}")).await;
        assert_eq!(list["items"], json!([after]));
        let reason = json!({"reason": "another patient's"});
        let error = format!("{path}/entered-in-error");
        assert_eq!(clinical.http.call("POST", &error, &reason).await.0, 200);
        let (status, problem) = clinical.http.call("POST", &error, &reason).await;
        assert_eq!((status, &problem["type"]), (409, &json!(format!("{one}-state"))));
        let versions = clinical.http.get(&format!("{path}/versions")).await;
        assert_eq!(versions["items"].as_array().map(Vec::len), Some(3), "{what}");
        let told = clinical.told().await;
        let topics: Vec<_> = told
            .iter()
            .map(|event| string(&event["event_type"]))
            .filter(|topic| topic.starts_with("clinical."))
            .collect();
        let of = |what: &str| format!("clinical.{one}.{what}");
        assert_eq!(topics, [of("recorded"), of("updated"), of("updated")]);
    }
}

#[tokio::test]
async fn a_vaccine_that_was_not_given_has_a_reason_and_one_that_was_has_a_lot_in_time() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    let refused = async |change: &dyn Fn(&mut Value), place: &str| {
        let mut body = measles();
        change(&mut body);
        let (status, problem) = record(&clinical, &patient, "immunizations", &body).await;
        assert_eq!(status, 422, "{place}");
        assert!(problem["problems"].to_string().contains(place), "{place}: {problem}");
    };
    refused(&|it| it["status"] = json!("not-done"), "/status_reason").await;
    refused(&|it| it["status"] = json!("not-done"), "/status:").await;
    refused(
        &|it| it["status_reason"] = json!("refused by parents"),
        "/status_reason",
    )
    .await;
    refused(&|it| it["lot_number"] = Value::Null, "/lot_number").await;
    refused(&|it| it["vaccine"]["code"] = json!("MMR"), "/vaccine/code").await;
    refused(&|it| it["dose_number"] = json!(3), "/dose_number").await;
    refused(&|it| it["occurred_at"] = json!("2099-01-01T00:00:00Z"), "/occurred_at").await;
    refused(&|it| it["lot_expires_on"] = json!("2026-11-01"), "/lot_expires_on").await;

    let not_done = json!({
        "vaccine": {"system": "http://hl7.org/fhir/sid/cvx", "code": "05"}, "occurred_at": "2026-11-20T08:00:00Z",
        "status": "not-done", "status_reason": "fever",
    });
    let (status, kept) = record(&clinical, &patient, "immunizations", &not_done).await;
    assert_eq!((status, &kept["status"]), (201, &json!("not-done")), "{kept}");
    let from_card = json!({
        "vaccine": {"system": "http://hl7.org/fhir/sid/cvx", "code": "19"}, "occurred_at": "2001-02-03T00:00:00Z", "reported": true,
    });
    assert_eq!(record(&clinical, &patient, "immunizations", &from_card).await.0, 201);
}

#[tokio::test]
async fn conditions_and_procedures_that_contradict_themselves_are_refused() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    let code = json!({"code": "J18.9"});
    for (what, body, place) in [
        ("conditions", json!({"code": code, "rank": 1}), "/encounter_id"),
        ("conditions", json!({"code": code, "abatement": "2020"}), "/abatement"),
        (
            "procedures",
            json!({"code": code, "status": "not-done"}),
            "/status_reason",
        ),
        ("procedures", json!({"code": code, "minutes": 0}), "/minutes"),
    ] {
        let (status, problem) = record(&clinical, &patient, what, &body).await;
        assert_eq!(status, 422, "{what} {place}");
        assert!(problem["problems"].to_string().contains(place), "{place}: {problem}");
    }
}
