//! `nilecare send` and `listen` over TLS, with the certificates of the trial script.

#![allow(clippy::print_stderr, reason = "a test that cannot run says so")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples")
}

/// A listener that takes senders with a certificate only; it ends with the test.
struct Listening {
    process: Child,
    address: String,
}

impl Listening {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(NILECARE);
        command.args(["listen", "mllp", "--bind", "127.0.0.1:0", "--quiet"]);
        command.args(["--tls-cert", "hub.pem", "--tls-key", "hub.key", "--client-ca", "ca.pem"]);
        let command = command.current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("the binary is built");
        let mut line = String::new();
        let stdout = process.stdout.as_mut().expect("it was asked to be piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it tells where it listens");
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .expect("it listens")
            .to_owned();
        Self { process, address }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn send(folder: &Path, to: &str, options: &[&str]) -> Output {
    let mut command = Command::new(NILECARE);
    command.args(["send", "mllp", "--to", to, "--wait", "10"]).args(options);
    command.arg(samples().join("adt-a01.hl7")).current_dir(folder);
    command.output().expect("the binary is built")
}

#[test]
fn the_command_line_sends_and_listens_over_tls() {
    let Some(folder) = nilecare_testkit::certificates() else {
        return;
    };
    let folder = folder.path();
    let listening = Listening::start(folder);
    let identity = ["--cert", "peer.pem", "--key", "peer.key"];
    let trusting = ["--tls", "--ca", "ca.pem"];

    let sent = send(folder, &listening.address, &[&trusting[..], &identity].concat());
    let answer = String::from_utf8_lossy(&sent.stdout).into_owned();
    assert!(sent.status.success() && answer.contains("MSA|AA|"), "{answer} {sent:?}");

    let told = |options: &[&str]| {
        let refused = send(folder, &listening.address, options);
        assert_eq!(refused.status.code(), Some(1));
        assert!(refused.stdout.is_empty());
        String::from_utf8_lossy(&refused.stderr).into_owned()
    };
    let other_name = [&trusting[..], &identity, &["--server-name", "lab.example.org"]].concat();
    assert!(told(&other_name).contains("see server_name"));
    let no_certificate = told(&trusting);
    assert!(no_certificate.contains("CertificateRequired"), "{no_certificate}");
    assert!(told(&[]).contains("acknowledgement"));
}
