//! The timer over a clock that runs as fast as the test.

#![allow(clippy::unwrap_used, reason = "a test says by its panic what went wrong")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use nilecare_connector_timer::{TimerConnector, TimerSourceConfig};
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, Connector, ConnectorConfig, Inbox, RawMessage,
    SourceContext, StatusReporter, async_trait,
};
use nilecare_types::{Clock, MessageId};
use serde_json::{Value, json};
use tokio::time::{Duration, Instant, sleep};

/// Follows tokio's paused time.
#[derive(Debug)]
struct Following {
    start: Instant,
    at: Timestamp,
}

impl Clock for Following {
    fn now(&self) -> Timestamp {
        self.at + SignedDuration::try_from(self.start.elapsed()).unwrap()
    }
}

#[derive(Default)]
struct Engine {
    ticks: Mutex<Vec<String>>,
    contents: Mutex<Vec<String>>,
    /// So many messages are not stored.
    n_refused: AtomicUsize,
    /// How long a message takes.
    takes: Duration,
}

#[async_trait]
impl Inbox for Engine {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        if self.n_refused.load(Ordering::SeqCst) > 0 {
            self.n_refused.fetch_sub(1, Ordering::SeqCst);
            return Err(AcceptError {
                kind: AcceptErrorKind::StoreUnavailable,
                detail: "the disk is full".to_owned(),
                reply: None,
            });
        }
        sleep(self.takes).await;
        self.ticks
            .lock()
            .unwrap()
            .push(message.source["timer.scheduled"].clone());
        self.contents
            .lock()
            .unwrap()
            .push(String::from_utf8(message.content.to_vec()).unwrap());
        Ok(Accepted {
            message: MessageId(1),
            reply: None,
            is_positive: true,
            problem: None,
        })
    }
}

/// Runs a timer from 2026-01-05T06:00:00Z, a Monday, for so long.
async fn run(config: &Value, engine: Engine, from: &str, long: Duration) -> Arc<Engine> {
    let clock = Arc::new(Following {
        start: Instant::now(),
        at: from.parse().unwrap(),
    });
    let mut source = TimerConnector::at(clock).source(config).unwrap().unwrap();
    let status = StatusReporter::default();
    source.open(&status).await.unwrap();
    let (engine, stop) = (Arc::new(engine), CancellationToken::new());
    let context = SourceContext {
        inbox: Arc::clone(&engine) as Arc<dyn Inbox>,
        stop: stop.clone(),
        status,
    };
    let running = tokio::spawn(async move { source.run(context).await });
    sleep(long).await;
    stop.cancel();
    running.await.unwrap().unwrap();
    engine
}

const MONDAY: &str = "2026-01-05T06:00:00Z";

fn ticks(engine: &Engine) -> Vec<String> {
    engine.ticks.lock().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn messages_come_at_an_interval_and_at_times_of_a_zone() {
    let every = json!({ "every": "10m", "at_start": true, "content": "report" });
    let engine = run(&every, Engine::default(), MONDAY, Duration::from_secs(1_250)).await;
    assert_eq!(
        ticks(&engine),
        ["2026-01-05T06:00:00Z", "2026-01-05T06:10:00Z", "2026-01-05T06:20:00Z"]
    );
    assert_eq!(engine.contents.lock().unwrap()[0], "report");

    let cron = json!({ "cron": ["30 8 * * MON-FRI", "0 10 * * *"], "time_zone": "Africa/Cairo" });
    let engine = run(&cron, Engine::default(), MONDAY, Duration::from_secs(27 * 3_600)).await;
    assert_eq!(
        ticks(&engine),
        [
            "2026-01-05T06:30:00Z",
            "2026-01-05T08:00:00Z",
            "2026-01-06T06:30:00Z",
            "2026-01-06T08:00:00Z"
        ]
    );
    let content: Value = serde_json::from_str(&engine.contents.lock().unwrap()[0]).unwrap();
    assert_eq!(
        content,
        json!({ "scheduled": "2026-01-05T06:30:00Z", "fired": "2026-01-05T06:30:00Z" })
    );
}

#[tokio::test(start_paused = true)]
async fn times_that_a_slow_message_missed_are_skipped_or_made_up_for_once() {
    let slow = || Engine {
        takes: Duration::from_secs(1_500),
        ..Engine::default()
    };
    let skip = json!({ "every": "10m" });
    let long = Duration::from_secs(4_000);
    let engine = run(&skip, slow(), MONDAY, long).await;
    assert_eq!(ticks(&engine), ["2026-01-05T06:10:00Z", "2026-01-05T06:40:00Z"]);
    let once = json!({ "every": "10m", "missed": "once" });
    let engine = run(&once, slow(), MONDAY, long).await;
    assert_eq!(
        ticks(&engine),
        ["2026-01-05T06:10:00Z", "2026-01-05T06:30:00Z", "2026-01-05T07:00:00Z"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_not_stored_stays_due() {
    let refused = |n| Engine {
        n_refused: AtomicUsize::new(n),
        ..Engine::default()
    };
    let config = json!({ "every": "10s" });
    let engine = run(&config, refused(3), MONDAY, Duration::from_secs(15)).await;
    assert_eq!(ticks(&engine), ["2026-01-05T06:00:10Z"]);
    // It gives way to the next when missed ones are skipped.
    let engine = run(&config, refused(10), MONDAY, Duration::from_secs(35)).await;
    assert_eq!(ticks(&engine), ["2026-01-05T06:00:30Z"]);
    let config = json!({ "every": "10s", "missed": "once" });
    let engine = run(&config, refused(10), MONDAY, Duration::from_secs(25)).await;
    assert_eq!(ticks(&engine), ["2026-01-05T06:00:10Z", "2026-01-05T06:00:20Z"]);
}

#[tokio::test(start_paused = true)]
async fn a_time_missed_while_the_channel_was_stopped_is_made_up_for_when_it_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nightly.json");
    let config = json!({ "cron": ["0 2 * * *"], "missed": "once", "state_file": file });
    let engine = run(
        &config,
        Engine::default(),
        "2026-01-05T01:59:00Z",
        Duration::from_secs(120),
    )
    .await;
    assert_eq!(ticks(&engine), ["2026-01-05T02:00:00Z"]);
    let engine = run(
        &config,
        Engine::default(),
        "2026-01-05T09:00:00Z",
        Duration::from_secs(60),
    )
    .await;
    assert_eq!(ticks(&engine), Vec::<String>::new());
    let engine = run(
        &config,
        Engine::default(),
        "2026-01-08T09:00:00Z",
        Duration::from_secs(60),
    )
    .await;
    assert_eq!(ticks(&engine), ["2026-01-08T02:00:00Z"]);
    std::fs::write(&file, "{}").unwrap();
    let mut source = TimerConnector::default().source(&config).unwrap().unwrap();
    let error = source.open(&StatusReporter::default()).await.unwrap_err();
    assert_eq!(error.code, "NC-TIMER-001");
}

#[test]
fn settings_are_checked() {
    let problems = |config: &Value| {
        let found = TimerConnector::default().source(config).unwrap().err();
        found.map_or_else(Vec::new, |found| {
            found.0.into_iter().map(|problem| problem.path).collect()
        })
    };
    for sample in TimerSourceConfig::samples() {
        assert_eq!(problems(&sample), Vec::<String>::new(), "{sample}");
    }
    for (config, path) in [
        (json!({}), "/every"),
        (json!({ "every": "1h", "cron": ["0 2 * * *"] }), "/every"),
        (json!({ "every": "10ms" }), "/every"),
        (json!({ "cron": ["0 2 * *"] }), "/cron/0"),
        (json!({ "cron": ["0 2 * * *", "0 2 30 2 *"] }), "/cron/1"),
        (json!({ "cron": ["99 2 * * *"] }), "/cron/0"),
        (json!({ "every": "1h", "time_zone": "Africa/Nowhere" }), "/time_zone"),
        (json!({ "every": "1h", "state_file": "a.json" }), "/state_file"),
        (json!({ "every": "1h", "colour": "red" }), ""),
    ] {
        assert_eq!(problems(&config), [path], "{config}");
    }
}
