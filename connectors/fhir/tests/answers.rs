//! Answers in the shapes that servers of others give: HAPI, Microsoft's, Google's, and what stands before them.

use std::time::Duration;

use nilecare_engine_api::FailureKind;
use serde_json::{Value, json};

use crate::rig::{Script, destination, factory, outbound};

fn patient() -> Value {
    json!({ "resourceType": "Patient", "id": "p1", "name": [{ "family": "Idris" }] })
}

fn issue(code: &str, text: &str) -> String {
    json!({ "resourceType": "OperationOutcome", "issue": [{ "severity": "error", "code": code, "diagnostics": text }] })
        .to_string()
}

#[tokio::test]
async fn refusals_are_classified_by_what_the_server_said() {
    use FailureKind::{Reject, Retry, Stop};
    let html = "<html><body>502 Bad Gateway for Idris</body></html>".to_owned();
    let cases = [
        // HAPI: a lost race, a unique index, a search that finds two, a deleted resource.
        (
            409,
            issue(
                "processing",
                "HAPI-0550: The operation has failed with a version constraint failure",
            ),
            Retry,
            "NC-FHIR-003",
        ),
        (
            409,
            issue("duplicate", "HAPI-0825: the index already exists for Idris"),
            Reject,
            "NC-FHIR-003",
        ),
        (
            412,
            issue(
                "processing",
                "HAPI-0958: Failed to UPDATE Patient with match URL 'Idris' because it matched 2",
            ),
            Reject,
            "NC-FHIR-003",
        ),
        (
            410,
            issue("processing", "HAPI-0964: Resource was deleted"),
            Reject,
            "NC-FHIR-002",
        ),
        // Microsoft's: too many requests.
        (429, issue("throttled", "The service is too busy"), Retry, "NC-FHIR-004"),
        // Google's: a resource that is not valid, and a quota within 400.
        (422, issue("value", "invalid birthDate Idris"), Reject, "NC-FHIR-002"),
        (400, issue("throttled", "quota"), Retry, "NC-FHIR-004"),
        (403, issue("forbidden", "no scope"), Stop, "NC-FHIR-005"),
        (415, issue("not-supported", "xml"), Stop, "NC-FHIR-006"),
        // What stands before a server.
        (502, html, Retry, "NC-FHIR-004"),
    ];
    let answers: Vec<_> = cases
        .iter()
        .map(|(status, body, ..)| (*status, "", body.clone()))
        .collect();
    let server = Script::start(&answers).await;
    let mut sender = destination(&json!({ "url": server.url }));
    for (status, body, kind, code) in &cases {
        let error = sender.send(&outbound(&patient(), &[])).await.unwrap_err();
        assert_eq!((error.kind, error.code), (*kind, *code), "{status}: {error}");
        assert!(!error.detail.contains("Idris"), "{error}");
        assert_eq!(error.response.as_deref(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn headers_say_what_is_wanted_and_a_pause_is_kept() {
    let server = Script::start(&[
        (503, "retry-after: 20", String::new()),
        (201, "location: {url}/Patient/p9/_history/1", String::new()),
    ])
    .await;
    let mut sender = destination(
        &json!({ "url": server.url, "interaction": "create", "if_none_exist": "identifier={x}", "format": "xml" }),
    );
    let message = outbound(&patient(), &[("x", "a|b")]);
    let error = sender.send(&message).await.unwrap_err();
    assert_eq!(error.retry_after, Some(Duration::from_secs(20)));
    let taken = sender.send(&message).await.unwrap();
    assert_eq!(taken.facts["fhir_id"], "p9");
    let asked = &server.asked()[1];
    assert_eq!(asked.line, "POST /baseR4/Patient");
    let header = |name: &str| asked.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/fhir+xml");
    assert_eq!(header("if-none-exist"), "identifier=a%5C%7Cb");
    assert_eq!(header("prefer"), "return=minimal");
    assert!(asked.body.starts_with(b"<Patient xmlns"));
}

#[tokio::test]
async fn what_is_no_server_of_fhir_r4_is_told_by_a_check() {
    let stated = |version: &str| {
        json!({ "resourceType": "CapabilityStatement", "fhirVersion": version, "format": ["json"] }).to_string()
    };
    let server = Script::start(&[
        (200, "", stated("5.0.0")),
        (200, "", "<html/>".to_owned()),
        (404, "", String::new()),
        (401, "", String::new()),
        (503, "", String::new()),
        (200, "", stated("4.0.1")),
        (200, "", stated("4.0.1")),
    ])
    .await;
    let check = |more: Value| {
        let config = crate::rig::with(json!({ "url": server.url }), &more);
        async move { factory(&config).check().await }
    };
    for (kind, code) in [
        (FailureKind::Stop, "NC-FHIR-006"),
        (FailureKind::Stop, "NC-FHIR-006"),
        (FailureKind::Stop, "NC-FHIR-006"),
        (FailureKind::Stop, "NC-FHIR-005"),
        (FailureKind::Retry, "NC-FHIR-004"),
    ] {
        let error = check(json!({})).await.unwrap_err();
        assert_eq!((error.kind, error.code), (kind, code), "{error}");
    }
    let error = check(json!({ "format": "xml" })).await.unwrap_err();
    assert!(error.detail.contains("no XML"), "{error}");
    let told = check(json!({ "interaction": "batch" })).await.unwrap();
    assert!(told.ends_with("; it does not state batch"), "{told}");
}

#[tokio::test]
async fn a_server_that_is_away_or_not_allowed_leaves_no_doubt() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/r4", listener.local_addr().unwrap());
    // Somebody who takes the request and says nothing.
    let error = destination(&json!({ "url": url, "timeout": "200ms" }))
        .send(&outbound(&patient(), &[]))
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-HTTP-005"), "{error}");
    assert!(error.is_outcome_unknown);
    drop(listener);
    let error = factory(&json!({ "url": url })).check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-HTTP-004"), "{error}");
    assert!(!error.is_outcome_unknown);
    let none = nilecare_connector_net::Outbound::only(vec!["10.0.0.0/8".parse().unwrap()]);
    let limited = nilecare_connector_fhir::FhirConnector::limited(none);
    let factory = nilecare_engine_api::Connector::destination(&limited, &json!({ "url": url }))
        .unwrap()
        .unwrap();
    let error = factory.check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-HTTP-010"), "{error}");
}
