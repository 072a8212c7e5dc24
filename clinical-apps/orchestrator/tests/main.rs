//! The orchestrator over services that stand for the real ones; `server/tests/apart.rs` has the real ones.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::get;
use nilecare_http::{HttpOptions, InProcess, ServiceIdentity, finish};
use nilecare_orchestrator::Orchestrator;
use nilecare_testkit::{ServiceRig, TestClient};
use serde_json::{Value, json};

const ID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const SERVICES: [&str; 6] = ["clinical", "medication", "lab", "appointment", "billing", "ehr"];

/// Answers what was asked, and with whose token.
fn service() -> Router {
    Router::new().fallback(get(|uri: Uri, headers: HeaderMap| async move {
        axum::Json(json!({ "asked": uri.to_string(), "token": headers.contains_key("authorization") }))
    }))
}

fn failing(status: StatusCode) -> Router {
    Router::new().fallback(get(move || async move { status }))
}

struct Rig {
    http: TestClient,
    _rig: ServiceRig,
}

fn rig(of: impl Fn(&str) -> Option<Router>) -> Rig {
    let rig = ServiceRig::new();
    let calls = Arc::new(InProcess::new(ServiceIdentity::new("orchestrator", &[], rig.issuer())));
    for name in SERVICES {
        if let Some(router) = of(name) {
            calls.register(name, router);
        }
    }
    let orchestrator = Orchestrator::new(calls, rig.verifier());
    let http = rig.client(finish(orchestrator.router().into(), HttpOptions::default()));
    Rig { http, _rig: rig }
}

async fn ask(rig: &Rig) -> (u16, Value) {
    rig.http
        .call("GET", &format!("/api/v1/patients/{ID}/complete"), &Value::Null)
        .await
}

#[tokio::test]
async fn every_service_is_asked_as_who_asks() {
    let rig = rig(|_| Some(service()));
    let (status, whole) = ask(&rig).await;
    assert_eq!(
        (status, &whole["complete"], &whole["patient_id"]),
        (200, &json!(true), &json!(ID))
    );
    let parts = whole["parts"].as_object().expect("it has parts");
    assert_eq!(parts.len(), 12);
    for (name, part) in parts {
        assert_eq!(
            (&part["status"], &part["data"]["token"]),
            (&json!("ok"), &json!(true)),
            "{name}"
        );
        assert!(
            part["data"]["asked"].as_str().is_some_and(|path| path.contains(ID)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn what_is_missing_is_said() {
    let rig = rig(|name| match name {
        "lab" => Some(failing(StatusCode::INTERNAL_SERVER_ERROR)),
        "billing" => Some(failing(StatusCode::FORBIDDEN)),
        "ehr" => None,
        _ => Some(service()),
    });
    let (status, whole) = ask(&rig).await;
    assert_eq!((status, &whole["complete"]), (200, &json!(false)));
    let status_of = |part: &str| whole["parts"][part]["status"].as_str().map(str::to_owned);
    assert_eq!(
        ["lab_results", "accounts", "record", "allergies"].map(|part| status_of(part).unwrap_or_default()),
        ["unavailable", "not-permitted", "unavailable", "ok"]
    );
}

#[tokio::test]
async fn without_the_patient_there_is_nothing() {
    let unknown = rig(|name| {
        Some(if name == "clinical" {
            failing(StatusCode::NOT_FOUND)
        } else {
            service()
        })
    });
    let (status, problem) = ask(&unknown).await;
    assert_eq!((status, &problem["type"]), (404, &json!("patient-not-found")));
    let away = rig(|name| (name != "clinical").then(service));
    let (status, problem) = ask(&away).await;
    assert_eq!((status, &problem["type"]), (503, &json!("clinical-unavailable")));
}
