//! A receiver that does, for each message in turn, what a list says.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// One thing to do; several make up what a message gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Answers with this code and the message's own id.
    Answer(&'static str),
    /// Answers AA for another message.
    AnswerFor(&'static str),
    /// Writes bytes as they are.
    Bytes(Vec<u8>),
    /// Closes the connection.
    Close,
}

#[derive(Debug, Default)]
struct State {
    arrived: Vec<String>,
    n_connections: usize,
}

/// A running receiver; when its list is at an end it answers AA. Dropping it stops it.
#[derive(Debug)]
pub struct FixedReplies {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    accepting: JoinHandle<()>,
}

impl FixedReplies {
    /// Listens on a free port. The n-th message that arrives, over all connections, gets the n-th list of acts; an empty
    /// list leaves it without an answer.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn start(acts: Vec<Vec<Act>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
        let address = listener.local_addr().expect("it is bound");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let acts = Arc::new(acts);
        let accepting = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                lock(&shared).n_connections += 1;
                connections.spawn(serve(stream, Arc::clone(&shared), Arc::clone(&acts)));
            }
        });
        Self {
            address,
            state,
            accepting,
        }
    }

    /// Returns the address bound.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the control ids of what arrived, in order, repeats included.
    pub fn arrived(&self) -> Vec<String> {
        lock(&self.state).arrived.clone()
    }

    /// Returns how many connections were taken.
    pub fn n_connections(&self) -> usize {
        lock(&self.state).n_connections
    }
}

impl Drop for FixedReplies {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>, acts: Arc<Vec<Vec<Act>>>) {
    let mut buffer = Vec::new();
    loop {
        while let Some(end) = memchr::memmem::find(&buffer, b"\x1C\r") {
            let rest = buffer.split_off(end + 2);
            let message = std::mem::replace(&mut buffer, rest);
            let id = crate::control_id(&message[1..end]);
            let number = {
                let mut state = lock(&state);
                state.arrived.push(id.clone());
                state.arrived.len() - 1
            };
            let acts = acts.get(number).cloned().unwrap_or_else(|| vec![Act::Answer("AA")]);
            for act in acts {
                let bytes = match act {
                    Act::Answer(code) => answer(code, &id),
                    Act::AnswerFor(other) => answer("AA", other),
                    Act::Bytes(bytes) => bytes,
                    Act::Close => return,
                };
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
        }
        match stream.read_buf(&mut buffer).await {
            Ok(n_bytes) if n_bytes > 0 => {}
            _ => return,
        }
    }
}

fn answer(code: &str, id: &str) -> Vec<u8> {
    let text = format!("MSH|^~\\&|DRILL|NORTHWING|HUB|NILECARE|20260301120000||ACK|R1|P|2.5.1\rMSA|{code}|{id}\r");
    crate::frame(text.as_bytes())
}
