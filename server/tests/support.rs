//! What several of these tests have: the shipped channels and samples, a sender, and a system at the other end.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
/// What takes longer hangs.
pub const LIMIT: Duration = Duration::from_secs(30);

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub fn sample(name: &str) -> PathBuf {
    root().join("samples").join(name)
}

/// Copies the shipped channels, started, with addresses of this run in the place of shipped ones.
pub fn ship_channels(to: &Path, systems: &[(&str, SocketAddr)]) {
    for channel in std::fs::read_dir(root().join("channels/library")).expect("they are in the repository") {
        let channel = channel.expect("it can be read").path();
        if !channel.is_dir() {
            continue;
        }
        let target = to.join(channel.file_name().expect("it has a name"));
        std::fs::create_dir_all(&target).expect("the folder is ours");
        for file in std::fs::read_dir(&channel).expect("it can be read") {
            let file = file.expect("it can be read").path();
            if file.is_file() {
                let mut text = std::fs::read_to_string(&file).expect("it is text");
                text = text.replace("127.0.0.1:2575", "127.0.0.1:0");
                text = text.replace("initial_state: stopped", "initial_state: started");
                for (shipped, here) in systems {
                    text = text.replace(shipped, &here.to_string());
                }
                std::fs::write(target.join(file.file_name().expect("it has a name")), text)
                    .expect("the folder is ours");
            }
        }
    }
}

/// Sends a sample message with the command line.
pub async fn send_sample(door: SocketAddr, name: &str) -> Output {
    let (to, file) = (door.to_string(), sample(name));
    let run = move || {
        let mut command = Command::new(NILECARE);
        command.args(["send", "mllp", "--to", &to]).arg(file).output()
    };
    let sent = tokio::task::spawn_blocking(run).await.expect("it does not panic");
    sent.expect("the binary is there")
}

/// A system that listens over MLLP, accepts every message and keeps it.
#[derive(Clone, Default)]
pub struct MllpSystem(Arc<Mutex<Vec<String>>>);

impl MllpSystem {
    pub async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let own = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(own.clone().serve(stream));
            }
        });
        address
    }

    async fn serve(self, mut stream: TcpStream) {
        let mut bytes = Vec::new();
        while stream.read_buf(&mut bytes).await.is_ok_and(|n| n > 0) {
            while let Some(end) = bytes.windows(2).position(|pair| pair == [0x1c, b'\r']) {
                let frame: Vec<u8> = bytes.drain(..end + 2).collect();
                let message = String::from_utf8(frame[1..end].to_vec()).expect("it is UTF-8");
                let id = field(&message, "MSH", 10);
                self.0.lock().expect("nobody panicked").push(message);
                let reply = format!("\x0bMSH|^~\\&|S||N||20260101||ACK|R|P|2.5.1\rMSA|AA|{id}\r\x1c\r");
                if stream.write_all(reply.as_bytes()).await.is_err() {
                    return;
                }
            }
        }
    }

    /// What came until now.
    pub fn messages(&self) -> Vec<String> {
        self.0.lock().expect("nobody panicked").clone()
    }

    /// Waits until so many messages came.
    pub async fn received(&self, n: usize) -> Vec<String> {
        let wait = async {
            loop {
                let messages = self.messages();
                if messages.len() >= n {
                    return messages;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let waited = tokio::time::timeout(LIMIT, wait).await;
        waited.unwrap_or_else(|_| panic!("{n} messages do not come"))
    }
}

/// A field of the first segment of this name; MSH-1 is the separator itself.
pub fn field(message: &str, segment: &str, number: usize) -> String {
    let line = message
        .split('\r')
        .find(|line| line.starts_with(segment))
        .unwrap_or_default();
    let at = if segment == "MSH" { number - 1 } else { number };
    line.split('|').nth(at).unwrap_or_default().to_owned()
}
