//! The router over a store of its own.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use nilecare_fhir_rest::{FhirService, RestOptions};
use nilecare_fhir_search::Registry;
use nilecare_fhir_store::{SqliteFhirStore, SqliteOptions};
use nilecare_http::{Principal, TokenIssuer, TokenKey, TokenVerifier};
use nilecare_types::{Clock, Secret, SystemClock};
use serde_json::{Value, json};
use tower::ServiceExt;

pub struct Api {
    router: Router,
    issuer: TokenIssuer,
    token: String,
    _folder: tempfile::TempDir,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

fn registry() -> Arc<Registry> {
    static REGISTRY: std::sync::OnceLock<Arc<Registry>> = std::sync::OnceLock::new();
    let make = || Arc::new(Registry::new(nilecare_fhir_model::r4()).expect("the parameters of R4 compile"));
    Arc::clone(REGISTRY.get_or_init(make))
}

impl Api {
    pub fn new() -> Self {
        Self::with_limits(1_000_000, 100)
    }

    pub fn with_limits(max_body_bytes: usize, max_entries: usize) -> Self {
        Self::with_options(RestOptions {
            max_body_bytes,
            max_entries,
            ..RestOptions::default()
        })
    }

    pub fn with_timeout(timeout: std::time::Duration) -> Self {
        Self::with_options(RestOptions {
            timeout,
            ..RestOptions::default()
        })
    }

    fn with_options(options: RestOptions) -> Self {
        let limits = options;
        let folder = tempfile::tempdir().expect("a folder");
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let options = SqliteOptions::new(folder.path().join("fhir.db"));
        let store = SqliteFhirStore::open(&options, registry(), Arc::clone(&clock)).expect("the store opens");
        let key = TokenKey::new(Secret::new("k".repeat(32))).expect("a key");
        let verifier = TokenVerifier::new(&key, Arc::clone(&clock));
        let router = FhirService::new(Arc::new(store), verifier, None, limits).router();
        let issuer = TokenIssuer::new(&key, clock);
        let token = token(&issuer, &["fhir:*"]);
        Self {
            router,
            issuer,
            token,
            _folder: folder,
        }
    }

    pub fn token(&self, permissions: &[&str]) -> String {
        token(&self.issuer, permissions)
    }

    /// Sends a request as it is.
    pub async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/fhir/R4{path}"))
            .header("host", "example.org");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8(bytes.to_vec()).expect("text");
        Answer {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    /// Sends a request as somebody who may do everything.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let mut all = vec![("authorization", bearer.as_str())];
        all.extend_from_slice(headers);
        self.raw(method, path, &all, body).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Body::empty()).await
    }

    pub async fn json(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.json_with(method, path, &[], body).await
    }

    pub async fn json_with(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut all = vec![("content-type", "application/fhir+json")];
        all.extend_from_slice(headers);
        self.send(method, path, &all, body.to_string()).await
    }

    /// The ids of the matches of a search.
    pub async fn ids(&self, path: &str) -> Vec<String> {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        ids(&answer.json())
    }
}

/// The ids of the matches in a Bundle.
pub fn ids(bundle: &Value) -> Vec<String> {
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    let matches = entries.iter().filter(|entry| entry["search"]["mode"] == "match");
    matches
        .filter_map(|entry| entry["resource"]["id"].as_str().map(str::to_owned))
        .collect()
}

fn token(issuer: &TokenIssuer, permissions: &[&str]) -> String {
    let principal = Principal {
        user_id: "1".into(),
        username: "amna".into(),
        roles: Vec::new(),
        permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
        service: false,
        session: None,
    };
    issuer.issue(&principal).token.expose().clone()
}

pub fn patient(id: &str, family: &str) -> Value {
    json!({"resourceType": "Patient", "id": id, "name": [{"family": family}]})
}
