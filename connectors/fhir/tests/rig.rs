//! An engine that keeps what it is given, a FHIR server, and a server that answers by a list.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use nilecare_connector_fhir::FhirConnector;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, Connector, Destination, DestinationFactory, Inbox,
    OutboundMessage, RawMessage, Source, SourceContext, SourceError, StatusReporter, async_trait,
};
use nilecare_fhir_rest::{FhirService, RestOptions};
use nilecare_fhir_search::Registry;
use nilecare_fhir_store::{SqliteFhirStore, SqliteOptions};
use nilecare_http::{Principal, TokenIssuer, TokenKey, TokenVerifier};
use nilecare_types::{Clock, MessageId, Secret, SystemClock};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(60);

pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = timeout(PATIENCE, future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// Keeps messages; the first `n_refusals` are not stored.
#[derive(Default)]
pub struct Kept {
    pub n_refusals: Mutex<usize>,
    pub messages: Mutex<Vec<RawMessage>>,
    came: watch::Sender<usize>,
}

impl Kept {
    pub async fn came(&self, n: usize) {
        let mut came = self.came.subscribe();
        within("messages", came.wait_for(|came| *came >= n)).await.unwrap();
    }

    pub fn facts(&self, name: &str) -> Vec<String> {
        let messages = self.messages.lock().unwrap();
        messages
            .iter()
            .map(|message| message.source.get(name).cloned().unwrap_or_default())
            .collect()
    }

    pub fn events(&self) -> Vec<String> {
        let messages = self.messages.lock().unwrap();
        messages
            .iter()
            .map(|message| message.event.as_ref().map(|event| event.id.clone()).unwrap_or_default())
            .collect()
    }
}

#[async_trait]
impl Inbox for Kept {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        {
            let mut left = self.n_refusals.lock().unwrap();
            if *left > 0 {
                *left -= 1;
                return Err(AcceptError {
                    kind: AcceptErrorKind::StoreUnavailable,
                    detail: "the disk is full".to_owned(),
                    reply: None,
                });
            }
        }
        self.messages.lock().unwrap().push(message);
        self.came.send_modify(|came| *came += 1);
        Ok(Accepted {
            message: MessageId(1),
            reply: None,
            is_positive: true,
            problem: None,
        })
    }
}

/// A source that runs.
pub struct Running {
    pub kept: Arc<Kept>,
    pub status: StatusReporter,
    stop: CancellationToken,
    running: JoinHandle<Result<(), SourceError>>,
}

impl Running {
    pub async fn start(config: &Value, kept: Kept) -> Self {
        let mut source: Box<dyn Source> = FhirConnector::default().source(config).unwrap().unwrap();
        let (kept, stop, status) = (Arc::new(kept), CancellationToken::new(), StatusReporter::default());
        source.open(&status).await.unwrap();
        let context = SourceContext {
            inbox: Arc::clone(&kept) as Arc<dyn Inbox>,
            stop: stop.clone(),
            status: status.clone(),
        };
        let running = tokio::spawn(async move { source.run(context).await });
        Self {
            kept,
            status,
            stop,
            running,
        }
    }

    pub async fn end(self) -> Arc<Kept> {
        self.stop.cancel();
        within("the end", self.running).await.unwrap().unwrap();
        self.kept
    }
}

pub fn factory(config: &Value) -> Arc<dyn DestinationFactory> {
    FhirConnector::default().destination(config).unwrap().unwrap()
}

pub fn destination(config: &Value) -> Box<dyn Destination> {
    factory(config).open(StatusReporter::default())
}

pub fn outbound(content: &Value, parameters: &[(&str, &str)]) -> OutboundMessage {
    let pairs = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let text = content.as_str().map_or_else(|| content.to_string(), str::to_owned);
    OutboundMessage {
        channel: "patients".parse().unwrap(),
        destination: "server".parse().unwrap(),
        message: MessageId(7),
        content: Bytes::from(text),
        parameters: pairs.collect::<BTreeMap<_, _>>(),
        idempotency_key: "patients.7.server".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

/// The hub's own FHIR server at a port of its own.
pub struct Server {
    pub url: String,
    pub folder: tempfile::TempDir,
    serving: JoinHandle<()>,
}

impl Server {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let registry = Arc::new(Registry::new(nilecare_fhir_model::r4()).unwrap());
        let options = SqliteOptions::new(folder.path().join("fhir.db"));
        let store = SqliteFhirStore::open(&options, registry, Arc::clone(&clock)).unwrap();
        let key = TokenKey::new(Secret::new("k".repeat(32))).unwrap();
        let verifier = TokenVerifier::new(&key, Arc::clone(&clock));
        let router = FhirService::new(Arc::new(store), verifier, None, RestOptions::default()).router();
        let principal = Principal {
            user_id: "1".into(),
            username: "hub".into(),
            roles: Vec::new(),
            permissions: std::iter::once("fhir:*".to_owned()).collect(),
            service: false,
            session: None,
        };
        let token = TokenIssuer::new(&key, clock).issue(&principal).token.expose().clone();
        std::fs::write(folder.path().join("token"), token).unwrap();
        let (address, serving) = serve(router).await;
        Self {
            url: format!("http://{address}/fhir/R4"),
            folder,
            serving,
        }
    }

    /// Settings for it, with more.
    pub fn config(&self, more: &Value) -> Value {
        let token = format!("file:{}", self.folder.path().join("token").display());
        with(json!({ "url": self.url, "authentication": { "bearer": token } }), more)
    }

    pub async fn put(&self, resource: &Value) {
        let config = self.config(&json!({ "interaction": "update" }));
        destination(&config).send(&outbound(resource, &[])).await.unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Adds settings to others.
pub fn with(mut config: Value, more: &Value) -> Value {
    config
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    config
}

async fn serve(router: Router) -> (SocketAddr, JoinHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        let _ = axum::serve(listener, router).await;
    });
    (address, serving)
}

/// What a scripted server was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub line: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Answers requests by a list, and 500 behind its end; `{url}` in a body is its own address.
#[derive(Clone, Default)]
pub struct Script {
    pub url: String,
    answers: Arc<Mutex<VecDeque<(u16, String, String)>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Script {
    /// Each answer is a status, headers as lines, and a body.
    pub async fn start(answers: &[(u16, &str, String)]) -> Self {
        let mut script = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        script.url = format!("http://{}/baseR4", listener.local_addr().unwrap());
        let list = answers
            .iter()
            .map(|(status, headers, body)| (*status, (*headers).to_owned(), body.replace("{url}", &script.url)));
        *script.answers.lock().unwrap() = list.collect();
        let router = Router::new().fallback(answer).with_state(script.clone());
        tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        script
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn lines(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.line).collect()
    }
}

async fn answer(State(script): State<Script>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let line = format!("{method} {}", uri.path_and_query().unwrap());
    script.asked.lock().unwrap().push(Asked { line, headers, body });
    let next = script.answers.lock().unwrap().pop_front();
    let (status, headers, body) = next.unwrap_or((500, String::new(), String::new()));
    let mut response = Response::builder().status(status);
    for (name, value) in headers.lines().filter_map(|line| line.split_once(": ")) {
        response = response.header(name, value);
    }
    response.body(Body::from(body)).unwrap()
}
