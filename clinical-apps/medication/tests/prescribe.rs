//! Writing prescriptions: what decision support says must be answered, and nothing goes on that it was not asked about.

use nilecare_contracts::medication::PrescriptionRequest;
use nilecare_http::{dangling_references, routes_without_permission};
use nilecare_types::PatientId;
use serde_json::json;

use crate::common::{PRESCRIPTIONS, key, pharmacy, pharmacy_permitted, request, string};

#[tokio::test]
async fn a_critical_allergy_waits_for_an_override_with_a_reason() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let mut wanted = request(&patient, "amoxicillin");
    wanted["allergies"] = json!([{"substance": {"name": "penicillin"}, "severity": "severe"}]);
    let draft = pharmacy.prescribe(&wanted).await;
    assert_eq!(
        (&draft["status"], &draft["check"]["level"]),
        (&json!("draft"), &json!("contraindicated"))
    );
    let id = string(&draft["id"]);
    let alert = &draft["check"]["open_alerts"][0];

    let submit = format!("{PRESCRIPTIONS}/{id}/submit");
    let (status, problem) = pharmacy.call_as("doctor", "POST", &submit, &json!({})).await;
    assert_eq!((status, &problem["type"]), (409, &json!("alerts-open")));
    let silent = json!({"overrides": [{"alert_id": alert, "reason": "tolerated-before"}]});
    let (status, problem) = pharmacy.call_as("doctor", "POST", &submit, &silent).await;
    assert_eq!(
        (status, &problem["type"]),
        (422, &json!("validation-failed")),
        "{problem}"
    );
    assert_eq!(pharmacy.try_change(&id, "verify", &json!({})).await.0, 409);

    let answer =
        json!({"overrides": [{"alert_id": alert, "reason": "tolerated-before", "comment": "had it last year"}]});
    let (status, sent) = pharmacy.call_as("doctor", "POST", &submit, &answer).await;
    assert_eq!((status, &sent["status"]), (200, &json!("pending")), "{sent}");
    assert_eq!(sent["check"]["overridden_alerts"], json!([alert]));
    let kept = pharmacy
        .http
        .get(&format!("/api/v1/cds/alerts/{}", string(alert)))
        .await;
    assert_eq!(
        (&kept["state"]["by"], &kept["state"]["reason"]),
        (&json!("doctor"), &json!("tolerated-before"))
    );
}

#[tokio::test]
async fn what_the_patient_has_prescriptions_for_is_checked_without_being_told() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let mut warfarin = request(&patient, "warfarin");
    warfarin["dose"] = json!({"amount": 5, "unit": "mg", "times_per_day": 1});
    pharmacy.active(&warfarin).await;
    let mut ibuprofen = request(&patient, "ibuprofen");
    ibuprofen["dose"]["amount"] = json!(200);
    let draft = pharmacy.prescribe(&ibuprofen).await;
    assert_eq!(
        (&draft["status"], &draft["check"]["level"]),
        (&json!("draft"), &json!("major")),
        "{draft}"
    );
    // Whether anybody asked what else the patient takes or not.
    let mut unasked = ibuprofen.clone();
    unasked.as_object_mut().expect("it is an object").remove("takes_also");
    let draft = pharmacy.prescribe(&unasked).await;
    assert_eq!(
        (&draft["status"], &draft["check"]["level"]),
        (&json!("draft"), &json!("major")),
        "{draft}"
    );
    // For somebody else there is nothing to say.
    ibuprofen["patient_id"] = json!(pharmacy.patient("2").await);
    assert_eq!(pharmacy.prescribe(&ibuprofen).await["status"], "pending");
}

#[tokio::test]
async fn an_allergy_of_the_chart_stops_a_prescription_that_names_none() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let penicillin = json!({
        "substance": {"system": "L", "code": "PEN", "text": "Penicillin"}, "category": "medication",
        "reactions": [{"manifestation": "Anaphylaxis", "severity": "severe"}],
    });
    let path = format!("/api/v1/patients/{patient}/allergies");
    let (status, allergy) = pharmacy.http.command(&path, &key(), &penicillin).await;
    assert_eq!(status, 201, "{allergy}");
    let mut unasked = request(&patient, "amoxicillin");
    unasked.as_object_mut().expect("it is an object").remove("allergies");
    for wanted in [request(&patient, "amoxicillin"), unasked] {
        let draft = pharmacy.prescribe(&wanted).await;
        assert_eq!(
            (&draft["status"], &draft["check"]["level"]),
            (&json!("draft"), &json!("contraindicated")),
            "{draft}"
        );
        let alert = &draft["check"]["open_alerts"][0];
        let alert = pharmacy
            .http
            .get(&format!("/api/v1/cds/alerts/{}", string(alert)))
            .await;
        assert_eq!(
            (&alert["kind"], &alert["mode"]),
            (&json!("allergy"), &json!("blocking"))
        );
        pharmacy
            .change(&string(&draft["id"]), "cancel", &json!({"reason": "allergy"}))
            .await;
    }
    // Refuted, it speaks against nothing any more.
    let mut refuted = penicillin.clone();
    refuted["verification_status"] = json!("refuted");
    let path = format!("/api/v1/allergies/{}", string(&allergy["id"]));
    assert_eq!(pharmacy.http.call("PUT", &path, &refuted).await.0, 200);
    let written = pharmacy.prescribe(&request(&patient, "amoxicillin")).await;
    assert_eq!(written["status"], "pending", "{written}");
}

#[tokio::test]
async fn a_statement_of_the_chart_answers_for_a_request_that_says_nothing_of_allergies() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let mut unasked = request(&patient, "amoxicillin");
    unasked.as_object_mut().expect("it is an object").remove("allergies");
    let written = pharmacy.prescribe(&unasked).await;
    assert_eq!(written["check"]["conclusion"], "incomplete", "nobody asked: {written}");
    pharmacy
        .change(&string(&written["id"]), "cancel", &json!({"reason": "to ask"}))
        .await;
    let path = format!("/api/v1/patients/{patient}/allergy-statements");
    assert_eq!(pharmacy.http.command(&path, &key(), &json!({})).await.0, 201);
    let written = pharmacy.prescribe(&unasked).await;
    assert_eq!(written["check"]["conclusion"], "clear", "{written}");
}

#[tokio::test]
async fn allergies_that_cannot_be_read_leave_the_check_incomplete() {
    let pharmacy = pharmacy_permitted(true, &["patients:read", "cds:check", "cds-alerts:write"]).await;
    let patient = pharmacy.patient("1").await;
    let written = pharmacy.prescribe(&request(&patient, "amoxicillin")).await;
    assert_eq!(written["check"]["conclusion"], "incomplete", "{written}");
    // What the request names is checked all the same.
    let mut named = request(&patient, "amoxicillin");
    named["allergies"] = json!([{"substance": {"name": "penicillin"}, "severity": "severe"}]);
    let draft = pharmacy.prescribe(&named).await;
    assert_eq!(draft["check"]["level"], "contraindicated", "{draft}");
}

#[tokio::test]
async fn without_decision_support_it_stays_a_draft() {
    let pharmacy = pharmacy(false).await;
    let patient = pharmacy.patient("1").await;
    let draft = pharmacy.prescribe(&request(&patient, "amoxicillin")).await;
    assert_eq!((&draft["status"], draft.get("check")), (&json!("draft"), None));
    let (status, problem) = pharmacy.try_change(&string(&draft["id"]), "submit", &json!({})).await;
    assert_eq!((status, &problem["type"]), (503, &json!("cds-unavailable")));
}

#[tokio::test]
async fn the_same_key_writes_one_prescription() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let key = key();
    let first = pharmacy
        .http
        .command(PRESCRIPTIONS, &key, &request(&patient, "amoxicillin"))
        .await;
    let second = pharmacy
        .http
        .command(PRESCRIPTIONS, &key, &request(&patient, "amoxicillin"))
        .await;
    assert_eq!(first, second);
    let (status, problem) = pharmacy
        .http
        .command(PRESCRIPTIONS, &key, &request(&patient, "ibuprofen"))
        .await;
    assert_eq!((status, &problem["type"]), (422, &json!("idempotency-key-reused")));
    let page = pharmacy.http.get(&format!("{PRESCRIPTIONS}?patient={patient}")).await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn prescriptions_follow_a_merged_patient() {
    let pharmacy = pharmacy(true).await;
    let (patient, survivor) = (pharmacy.patient("1").await, pharmacy.patient("2").await);
    let written = pharmacy.prescribe(&request(&patient, "amoxicillin")).await;
    let person = |number: &str| json!({"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]});
    let merge = json!({"event": "merge", "patient": person("2"), "prior": person("1")});
    let (status, reply) = pharmacy
        .http
        .command("/api/v1/clinical/adt-events", &key(), &merge)
        .await;
    assert_eq!(status, 200, "{reply}");
    let page = pharmacy.http.get(&format!("{PRESCRIPTIONS}?patient={survivor}")).await;
    assert_eq!(page["items"][0]["id"], written["id"]);
    let read = pharmacy
        .http
        .get(&format!("{PRESCRIPTIONS}/{}", string(&written["id"])))
        .await;
    assert_eq!(read["patient_id"], json!(survivor));
    // The same drug again is a duplicate of the one before the merge.
    let again = pharmacy.prescribe(&request(&survivor, "amoxicillin")).await;
    assert_eq!(again["status"], "draft", "{again}");
}

#[tokio::test]
async fn requests_that_are_not_valid_are_told_by_place_and_without_values() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let mut wrong = request(&patient, "amoxicillin");
    wrong["quantity"] = json!(0);
    wrong["days"] = json!(1000);
    wrong["dose"]["amount"] = json!(0);
    wrong["birth_date"] = json!("1.5.80");
    let (status, problem) = pharmacy.http.command(PRESCRIPTIONS, &key(), &wrong).await;
    assert_eq!(status, 422);
    let text = problem.to_string();
    for place in ["/quantity", "/days", "\"/dose/amount", "/birth_date"] {
        assert!(text.contains(place), "{place}: {text}");
    }
    assert!(!text.contains("1.5.80"));
    let stranger = request("01JZZZZZZZZZZZZZZZZZZZZZZZ", "amoxicillin");
    let (status, problem) = pharmacy.http.command(PRESCRIPTIONS, &key(), &stranger).await;
    assert_eq!((status, &problem["type"]), (404, &json!("patient-not-found")));
    let sample = PrescriptionRequest::sample(PatientId::generate());
    assert_eq!(sample.validate(), Vec::<String>::new());
}

#[tokio::test]
async fn every_route_asks_for_a_permission() {
    let pharmacy = pharmacy(true).await;
    let openapi = pharmacy.service.router().into_openapi();
    assert_eq!(routes_without_permission(&openapi), Vec::<String>::new());
    assert_eq!(dangling_references(&openapi), Vec::<String>::new());
}
