//! What the log says of certificate files: enough to act on, and once.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::common::{Authority, Client, Listener, touch};
use nilecare_testkit::LogCapture;
use serde_json::json;

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn an_open_key_is_warned_of_and_a_broken_change_is_told_once() {
    let logs = LogCapture::for_this_process().expect("nothing else in this process takes the log");
    let ca = Authority::new("ca");
    let files = ca.issue("hub", &["localhost"]);
    allow(&files.key, 0o600);
    Listener::start(&files, json!({})).await.stop().await;
    assert!(!logs.contains("can read a private key"));
    allow(&files.key, 0o644);
    let listener = Listener::start(&files, json!({})).await;
    assert!(logs.contains("can read a private key"));

    let good = std::fs::read(&files.certificate).unwrap();
    std::fs::write(&files.certificate, "no certificate").unwrap();
    touch(&files.certificate);
    for _ in 0..3 {
        Client::plainly(listener.address, &ca.file()).await.unwrap();
    }
    let n_told = logs
        .lines()
        .iter()
        .filter(|line| line.contains("those read before stay in use"))
        .count();
    assert_eq!(n_told, 1);
    assert!(logs.contains("hub.pem holds no certificate"));
    std::fs::write(&files.certificate, good).unwrap();
    touch(&files.certificate);
    Client::plainly(listener.address, &ca.file()).await.unwrap();
    assert!(logs.contains("were read again"));
    listener.stop().await;
}
