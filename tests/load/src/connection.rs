//! One sending connection: send a message, wait for its answer, note it, send the next.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use crate::control_id::ControlId;
use crate::frame::{MAX_MESSAGE_BYTES, first_block, read_acknowledgment};
use crate::generator::{GeneratorError, GeneratorOptions};
use crate::histogram::Histogram;
use crate::ledger::SourceLedger;
use crate::message::PreparedMessage;

/// The pause between two tries to connect.
const RECONNECT_PAUSE: Duration = Duration::from_millis(20);
/// Room for an answer at first; it grows for a longer one.
const ANSWER_BYTES: usize = 4 * 1024;

/// What one connection, or all of them, did.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) sent: u64,
    pub(crate) acknowledged: u64,
    pub(crate) refused: u64,
    pub(crate) mismatched: u64,
    pub(crate) resent: u64,
    pub(crate) connection_failures: u64,
}

impl Tally {
    pub(crate) fn merge(&mut self, other: &Self) {
        self.sent += other.sent;
        self.acknowledged += other.acknowledged;
        self.refused += other.refused;
        self.mismatched += other.mismatched;
        self.resent += other.resent;
        self.connection_failures += other.connection_failures;
    }
}

/// How the peer answered one message.
enum Answer {
    Acknowledged,
    Refused,
    Mismatched,
}

pub(crate) struct Connection {
    pub(crate) number: usize,
    pub(crate) options: Arc<GeneratorOptions>,
    pub(crate) ledger: Option<Arc<SourceLedger>>,
    /// One for all connections: ten thousand histograms would be 300 MB.
    pub(crate) latency: Arc<Mutex<Histogram>>,
    pub(crate) stop: CancellationToken,
    pub(crate) n_messages: u64,
    pub(crate) end: Option<Instant>,
    pub(crate) message: PreparedMessage,
}

/// An open stream and what was read from it beyond the last answer.
struct Link {
    stream: TcpStream,
    buffer: Vec<u8>,
    n_filled: usize,
}

impl Connection {
    pub(crate) async fn run(mut self) -> Result<Tally, GeneratorError> {
        let mut tally = Tally::default();
        let Some(mut link) = self.connect(&mut tally).await? else {
            return Ok(tally);
        };
        let mut sequence = 0;
        // With a pause, connections start one after the other, so that they do not send in step.
        self.rest(
            self.options
                .pause
                .mul_f64(self.number as f64 / self.options.n_connections as f64),
        )
        .await;
        while sequence < self.n_messages && !self.is_over() {
            sequence += 1;
            let id = ControlId::new(self.options.run, self.number, sequence);
            self.message
                .set_patient(self.number, sequence % self.options.n_patients.max(1));
            tally.sent += 1;
            let Some(next_link) = self.deliver(link, &id, &mut tally).await? else {
                break;
            };
            link = next_link;
            self.rest(self.options.pause).await;
        }
        Ok(tally)
    }

    /// Waits, but no longer than until the end of the run.
    async fn rest(&self, pause: Duration) {
        if pause.is_zero() {
            return;
        }
        let until_end = self.end.map(|end| end.saturating_duration_since(Instant::now()));
        let pause = until_end.map_or(pause, |until_end| pause.min(until_end));
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }

    fn is_over(&self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end) || self.stop.is_cancelled()
    }

    /// Sends one message until it is answered; `None` when the run was stopped before that.
    async fn deliver(
        &mut self,
        mut link: Link,
        id: &ControlId,
        tally: &mut Tally,
    ) -> Result<Option<Link>, GeneratorError> {
        loop {
            self.note(|ledger| ledger.sent(id.as_bytes()))?;
            let before = Instant::now();
            let exchange = link.exchange(self.message.with_control_id(id), id);
            match tokio::time::timeout(self.options.response_timeout, exchange).await {
                Ok(Ok(answer)) => {
                    self.record(before.elapsed());
                    self.count(&answer, id, tally)?;
                    return Ok(Some(link));
                }
                Ok(Err(source)) => self.fail(id, source, tally)?,
                Err(_) => self.fail(id, io::ErrorKind::TimedOut.into(), tally)?,
            }
            // A late answer must not be taken for that of the next message: the stream is given up.
            drop(link);
            let Some(new_link) = self.connect(tally).await? else {
                return Ok(None);
            };
            link = new_link;
            tally.resent += 1;
        }
    }

    fn record(&self, latency: Duration) {
        self.latency
            .lock()
            .expect("recording a latency does not panic")
            .record(latency);
    }

    fn count(&self, answer: &Answer, id: &ControlId, tally: &mut Tally) -> Result<(), GeneratorError> {
        match answer {
            Answer::Acknowledged => {
                tally.acknowledged += 1;
                self.note(|ledger| ledger.acknowledged(id.as_bytes()))?;
            }
            Answer::Refused => tally.refused += 1,
            Answer::Mismatched => tally.mismatched += 1,
        }
        Ok(())
    }

    fn note(&self, write: impl FnOnce(&SourceLedger) -> io::Result<()>) -> Result<(), GeneratorError> {
        self.ledger
            .as_deref()
            .map_or(Ok(()), write)
            .map_err(GeneratorError::Ledger)
    }

    fn fail(&self, id: &ControlId, source: io::Error, tally: &mut Tally) -> Result<(), GeneratorError> {
        tally.connection_failures += 1;
        if self.options.reconnect_for.is_some() {
            return Ok(());
        }
        Err(GeneratorError::Exchange {
            address: self.options.address,
            control_id: *id,
            source,
        })
    }

    /// Connects, trying again for as long as the options say; `None` when the run was stopped.
    async fn connect(&self, tally: &mut Tally) -> Result<Option<Link>, GeneratorError> {
        let address = self.options.address;
        let give_up = Instant::now() + self.options.reconnect_for.unwrap_or(Duration::ZERO);
        loop {
            let source = match TcpStream::connect(address).await.and_then(Link::new) {
                Ok(link) => return Ok(Some(link)),
                Err(source) => source,
            };
            tally.connection_failures += 1;
            if Instant::now() >= give_up {
                return Err(GeneratorError::Connect { address, source });
            }
            tokio::select! {
                () = self.stop.cancelled() => return Ok(None),
                () = tokio::time::sleep(RECONNECT_PAUSE) => {}
            }
        }
    }
}

impl Link {
    fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: vec![0; ANSWER_BYTES],
            n_filled: 0,
        })
    }

    async fn exchange(&mut self, frame: &[u8], id: &ControlId) -> io::Result<Answer> {
        self.stream.write_all(frame).await?;
        let mut n_searched: usize = 0;
        loop {
            if let Some(block) = first_block(&self.buffer[..self.n_filled], n_searched.saturating_sub(1)) {
                let answer = judge(block.message, id);
                let n_bytes = block.n_bytes;
                self.buffer.copy_within(n_bytes..self.n_filled, 0);
                self.n_filled -= n_bytes;
                return Ok(answer);
            }
            n_searched = self.n_filled;
            self.read_more().await?;
        }
    }

    async fn read_more(&mut self) -> io::Result<()> {
        if self.n_filled == self.buffer.len() {
            if self.n_filled > MAX_MESSAGE_BYTES {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "the answer is larger than any message",
                ));
            }
            self.buffer.resize(self.n_filled * 2, 0);
        }
        let n_read = self.stream.read(&mut self.buffer[self.n_filled..]).await?;
        if n_read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.n_filled += n_read;
        Ok(())
    }
}

fn judge(message: &[u8], id: &ControlId) -> Answer {
    match read_acknowledgment(message) {
        Some(answer) if answer.control_id != id.as_bytes() => Answer::Mismatched,
        Some(answer) if answer.is_positive() => Answer::Acknowledged,
        Some(_) => Answer::Refused,
        None => Answer::Mismatched,
    }
}
