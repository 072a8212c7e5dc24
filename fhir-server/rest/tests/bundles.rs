//! batch and transaction.

use http::StatusCode;
use serde_json::{Value, json};

use crate::support::*;

fn entry(method: &str, url: &str, resource: Value) -> Value {
    let mut entry = json!({"request": {"method": method, "url": url}});
    if !resource.is_null() {
        entry["resource"] = resource;
    }
    entry
}

fn bundle(kind: &str, entries: Vec<Value>) -> Value {
    json!({"resourceType": "Bundle", "type": kind, "entry": entries})
}

#[tokio::test]
async fn a_transaction_links_its_entries_and_answers_in_their_order() {
    let api = Api::new();
    let mut observation = entry(
        "POST",
        "Observation",
        json!({"resourceType": "Observation", "status": "final",
        "code": {"text": "x"}, "subject": {"reference": "urn:uuid:1"}}),
    );
    observation["fullUrl"] = json!("urn:uuid:2");
    let mut person = entry(
        "POST",
        "Patient",
        json!({"resourceType": "Patient", "identifier": [{"value": "7"}]}),
    );
    person["fullUrl"] = json!("urn:uuid:1");
    person["request"]["ifNoneExist"] = json!("identifier=7");
    let patch = "W3sib3AiOiJhZGQiLCJwYXRoIjoiL2FjdGl2ZSIsInZhbHVlIjp0cnVlfV0=";
    api.json("PUT", "/Patient/p1", &patient("p1", "A")).await;
    let patch = entry(
        "PATCH",
        "Patient/p1",
        json!({"resourceType": "Binary", "contentType": "application/json-patch+json", "data": patch}),
    );
    let search = entry("GET", "Patient?identifier=7", Value::Null);
    let done = api
        .json(
            "POST",
            "",
            &bundle("transaction", vec![observation, person, patch, search]),
        )
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let done = done.json();
    assert_eq!(done["type"], "transaction-response");
    let statuses: Vec<&Value> = done["entry"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| &entry["response"]["status"])
        .collect();
    assert_eq!(statuses, ["201 Created", "201 Created", "200 OK", "200 OK"]);
    let found = ids(&done["entry"][3]["resource"]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        api.ids(&format!("/Observation?subject=Patient/{}", found[0]))
            .await
            .len(),
        1
    );
    assert_eq!(api.get("/Patient/p1").await.json()["active"], true);
}

#[tokio::test]
async fn a_transaction_with_an_error_does_nothing_and_names_the_entry() {
    let api = Api::new();
    let good = entry("PUT", "Patient/p1", patient("p1", "A"));
    for (bad, status) in [
        (
            entry(
                "PUT",
                "Patient/p2",
                json!({"resourceType": "Patient", "id": "p2", "foo": 1}),
            ),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (entry("GET", "Patient/nobody", Value::Null), StatusCode::NOT_FOUND),
        (entry("PUT", "Patient/p1", patient("p1", "B")), StatusCode::BAD_REQUEST),
        (entry("POST", "Patient/p1", patient("p1", "B")), StatusCode::BAD_REQUEST),
        (json!({"resource": patient("p2", "A")}), StatusCode::BAD_REQUEST),
        (entry("POST", "Foo", Value::Null), StatusCode::NOT_FOUND),
    ] {
        let refused = api
            .json("POST", "", &bundle("transaction", vec![good.clone(), bad.clone()]))
            .await;
        assert_eq!(refused.status, status, "{bad}: {}", refused.text);
        let place = refused.json()["issue"][0]["expression"][0]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(place.starts_with("Bundle.entry[1]"), "{bad}: {place}");
        // Reading what is not there is found out last, and nothing of the transaction stays.
        assert_eq!(api.get("/Patient/p1").await.status, StatusCode::NOT_FOUND, "{bad}");
    }
}

#[tokio::test]
async fn a_batch_does_each_entry_by_itself() {
    let api = Api::new();
    let entries = vec![
        entry("PUT", "Patient/p1", patient("p1", "A")),
        entry(
            "PUT",
            "Patient/p2",
            json!({"resourceType": "Patient", "id": "p2", "foo": 1}),
        ),
        entry("GET", "metadata/x", Value::Null),
        entry("POST", "", bundle("batch", Vec::new())),
    ];
    let done = api.json("POST", "", &bundle("batch", entries)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let done = done.json();
    let status = |n: usize| done["entry"][n]["response"]["status"].as_str().unwrap_or_default()[..3].to_owned();
    assert_eq!(
        [status(0), status(1), status(2), status(3)],
        ["201", "422", "404", "400"]
    );
    assert_eq!(
        done["entry"][1]["response"]["outcome"]["issue"][0]["expression"][0],
        "Patient.foo"
    );
    assert_eq!(api.ids("/Patient").await, ["p1"]);
}

#[tokio::test]
async fn a_bundle_has_a_bound_and_may_be_empty() {
    let api = Api::new();
    let many = (0..101).map(|_| entry("GET", "Patient", Value::Null)).collect();
    assert_eq!(
        api.json("POST", "", &bundle("batch", many)).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let empty = api
        .json("POST", "", &json!({"resourceType": "Bundle", "type": "transaction"}))
        .await;
    assert_eq!((empty.status, &empty.json()["entry"]), (StatusCode::OK, &Value::Null));
    assert_eq!(
        api.json("POST", "", &bundle("collection", Vec::new())).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a_batch_reads_the_capability_statement() {
    let api = Api::new();
    let batch = json!({"resourceType": "Bundle", "type": "batch", "entry": [{"request": {"method": "GET", "url": "metadata"}}]});
    let done = api.json("POST", "", &batch).await.json();
    assert_eq!(done["entry"][0]["resource"]["resourceType"], "CapabilityStatement");
}

#[tokio::test]
async fn a_batch_reads_what_the_client_does_not_have() {
    let api = Api::new();
    api.json("PUT", "/Patient/p1", &patient("p1", "EVERYMAN")).await;
    let entry = |name: &str, value: &str| json!({"request": {"method": "GET", "url": "Patient/p1", name: value}});
    let batch = json!({"resourceType": "Bundle", "type": "batch", "entry": [
        entry("ifNoneMatch", "W/\"1\""), entry("ifNoneMatch", "W/\"2\""),
        entry("ifModifiedSince", "2999-01-01T00:00:00Z"), entry("ifModifiedSince", "2000-01-01T00:00:00+02:00")]});
    let done = api.json("POST", "", &batch).await.json();
    let statuses: Vec<&str> = (0..4)
        .map(|n| done["entry"][n]["response"]["status"].as_str().unwrap_or_default())
        .map(|status| status.split(' ').next().unwrap_or_default())
        .collect();
    assert_eq!(statuses, ["304", "200", "304", "200"]);
}
