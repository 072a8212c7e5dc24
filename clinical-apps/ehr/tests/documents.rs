//! Documents: few types, bounded, hashed, never a page; done, they change only with a reason.

use axum::body::{Body, Bytes};
use http::{Request, Response};
use nilecare_ehr::EhrOptions;
use serde_json::{Value, json};

use crate::common::{AMNA, EHR, Hospital, OFFICER, TARIG, code, hospital, hospital_with, string};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";

async fn described(hospital: &Hospital, confidential: bool) -> String {
    let list = format!("{EHR}/patients/{}/documents", hospital.patient);
    let body = hospital.here(&json!({"kind": "referral", "title": "Referral", "confidential": confidential}));
    let (status, made) = hospital.call(&AMNA, "POST", &list, &body).await;
    assert_eq!((status, &made["status"]), (201, &json!("draft")), "{made}");
    format!("{EHR}/documents/{}", string(&made["id"]))
}

async fn bring(hospital: &Hospital, path: &str, kind: &str, content: &[u8]) -> (u16, Value) {
    let request = Request::put(path).header("content-type", kind);
    let reply = hospital.send(&AMNA, request, Body::from(content.to_vec())).await;
    (
        reply.status().as_u16(),
        serde_json::from_slice(reply.body()).expect("it is JSON"),
    )
}

async fn fetch(hospital: &Hospital, who: &crate::common::Who, path: &str) -> Response<Bytes> {
    hospital.send(who, Request::get(path), Body::empty()).await
}

#[tokio::test]
async fn a_document_is_described_filled_finished_amended_and_put_away() {
    let hospital = hospital().await;
    let path = described(&hospital, false).await;
    let (content, status) = (format!("{path}/content"), format!("{path}/status"));
    assert_eq!(fetch(&hospital, &AMNA, &content).await.status(), 404);
    let done = json!({"status": "finalized", "reason": "signed"});
    let (code_of, early) = hospital.call(&AMNA, "POST", &status, &done).await;
    assert_eq!((code_of, code(&early).as_str()), (409, "something-first"));
    let (code_of, filled) = bring(&hospital, &content, "application/pdf", PDF).await;
    assert_eq!(
        (code_of, &filled["content"]["size_bytes"]),
        (200, &json!(PDF.len())),
        "{filled}"
    );
    assert_eq!(filled["content"]["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(hospital.call(&AMNA, "POST", &status, &done).await.0, 200);
    let again = hospital.here(&json!({"kind": "other", "title": "Other"}));
    let (code_of, refused) = hospital.call(&AMNA, "PUT", &path, &again).await;
    assert_eq!((code_of, code(&refused).as_str()), (409, "record-state"));
    assert_eq!(
        bring(&hospital, &content, "text/plain", b"new").await.0,
        422,
        "a reason is needed"
    );
    let amended = bring(
        &hospital,
        &format!("{content}?reason=wrong%20page"),
        "text/plain",
        "جديد".as_bytes(),
    )
    .await;
    assert_eq!(
        (amended.0, &amended.1["status"]),
        (200, &json!("amended")),
        "{}",
        amended.1
    );
    let (now, before) = (
        fetch(&hospital, &TARIG, &content).await,
        fetch(&hospital, &TARIG, &format!("{content}?version=3")).await,
    );
    assert_eq!(
        (now.body().as_ref(), before.body().as_ref()),
        ("جديد".as_bytes(), PDF),
        "what was before stays"
    );
    assert_eq!(before.headers()["content-type"], "application/pdf");
    assert_eq!(
        fetch(&hospital, &TARIG, &format!("{content}?version=9")).await.status(),
        404
    );
    let away = json!({"status": "archived", "reason": "old"});
    assert_eq!(hospital.call(&AMNA, "POST", &status, &away).await.0, 200);
    let (code_of, refused) = bring(&hospital, &format!("{content}?reason=more"), "text/plain", b"x").await;
    assert_eq!((code_of, code(&refused).as_str()), (409, "record-state"));
}

#[tokio::test]
async fn only_few_types_are_taken_and_none_is_shown_as_a_page() {
    let hospital = hospital().await;
    let path = described(&hospital, false).await;
    let content = format!("{path}/content");
    for (kind, bytes, expected) in [
        ("text/html", &b"<script>"[..], "content-type-refused"),
        ("image/svg+xml", b"<svg/>", "content-type-refused"),
        ("application/octet-stream", PDF, "content-type-refused"),
        ("application/pdf", b"<html>", "content-differs"),
        ("image/png", PDF, "content-differs"),
        ("text/plain", b"\xff\xfe\x00", "content-differs"),
        ("text/plain", b"", "content-differs"),
    ] {
        let (status, problem) = bring(&hospital, &content, kind, bytes).await;
        assert_eq!((status, code(&problem).as_str()), (422, expected), "{kind}");
    }
    let (status, _) = bring(&hospital, &content, "text/plain", b"<script>alert(1)</script>").await;
    assert_eq!(status, 200);
    let reply = fetch(&hospital, &AMNA, &content).await;
    let header = |name: &str| reply.headers()[name].to_str().expect("a text").to_owned();
    assert_eq!(header("content-type"), "text/plain");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("attachment;"));
    assert!(header("content-security-policy").contains("sandbox"));
}

#[tokio::test]
async fn a_document_is_no_larger_than_it_may_be() {
    let options = EhrOptions {
        max_document_mib: 3,
        ..EhrOptions::default()
    };
    let hospital = hospital_with(true, options).await;
    let path = format!("{}/content", described(&hospital, false).await);
    let most = 3 * 1024 * 1024;
    let mut content = PDF.to_vec();
    content.resize(most + 1, b' ');
    let (status, problem) = bring(&hospital, &path, "application/pdf", &content).await;
    assert_eq!((status, code(&problem).as_str()), (413, "body-too-large"));
    content.truncate(most);
    let (status, filled) = bring(&hospital, &path, "application/pdf", &content).await;
    assert_eq!(
        (status, &filled["content"]["size_bytes"]),
        (200, &json!(most)),
        "more than a body of JSON may have"
    );
    assert_eq!(fetch(&hospital, &AMNA, &path).await.body().len(), most);
}

#[tokio::test]
async fn a_confidential_document_is_seen_by_who_brought_it_and_who_may() {
    let hospital = hospital().await;
    let path = described(&hospital, true).await;
    let content = format!("{path}/content");
    bring(&hospital, &content, "application/pdf", PDF).await;
    for (who, expected) in [(&AMNA, 200), (&TARIG, 404), (&OFFICER, 200)] {
        assert_eq!(fetch(&hospital, who, &path).await.status(), expected, "{}", who.name);
        assert_eq!(fetch(&hospital, who, &content).await.status(), expected, "{}", who.name);
    }
    let reader = crate::common::Who {
        name: "reader",
        roles: &[],
        permissions: &["ehr:read"],
    };
    let request = Request::put(&content).header("content-type", "application/pdf");
    assert_eq!(hospital.send(&reader, request, Body::from(PDF)).await.status(), 403);
}
