use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::json;

use super::*;

fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> HttpAnswer {
    let pairs = headers.iter().map(|(name, value)| {
        let name = http::HeaderName::from_static(name);
        (name, http::HeaderValue::from_static(value))
    });
    HttpAnswer {
        status: StatusCode::from_u16(status).expect("it is one"),
        headers: pairs.collect::<HeaderMap>(),
        body: Bytes::copy_from_slice(body.as_bytes()),
        is_cut: false,
    }
}

fn judged(answer: HttpAnswer, has_version: bool) -> Result<Response, SendError> {
    let asked = Asked {
        batch: None,
        has_version,
    };
    judge(
        answer,
        &asked,
        Timestamp::from_second(1_445_412_420).expect("it is one"),
    )
}

fn outcome(code: &str) -> String {
    json!({ "resourceType": "OperationOutcome", "issue": [{ "severity": "error", "code": code, "diagnostics": "Osman" }] })
        .to_string()
}

#[test]
fn answers_are_classified_by_what_helps() {
    use FailureKind::{Reject, Retry, Stop};
    for (status, code, has_version, kind, told) in [
        (400, "invalid", false, Reject, REFUSED),
        (400, "throttled", false, Retry, BUSY),
        (401, "login", false, Stop, NOT_LET_IN),
        (403, "forbidden", false, Stop, NOT_LET_IN),
        (404, "not-found", false, Reject, REFUSED),
        (406, "not-supported", false, Stop, NOT_SPOKEN),
        (409, "conflict", false, Retry, CONFLICT),
        (409, "conflict", true, Reject, CONFLICT),
        (409, "duplicate", false, Reject, CONFLICT),
        (410, "deleted", false, Reject, REFUSED),
        (412, "multiple-matches", false, Reject, CONFLICT),
        (415, "not-supported", false, Stop, NOT_SPOKEN),
        (422, "business-rule", false, Reject, REFUSED),
        (429, "throttled", false, Retry, BUSY),
        (500, "exception", false, Retry, BUSY),
        (501, "not-supported", false, Reject, REFUSED),
        (503, "transient", false, Retry, BUSY),
    ] {
        let error = judged(answer(status, &[], &outcome(code)), has_version).expect_err("it is not taken");
        assert_eq!((error.kind, error.code), (kind, told), "{status} {code}");
        assert!(error.detail.contains(&format!("error {code}")), "{}", error.detail);
        assert!(!error.detail.contains("Osman") && !error.is_outcome_unknown);
        assert!(error.response.is_some());
    }
}

#[test]
fn a_pause_that_the_server_wants_is_kept() {
    let pause = |status| {
        let error = judged(answer(status, &[("retry-after", "7")], ""), false).expect_err("it is not taken");
        error.retry_after
    };
    assert_eq!(
        (pause(429), pause(503), pause(422)),
        (Some(Duration::from_secs(7)), Some(Duration::from_secs(7)), None)
    );
}

#[test]
fn where_it_is_and_which_version_it_has_is_told() {
    let created = answer(201, &[("location", "https://x/fhir/Patient/p1/_history/3")], "");
    let facts = judged(created, false).expect("it is taken").facts;
    let expected = [
        ("fhir_created", "true"),
        ("fhir_id", "p1"),
        ("fhir_type", "Patient"),
        ("fhir_version", "3"),
        ("http_status", "201"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(facts.into_iter().collect::<Vec<_>>(), expected);
    let updated = answer(200, &[("etag", "W/\"9\"")], "{}");
    let response = judged(updated, false).expect("it is taken");
    assert_eq!(response.facts["fhir_version"], "9");
    assert_eq!(response.content.as_deref(), Some(&b"{}"[..]));
}
