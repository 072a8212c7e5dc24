//! Certificates as the documentation makes them.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Makes a folder with what `samples/make-certificates.sh` makes: `ca.pem`, and `hub` and `peer`, each as `.pem` and `.key`.
/// Without OpenSSL it tells that the test is not run.
///
/// # Panics
/// When the script fails.
#[expect(clippy::print_stderr, reason = "the way of a test to say that it was not run")]
pub fn certificates() -> Option<TempDir> {
    let version = Command::new("openssl").arg("version").output();
    if !version.is_ok_and(|output| output.status.success()) {
        eprintln!("not run: openssl is not installed");
        return None;
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let made = Command::new("sh")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/make-certificates.sh"))
        .arg(folder.path())
        .output()
        .expect("there is a shell");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(folder)
}
