//! From the engine's errors to a webhook's server and a channel, over real sockets.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use nilecare_alerts::{
    ActionError, AlertObserver, AlertRule, Alerts, AlertsOptions, ChannelSender, EngineView, SecretSource, Snapshot,
};
use nilecare_engine_api::{EngineEvent, EngineObserver as _, ErrorKind, async_trait};
use nilecare_testkit::LogCapture;
use nilecare_types::{ChannelId, FixedClock, Secret};
use serde_json::Value;
use tokio::sync::mpsc;

const PATIENT: &str = "Osman Digna";
const INTO_CHANNEL: &str = "[{ type: channel, channel: alarms }]";
const ON_ERROR: &str = "trigger: { type: error }\n";

struct Quiet;

#[async_trait]
impl EngineView for Quiet {
    async fn snapshot(&self, _: &BTreeSet<Duration>) -> Result<Snapshot, String> {
        Ok(Snapshot::default())
    }
}

struct Told(mpsc::Sender<Value>);

#[async_trait]
impl ChannelSender for Told {
    async fn send(&self, _: &ChannelId, content: bytes::Bytes) -> Result<(), ActionError> {
        let value = serde_json::from_slice(&content).expect("notices are JSON");
        let sent = self.0.send(value).await;
        sent.map_err(|_| ActionError("nobody listens".to_owned()))
    }
}

struct Token;

impl SecretSource for Token {
    fn value(&self, name: &str) -> Option<Secret<String>> {
        (name == "alert.token").then(|| Secret::new("Bearer 4711".to_owned()))
    }
}

struct Rig {
    alerts: Arc<Alerts>,
    observer: AlertObserver,
    clock: Arc<FixedClock>,
    told: mpsc::Receiver<Value>,
    run: tokio::task::JoinHandle<()>,
}

impl Rig {
    fn new(rules: Vec<AlertRule>) -> Self {
        let (sender, told) = mpsc::channel(100);
        let clock = Arc::new(FixedClock::at("2026-01-05T08:00:00Z".parse().expect("it is a time")));
        let alerts = Alerts::new(AlertsOptions {
            channels: Arc::new(Told(sender)),
            secrets: Arc::new(Token),
            clock: clock.clone(),
            interval: Duration::from_millis(5),
        });
        alerts.set_rules(rules);
        let (observer, heard) = AlertObserver::new();
        let run = tokio::spawn(Arc::clone(&alerts).run(Arc::new(Quiet), observer.clone(), heard));
        Self {
            alerts,
            observer,
            clock,
            told,
            run,
        }
    }

    fn fail(&self, channel: &str, kind: ErrorKind, text: &str) {
        self.observer.observe(&EngineEvent::Error {
            channel: channel.parse().expect("it is a name"),
            connector: Some("out".parse().expect("it is a name")),
            kind,
            message: None,
            text: text.to_owned(),
        });
    }

    async fn next(&mut self) -> Value {
        let next = tokio::time::timeout(Duration::from_secs(30), self.told.recv());
        next.await.expect("a notice arrives").expect("the sender is there")
    }

    async fn report(&self, name: &str) -> Option<String> {
        let report = self.alerts.test(name).await.expect("it is there");
        report[0].error.clone()
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.run.abort();
    }
}

fn rule(name: &str, more: &str, actions: &str) -> AlertRule {
    let text =
        format!("version: 1\ntitle: Trouble\nchannels: {{ all: true }}\nthrottle: 10m\nactions: {actions}\n{more}");
    AlertRule::read(name, &text).expect("it is good")
}

async fn until(is_met: impl Fn() -> bool) {
    let wait = async {
        while !is_met() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait)
        .await
        .expect("the condition is met");
}

#[tokio::test]
async fn errors_are_told_held_back_counted_and_over_at_last() {
    let trigger = "trigger: { type: error, kinds: [connector], text: 'refus(ed|al)' }\n";
    let mut rig = Rig::new(vec![rule("trouble", trigger, INTO_CHANNEL)]);
    rig.fail("lab", ErrorKind::Response, "refused");
    rig.fail("lab", ErrorKind::Connector, "no answer");
    for _ in 0..5 {
        rig.fail("lab", ErrorKind::Connector, "it refused");
    }
    let first = rig.next().await;
    assert_eq!((&first["event"], &first["count"]), (&"raised".into(), &1.into()));
    until(|| rig.alerts.states()[0].suppressed == 4).await;
    rig.clock.advance(jiff::SignedDuration::from_mins(10));
    let second = rig.next().await;
    assert_eq!((&second["count"], &second["suppressed"]), (&4.into(), &4.into()));
    rig.clock.advance(jiff::SignedDuration::from_mins(10));
    assert_eq!(rig.next().await["event"], "recovered");
    assert!(!rig.alerts.states()[0].is_raised);
}

#[tokio::test]
async fn the_text_of_an_error_is_told_only_when_the_rule_says_so_and_never_logged() {
    let (logs, _guard) = LogCapture::for_this_thread();
    let more = |include: bool| format!("{ON_ERROR}body: '{{error}}'\ninclude_error_text: {include}\n");
    let actions = "[{ type: log }, { type: channel, channel: alarms }]";
    let mut rig = Rig::new(vec![rule("trouble", &more(false), actions)]);
    rig.fail("lab", ErrorKind::SourceScript, PATIENT);
    assert_eq!(rig.next().await["body"], "(not included)");
    rig.alerts.set_rules(vec![rule("trouble", &more(true), actions)]);
    rig.fail("lab", ErrorKind::SourceScript, PATIENT);
    assert_eq!(rig.next().await["body"], PATIENT);
    assert!(logs.contains("trouble"));
    logs.assert_absent(&[PATIENT]);
}

#[tokio::test]
async fn what_fails_in_the_channel_that_is_told_does_not_raise_the_alert_again() {
    let mut rig = Rig::new(vec![rule("trouble", ON_ERROR, INTO_CHANNEL)]);
    rig.fail("alarms", ErrorKind::Connector, "the text message was refused");
    rig.fail("lab", ErrorKind::Connector, "refused");
    assert_eq!(rig.next().await["channel"], "lab");
    assert_eq!(rig.alerts.states()[0].notices, 1);
}

/// The token and the body of a request.
type Seen = (Option<String>, Value);

#[derive(Clone)]
struct Hook {
    /// The first so many requests are answered with 503.
    n_failures: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Hook {
    fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no holder panics").clone()
    }
}

async fn take(State(hook): State<Hook>, headers: HeaderMap, axum::Json(body): axum::Json<Value>) -> StatusCode {
    let token = headers.get("authorization").and_then(|value| value.to_str().ok());
    let token = token.map(str::to_owned);
    hook.seen.lock().expect("no holder panics").push((token, body));
    let one_less = |n: usize| n.checked_sub(1);
    match hook
        .n_failures
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less)
    {
        Ok(_) => StatusCode::SERVICE_UNAVAILABLE,
        Err(_) => StatusCode::NO_CONTENT,
    }
}

async fn hook(n_failures: usize) -> (Hook, String) {
    let hook = Hook {
        n_failures: Arc::new(AtomicUsize::new(n_failures)),
        seen: Arc::default(),
    };
    let app = axum::Router::new()
        .route("/hook", axum::routing::post(take))
        .with_state(hook.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move { axum::serve(listener, app).await });
    (hook, format!("http://{address}/hook"))
}

fn webhook(name: &str, url: &str, more: &str) -> AlertRule {
    let actions = format!("[{{ type: webhook, url: '{url}', timeout: 1s {more} }}]");
    rule(name, ON_ERROR, &actions)
}

#[tokio::test]
async fn a_webhook_gets_the_notice_with_a_secret_header_and_is_tried_again() {
    let (hook, url) = hook(1).await;
    let headers = ", headers: { authorization: { configuration: alert.token } }";
    let rig = Rig::new(vec![webhook("hooked", &url, headers)]);
    rig.fail("lab", ErrorKind::Connector, PATIENT);
    until(|| hook.seen().len() == 2).await;
    let (token, notice) = hook.seen().remove(1);
    assert_eq!(token.as_deref(), Some("Bearer 4711"));
    let told = (&notice["alert"], &notice["trigger"], &notice["channel"]);
    assert_eq!(told, (&"hooked".into(), &"error".into(), &"lab".into()));
    assert!(!notice.to_string().contains(PATIENT), "{notice}");
}

#[tokio::test]
async fn trying_an_alert_tells_what_fails_and_why() {
    let (hook, url) = hook(0).await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let absent = format!("http://{}/", closed.local_addr().expect("it is bound"));
    drop(closed);
    let rig = Rig::new(vec![
        webhook("hooked", &url, ""),
        webhook("absent", &absent, ", attempts: 1"),
        webhook("lost", &format!("{url}x"), ""),
        webhook("secret", &url, ", headers: { x: { configuration: none } }"),
    ]);
    assert_eq!(rig.report("hooked").await, None);
    assert_eq!(hook.seen()[0].1["event"], "test");
    for (name, told) in [
        ("absent", "could not be reached"),
        ("lost", "status 404"),
        ("secret", "has no none"),
    ] {
        let error = rig.report(name).await.expect("it fails");
        assert!(
            error.contains("NC-ALERT-001") && error.contains(told),
            "{name}: {error}"
        );
    }
    assert_eq!(rig.alerts.test("nobody").await, None);
}

#[tokio::test]
async fn a_webhook_that_does_not_answer_is_given_up_in_time() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
    let rig = Rig::new(vec![webhook("hooked", &url, ", attempts: 1")]);
    let report = tokio::time::timeout(Duration::from_secs(20), rig.report("hooked"));
    let error = report.await.expect("it ends").expect("it fails");
    assert!(error.contains("no answer in time"), "{error}");
}

#[tokio::test]
async fn a_flood_of_errors_is_bounded() {
    let rig = Rig::new(vec![rule("trouble", ON_ERROR, "[{ type: log }]")]);
    let text = "x".repeat(1 << 16);
    for _ in 0..5_000 {
        rig.fail("lab", ErrorKind::Connector, &text);
    }
    until(|| rig.alerts.states()[0].suppressed > 0).await;
    let state = rig.alerts.states().remove(0);
    assert!(state.notices == 1 && state.suppressed < 5_000, "{state:?}");
}
