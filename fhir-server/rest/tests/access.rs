//! Who may do what.

use axum::body::Body;
use http::StatusCode;

use crate::support::*;

#[tokio::test]
async fn metadata_is_open_and_everything_else_needs_a_token() {
    let api = Api::new();
    let statement = api.raw("GET", "/metadata", &[], Body::empty()).await;
    assert_eq!(statement.status, StatusCode::OK);
    let statement = statement.json();
    assert_eq!(statement["resourceType"], "CapabilityStatement");
    let resources = statement["rest"][0]["resource"].as_array().expect("resources");
    assert_eq!(resources.len(), 146);
    assert_eq!(statement["implementation"]["url"], "http://example.org/fhir/R4");
    for path in ["/Patient", "/Patient/1", "/_history", ""] {
        let refused = api.raw("GET", path, &[], Body::empty()).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(refused.json()["resourceType"], "OperationOutcome");
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn reading_and_writing_are_permitted_apart() {
    let api = Api::new();
    let body = patient("p1", "A").to_string();
    let bundle = r#"{"resourceType":"Bundle","type":"batch","entry":[
        {"resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},
        {"request":{"method":"GET","url":"Patient"}}]}"#;
    for (permission, may_read, may_write) in [
        ("fhir:read", true, false),
        ("fhir:write", false, true),
        ("lab-results:*", false, false),
    ] {
        let bearer = format!("Bearer {}", api.token(&[permission]));
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/fhir+json"),
        ];
        let read = api.raw("GET", "/Patient", &headers, Body::empty()).await;
        assert_eq!(read.status == StatusCode::OK, may_read, "{permission}");
        assert_eq!(read.status == StatusCode::FORBIDDEN, !may_read, "{permission}");
        let write = api.raw("PUT", "/Patient/p1", &headers, body.clone()).await;
        assert_eq!(write.status.is_success(), may_write, "{permission}");
        let transaction = bundle.replace("batch", "transaction");
        let done = api.raw("POST", "", &headers, transaction).await;
        assert_eq!(
            done.status,
            StatusCode::FORBIDDEN,
            "{permission}: a transaction needs both"
        );
        if may_read || may_write {
            let done = api.raw("POST", "", &headers, bundle).await.json();
            let is_done = |n: usize| {
                done["entry"][n]["response"]["status"]
                    .as_str()
                    .is_some_and(|status| status.starts_with('2'))
            };
            assert_eq!((is_done(0), is_done(1)), (may_write, may_read), "{permission}: {done}");
        }
    }
}
