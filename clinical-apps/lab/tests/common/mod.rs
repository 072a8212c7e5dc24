//! Lab and clinical, each on a database file of its own, lab calling clinical by name.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::BodyExt;
use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical::{ClinicalClient, SERVICE};
use nilecare_http::{HttpOptions, InProcess, Principal, ServiceIdentity, TokenIssuer, TokenKey, TokenVerifier, finish};
use nilecare_lab::{LabService, SERVICE_PERMISSIONS};
use nilecare_sql::Db;
use nilecare_types::{FixedClock, Secret};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

pub struct Lab {
    pub service: LabService,
    pub clock: Arc<FixedClock>,
    /// Both services, as the server merges them.
    pub router: axum::Router,
    pub caller: Arc<InProcess>,
    issuer: TokenIssuer,
    _folder: TempDir,
}

/// Starts at 2026-11-22T12:00:00Z. `with_clinical` false: nobody answers to that name.
pub async fn lab(with_clinical: bool) -> Lab {
    let folder = TempDir::new().expect("a folder");
    let clock = Arc::new(FixedClock::at("2026-11-22T12:00:00Z".parse().expect("a moment")));
    let key = TokenKey::new(Secret::new("0123456789abcdef0123456789abcdef".to_owned())).expect("32 bytes");
    let verifier = TokenVerifier::new(&key, clock.clone());
    let issuer = TokenIssuer::new(&key, clock.clone());
    let open = async |name: &str| {
        let url = format!("sqlite:{}", folder.path().join(name).display());
        Db::open(&url).await.expect("it opens")
    };
    let identity = ServiceIdentity::new("lab", &SERVICE_PERMISSIONS, issuer.clone());
    let caller = Arc::new(InProcess::new(identity));
    let clinical = ClinicalService::new(open("clinical.db").await, clock.clone(), verifier.clone())
        .await
        .expect("it starts");
    let clinical_router = finish(clinical.router().into(), HttpOptions::default());
    if with_clinical {
        caller.register(SERVICE, clinical_router);
    }
    let client = ClinicalClient::new(caller.clone());
    let service = LabService::new(open("lab.db").await, clock.clone(), verifier, client)
        .await
        .expect("it starts");
    let router = finish(service.router().merge(clinical.router()).into(), HttpOptions::default());
    Lab {
        service,
        clock,
        router,
        caller,
        issuer,
        _folder: folder,
    }
}

impl Lab {
    pub fn token(&self, permissions: &[&str]) -> String {
        let principal = Principal {
            user_id: "1".into(),
            username: "test".into(),
            roles: vec![],
            permissions: permissions.iter().map(|&p| p.to_owned()).collect(),
            service: false,
        };
        format!("Bearer {}", self.issuer.issue(&principal).token.expose())
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        token: Option<String>,
        key: &str,
        body: &Value,
    ) -> Response<Bytes> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, token);
        }
        if !key.is_empty() {
            request = request.header("Idempotency-Key", key);
        }
        let request = request.body(Body::from(body.to_string())).expect("a valid request");
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("infallible")
            .into_parts();
        Response::from_parts(parts, body.collect().await.expect("a whole body").to_bytes())
    }

    pub async fn get(&self, path: &str) -> Value {
        let reply = self.send("GET", path, Some(self.token(&["*"])), "", &Value::Null).await;
        assert_eq!(reply.status(), 200, "{path}: {:?}", reply.body());
        json_of(&reply)
    }

    pub async fn command(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let reply = self.send("POST", path, Some(self.token(&["*"])), key, body).await;
        (reply.status().as_u16(), json_of(&reply))
    }

    pub async fn report(&self, report: &Value) -> Value {
        let (status, reply) = self.command("/api/v1/lab/result-reports", &key(), report).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    pub async fn order(&self, request: &Value) -> Value {
        let (status, reply) = self.command("/api/v1/lab/order-requests", &key(), request).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    /// Files an ADT event without encounter.
    pub async fn adt(&self, event: &Value) -> Value {
        let (status, reply) = self.command("/api/v1/clinical/adt-events", &key(), event).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    /// Makes a patient with one number and gives the id.
    pub async fn patient(&self, number: &str) -> String {
        let event = json!({"event": "update-person", "patient": person(number)});
        string(&self.adt(&event).await["patient_id"])
    }

    pub async fn results(&self, patient: &str) -> Vec<Value> {
        let page = self.get(&format!("/api/v1/lab/results?patient={patient}")).await;
        page["items"].as_array().expect("a list").clone()
    }
}

pub fn json_of(reply: &Response<Bytes>) -> Value {
    serde_json::from_slice(reply.body()).expect("JSON")
}

pub fn string(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a text: {value}"))
        .to_owned()
}

pub fn key() -> String {
    nilecare_types::UserId::generate().to_string()
}

pub fn person(number: &str) -> Value {
    json!({"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]})
}

/// A report at `hh:mm` with one glucose value.
pub fn glucose(time: &str, number: &str, status: &str, value: &str) -> Value {
    json!({
        "reported_at": format!("2026-11-22T{time}:00Z"),
        "patient": person(number),
        "order": {
            "placer_number": {"system": "WARD", "value": "O1"}, "filler_number": {"system": "LAB", "value": "F1"},
            "service": {"system": "LN", "code": "2345-7", "text": "Glucose"}, "status": status,
        },
        "observations": [{
            "set_id": 1, "code": {"system": "LN", "code": "2345-7", "text": "Glucose"},
            "value": {"type": "numeric", "value": value}, "unit": "mmol/L", "reference_range": "3.9-5.8",
            "flags": ["H"], "status": status, "observed_at": "2026-11-22T09:30:00Z", "notes": ["fasting"],
        }],
    })
}

/// A request about order O1.
pub fn request(control: &str, number: &str) -> Value {
    json!({
        "control": control,
        "patient": person(number),
        "placer_number": {"system": "WARD", "value": "O1"},
        "tests": [{"system": "LN", "code": "2345-7", "text": "Glucose"}],
    })
}
