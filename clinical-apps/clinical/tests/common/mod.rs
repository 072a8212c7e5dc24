//! A clinical service on a database file of its own, called over HTTP types.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::BodyExt;
use nilecare_clinical::ClinicalService;
use nilecare_http::{HttpOptions, Principal, TokenIssuer, TokenKey, TokenVerifier, finish};
use nilecare_sql::Db;
use nilecare_types::{FixedClock, Secret, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

pub struct Clinical {
    pub service: ClinicalService,
    pub router: axum::Router,
    pub clock: Arc<FixedClock>,
    issuer: TokenIssuer,
    _folder: TempDir,
}

/// Starts at 2026-11-22T12:00:00Z.
pub async fn clinical() -> Clinical {
    let folder = TempDir::new().expect("a folder");
    let now: Timestamp = "2026-11-22T12:00:00Z".parse().expect("a moment");
    let clock = Arc::new(FixedClock::at(now));
    let key = TokenKey::new(Secret::new("0123456789abcdef0123456789abcdef".to_owned())).expect("32 bytes");
    let url = format!("sqlite:{}", folder.path().join("clinical.db").display());
    let db = Db::open(&url).await.expect("it opens");
    let verifier = TokenVerifier::new(&key, clock.clone());
    let service = ClinicalService::new(db, clock.clone(), verifier)
        .await
        .expect("it starts");
    let router = finish(service.router().into(), HttpOptions::default());
    let issuer = TokenIssuer::new(&key, clock.clone());
    Clinical {
        service,
        router,
        clock,
        issuer,
        _folder: folder,
    }
}

impl Clinical {
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

    /// Reads as somebody who may do everything.
    pub async fn get(&self, path: &str) -> Value {
        let reply = self.send("GET", path, Some(self.token(&["*"])), "", &Value::Null).await;
        assert_eq!(reply.status(), 200, "{path}: {:?}", reply.body());
        serde_json::from_slice(reply.body()).expect("JSON")
    }

    pub async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let reply = self.send("POST", path, Some(self.token(&["*"])), "", body).await;
        (
            reply.status().as_u16(),
            serde_json::from_slice(reply.body()).expect("JSON"),
        )
    }

    pub async fn file_with_key(&self, key: &str, event: &Value) -> (u16, Value) {
        let path = "/api/v1/clinical/adt-events";
        let reply = self
            .send("POST", path, Some(self.token(&["adt:write"])), key, event)
            .await;
        (
            reply.status().as_u16(),
            serde_json::from_slice(reply.body()).expect("JSON"),
        )
    }

    /// Files an event under a key of its own and expects it to be taken.
    pub async fn file(&self, event: &Value) -> Value {
        let (status, reply) = self.file_with_key(&key(), event).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    /// Files an event and expects the refusal of this name.
    pub async fn refused(&self, event: &Value) -> (u16, String) {
        let (status, reply) = self.file_with_key(&key(), event).await;
        (status, reply["type"].as_str().unwrap_or_default().to_owned())
    }

    pub async fn encounter_of(&self, reply: &Value) -> Value {
        self.get(&format!("/api/v1/encounters/{}", string(&reply["encounter_id"])))
            .await
    }

    pub async fn patient_of(&self, reply: &Value) -> Value {
        self.get(&format!("/api/v1/patients/{}", string(&reply["patient_id"])))
            .await
    }

    /// Gives the ids that a search finds.
    pub async fn found(&self, query: &str) -> Vec<String> {
        let page = self.get(&format!("/api/v1/patients?{query}")).await;
        page["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|patient| string(&patient["id"]))
            .collect()
    }
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

/// An event at `hh:mm` of the day for a patient with one number.
pub fn event(kind: &str, time: &str, number: &str) -> Value {
    json!({
        "event": kind,
        "occurred_at": format!("2026-11-22T{time}:00Z"),
        "patient": {"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]},
    })
}

/// The same with an encounter.
pub fn visit(kind: &str, time: &str, number: &str, encounter: Value) -> Value {
    let mut event = event(kind, time, number);
    event["encounter"] = encounter;
    event
}
