//! A connection that messages are sent over. A task of its own keeps it, so that pings are answered while nothing is sent.

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use nilecare_engine_api::{FailureKind, SendError};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::failure::{NOT_LET_IN, REFUSED, unreachable};
use crate::wire::{Session, Socket, close, close_code, data};

/// What shows that a message has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The peer's next message.
    Reply,
    /// The pong of a ping that follows the message.
    Pong,
}

type Done = oneshot::Sender<Result<Option<Bytes>, SendError>>;

struct Sending {
    message: Message,
    proof: Proof,
    done: Done,
}

/// Sends over a connection; it is closed when this is dropped.
#[derive(Clone)]
pub(crate) struct Link(mpsc::Sender<Sending>);

impl Link {
    /// Takes a connection, and returns what keeps it, to be run.
    pub(crate) fn over(socket: Socket, session: Session) -> (Self, impl Future<Output = ()> + Send) {
        let (sender, messages) = mpsc::channel(1);
        let keeper = Keeper {
            session,
            messages,
            n_pings: 0,
        };
        (Self(sender), keeper.run(socket))
    }

    /// Tells whether the connection has ended.
    pub(crate) fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    /// Sends a message and waits for its proof; the caller bounds the time, and lets go of the connection afterwards if it is over.
    ///
    /// # Errors
    /// A classified failure.
    pub(crate) async fn send(&self, message: Message, proof: Proof) -> Result<Option<Bytes>, SendError> {
        let (done, outcome) = oneshot::channel();
        let sending = Sending { message, proof, done };
        let gone = |_| unreachable("the connection ended before the message was sent");
        self.0.send(sending).await.map_err(gone)?;
        let lost = |_| unreachable("the connection ended").outcome_unknown();
        outcome.await.map_err(lost)?
    }
}

struct Keeper {
    session: Session,
    messages: mpsc::Receiver<Sending>,
    n_pings: u64,
}

/// Who waits for what.
struct Pending {
    proof: Proof,
    ping: Bytes,
    done: Done,
}

impl Keeper {
    async fn run(mut self, mut socket: Socket) {
        let mut pending = None;
        if let Some((code, words)) = Box::pin(self.keep(&mut socket, &mut pending)).await {
            drop(pending);
            close(socket, code, words).await;
        }
    }

    /// Returns the goodbye, if the peer can hear one.
    async fn keep(&mut self, socket: &mut Socket, pending: &mut Option<Pending>) -> Option<(CloseCode, &'static str)> {
        let mut heard = Instant::now();
        let mut asked: Option<Instant> = None;
        loop {
            let until = match asked {
                Some(asked) => asked + self.session.pong_timeout,
                None => heard + self.session.ping_interval,
            };
            let is_free = pending.is_none();
            let given_up = async {
                match pending.as_mut() {
                    Some(pending) => pending.done.closed().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                // A late answer would be taken for that to the next message.
                () = given_up => return Some((CloseCode::Normal, "no answer in time")),
                incoming = socket.next() => {
                    heard = Instant::now();
                    asked = None;
                    match incoming {
                        Some(Ok(Message::Close(frame))) => fail(pending, closed(frame.as_ref())),
                        Some(Ok(message)) => settle(pending, message),
                        Some(Err(error)) => {
                            let goodbye = close_code(&error);
                            let detail = format!("what the peer answered cannot be read: {}", goodbye.1);
                            fail(pending, SendError::new(FailureKind::Reject, REFUSED, detail).outcome_unknown());
                            return Some(goodbye);
                        }
                        None => return None,
                    }
                }
                sending = self.messages.recv(), if is_free => {
                    let Some(sending) = sending else {
                        return Some((CloseCode::Normal, "nothing more is sent"));
                    };
                    let ping = self.next_ping();
                    *pending = Some(Pending { proof: sending.proof, ping: ping.clone(), done: sending.done });
                    if !self.write(socket, sending.message, sending.proof, ping).await {
                        fail(pending, unreachable("the connection broke, or the peer does not read").outcome_unknown());
                        return None;
                    }
                }
                () = sleep_until(until) => {
                    if asked.is_some() {
                        fail(pending, unreachable("the peer gave no sign of life").outcome_unknown());
                        return None;
                    }
                    asked = Some(Instant::now());
                    let ping = Message::Ping(Bytes::new());
                    if !matches!(timeout(self.session.pong_timeout, socket.send(ping)).await, Ok(Ok(()))) {
                        return None;
                    }
                }
            }
        }
    }

    async fn write(&self, socket: &mut Socket, message: Message, proof: Proof, ping: Bytes) -> bool {
        let write = async {
            match proof {
                Proof::Reply => socket.send(message).await,
                Proof::Pong => {
                    socket.feed(message).await?;
                    socket.send(Message::Ping(ping)).await
                }
            }
        };
        // A large message takes longer than a ping; its caller bounds it too.
        matches!(
            timeout(self.session.ping_interval + self.session.pong_timeout, write).await,
            Ok(Ok(()))
        )
    }

    fn next_ping(&mut self) -> Bytes {
        self.n_pings += 1;
        Bytes::from(self.n_pings.to_string())
    }
}

/// Tells whoever waits when this is what it waits for; other messages of the peer are nobody's.
fn settle(pending: &mut Option<Pending>, message: Message) {
    let is_proof = pending.as_ref().is_some_and(|pending| match (&message, pending.proof) {
        (Message::Pong(pong), Proof::Pong) => *pong == pending.ping,
        (Message::Text(_) | Message::Binary(_), Proof::Reply) => true,
        _ => false,
    });
    if !is_proof {
        if matches!(message, Message::Text(_) | Message::Binary(_)) {
            metrics::counter!("nilecare_websocket_unexpected_messages_total").increment(1);
        }
        return;
    }
    if let Some(pending) = pending.take() {
        let _ = pending.done.send(Ok(data(message).map(|(content, _)| content)));
    }
}

fn fail(pending: &mut Option<Pending>, error: SendError) {
    if let Some(pending) = pending.take() {
        let _ = pending.done.send(Err(error));
    }
}

/// The peer said goodbye instead of an answer (RFC 6455 §7.4.1).
fn closed(frame: Option<&CloseFrame>) -> SendError {
    let Some(frame) = frame else {
        return unreachable("the peer closed the connection").outcome_unknown();
    };
    // Its words may quote the message.
    let number = u16::from(frame.code);
    let detail = format!("the peer closed the connection with {number}");
    match frame.code {
        CloseCode::Unsupported | CloseCode::Invalid | CloseCode::Size => SendError::new(
            FailureKind::Reject,
            REFUSED,
            format!("{detail}: it does not take such a message"),
        ),
        CloseCode::Policy => SendError::new(FailureKind::Stop, NOT_LET_IN, format!("{detail}: its policy")),
        // Said by a listener that could not store it.
        CloseCode::Again => unreachable(format!("{detail}: it is to be sent again later")),
        _ => unreachable(detail).outcome_unknown(),
    }
}
