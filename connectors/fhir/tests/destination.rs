//! Writing to the hub's own FHIR server.

use nilecare_engine_api::FailureKind;
use serde_json::{Value, json};

use crate::rig::{Server, destination, factory, outbound};

fn patient(family: &str) -> Value {
    json!({ "resourceType": "Patient", "identifier": [{ "system": "https://example.org/mrn", "value": "7,8" }], "name": [{ "family": family }] })
}

#[tokio::test]
async fn resources_are_created_updated_and_patched() {
    let server = Server::start().await;
    let mut sender = destination(&server.config(&json!({ "answer": "representation" })));
    let created = sender.send(&outbound(&patient("Idris"), &[])).await.unwrap();
    assert_eq!(
        (&*created.facts["fhir_type"], &*created.facts["fhir_created"]),
        ("Patient", "true")
    );
    let id = created.facts["fhir_id"].clone();
    let stored: Value = serde_json::from_slice(&created.content.unwrap()).unwrap();
    assert_eq!(stored["id"], id.as_str());

    let mut changed = patient("Saleh");
    changed["id"] = Value::from(id.as_str());
    let updated = sender.send(&outbound(&changed, &[])).await.unwrap();
    assert_eq!(
        (&*updated.facts["http_status"], &*updated.facts["fhir_version"]),
        ("200", "2")
    );

    // By XML too.
    let xml = format!(r#"<Patient xmlns="http://hl7.org/fhir"><id value="{id}"/><active value="true"/></Patient>"#);
    let by_xml = sender.send(&outbound(&Value::from(xml), &[])).await.unwrap();
    assert_eq!(by_xml.facts["fhir_version"], "3");

    let patch = server
        .config(&json!({ "interaction": "patch", "resource_type": "Patient", "id": "{id}", "if_match": "{version}" }));
    let mut patcher = destination(&patch);
    let change = json!([{ "op": "replace", "path": "/active", "value": false }]);
    let patched = patcher
        .send(&outbound(&change, &[("id", &id), ("version", "3")]))
        .await
        .unwrap();
    assert_eq!(patched.facts["fhir_version"], "4");
    // The version is gone and does not come back.
    let error = patcher
        .send(&outbound(&change, &[("id", &id), ("version", "3")]))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Reject, "NC-FHIR-003"),
        "{error}"
    );
}

#[tokio::test]
async fn conditions_find_one_resource_and_a_repeat_creates_nothing() {
    let server = Server::start().await;
    let search = "identifier=https://example.org/mrn|{mrn}";
    let mut creator = destination(&server.config(&json!({ "interaction": "create", "if_none_exist": search })));
    let message = outbound(&patient("Idris"), &[("mrn", "7,8")]);
    let first = creator.send(&message).await.unwrap();
    assert_eq!(first.facts["http_status"], "201");
    let again = creator.send(&message).await.unwrap();
    assert_eq!(again.facts["http_status"], "200");
    assert!(!again.facts.contains_key("fhir_created"));

    let mut updater = destination(&server.config(&json!({ "interaction": "update", "search": search })));
    let updated = updater
        .send(&outbound(&patient("Saleh"), &[("mrn", "7,8")]))
        .await
        .unwrap();
    assert_eq!(
        (&updated.facts["fhir_id"], &*updated.facts["fhir_version"]),
        (&first.facts["fhir_id"], "2")
    );

    // Two that match are a refusal, and not the first of them.
    destination(&server.config(&json!({ "interaction": "create" })))
        .send(&outbound(&patient("Idris"), &[]))
        .await
        .unwrap();
    let error = updater
        .send(&outbound(&patient("Saleh"), &[("mrn", "7,8")]))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Reject, "NC-FHIR-003"),
        "{error}"
    );
}

#[tokio::test]
async fn a_transaction_is_taken_whole_and_the_entries_of_a_batch_one_by_one() {
    let server = Server::start().await;
    let entry = |resource: Value, id: &str| json!({ "resource": resource, "request": { "method": "PUT", "url": format!("Patient/{id}") } });
    let named = |id: &str| json!({ "resourceType": "Patient", "id": id });
    let bad = json!({ "resourceType": "Patient", "id": "bad", "gender": "Idris" });
    let bundle = |kind: &str| json!({ "resourceType": "Bundle", "type": kind, "entry": [entry(named("a"), "a"), entry(bad.clone(), "bad")] });
    let mut sender = destination(&server.config(&json!({})));
    let error = sender.send(&outbound(&bundle("transaction"), &[])).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Reject, "NC-FHIR-002"),
        "{error}"
    );
    assert!(!error.detail.contains("Idris"), "{error}");
    let error = sender.send(&outbound(&bundle("batch"), &[])).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Reject, "NC-FHIR-007"),
        "{error}"
    );
    assert!(
        error.detail.starts_with("1 of 2 entries failed: 2 (Patient): 4"),
        "{error}"
    );
    assert!(!error.detail.contains("Idris"), "{error}");
    let good = json!({ "resourceType": "Bundle", "type": "transaction", "entry": [entry(named("b"), "b")] });
    let taken = sender.send(&outbound(&good, &[])).await.unwrap();
    let answer: Value = serde_json::from_slice(&taken.content.unwrap()).unwrap();
    assert_eq!(answer["type"], "transaction-response");
}

#[tokio::test]
async fn what_the_server_refuses_is_told_by_codes_and_places() {
    let server = Server::start().await;
    let mut sender = destination(&server.config(&json!({})));
    let wrong = json!({ "resourceType": "Patient", "id": "p", "birthDate": "Idris" });
    let error = sender.send(&outbound(&wrong, &[])).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Reject, "NC-FHIR-002"),
        "{error}"
    );
    assert!(
        error.detail.contains("Patient.birthDate") && !error.detail.contains("Idris"),
        "{error}"
    );
    assert!(String::from_utf8_lossy(&error.response.unwrap()).contains("OperationOutcome"));
    let error = sender
        .send(&outbound(&Value::from("MSH|^~\\&|"), &[]))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Reject, "NC-FHIR-001"),
        "{error}"
    );

    let nobody = json!({ "url": server.url });
    let error = destination(&nobody)
        .send(&outbound(&patient("Idris"), &[]))
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-FHIR-005"), "{error}");
}

#[tokio::test]
async fn a_check_reads_what_the_server_states() {
    let server = Server::start().await;
    let patch = json!({ "interaction": "patch", "resource_type": "Task", "id": "{id}" });
    for more in [
        json!({}),
        json!({ "interaction": "transaction" }),
        json!({ "format": "xml" }),
        patch,
    ] {
        let told = factory(&server.config(&more)).check().await.unwrap();
        assert!(told.ends_with(", metadata answered: FHIR 4.0.1"), "{told}");
    }
    let elsewhere = json!({ "url": format!("{}/Patient", server.url) });
    let error = factory(&elsewhere).check().await.unwrap_err();
    assert_eq!(error.kind, FailureKind::Stop, "{error}");
}
