//! An MLLP server that acknowledges every message as fast as it can, or late, or not at all where told so.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::control_id::write_digits;
use crate::frame::{END, MAX_MESSAGE_BYTES, START, control_id_of, first_block};
use crate::ledger::ReceiverLedger;

/// What to do to the first messages instead of accepting them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstMessages {
    /// How many, over all connections.
    pub n: u64,
    /// What they get.
    pub reply: FirstReplies,
}

/// What a message that is not accepted gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FirstReplies {
    /// AE: application error, may be tried again.
    Error,
    /// AR: application reject.
    Reject,
    /// No answer; the connection is closed.
    Close,
}

/// How to receive.
#[derive(Debug, Clone, Default)]
pub struct ReceiverOptions {
    /// Where to note the MSH-10 of each accepted message, before its answer; `None` notes nothing.
    pub ledger: Option<PathBuf>,
    /// Whether each line of the ledger waits for the disk.
    pub is_ledger_synced: bool,
    /// How long to wait before each answer; zero waits not at all.
    pub delay: Duration,
    /// Refuses the first messages.
    pub first: Option<FirstMessages>,
}

/// Says why receiving could not start or ended badly.
#[derive(Debug, thiserror::Error)]
pub enum ReceiverError {
    /// The address could not be listened on.
    #[error("listening on {address}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The ledger could not be opened.
    #[error("opening the ledger of received messages")]
    Ledger(#[source] io::Error),
}

/// What was received until the stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct ReceiverReport {
    /// Messages accepted with AA.
    pub received: u64,
    /// Messages answered with AE or AR, or not at all.
    pub refused: u64,
    /// Messages without an MSH-10, answered AR.
    pub unreadable: u64,
    /// Connections taken.
    pub connections: u64,
    /// Connections that ended with an error of the network or of the ledger.
    pub failed_connections: u64,
}

/// A running receiver. Dropping it stops it.
#[derive(Debug)]
pub struct Receiver {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: CancellationToken,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    options: ReceiverOptions,
    ledger: Option<ReceiverLedger>,
    n_arrived: AtomicU64,
    received: AtomicU64,
    refused: AtomicU64,
    unreadable: AtomicU64,
    connections: AtomicU64,
    failed_connections: AtomicU64,
}

impl Receiver {
    /// Listens on `address`; port 0 takes a free one.
    ///
    /// # Errors
    /// When the address cannot be listened on or the ledger cannot be opened.
    pub async fn start(address: SocketAddr, options: ReceiverOptions) -> Result<Self, ReceiverError> {
        let open = |path: &PathBuf| ReceiverLedger::open(path, options.is_ledger_synced);
        let ledger = options
            .ledger
            .as_ref()
            .map(open)
            .transpose()
            .map_err(ReceiverError::Ledger)?;
        let listening = TcpListener::bind(address)
            .await
            .and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (bound, listener) = listening.map_err(|source| ReceiverError::Listen { address, source })?;
        let shared = Arc::new(Shared {
            options,
            ledger,
            n_arrived: AtomicU64::new(0),
            received: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            unreadable: AtomicU64::new(0),
            connections: AtomicU64::new(0),
            failed_connections: AtomicU64::new(0),
        });
        let stop = CancellationToken::new();
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared), stop.clone()));
        Ok(Self {
            address: bound,
            shared,
            stop,
            accepting,
        })
    }

    /// Returns the address bound.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Returns the number of messages accepted so far.
    pub fn n_received(&self) -> u64 {
        self.shared.received.load(Ordering::Relaxed)
    }

    /// Returns the figures so far.
    pub fn report(&self) -> ReceiverReport {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        ReceiverReport {
            received: read(&self.shared.received),
            refused: read(&self.shared.refused),
            unreadable: read(&self.shared.unreadable),
            connections: read(&self.shared.connections),
            failed_connections: read(&self.shared.failed_connections),
        }
    }

    /// Stops listening, closes every connection between two messages, and returns the figures.
    pub async fn stop(mut self) -> ReceiverReport {
        self.stop.cancel();
        // A panic of the accepting task has been printed; the figures are still right.
        let _ = (&mut self.accepting).await;
        self.report()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, stop: CancellationToken) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                shared.connections.fetch_add(1, Ordering::Relaxed);
                connections.spawn(serve(stream, Arc::clone(&shared), stop.clone()));
            }
            // Too many open files or a connection gone before it was taken: let others end first.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn serve(stream: TcpStream, shared: Arc<Shared>, stop: CancellationToken) {
    if answer_all(stream, &shared, &stop).await.is_err() {
        shared.failed_connections.fetch_add(1, Ordering::Relaxed);
    }
}

/// What becomes of one message.
enum Verdict {
    Answer(&'static [u8; 2]),
    Close,
}

async fn answer_all(mut stream: TcpStream, shared: &Shared, stop: &CancellationToken) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 8 * 1024];
    let (mut n_filled, mut n_searched) = (0_usize, 0_usize);
    let mut answer = Answer::new();
    loop {
        let mut n_done = 0;
        while let Some(block) = first_block(&buffer[n_done..n_filled], n_searched.saturating_sub(1)) {
            n_searched = 0;
            let id = control_id_of(block.message);
            let Verdict::Answer(code) = judge(shared, id)? else {
                return Ok(());
            };
            if !shared.options.delay.is_zero() {
                tokio::time::sleep(shared.options.delay).await;
            }
            stream.write_all(answer.to(id.unwrap_or(b""), code)).await?;
            n_done += block.n_bytes;
        }
        buffer.copy_within(n_done..n_filled, 0);
        n_filled -= n_done;
        n_searched = n_filled;
        if n_filled == buffer.len() {
            if n_filled > MAX_MESSAGE_BYTES {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "the message is larger than 64 MiB",
                ));
            }
            buffer.resize(n_filled * 2, 0);
        }
        let n_read = tokio::select! {
            biased;
            read = stream.read(&mut buffer[n_filled..]) => read?,
            () = stop.cancelled() => return Ok(()),
        };
        if n_read == 0 {
            return Ok(());
        }
        n_filled += n_read;
    }
}

/// Decides, counts, and notes an accepted message in the ledger.
fn judge(shared: &Shared, id: Option<&[u8]>) -> io::Result<Verdict> {
    let Some(id) = id else {
        shared.unreadable.fetch_add(1, Ordering::Relaxed);
        return Ok(Verdict::Answer(b"AR"));
    };
    if let Some(first) = shared.options.first {
        let is_first = shared.n_arrived.fetch_add(1, Ordering::Relaxed) < first.n;
        if is_first {
            shared.refused.fetch_add(1, Ordering::Relaxed);
            return Ok(match first.reply {
                FirstReplies::Error => Verdict::Answer(b"AE"),
                FirstReplies::Reject => Verdict::Answer(b"AR"),
                FirstReplies::Close => Verdict::Close,
            });
        }
    }
    if let Some(ledger) = &shared.ledger {
        ledger.received(id)?;
    }
    shared.received.fetch_add(1, Ordering::Relaxed);
    Ok(Verdict::Answer(b"AA"))
}

/// An acknowledgment built once; for each message its own id, the code and the id answered are overwritten.
struct Answer {
    frame: Vec<u8>,
    n_answers: u64,
    own_id_at: usize,
    code_at: usize,
    id_at: usize,
}

impl Answer {
    const OWN_ID_DIGITS: usize = 10;

    fn new() -> Self {
        let mut frame = vec![START];
        frame.extend_from_slice(b"MSH|^~\\&|LOADRECV|NORTHWING|HUB|NILECARE|20260301120000||ACK|R");
        let own_id_at = frame.len();
        frame.resize(own_id_at + Self::OWN_ID_DIGITS, b'0');
        frame.extend_from_slice(b"|P|2.5.1\rMSA|");
        let code_at = frame.len();
        frame.extend_from_slice(b"AA|");
        let id_at = frame.len();
        Self {
            frame,
            n_answers: 0,
            own_id_at,
            code_at,
            id_at,
        }
    }

    fn to(&mut self, id: &[u8], code: &[u8; 2]) -> &[u8] {
        self.n_answers += 1;
        write_digits(
            &mut self.frame[self.own_id_at..self.own_id_at + Self::OWN_ID_DIGITS],
            self.n_answers,
        );
        self.frame[self.code_at..self.code_at + 2].copy_from_slice(code);
        self.frame.truncate(self.id_at);
        self.frame.extend_from_slice(id);
        self.frame.push(b'\r');
        self.frame.extend_from_slice(END);
        &self.frame
    }
}
