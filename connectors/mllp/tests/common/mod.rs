//! What the tests share: an authority that issues certificates, a listener with an inbox, a client of another make.

mod authority;
mod client;
mod gated;
mod listener;
mod plain;
mod sender;

use std::time::Duration;

pub use authority::{Authority, Files};
pub use client::Client;
pub use gated::{Running, acknowledgment};
pub use listener::Listener;
pub use plain::{ACK, NAK, Plain};
pub use sender::Sender;

/// How long anything may take.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Waits for something that must come.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let Ok(done) = tokio::time::timeout(PATIENCE, future).await else {
        panic!("{what} takes too long");
    };
    done
}

/// A message with this control id.
pub fn message(id: &str) -> String {
    format!("MSH|^~\\&|LAB|NORTHWING|HUB|NILECARE|20260301120000||ORU^R01|{id}|P|2.5.1\rPID|1||42\r")
}

/// A message that asks for both acknowledgements.
pub fn enhanced(id: &str) -> String {
    format!("MSH|^~\\&|LAB|NORTHWING|HUB|NILECARE|20260301120000||ORU^R01|{id}|P|2.5.1|||AL|AL\rPID|1||42\r")
}

/// Waits until something is so.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    within(what, async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

/// A message in its frame.
pub fn frame(message: &str) -> Vec<u8> {
    format!("\x0B{message}\x1C\r").into_bytes()
}

/// Moves a file's date on, so that its change is seen however coarse the file system's clock is.
pub fn touch(path: &std::path::Path) {
    let file = std::fs::File::options().append(true).open(path).expect("it is there");
    let modified = file.metadata().and_then(|file| file.modified()).expect("it has a date");
    file.set_modified(modified + Duration::from_secs(5))
        .expect("it is ours");
}
