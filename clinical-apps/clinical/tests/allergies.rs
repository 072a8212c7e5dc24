//! Allergies by hand: recorded once, changed by version, never beside a statement that there are none, never lost.

use crate::common::{Clinical, clinical, event, key, string};
use serde_json::{Value, json};

pub async fn patient(clinical: &Clinical, number: &str) -> String {
    string(&clinical.file(&event("update-person", "10:00", number)).await["patient_id"])
}

fn penicillin() -> Value {
    json!({
        "substance": {"system": "http://snomed.info/sct", "code": "373270004", "text": "Penicillin"},
        "category": "medication", "criticality": "high", "onset": "2019-04",
        "reactions": [{"manifestation": "Urticaria", "severity": "moderate"}],
    })
}

async fn record(clinical: &Clinical, patient: &str, what: &str, body: &Value) -> (u16, Value) {
    let path = format!("/api/v1/patients/{patient}/{what}");
    clinical.http.command(&path, &key(), body).await
}

async fn summary(clinical: &Clinical, patient: &str) -> Value {
    clinical
        .http
        .get(&format!("/api/v1/patients/{patient}/allergies/summary"))
        .await
}

#[tokio::test]
async fn an_allergy_is_recorded_changed_by_version_and_every_version_stays() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    let (status, made) = record(&clinical, &patient, "allergies", &penicillin()).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        (&made["patient_id"], &made["recorded_by"], &made["version"]),
        (&json!(patient), &json!("test"), &json!(1))
    );
    assert_eq!(
        (&made["clinical_status"], &made["verification_status"]),
        (&json!("active"), &json!("unconfirmed"))
    );
    let path = format!("/api/v1/allergies/{}", string(&made["id"]));
    let mut changed = penicillin();
    changed["verification_status"] = json!("confirmed");
    let (status, after) = clinical.http.call_if(1, "PUT", &path, &changed).await;
    assert_eq!(
        (status, &after["version"], &after["verification_status"]),
        (200, &json!(2), &json!("confirmed"))
    );
    let (status, problem) = clinical.http.call_if(1, "PUT", &path, &changed).await;
    assert_eq!((status, &problem["type"]), (409, &json!("allergy-version")));
    let versions = clinical.http.get(&format!("{path}/versions")).await;
    let said: Vec<_> = versions["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|version| version["verification_status"].clone())
        .collect();
    assert_eq!(said, [json!("confirmed"), json!("unconfirmed")]);
    let first = clinical.http.get(&format!("{path}/versions?limit=1")).await;
    let rest = clinical
        .http
        .get(&format!("{path}/versions?limit=1&cursor={}", string(&first["next"])))
        .await;
    assert_eq!((&rest["items"][0]["version"], rest.get("next")), (&json!(1), None));
}

#[tokio::test]
async fn a_second_allergy_to_one_substance_is_refused_and_the_same_key_records_once() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    let path = format!("/api/v1/patients/{patient}/allergies");
    let once = key();
    let first = clinical.http.command(&path, &once, &penicillin()).await;
    assert_eq!(clinical.http.command(&path, &once, &penicillin()).await, first);
    let (status, problem) = record(&clinical, &patient, "allergies", &penicillin()).await;
    assert_eq!((status, &problem["type"]), (409, &json!("allergy-exists")));
    assert!(
        problem["detail"].to_string().contains(&string(&first.1["id"])),
        "{problem}"
    );
    // Changing another allergy into it is refused as well.
    let aspirin = json!({"substance": {"code": "1191", "text": "Aspirin"}});
    let (_, other) = record(&clinical, &patient, "allergies", &aspirin).await;
    let other = format!("/api/v1/allergies/{}", string(&other["id"]));
    let (status, problem) = clinical.http.call("PUT", &other, &penicillin()).await;
    assert_eq!((status, &problem["type"]), (409, &json!("allergy-exists")));
    let list = clinical.http.get(&path).await;
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn unknown_none_known_and_known_are_three_things() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    assert_eq!(summary(&clinical, &patient).await["knowledge"], "unknown");
    let (status, stated) = record(&clinical, &patient, "allergy-statements", &json!({})).await;
    assert_eq!((status, &stated["scope"]), (201, &json!("any")), "{stated}");
    assert_eq!(summary(&clinical, &patient).await["knowledge"], "none-known");

    let (status, allergy) = record(&clinical, &patient, "allergies", &penicillin()).await;
    assert_eq!(status, 201);
    let now = summary(&clinical, &patient).await;
    assert_eq!((&now["knowledge"], &now["statements"]), (&json!("known"), &json!([])));
    assert_eq!(now["allergies"][0]["id"], allergy["id"]);
    let ended = clinical
        .http
        .get(&format!("/api/v1/allergy-statements/{}", string(&stated["id"])))
        .await;
    assert_eq!((&ended["ended_by"], &ended["version"]), (&allergy["id"], &json!(2)));

    let (status, problem) = record(&clinical, &patient, "allergy-statements", &json!({})).await;
    assert_eq!((status, &problem["type"]), (409, &json!("allergies-known")));
    // No food allergies is no contradiction.
    let (status, _) = record(&clinical, &patient, "allergy-statements", &json!({"scope": "food"})).await;
    assert_eq!(status, 201);
    assert_eq!(summary(&clinical, &patient).await["statements"][0]["scope"], "food");
}

#[tokio::test]
async fn what_was_entered_in_error_stays_readable_and_counts_for_nothing() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    let (_, made) = record(&clinical, &patient, "allergies", &penicillin()).await;
    let path = format!("/api/v1/allergies/{}", string(&made["id"]));
    let error = format!("{path}/entered-in-error");
    let (status, problem) = clinical.http.call("POST", &error, &json!({"reason": " "})).await;
    assert_eq!((status, &problem["type"]), (422, &json!("validation-failed")));
    let (status, marked) = clinical
        .http
        .call("POST", &error, &json!({"reason": "another patient's"}))
        .await;
    assert_eq!(
        (status, &marked["entered_in_error"]["reason"], &marked["version"]),
        (200, &json!("another patient's"), &json!(2))
    );
    let (status, problem) = clinical.http.call("PUT", &path, &penicillin()).await;
    assert_eq!((status, &problem["type"]), (409, &json!("allergy-state")));
    assert_eq!(clinical.http.get(&path).await, marked);
    assert_eq!(summary(&clinical, &patient).await["knowledge"], "unknown");
    // It is in nobody's way: the same substance can be recorded anew.
    assert_eq!(record(&clinical, &patient, "allergies", &penicillin()).await.0, 201);
}

#[tokio::test]
async fn refuted_and_resolved_allergies_do_not_count() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    let (_, made) = record(&clinical, &patient, "allergies", &penicillin()).await;
    let path = format!("/api/v1/allergies/{}", string(&made["id"]));
    for (field, value) in [("verification_status", "refuted"), ("clinical_status", "resolved")] {
        let mut changed = penicillin();
        changed[field] = json!(value);
        let (status, after) = clinical.http.call("PUT", &path, &changed).await;
        assert_eq!((status, &after[field]), (200, &json!(value)));
        assert_eq!(summary(&clinical, &patient).await["knowledge"], "unknown", "{value}");
    }
}

#[tokio::test]
async fn allergies_follow_a_merged_patient_and_are_told_by_events_of_the_survivor() {
    let clinical = clinical().await;
    let (prior, survivor) = (patient(&clinical, "1").await, patient(&clinical, "2").await);
    let (_, made) = record(&clinical, &prior, "allergies", &penicillin()).await;
    let mut merge = event("merge", "11:00", "2");
    merge["prior"] = json!({"identifiers": [{"system": "HOSP", "value": "1"}]});
    clinical.file(&merge).await;
    for id in [&prior, &survivor] {
        let known = summary(&clinical, id).await;
        assert_eq!(
            (&known["patient_id"], &known["allergies"][0]["patient_id"]),
            (&json!(survivor), &json!(survivor))
        );
    }
    let (status, problem) = record(&clinical, &prior, "allergies", &penicillin()).await;
    assert_eq!((status, &problem["type"]), (409, &json!("allergy-exists")));
    let read = clinical
        .http
        .get(&format!("/api/v1/allergies/{}", string(&made["id"])))
        .await;
    assert_eq!(read["patient_id"], json!(survivor));
    let aspirin = json!({"substance": {"code": "1191", "text": "Aspirin"}});
    let (_, late) = record(&clinical, &prior, "allergies", &aspirin).await;
    assert_eq!(late["patient_id"], json!(survivor), "what comes late is the survivor's");
}

#[tokio::test]
async fn each_change_is_told_once_with_the_change() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    clinical.told().await;
    record(&clinical, &patient, "allergy-statements", &json!({})).await;
    let (_, made) = record(&clinical, &patient, "allergies", &penicillin()).await;
    let told = clinical.told().await;
    let topics: Vec<_> = told.iter().map(|event| string(&event["event_type"])).collect();
    assert_eq!(
        topics,
        [
            "clinical.no-known-allergies.recorded",
            "clinical.no-known-allergies.updated",
            "clinical.allergy.recorded"
        ]
    );
    assert_eq!((&told[2]["data"]["allergy"], &told[2]["key"]), (&made, &json!(patient)));
}

#[tokio::test]
async fn requests_that_are_not_valid_are_told_by_place_and_without_values() {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    let mut bad = penicillin();
    bad["substance"]["code"] = json!(" ");
    bad["onset"] = json!("SPRING");
    bad["reactions"][0]["manifestation"] = json!("");
    bad["encounter_id"] = json!("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    let (status, problem) = record(&clinical, &patient, "allergies", &bad).await;
    assert_eq!(status, 422);
    for place in ["/substance/code:", "/reactions/0/manifestation:", "/onset:"] {
        assert!(problem["problems"].to_string().contains(place), "{place} {problem}");
    }
    assert!(!problem.to_string().contains("SPRING"));
    let mut elsewhere = penicillin();
    elsewhere["encounter_id"] = bad["encounter_id"].clone();
    let (status, problem) = record(&clinical, &patient, "allergies", &elsewhere).await;
    assert_eq!(
        (status, &problem["problems"]),
        (422, &json!(["/encounter_id: is no encounter of this patient"]))
    );
    let (status, problem) = record(&clinical, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "allergies", &penicillin()).await;
    assert_eq!((status, &problem["type"]), (404, &json!("patient-not-found")));
}
