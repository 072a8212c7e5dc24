//! Somebody else's WebSockets.

use std::path::Path;
use std::process::Stdio;

use nilecare_testkit::servers::python_with;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::rig::within;

/// A running script; it ends with this.
pub struct Peer {
    _child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    /// `None` where the package is not installed.
    pub fn start(arguments: &[&str]) -> Option<Self> {
        let python = python_with("websockets")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/websocket_peer.py");
        let mut child = Command::new(python)
            .arg(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        Some(Self {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().unwrap()).lines(),
            _child: child,
        })
    }

    /// A server and its address.
    pub async fn serve(arguments: &[&str]) -> Option<(Self, String)> {
        let arguments = [&["serve"], arguments].concat();
        let mut peer = Self::start(&arguments)?;
        let port = peer.hear("port").await;
        Some((peer, format!("ws://127.0.0.1:{port}/stream")))
    }

    pub async fn say(&mut self, line: &str) {
        let line = format!("{line}\n");
        self.input.as_mut().unwrap().write_all(line.as_bytes()).await.unwrap();
    }

    /// Closes its end.
    pub fn finish(&mut self) {
        self.input = None;
    }

    /// Returns the next thing it heard, which is of this type.
    pub async fn hear(&mut self, kind: &str) -> Value {
        let line = within(kind, self.output.next_line()).await.unwrap().unwrap_or_default();
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{kind}: {line}"));
        assert_eq!(told["type"], json!(kind), "{line}");
        told["value"].clone()
    }
}
