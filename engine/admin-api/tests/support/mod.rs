//! The interface over an engine in this process, in a folder of its own.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use nilecare_alerts::{ActionError, Alerts, AlertsOptions, ChannelSender, SecretSource};
use nilecare_channel_repository::{Layout, Repository, RepositoryOptions, SecretKey};
use nilecare_connector_channel::ChannelConnector;
use nilecare_engine_admin_api::deployment::Deployment;
use nilecare_engine_admin_api::{AdminApi, EngineCheck, Surroundings};
use nilecare_engine_api::{
    ConfigProblems, Connector, ConnectorRegistry, RawMessage, Source, SourceContext, SourceError, StatusReporter,
    async_trait,
};
use nilecare_engine_runtime::{Engine, EngineOptions};
use nilecare_event_log::EventLog;
use nilecare_http::{HttpOptions, Principal, TokenIssuer, TokenKey, TokenVerifier, finish};
use nilecare_message_store::{SqliteMessageStore, SqliteOptions};
use nilecare_script::ScriptHost;
use nilecare_types::{ChannelId, Clock, Secret, SystemClock};
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub struct Api {
    pub api: AdminApi,
    router: axum::Router,
    issuer: TokenIssuer,
    pub folder: tempfile::TempDir,
}

pub struct Reply {
    pub status: StatusCode,
    pub etag: Option<String>,
    pub body: Value,
    pub bytes: Bytes,
}

/// A source that takes in one message when it starts.
struct OneMessage;

impl Connector for OneMessage {
    fn kind(&self) -> &'static str {
        "one-message"
    }

    fn source(&self, _: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        Some(Ok(Box::new(OneMessage)))
    }
}

#[async_trait]
impl Source for OneMessage {
    async fn open(&mut self, _: &StatusReporter) -> Result<(), SourceError> {
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let content = Bytes::from_static(b"MSH|^~\\&|A|B|C|D|20260101||ADT^A01|Q1|P|2.5\rPID|1||4711\r");
        let _ = context.inbox.accept(RawMessage::new(content)).await;
        context.stop.cancelled().await;
        Ok(())
    }
}

/// Takes no notice and has no secrets.
struct Nobody;

#[async_trait]
impl ChannelSender for Nobody {
    async fn send(&self, channel: &ChannelId, _: Bytes) -> Result<(), ActionError> {
        Err(ActionError(format!("channel {channel} is not started")))
    }
}

impl SecretSource for Nobody {
    fn value(&self, _: &str) -> Option<Secret<String>> {
        None
    }
}

/// A channel that reads from others under its own name.
pub fn channel(id: &str, more: &str) -> String {
    format!(
        "version: 1\nid: {id}\nname: Channel {id}\n{more}source:\n  connector: {{ type: channel, name: {id} }}\n\
         destinations:\n- id: out\n  connector: {{ type: channel, channel: nowhere }}\n  queue: {{ mode: always }}\n"
    )
}

impl Api {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = SqliteMessageStore::open(SqliteOptions::new(folder.path().join("messages.db")));
        let registry = ConnectorRegistry::new(vec![Arc::new(ChannelConnector::default()), Arc::new(OneMessage)]);
        let host = Arc::new(ScriptHost::default());
        let engine = Arc::new(Engine::new(
            Arc::new(store.expect("the folder is ours")),
            registry,
            Arc::clone(&host),
            Arc::clone(&clock),
            EngineOptions::default(),
        ));
        let repository = Repository::open(RepositoryOptions {
            layout: Layout::new(folder.path().join("tree")),
            database: folder.path().join("configuration.db"),
            key: SecretKey::parse(&Secret::new("0f".repeat(32))).expect("it is a key"),
            clock: Arc::clone(&clock),
            check: Arc::new(EngineCheck::new(Arc::clone(&engine), Arc::clone(&host))),
        });
        let repository = Arc::new(repository.expect("the folder is ours"));
        let key = TokenKey::new(Secret::new("0123456789abcdef0123456789abcdef".to_owned())).expect("32 bytes");
        let alerts = Alerts::new(AlertsOptions {
            channels: Arc::new(Nobody),
            secrets: Arc::new(Nobody),
            clock: Arc::clone(&clock),
            interval: std::time::Duration::from_secs(1),
        });
        let surroundings = Surroundings::new(
            Arc::clone(&repository),
            host,
            Arc::clone(&alerts),
            engine.registry().connections().clone(),
        );
        let surroundings = Arc::new(surroundings);
        surroundings.refresh().expect("the folder is ours");
        let deployment = Deployment::new(Arc::clone(&engine), Arc::clone(&repository), Arc::clone(&surroundings));
        let api = AdminApi {
            deployment: Arc::new(deployment),
            engine,
            repository,
            surroundings,
            alerts,
            events: EventLog::open(&folder.path().join("events.db")).expect("the folder is ours"),
            clock: Arc::clone(&clock),
        };
        let verifier = TokenVerifier::new(&key, Arc::clone(&clock));
        let router = api.clone().router(&verifier).split_for_parts().0;
        Self {
            api,
            router: finish(router, HttpOptions::default()),
            issuer: TokenIssuer::new(&key, clock),
            folder,
        }
    }

    fn token(&self, permissions: &[&str]) -> String {
        let principal = Principal {
            user_id: "1".to_owned(),
            username: "ann".to_owned(),
            roles: vec![],
            permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
            ..Principal::default()
        };
        format!("Bearer {}", self.issuer.issue(&principal).token.expose())
    }

    pub async fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Reply {
        self.call_as(&["*"], method, path, headers, body).await
    }

    pub async fn call_as(
        &self,
        permissions: &[&str],
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, self.token(permissions));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).expect("it is a valid request")).await
    }

    /// Posts a zip file.
    pub async fn upload(&self, path: &str, content: &Bytes) -> Reply {
        let request = Request::post(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, self.token(&["*"]))
            .header(header::CONTENT_TYPE, "application/zip");
        let body = Body::from(content.clone());
        self.send(request.body(body).expect("it is a valid request")).await
    }

    /// Imports exported messages and returns the lines of the answer.
    pub async fn import(&self, lines: String) -> String {
        let request = Request::post("/api/v1/messages/import")
            .header(header::AUTHORIZATION, self.token(&["*"]))
            .header(header::CONTENT_TYPE, "application/x-ndjson");
        let reply = self
            .send(request.body(Body::from(lines)).expect("it is a valid request"))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        String::from_utf8(reply.bytes.to_vec()).expect("it is text")
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let reply = self.router.clone().oneshot(request).await.expect("routers do not fail");
        let (status, etag) = (reply.status(), reply.headers().get(header::ETAG).cloned());
        let bytes = reply.into_body().collect().await.expect("a whole body").to_bytes();
        Reply {
            status,
            etag: etag.and_then(|tag| tag.to_str().map(str::to_owned).ok()),
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
        }
    }

    pub async fn get(&self, path: &str) -> Value {
        let reply = self.call("GET", path, &[], None).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        reply.body
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.call("POST", path, &[], Some(body)).await
    }

    /// Saves a new channel.
    pub async fn add(&self, id: &str, more: &str) {
        let body = json!({ "files": { "channel.yaml": { "text": channel(id, more) } }, "comment": "new" });
        let path = format!("/items/channel/{id}");
        let reply = self.call("PUT", &path, &[("if-none-match", "*")], Some(body)).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    }

    /// Returns the actions and targets on record, oldest first.
    pub async fn recorded(&self) -> Vec<String> {
        let events = self.get("/events?limit=500").await;
        let mut told = Vec::new();
        for event in events["items"].as_array().expect("a list").iter().rev() {
            let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
            told.push(format!(
                "{} {} {} {}",
                text("user"),
                text("action"),
                text("target"),
                text("outcome")
            ));
        }
        told
    }
}

/// Returns `channel result` of each outcome, in order.
pub fn outcomes(reply: &Reply) -> Vec<String> {
    let items = reply.body["items"]
        .as_array()
        .unwrap_or_else(|| panic!("{}", reply.body));
    let told = items.iter().map(|item| {
        let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("channel"), text("result"))
    });
    told.collect()
}
