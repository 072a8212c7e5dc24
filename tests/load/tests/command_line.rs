//! The binary as scripts use it: one JSON line, the exit code, the stop by signal.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nilecare-load"));
    command.args(arguments).arg("--json");
    command
}

/// Runs to the end; returns the exit code and the only line.
fn run(arguments: &[&str]) -> (i32, Value) {
    let output = command(arguments).output().expect("the binary starts");
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(
        text.lines().count(),
        1,
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    (
        output.status.code().expect("an exit code"),
        serde_json::from_str(&text).expect("JSON"),
    )
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

#[test]
fn generate_receive_and_check_work_together() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (source, receiver) = (folder.path().join("source"), folder.path().join("receiver"));
    let mut receiving = command(&["receive", "--listen", "127.0.0.1:0", "--ledger", text(&receiver)])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut lines = BufReader::new(receiving.stdout.take().expect("a pipe"));
    let mut line = String::new();
    lines.read_line(&mut line).expect("the first line");
    let first: Value = serde_json::from_str(&line).expect("JSON");
    let address = first["listening"].as_str().expect("an address");
    let arguments = [
        "generate",
        "--address",
        address,
        "--connections",
        "3",
        "--count",
        "50",
        "--run",
        "RUN07",
        "--ledger",
    ];
    let (code, report) = run(&[&arguments[..], &[text(&source), "--sync-ledger"]].concat());
    assert_eq!(
        (code, &report["acknowledged"], &report["message"]),
        (0, &50.into(), &"adt".into())
    );

    let stopped = Command::new("kill")
        .arg(receiving.id().to_string())
        .status()
        .expect("kill runs");
    assert!(stopped.success() && receiving.wait().expect("it ends").success());
    let mut rest = String::new();
    lines.read_to_string(&mut rest).expect("the report");
    let report: Value = serde_json::from_str(&rest).expect("JSON");
    assert_eq!((&report["received"], &report["connections"]), (&50.into(), &3.into()));

    let (code, report) = run(&["check", "--source", text(&source), "--receiver", text(&receiver)]);
    assert_eq!(
        (code, &report["is_sound"], &report["acknowledged"]),
        (0, &true.into(), &50.into())
    );

    let received = std::fs::read_to_string(&receiver).expect("the ledger");
    let without_one: String = received.lines().skip(1).map(|line| format!("{line}\n")).collect();
    std::fs::write(&receiver, without_one).expect("write");
    let (code, report) = run(&["check", "--source", text(&source), "--receiver", text(&receiver)]);
    assert_eq!(
        (code, &report["receivers"][0]["acknowledged_not_received"]["count"]),
        (1, &1.into())
    );
}

#[test]
fn direct_and_machine_report() {
    let (code, report) = run(&["direct", "--connections", "2", "--message", "oru", "--count", "20"]);
    assert_eq!((code, &report["acknowledged"]), (0, &20.into()));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (code, report) = run(&["machine", "--folder", text(folder.path()), "--duration", "50ms"]);
    assert!(code == 0 && report["fdatasync_per_s"].as_f64().expect("a rate") > 0.0);
}

#[test]
fn a_peer_that_is_gone_fails_with_its_address() {
    let output = command(&["generate", "--address", "127.0.0.1:1", "--count", "1"])
        .output()
        .expect("the binary starts");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("connecting to 127.0.0.1:1"));
}
