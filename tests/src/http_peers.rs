//! HTTP software of others: curl, and Python's `http.server`. What is not installed is told as not run.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

use crate::within;

/// What curl got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curled {
    /// 0 when there was no answer.
    pub status: u16,
    /// All headers of the answer, in lower case.
    pub headers: String,
    /// The body.
    pub body: String,
}

impl Curled {
    /// Returns a header of the answer.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| *found == name).map(|(_, value)| value.trim())
    }
}

/// Tells whether a program is installed; says "not run" when it is not.
#[allow(clippy::print_stderr, reason = "a test that cannot run says so")]
pub fn has(program: &str) -> bool {
    let version = std::process::Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let is_there = version.is_ok_and(|status| status.success());
    if !is_there {
        eprintln!("not run: {program} is not installed");
    }
    is_there
}

/// Runs curl with these arguments and this body, which stands for `--data-binary`.
///
/// # Panics
/// When it cannot be run.
pub async fn curl(arguments: &[&str], body: Option<&[u8]>) -> Curled {
    let mut command = Command::new("curl");
    command.args(["--silent", "--include", "--max-time", "30", "--noproxy", "*"]);
    // A long body is not announced, so that the status line is that of the answer.
    command.args(["--header", "Expect:"]);
    if body.is_some() {
        command.args(["--data-binary", "@-"]);
    }
    command.args(arguments).kill_on_drop(true);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut curl = command.spawn().expect("curl is installed");
    let mut input = curl.stdin.take().expect("it was asked for");
    let body = body.unwrap_or_default().to_vec();
    let writing = tokio::spawn(async move {
        // The hub may have answered before it has read everything.
        let _ = input.write_all(&body).await;
    });
    let output = within("curl", curl.wait_with_output()).await.expect("it is ours");
    writing.await.expect("it does not panic");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Curled {
        status: status.unwrap_or_default(),
        headers: head.to_ascii_lowercase(),
        body: body.to_owned(),
    }
}

/// The receiver `tests/interop/receive_http.py`.
#[derive(Debug)]
pub struct PythonReceiver {
    /// Where it listens.
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Value>>>,
    _process: Child,
}

impl PythonReceiver {
    /// Starts it.
    ///
    /// # Panics
    /// When Python is not installed.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts it with TLS: certificate, key and the authority of those who may come.
    ///
    /// # Panics
    /// When Python is not installed.
    pub async fn start_with(files: &[&Path]) -> Self {
        let mut command = Command::new("python3");
        command.arg(script("receive_http.py")).args(files);
        command.stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().expect("python3 is installed");
        let mut lines = BufReader::new(process.stdout.take().expect("it was asked for")).lines();
        let first = within("the receiver", lines.next_line()).await.expect("it is read");
        let port = first.and_then(|line| line.strip_prefix("listening ")?.parse().ok());
        let seen = Arc::<Mutex<Vec<Value>>>::default();
        let noted = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let request = serde_json::from_str(&line).expect("it writes JSON");
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            }
        });
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], port.expect("it tells its port"))),
            seen,
            _process: process,
        }
    }

    /// Returns the requests that it has seen.
    pub fn seen(&self) -> Vec<Value> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns an address there.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

/// Returns the path of a program of `tests/interop`.
pub fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("interop").join(name)
}
