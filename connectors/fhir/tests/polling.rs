//! Asking what was updated.

use nilecare_engine_api::{ConnectionState, Source};
use serde_json::{Value, json};

use crate::rig::{Kept, Running, Script, Server, with, within};

fn patient(id: &str) -> Value {
    json!({ "resourceType": "Patient", "id": id, "active": true })
}

fn polling(server: &Server, more: &Value) -> Value {
    let file = server.folder.path().join("cursor.json");
    let poll = json!({ "resource_type": "Patient", "interval": "50ms", "page_size": 3, "cursor_file": file });
    server.config(&json!({ "poll": with(poll, more) }))
}

#[tokio::test]
async fn each_version_comes_once_over_many_pages_and_after_a_restart() {
    let server = Server::start().await;
    for number in 0..10 {
        server.put(&patient(&format!("p{number}"))).await;
    }
    let running = Running::start(&polling(&server, &json!({ "overlap": "1h" })), Kept::default()).await;
    running.kept.came(10).await;
    // An update is another version, and a resource that is new meanwhile comes too.
    let mut changed = patient("p3");
    changed["active"] = Value::from(false);
    server.put(&changed).await;
    server.put(&patient("p10")).await;
    running.kept.came(12).await;
    let kept = running.end().await;
    let mut events = kept.events();
    assert_eq!(events[10], "Patient/p3/_history/2");
    events.sort();
    events.dedup();
    assert_eq!(events.len(), 12, "{events:?}");
    let versions = kept.facts("fhir.version");
    assert_eq!(versions.iter().filter(|version| *version == "2").count(), 1);
    assert_eq!(kept.facts("fhir.id")[0], "p0");

    // The cursor is on disk: without overlap only the last instant is read again.
    server.put(&patient("p11")).await;
    let again = Running::start(&polling(&server, &json!({ "overlap": "0s" })), Kept::default()).await;
    again.kept.came(2).await;
    let events = again.end().await.events();
    assert_eq!(events, ["Patient/p10/_history/1", "Patient/p11/_history/1"]);
}

#[tokio::test]
async fn what_is_not_stored_is_asked_for_again() {
    let server = Server::start().await;
    for number in 0..4 {
        server.put(&patient(&format!("p{number}"))).await;
    }
    let kept = Kept::default();
    *kept.n_refusals.lock().unwrap() = 1;
    let running = Running::start(&polling(&server, &json!({})), kept).await;
    running.kept.came(4).await;
    let mut ids = running.end().await.facts("fhir.id");
    ids.sort();
    ids.dedup();
    assert_eq!(ids, ["p0", "p1", "p2", "p3"]);
}

#[tokio::test]
async fn further_parameters_narrow_the_search_and_a_start_leaves_out_what_is_older() {
    let server = Server::start().await;
    server.put(&patient("p1")).await;
    let mut inactive = patient("p2");
    inactive["active"] = Value::from(false);
    server.put(&inactive).await;
    let running = Running::start(&polling(&server, &json!({ "search": "active=false" })), Kept::default()).await;
    running.kept.came(1).await;
    assert_eq!(running.end().await.facts("fhir.id"), ["p2"]);
}

fn found(id: &str, instant: &str) -> Value {
    json!({ "resource": { "resourceType": "Patient", "id": id, "meta": { "versionId": "1", "lastUpdated": instant } } })
}

fn page(entries: &[Value], next: Option<&str>, is_sorted: bool) -> (u16, &'static str, String) {
    let mut links = Vec::new();
    if is_sorted {
        links.push(json!({ "relation": "self", "url": "{url}/Patient?_sort=_lastUpdated" }));
    }
    if let Some(next) = next {
        links.push(json!({ "relation": "next", "url": next }));
    }
    let body = json!({ "resourceType": "Bundle", "type": "searchset", "link": links, "entry": entries });
    (200, "content-type: application/fhir+json", body.to_string())
}

async fn scripted(answers: &[(u16, &'static str, String)], more: &Value) -> (Script, tempfile::TempDir, Value) {
    let server = Script::start(answers).await;
    let folder = tempfile::tempdir().unwrap();
    let poll = json!({ "resource_type": "Patient", "interval": "1h", "cursor_file": folder.path().join("c.json") });
    let config = json!({ "url": server.url, "poll": with(poll, more) });
    (server, folder, config)
}

#[tokio::test]
async fn a_server_that_does_not_sort_is_read_to_the_end_of_its_pages_before_the_cursor_moves() {
    let answers = [
        page(&[found("b", "2026-01-02T00:00:00Z")], Some("{url}?page=2"), false),
        page(&[found("a", "2026-01-01T00:00:00Z")], Some("/baseR4?page=3"), false),
        page(&[found("c", "2026-01-01T12:00:00Z")], None, false),
    ];
    let (server, folder, config) = scripted(&answers, &json!({})).await;
    let running = Running::start(&config, Kept::default()).await;
    running.kept.came(3).await;
    let cursor = folder.path().join("c.json");
    let written = async {
        while !cursor.exists() {
            tokio::task::yield_now().await;
        }
    };
    within("the cursor", written).await;
    assert_eq!(running.end().await.facts("fhir.id"), ["b", "a", "c"]);
    assert_eq!(
        std::fs::read_to_string(cursor).unwrap(),
        r#"{"cursor":"2026-01-02T00:00:00Z"}"#
    );
    let lines = server.lines();
    assert_eq!(lines[0], "GET /baseR4/Patient?_sort=_lastUpdated&_count=100");
    assert_eq!(lines[1..], ["GET /baseR4?page=2", "GET /baseR4?page=3"]);
}

#[tokio::test]
async fn a_server_that_sorts_is_asked_from_the_last_instant_on() {
    let answers = [
        page(
            &[
                found("a", "2026-01-01T00:00:00Z"),
                found("b", "2026-01-01T00:00:00.250Z"),
            ],
            Some("{url}?page=2"),
            true,
        ),
        // No instant further: its own next page is followed.
        page(
            &[
                found("b", "2026-01-01T00:00:00.250Z"),
                found("c", "2026-01-01T00:00:00.250Z"),
            ],
            Some("{url}?page=9"),
            true,
        ),
        page(&[found("d", "2026-01-01T00:00:00.250Z")], None, true),
    ];
    let (server, _folder, config) = scripted(&answers, &json!({ "start": "2026-01-01T00:00:00Z" })).await;
    let running = Running::start(&config, Kept::default()).await;
    running.kept.came(4).await;
    assert_eq!(running.end().await.facts("fhir.id"), ["a", "b", "c", "d"]);
    let lines = server.lines();
    let search = "GET /baseR4/Patient?_sort=_lastUpdated&_count=100&_lastUpdated=ge2026-01-01T00:00:00";
    assert_eq!(
        lines,
        [
            format!("{search}Z"),
            format!("{search}.25Z"),
            "GET /baseR4?page=9".to_owned()
        ]
    );
}

#[tokio::test]
async fn failures_are_told_and_nothing_is_left_out() {
    let elsewhere = page(
        &[found("a", "2026-01-01T00:00:00Z")],
        Some("http://evil.example.org/next"),
        false,
    );
    let refused = json!({ "resourceType": "OperationOutcome", "issue": [{ "severity": "error", "code": "login" }] });
    for (answer, told) in [
        (
            elsewhere,
            "NC-FHIR-008: the server cannot be read: its next page is at another server",
        ),
        (
            (401, "", refused.to_string()),
            "NC-FHIR-005: the server answered 401: error login",
        ),
        (
            (503, "retry-after: 60", String::new()),
            "NC-FHIR-004: the server answered 503",
        ),
        (
            (200, "", "<html>".to_owned()),
            "NC-FHIR-008: the server cannot be read: what it answered is no Bundle",
        ),
    ] {
        let (_server, folder, config) = scripted(&[answer], &json!({})).await;
        let running = Running::start(&config, Kept::default()).await;
        let mut states = running.status.watch();
        let is_told = |state: &ConnectionState| matches!(state, ConnectionState::Disconnected { reason } if reason.starts_with(told));
        within(told, states.wait_for(is_told)).await.unwrap();
        running.end().await;
        assert!(!folder.path().join("c.json").exists());
    }
}

#[tokio::test]
async fn a_cursor_that_cannot_be_read_is_told_at_deployment() {
    let (_server, folder, config) = scripted(&[], &json!({})).await;
    std::fs::write(folder.path().join("c.json"), "{}").unwrap();
    let connector = nilecare_connector_fhir::FhirConnector::default();
    let mut source: Box<dyn Source> = nilecare_engine_api::Connector::source(&connector, &config)
        .unwrap()
        .unwrap();
    let error = source.open(&Default::default()).await.unwrap_err();
    assert_eq!(error.code, "NC-FHIR-009");
}
