//! Checks that are kept: their alerts, the answers to them, the events, merges, access.

use nilecare_contracts::cds::MedicationCheckRequest;
use nilecare_http::{dangling_references, routes_without_permission};
use serde_json::{Value, json};

use crate::common::{Cds, cds, key, string};

const CHECKS: &str = "/api/v1/cds/checks";

fn penicillin(patient: &str) -> Value {
    json!({
        "patient_id": patient,
        "proposed": [{"drug": {"name": "amoxicillin"}, "reference": "rx-1"}, {"drug": {"name": "simvastatin"}}],
        "current": [{"drug": {"name": "atorvastatin"}}],
        "allergies": [{"substance": {"name": "penicillin"}, "severity": "severe"}],
    })
}

async fn keep(cds: &Cds, request: &Value) -> Value {
    let (status, reply) = cds.http.command(CHECKS, &key(), request).await;
    assert_eq!(status, 200, "{reply}");
    reply
}

async fn listed(cds: &Cds, query: &str) -> Vec<Value> {
    let page = cds.http.get(&format!("/api/v1/cds/alerts?{query}")).await;
    page["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn an_override_needs_a_reason_is_kept_and_final() {
    let cds = cds().await;
    let patient = cds.patient("1").await;
    let reply = keep(&cds, &penicillin(&patient)).await;
    let alert = &reply["alerts"][0];
    assert_eq!(
        (&alert["kind"], &alert["mode"]),
        (&json!("allergy"), &json!("blocking"))
    );
    let path = format!("/api/v1/cds/alerts/{}", string(&alert["id"]));
    let (status, problem) = cds.http.call("POST", &format!("{path}/acknowledge"), &json!({})).await;
    assert_eq!((status, &problem["type"]), (409, &json!("cds-alert-blocks")));
    let no_comment = json!({"reason": "tolerated-before"});
    let (status, _) = cds.http.call("POST", &format!("{path}/override"), &no_comment).await;
    assert_eq!(status, 422);
    let request = json!({"reason": "tolerated-before", "comment": "had it last year"});
    let (status, answered) = cds.http.call("POST", &format!("{path}/override"), &request).await;
    assert_eq!(
        (status, &answered["state"]["status"]),
        (200, &json!("overridden")),
        "{answered}"
    );
    let (status, problem) = cds.http.call("POST", &format!("{path}/override"), &request).await;
    assert_eq!((status, &problem["type"]), (409, &json!("cds-alert-state")));
    let kept = cds.http.get(&path).await;
    assert_eq!(
        (&kept["state"]["reason"], &kept["references"][0]),
        (&json!("tolerated-before"), &json!("rx-1"))
    );
    assert_eq!(
        listed(&cds, &format!("patient={patient}&status=overridden"))
            .await
            .len(),
        1
    );
    assert!(
        listed(&cds, "status=active")
            .await
            .iter()
            .all(|other| other["id"] != alert["id"])
    );
}

#[tokio::test]
async fn an_alert_that_does_not_block_is_acknowledged() {
    let cds = cds().await;
    let patient = cds.patient("1").await;
    let reply = keep(&cds, &penicillin(&patient)).await;
    let alerts = reply["alerts"].as_array().expect("a list");
    let statins = alerts
        .iter()
        .find(|alert| alert["kind"] == "duplicate")
        .expect("two statins");
    let path = format!("/api/v1/cds/alerts/{}/acknowledge", string(&statins["id"]));
    let (status, answered) = cds.http.call("POST", &path, &json!({})).await;
    assert_eq!(
        (status, &answered["state"]["status"]),
        (200, &json!("acknowledged")),
        "{answered}"
    );
}

#[tokio::test]
async fn the_same_key_keeps_one_check() {
    let cds = cds().await;
    let patient = cds.patient("1").await;
    let key = key();
    let first = cds.http.command(CHECKS, &key, &penicillin(&patient)).await;
    let second = cds.http.command(CHECKS, &key, &penicillin(&patient)).await;
    assert_eq!((first.0, &first.1), (second.0, &second.1));
    let n_alerts = first.1["alerts"].as_array().map(Vec::len);
    assert_eq!(Some(listed(&cds, &format!("patient={patient}")).await.len()), n_alerts);
    let mut other = penicillin(&patient);
    other["weight_kg"] = json!(70);
    let (status, problem) = cds.http.command(CHECKS, &key, &other).await;
    assert_eq!((status, &problem["type"]), (422, &json!("idempotency-key-reused")));
}

#[tokio::test]
async fn alerts_follow_a_merged_patient_and_nobody_unknown_has_any() {
    let cds = cds().await;
    let patient = cds.patient("1").await;
    let survivor = cds.patient("2").await;
    keep(&cds, &penicillin(&patient)).await;
    let person = |number: &str| json!({"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]});
    let merge = json!({"event": "merge", "patient": person("2"), "prior": person("1")});
    let (status, reply) = cds.http.command("/api/v1/clinical/adt-events", &key(), &merge).await;
    assert_eq!(status, 200, "{reply}");
    assert!(!listed(&cds, &format!("patient={survivor}")).await.is_empty());
    let stranger = "01JZZZZZZZZZZZZZZZZZZZZZZZ";
    let (status, problem) = cds.http.command(CHECKS, &key(), &penicillin(stranger)).await;
    assert_eq!((status, &problem["type"]), (404, &json!("patient-not-found")));
    let mut nobody = penicillin(&patient);
    nobody.as_object_mut().expect("an object").remove("patient_id");
    assert_eq!(cds.http.command(CHECKS, &key(), &nobody).await.0, 422);
}

#[tokio::test]
async fn a_look_keeps_nothing() {
    let cds = cds().await;
    let patient = cds.patient("1").await;
    let (status, reply) = cds.http.call("POST", "/api/v1/cds/check", &penicillin(&patient)).await;
    assert_eq!((status, reply.get("check_id")), (200, None));
    assert!(listed(&cds, "").await.is_empty());
}

#[tokio::test]
async fn requests_that_are_not_valid_are_told_by_place() {
    let cds = cds().await;
    let request = json!({"proposed": [{"drug": {}, "dose": {"amount": 0, "unit": "mg", "times_per_day": 1}}], "weight_kg": 7000,
        "birth_date": "14.3.1961"});
    let (status, problem) = cds.http.call("POST", "/api/v1/cds/check", &request).await;
    assert_eq!(status, 422);
    let text = problem.to_string();
    for place in [
        "/proposed/0/drug",
        "/proposed/0/dose/amount",
        "/weight_kg",
        "/birth_date",
    ] {
        assert!(text.contains(place), "{place}: {text}");
    }
    assert!(!text.contains("1961"), "no value of a patient is in an error");
    for sample in MedicationCheckRequest::samples() {
        assert_eq!(sample.validate(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn every_route_asks_for_a_permission() {
    let cds = cds().await;
    let openapi = cds.service.router().into_openapi();
    assert_eq!(routes_without_permission(&openapi), Vec::<String>::new());
    assert_eq!(dangling_references(&openapi), Vec::<String>::new());
    let request = json!({"proposed": [{"drug": {"name": "warfarin"}}]});
    for (method, path, status) in [
        ("POST", "/api/v1/cds/check", 200),
        ("PUT", "/api/v1/cds/facts/drugs/x", 403),
    ] {
        let nurse = Some(cds.http.token(&["cds:check"]));
        assert_eq!(
            cds.http.send(method, path, nurse, "", &request).await.status(),
            status,
            "{method}"
        );
        assert_eq!(
            cds.http.send(method, path, None, "", &request).await.status(),
            401,
            "{method}"
        );
    }
}
