//! Auth on a real database file, called as a client does.

use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::BodyExt;
use nilecare_auth::{AuthOptions, AuthService};
use nilecare_http::{HttpOptions, TokenKey, finish};
use nilecare_sql::Db;
use nilecare_testkit::TestStore;
use nilecare_types::{FixedClock, Secret, Timestamp};
use serde_json::{Value, json};
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse battery";

pub struct Auth {
    pub service: AuthService,
    pub clock: Arc<FixedClock>,
    pub folder: TestStore,
}

pub async fn auth() -> Auth {
    auth_with(AuthOptions::default()).await
}

pub async fn auth_with(options: AuthOptions) -> Auth {
    let folder = TestStore::new();
    let clock = Arc::new(FixedClock::at(Timestamp::from_second(1_800_000_000).expect("in range")));
    open(folder, clock, options).await
}

async fn open(folder: TestStore, clock: Arc<FixedClock>, options: AuthOptions) -> Auth {
    let url = folder.url("auth");
    let key = TokenKey::new(Secret::new("0123456789abcdef0123456789abcdef".to_owned())).expect("32 bytes");
    let db = Db::open(&url).await.expect("it opens");
    let service = AuthService::new(db, clock.clone(), &key, options)
        .await
        .expect("it starts");
    let printed = service
        .ensure_admin(Some(Secret::new(PASSWORD.to_owned())))
        .await
        .expect("it adds the admin");
    assert!(printed.is_none(), "a password that was given is not printed");
    Auth { service, clock, folder }
}

impl Auth {
    /// Opens the same database anew.
    pub async fn restarted(self) -> Self {
        open(self.folder, self.clock, AuthOptions::default()).await
    }

    pub async fn send(&self, method: &str, path: &str, token: &str, body: Value) -> Response<Bytes> {
        let router = finish(self.service.router().into(), HttpOptions::default());
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json");
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Body::from(body.to_string())).expect("a valid request");
        let (parts, body) = router.oneshot(request).await.expect("infallible").into_parts();
        Response::from_parts(parts, body.collect().await.expect("a whole body").to_bytes())
    }

    pub async fn login(&self, username: &str, password: &str) -> Response<Bytes> {
        let body = json!({"username": username, "password": password});
        self.send("POST", "/api/v1/auth/login", "", body).await
    }

    pub async fn token(&self, username: &str) -> String {
        text(&self.login(username, PASSWORD).await, "access_token")
    }

    pub async fn refresh(&self, token: &str) -> Response<Bytes> {
        self.send("POST", "/api/v1/auth/refresh", "", json!({"refresh_token": token}))
            .await
    }

    pub async fn add(&self, username: &str, role: &str) -> String {
        let admin = self.token("admin").await;
        let body = json!({"username": username, "password": PASSWORD, "roles": [role]});
        let added = self.send("POST", "/api/v1/users", &admin, body).await;
        assert_eq!(added.status(), 201);
        text(&added, "id")
    }
}

pub fn json_of(reply: &Response<Bytes>) -> Value {
    serde_json::from_slice(reply.body()).expect("JSON")
}

pub fn text(reply: &Response<Bytes>, field: &str) -> String {
    let value = json_of(reply);
    value[field]
        .as_str()
        .unwrap_or_else(|| panic!("no {field} in a reply of {}", reply.status()))
        .to_owned()
}
