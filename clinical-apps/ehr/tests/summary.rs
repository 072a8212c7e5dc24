//! The summary: as JSON, and as a FHIR document that holds everything that it refers to.

use std::collections::BTreeSet;

use axum::body::Body;
use http::Request;
use nilecare_ehr::EhrOptions;
use serde_json::{Value, json};

use crate::common::{AMNA, EHR, Hospital, hospital, hospital_with, string};

fn icd(code: &str, text: &str) -> Value {
    json!({"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": code, "text": text})
}

/// A patient with something of everything.
async fn chart(hospital: &Hospital) {
    let patient = hospital.patient.clone();
    let problem = hospital
        .record("problems", &json!({"code": icd("E11.9", "Diabetes <2>"), "status": "chronic", "severity": "moderate", "onset": "2019-03"}))
        .await;
    let wrong = hospital
        .record("problems", &json!({"code": icd("I10", "Mistake")}))
        .await;
    let error = format!("{EHR}/problems/{}/entered-in-error", string(&wrong["id"]));
    hospital.post(&error, &json!({"reason": "another patient's"})).await;
    let plan = hospital
        .record(
            "care-plans",
            &json!({"title": "Diabetes", "addresses": [problem["id"]], "starts_on": "2026-11-01",
            "goals": [{"text": "Lower HbA1c", "target": "below 7 %", "due_on": "2027-05-01"}],
            "activities": [{"text": "Walk", "performer": "Patient", "due_on": "2026-12-01"}]}),
        )
        .await;
    let status = format!("{EHR}/care-plans/{}/status", string(&plan["id"]));
    hospital
        .post(&status, &json!({"status": "active", "reason": "agreed"}))
        .await;
    hospital
        .record(
            "family-history",
            &json!({"relation": "mother", "deceased": true, "age_at_death": 70,
            "conditions": [{"code": icd("I21.9", "Infarction"), "age_at_onset": 68, "led_to_death": true}]}),
        )
        .await;
    let smoker = json!({"system": "SCT", "code": "8517006", "text": "Ex-smoker"});
    hospital
        .record(
            "social-history",
            &json!({"category": "tobacco", "value": smoker, "quantity": "10 a day", "from": "2001", "until": "2020"}),
        )
        .await;
    let will = json!({"kind": "living-will", "statement": "No ventilation.", "valid_from": "2026-01-01"});
    let will = hospital.record("advance-directives", &will).await;
    let status = format!("{EHR}/advance-directives/{}/status", string(&will["id"]));
    hospital
        .post(&status, &json!({"status": "active", "reason": "signed paper seen"}))
        .await;
    for (decision, until) in [("permit", "2026-12-31"), ("deny", "2026-11-21")] {
        let body = json!({"scope": "research", "decision": decision, "valid_from": "2026-01-01", "valid_until": until});
        hospital.record("consents", &body).await;
    }
    hospital
        .record("care-team", &json!({"member": {"family": "Hassan", "given": "Tarig"}, "role": "attending-physician", "from": "2026-11-01"}))
        .await;
    let document = hospital
        .record("documents", &json!({"kind": "discharge-summary", "title": "Discharge"}))
        .await;
    let own = format!("{EHR}/documents/{}", string(&document["id"]));
    let put = Request::put(format!("{own}/content")).header("content-type", "text/plain");
    assert_eq!(hospital.send(&AMNA, put, Body::from("well")).await.status(), 200);
    hospital
        .post(
            &format!("{own}/status"),
            &json!({"status": "finalized", "reason": "done"}),
        )
        .await;
    hospital
        .signed(&AMNA, &json!({"assessment": "Diabetes", "plan": "Metformin & walks"}))
        .await;
    let mut secret = json!({"assessment": "Kept in trust"});
    secret["confidential"] = json!(true);
    hospital.signed(&AMNA, &secret).await;

    let substance = json!({"system": "RXN", "code": "7980", "text": "Penicillin G"});
    let allergy = json!({"substance": substance, "category": "medication", "criticality": "high", "verification_status": "confirmed",
                         "reactions": [{"manifestation": "Urticaria", "severity": "moderate"}]});
    hospital
        .post(&format!("/api/v1/patients/{patient}/allergies"), &allergy)
        .await;
    let vaccine = json!({"vaccine": {"system": "http://hl7.org/fhir/sid/cvx", "code": "207"}, "occurred_at": "2021-06-01T08:00:00Z", "reported": true});
    hospital
        .post(&format!("/api/v1/patients/{patient}/immunizations"), &vaccine)
        .await;
    let procedure =
        json!({"code": {"code": "appendectomy", "text": "Appendectomy"}, "performed_at": "2010-01-05T08:00:00Z"});
    hospital
        .post(&format!("/api/v1/patients/{patient}/procedures"), &procedure)
        .await;
    hospital
        .post(
            &format!("/api/v1/patients/{patient}/conditions"),
            &json!({"code": icd("J18.9", "Pneumonia")}),
        )
        .await;
    let drug = json!({"patient_id": patient, "drug": {"name": "metformin"}, "route": "oral", "quantity": 60, "days": 30,
        "dose": {"amount": 500, "unit": "mg", "times_per_day": 2}, "takes_also": [], "allergies": [], "conditions": [],
        "birth_date": "1980-05-01", "weight_kg": 70, "egfr": 90});
    hospital.post("/api/v1/prescriptions", &drug).await;
}

async fn summary(hospital: &Hospital, accept: &str) -> (u16, String, Value) {
    let path = format!("{EHR}/patients/{}/summary", hospital.patient);
    let reply = hospital
        .send(&AMNA, Request::get(path).header("accept", accept), Body::empty())
        .await;
    let kind = reply.headers()["content-type"].to_str().expect("a text").to_owned();
    let body = serde_json::from_slice(reply.body()).expect("it is JSON");
    (reply.status().as_u16(), kind, body)
}

fn references(node: &Value, found: &mut BTreeSet<String>) {
    match node {
        Value::Object(fields) => {
            found.extend(fields.get("reference").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

fn section<'a>(bundle: &'a Value, title: &str) -> &'a Value {
    let sections = bundle["entry"][0]["resource"]["section"].as_array().expect("sections");
    let found = sections.iter().find(|section| section["title"] == title);
    found.unwrap_or_else(|| panic!("there is no section {title}"))
}

#[tokio::test]
async fn as_a_fhir_document_it_is_valid_and_every_reference_resolves() {
    let hospital = hospital().await;
    chart(&hospital).await;
    let (status, kind, bundle) = summary(&hospital, "application/fhir+json").await;
    assert_eq!((status, kind.as_str()), (200, "application/fhir+json"), "{bundle}");
    let issues = nilecare_fhir_model::check(&bundle);
    assert!(issues.is_empty(), "{issues:?}");
    assert_eq!(
        (&bundle["type"], &bundle["entry"][0]["resource"]["resourceType"]),
        (&json!("document"), &json!("Composition"))
    );
    let entries = bundle["entry"].as_array().expect("entries");
    let urls: BTreeSet<String> = entries.iter().map(|entry| string(&entry["fullUrl"])).collect();
    assert_eq!(urls.len(), entries.len(), "each fullUrl is there once");
    for entry in entries {
        let issues = nilecare_fhir_model::check(&entry["resource"]);
        assert!(issues.is_empty(), "{}: {issues:?}", entry["resource"]);
    }
    let mut referred = BTreeSet::new();
    references(&bundle, &mut referred);
    assert!(referred.is_subset(&urls), "{:?}", referred.difference(&urls));
    // Everything but the Composition is referred to.
    assert_eq!(urls.difference(&referred).count(), 1);
    let kinds: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry["resource"]["resourceType"].as_str())
        .collect();
    for (kind, n) in [
        ("Composition", 1),
        ("Patient", 1),
        ("Practitioner", 1),
        ("Condition", 2),
        ("AllergyIntolerance", 1),
        ("MedicationRequest", 1),
        ("Immunization", 1),
        ("Procedure", 1),
        ("CarePlan", 1),
        ("Goal", 1),
        ("FamilyMemberHistory", 1),
        ("Observation", 1),
        ("Consent", 2),
        ("CareTeam", 1),
        ("DocumentReference", 1),
    ] {
        assert_eq!(kinds.iter().filter(|found| **found == kind).count(), n, "{kind}");
    }
    let text = bundle.to_string();
    assert!(!text.contains("Kept in trust"), "what is confidential is left out");
    assert!(!text.contains("Mistake"), "what is in error is left out");
    assert!(!text.contains("OPTOUT"), "the refusal ended yesterday");
    let notes = string(&section(&bundle, "Notes")["text"]["div"]);
    assert!(notes.contains("Metformin &amp; walks"), "{notes}");
}

#[tokio::test]
async fn what_nobody_knows_and_what_could_not_be_asked_are_told_apart() {
    let hospital = hospital_with(false, EhrOptions::default()).await;
    let (_, _, bundle) = summary(&hospital, "application/fhir+json").await;
    let issues = nilecare_fhir_model::check(&bundle);
    assert!(issues.is_empty(), "{issues:?}");
    let reason = |title: &str| section(&bundle, title)["emptyReason"]["coding"][0]["code"].clone();
    assert_eq!(reason("Medications"), "unavailable");
    let told = string(&section(&bundle, "Medications")["text"]["div"]);
    assert!(told.contains("did not answer"), "{told}");
    assert_eq!(reason("Allergies and intolerances"), "notasked");
    assert_eq!(
        section(&bundle, "Problems")["emptyReason"]["text"],
        "Nothing is on record"
    );
    let (_, _, plain) = summary(&hospital, "application/json").await;
    assert_eq!(
        (&plain["medications"]["state"], &plain["problems"]["state"]),
        (&json!("unavailable"), &json!("complete"))
    );
    let none = json!({"scope": "any"});
    hospital
        .post(
            &format!("/api/v1/patients/{}/allergy-statements", hospital.patient),
            &none,
        )
        .await;
    let (_, _, bundle) = summary(&hospital, "application/fhir+json").await;
    assert!(nilecare_fhir_model::check(&bundle).is_empty());
    assert!(string(&section(&bundle, "Allergies and intolerances")["text"]["div"]).contains("No known allergy"));
}

#[tokio::test]
async fn as_json_it_has_every_section_and_other_forms_are_refused() {
    let hospital = hospital().await;
    chart(&hospital).await;
    let (status, kind, summary_of) = summary(&hospital, "*/*").await;
    assert_eq!((status, kind.as_str()), (200, "application/json"));
    for (section, n) in [
        ("problems", 1),
        ("allergies", 1),
        ("medications", 1),
        ("diagnoses", 1),
        ("immunizations", 1),
        ("procedures", 1),
        ("care_plans", 1),
        ("family_history", 1),
        ("social_history", 1),
        ("advance_directives", 1),
        ("consents", 1),
        ("care_team", 1),
        ("documents", 1),
        ("notes", 1),
    ] {
        let section_of = &summary_of[section];
        assert_eq!(
            (&section_of["state"], section_of["entries"].as_array().map(Vec::len)),
            (&json!("complete"), Some(n)),
            "{section}"
        );
    }
    let (status, _, problem) = summary(&hospital, "text/html").await;
    assert_eq!((status, &problem["type"]), (400, &json!("accept-invalid")));
    let nobody = format!("{EHR}/patients/01ARZ3NDEKTSV4RRFFQ69G5FAV/summary");
    assert_eq!(hospital.call(&AMNA, "GET", &nobody, &Value::Null).await.0, 404);
}
