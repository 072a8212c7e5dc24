//! Notifications of a Subscription, sent by curl.

use std::process::Stdio;

use nilecare_engine_api::ConnectionState;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::rig::{Kept, Running, Server, within};

#[expect(clippy::print_stderr, reason = "a test says why it was not run")]
async fn curl(arguments: &[&str], body: &str) -> Option<String> {
    let spawned = tokio::process::Command::new("curl")
        .args([
            "--silent",
            "--output",
            "/dev/null",
            "--write-out",
            "%{http_code}",
            "--max-time",
            "30",
            "--noproxy",
            "*",
        ])
        .args(["--data-binary", "@-", "--header", "content-type: application/fhir+json"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn();
    let Ok(mut curl) = spawned else {
        eprintln!("not run: curl is not installed");
        return None;
    };
    curl.stdin.take().unwrap().write_all(body.as_bytes()).await.unwrap();
    let output = within("curl", curl.wait_with_output()).await.unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

async fn address(running: &Running) -> String {
    let mut states = running.status.watch();
    let is_listening = |state: &ConnectionState| matches!(state, ConnectionState::Listening { .. });
    let state = within("the listener", states.wait_for(is_listening))
        .await
        .unwrap()
        .clone();
    let ConnectionState::Listening { address } = state else {
        panic!("it listens")
    };
    format!("http://{address}/notify")
}

#[tokio::test]
async fn a_notification_with_a_resource_is_a_message_known_by_its_version() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("token");
    std::fs::write(&secret, "right").unwrap();
    let hook = json!({ "bind": "127.0.0.1:0", "path": "/notify", "authentication": { "bearer": [format!("file:{}", secret.display())] } });
    let running = Running::start(&json!({ "rest_hook": hook }), Kept::default()).await;
    let url = address(&running).await;
    let resource = r#"{"resourceType":"Patient","id":"p1","meta":{"versionId":"4"}}"#;
    let Some(refused) = curl(&["--header", "Authorization: Bearer wrong", &url], resource).await else {
        return;
    };
    assert_eq!(refused, "401");
    let below = format!("{url}/Patient/p1");
    let shown = ["--header", "Authorization: Bearer right"];
    let put = [shown[0], shown[1], "--request", "PUT", below.as_str()];
    assert_eq!(curl(&put, resource).await.unwrap(), "202");
    let xml = r#"<Patient xmlns="http://hl7.org/fhir"><id value="p2"/><meta><versionId value="1"/></meta></Patient>"#;
    assert_eq!(curl(&[shown[0], shown[1], &url], xml).await.unwrap(), "202");
    // Without a poll nobody knows what an empty one is about.
    assert_eq!(curl(&[shown[0], shown[1], &url], "").await.unwrap(), "422");
    let kept = running.end().await;
    assert_eq!(kept.events(), ["Patient/p1/_history/4", "Patient/p2/_history/1"]);
    assert_eq!(kept.facts("fhir.type"), ["Patient", "Patient"]);
}

#[tokio::test]
async fn an_empty_notification_asks_at_once() {
    let server = Server::start().await;
    let file = server.folder.path().join("cursor.json");
    let config = server.config(&json!({
        "poll": { "resource_type": "Patient", "interval": "1h", "cursor_file": file },
        "rest_hook": { "bind": "127.0.0.1:0", "path": "/notify" },
    }));
    server.put(&json!({ "resourceType": "Patient", "id": "p1" })).await;
    let running = Running::start(&config, Kept::default()).await;
    let url = address(&running).await;
    running.kept.came(1).await;
    server.put(&json!({ "resourceType": "Patient", "id": "p2" })).await;
    let Some(answered) = curl(&[&url], "").await else {
        running.end().await;
        return;
    };
    assert_eq!(answered, "202");
    running.kept.came(2).await;
    assert_eq!(running.end().await.facts("fhir.id"), ["p1", "p2"]);
}
