//! TLS with software that is not ours: certificates of OpenSSL, Python's ssl on either side, `openssl s_client`. What is
//! not installed is told as not run.

#![allow(clippy::print_stderr, reason = "a test that cannot run says so")]

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use crate::common::{Listener, Sender, frame, message, within};
use nilecare_testkit::certificates;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

async fn is_there(program: &str, argument: &str) -> bool {
    let there = Command::new(program)
        .arg(argument)
        .output()
        .await
        .is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("not run: {program} is not installed");
    }
    there
}

fn text(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&both).into_owned()
}

async fn listener(folder: &Path) -> Listener {
    let tls = json!({
        "certificate_file": folder.join("hub.pem"), "private_key_file": folder.join("hub.key"),
        "client_certificates": "required", "client_ca_file": folder.join("ca.pem"),
    });
    Listener::start_with(json!({ "bind": "127.0.0.1:0", "tls": tls }))
        .await
        .unwrap()
}

#[tokio::test]
async fn python_sends_over_both_versions() {
    let Some(folder) = certificates() else { return };
    if !is_there("python3", "--version").await {
        return;
    }
    let listener = listener(folder.path()).await;
    for (version, told) in [("TLSv1_2", "1.2"), ("TLSv1_3", "1.3")] {
        let mut python = Command::new("python3");
        python
            .arg(here("tests/peers/send_tls.py"))
            .arg(listener.address.port().to_string());
        python.arg(folder.path()).args([version, told]).kill_on_drop(true);
        let output = within("Python", python.output()).await.unwrap();
        assert!(
            output.status.success() && text(&output).contains(&format!("MSA|AA|{told}")),
            "{}",
            text(&output)
        );
        let source = listener.messages().pop().unwrap().source;
        assert_eq!(source["tls_version"], told);
        assert!(source["client_certificate_subject"].contains("CN=peer"), "{source:?}");
        assert_eq!(source["client_certificate_names"], "peer.example.org,localhost");
    }
    listener.stop().await;
}

#[tokio::test]
async fn python_receives_and_sees_our_certificate() {
    let Some(folder) = certificates() else { return };
    if !is_there("python3", "--version").await {
        return;
    }
    let mut python = Command::new("python3");
    python.arg(here("tests/peers/receive_tls.py")).arg(folder.path());
    let mut python = python.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(python.stdout.take().unwrap()).lines();
    let first = within("Python", lines.next_line()).await.unwrap().unwrap();
    let port = first.strip_prefix("listening ").unwrap();
    let tls = json!({
        "ca_file": folder.path().join("ca.pem"), "certificate_file": folder.path().join("hub.pem"),
        "private_key_file": folder.path().join("hub.key"),
    });
    let mut sender = Sender::to(&format!("localhost:{port}"), tls);
    for id in ["A", "B"] {
        sender.send(id).await.unwrap();
        let line = within("Python", lines.next_line()).await.unwrap().unwrap();
        assert_eq!(line, format!("received {id} hub TLSv1.3"));
    }
    sender.destination.close().await;
    // Without close_notify its ssl would raise.
    assert_eq!(within("Python", lines.next_line()).await.unwrap().unwrap(), "goodbye");
    assert!(within("Python", python.wait()).await.unwrap().success());
}

#[tokio::test]
async fn openssl_s_client_gets_its_answer() {
    let Some(folder) = certificates() else { return };
    let listener = listener(folder.path()).await;
    let mut client = Command::new("openssl");
    client.args([
        "s_client",
        "-quiet",
        "-verify_return_error",
        "-verify_hostname",
        "localhost",
        "-CAfile",
        "ca.pem",
    ]);
    client.args([
        "-cert",
        "peer.pem",
        "-key",
        "peer.key",
        "-connect",
        &listener.address.to_string(),
    ]);
    client
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut client = client.kill_on_drop(true).spawn().unwrap();
    let mut stdin = client.stdin.take().unwrap();
    stdin.write_all(&frame(&message("OPENSSL"))).await.unwrap();
    stdin.flush().await.unwrap();
    let (mut stdout, mut answer) = (client.stdout.take().unwrap(), Vec::new());
    while !answer.ends_with(b"\x1c\r") {
        let n_bytes = within("the answer", stdout.read_buf(&mut answer)).await.unwrap();
        assert_ne!(n_bytes, 0, "{}", String::from_utf8_lossy(&answer));
    }
    assert!(String::from_utf8_lossy(&answer).contains("MSA|AA|OPENSSL"));
    listener.stop().await;
}
