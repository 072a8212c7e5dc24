//! A client of a service in this process.

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::BodyExt;
use nilecare_http::{Principal, TokenIssuer};
use nilecare_types::UserId;
use serde_json::Value;
use tower::ServiceExt;

/// Calls routes as a client does, without a network between.
pub struct TestClient {
    router: Router,
    issuer: TokenIssuer,
}

impl TestClient {
    pub(crate) fn new(router: Router, issuer: TokenIssuer) -> Self {
        Self { router, issuer }
    }

    /// Makes the `Authorization` of somebody with these permissions.
    pub fn token(&self, permissions: &[&str]) -> String {
        let principal = Principal {
            user_id: "1".into(),
            username: "test".into(),
            roles: vec![],
            permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
            ..Principal::default()
        };
        format!("Bearer {}", self.issuer.issue(&principal).token.expose())
    }

    /// Makes a call; an empty key sends none.
    ///
    /// # Panics
    /// When it is no valid request.
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
        let called = self.router.clone().oneshot(request).await;
        let (parts, body) = called.expect("a router answers always").into_parts();
        Response::from_parts(parts, body.collect().await.expect("a whole body").to_bytes())
    }

    /// Reads as somebody who may do everything.
    ///
    /// # Panics
    /// When the answer is not 200 with JSON.
    pub async fn get(&self, path: &str) -> Value {
        let reply = self.send("GET", path, Some(self.token(&["*"])), "", &Value::Null).await;
        assert_eq!(reply.status(), 200, "{path}: {:?}", reply.body());
        json_of(&reply)
    }

    /// Makes a call as somebody who may do everything.
    ///
    /// # Panics
    /// When the answer is not JSON.
    pub async fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let reply = self.send(method, path, Some(self.token(&["*"])), "", body).await;
        (reply.status().as_u16(), json_of(&reply))
    }

    /// Makes a call as somebody who may do everything, with an `If-Match`.
    ///
    /// # Panics
    /// When the answer is not JSON.
    pub async fn call_if(&self, version: u64, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, self.token(&["*"]))
            .header(header::IF_MATCH, format!("\"{version}\""));
        let request = request.body(Body::from(body.to_string())).expect("a valid request");
        let called = self.router.clone().oneshot(request).await;
        let (parts, body) = called.expect("a router answers always").into_parts();
        let reply = Response::from_parts(parts, body.collect().await.expect("a whole body").to_bytes());
        (reply.status().as_u16(), json_of(&reply))
    }

    /// Posts as somebody who may do everything; an empty key sends none.
    ///
    /// # Panics
    /// When the answer is not JSON.
    pub async fn command(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let reply = self.send("POST", path, Some(self.token(&["*"])), key, body).await;
        (reply.status().as_u16(), json_of(&reply))
    }
}

/// Reads the body of an answer.
///
/// # Panics
/// When it is not JSON.
pub fn json_of(reply: &Response<Bytes>) -> Value {
    serde_json::from_slice(reply.body()).expect("the answer is JSON")
}

/// Returns the text that a value is.
///
/// # Panics
/// When it is something else.
pub fn text_of(value: &Value) -> String {
    let text = value.as_str();
    text.unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// Makes an idempotency key that was never used.
pub fn fresh_key() -> String {
    UserId::generate().to_string()
}
