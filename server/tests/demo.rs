//! The demonstration fills an empty hub with what its apps show, and no other one.

use std::path::Path;
use std::process::{Command, Output};

use nilecare_drills::HubFolder;
use serde_json::Value;

use crate::support::NILECARE;

/// As the drills' hubs have it.
const PASSWORD: &str = "drill-password-0815";

async fn load(url: &str) -> Output {
    let mut command = Command::new(NILECARE);
    command
        .args(["demo", "load", "--patients", "12", "--seed", "7"])
        .env("NILECARE_URL", url)
        .env("NILECARE_PASSWORD", PASSWORD)
        .env("NILECARE_DEMO_PASSWORD", "correct horse of the demo");
    let ran = tokio::task::spawn_blocking(move || command.output()).await;
    ran.expect("it does not panic").expect("the binary is there")
}

#[tokio::test]
async fn an_empty_hub_is_filled_once() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    let hub = hub.start().await.expect("it starts");
    let loaded = load(hub.api().base()).await;
    let text = String::from_utf8_lossy(&loaded.stdout).into_owned();
    assert!(
        loaded.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&loaded.stderr)
    );
    assert!(text.contains("12 patients") && text.contains("6 users"), "{text}");

    let many = async |path: &str| -> usize {
        let answer: Value = hub.api().get(path).await.expect(path);
        let items = answer.get("items").unwrap_or(&answer);
        items.as_array().map_or(0, Vec::len)
    };
    assert_eq!(many("/patients?limit=100").await, 12);
    assert_eq!(many("/facilities").await, 2);
    assert_eq!(many("/beds?limit=100").await, 42);
    assert_eq!(many("/staff?limit=100").await, 24);
    assert!(many("/bed-assignments?limit=100").await > 0);
    assert!(many("/appointments?limit=100").await > 0);
    assert_eq!(many("/lab/tests?limit=100").await, 8);
    for worklist in [
        "worklists/collection",
        "worklists/verification",
        "specimens?status=received",
    ] {
        assert!(many(&format!("/lab/{worklist}")).await > 0, "{worklist}");
    }

    let again = load(hub.api().base()).await;
    assert!(!again.status.success());
    let told = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(told.contains("has facilities already"), "{told}");
    assert!(hub.stop().await.expect("it ends").success());
}
