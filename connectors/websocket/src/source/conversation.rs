//! One peer's connection: messages in, replies out, in order. While a message is being taken the peer is still listened to, so that its
//! pings are answered and its end is noticed.

use std::collections::VecDeque;
use std::pin::Pin;

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use nilecare_engine_api::{AcceptError, Accepted, RawMessage, SourceContext, SourceMap};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::wire::{Session, Socket, close, close_code, data};

/// Messages that wait for the one before them; then nothing more is read.
const MOST_WAITING: usize = 8;

type Accepting<'a> = Pin<Box<dyn Future<Output = Result<Accepted, AcceptError>> + Send + 'a>>;

/// Why a connection ends: what the peer is told, and what people are.
struct End(Option<(CloseCode, &'static str)>, &'static str);

/// Takes messages until the connection or the channel ends; returns why it did.
pub(super) async fn converse(
    mut socket: Socket,
    facts: &SourceMap,
    session: &Session,
    context: &SourceContext,
) -> &'static str {
    let End(goodbye, reason) = Box::pin(take(&mut socket, facts, session, context)).await;
    if let Some((code, words)) = goodbye {
        close(socket, code, words).await;
    }
    reason
}

async fn take(socket: &mut Socket, facts: &SourceMap, session: &Session, context: &SourceContext) -> End {
    let mut waiting: VecDeque<(Bytes, bool)> = VecDeque::new();
    let mut in_hand: Option<(bool, Accepting<'_>)> = None;
    let mut closed = None;
    let mut heard = Instant::now();
    let mut asked: Option<Instant> = None;
    loop {
        if in_hand.is_none() {
            if context.stop.is_cancelled() {
                return End(Some((CloseCode::Away, "the channel stops")), "the channel stops");
            }
            match (waiting.pop_front(), closed.take()) {
                (Some((content, is_text)), ended) => {
                    let message = message(content, is_text, facts);
                    in_hand = Some((is_text, context.inbox.accept(message)));
                    closed = ended;
                }
                // What came before its end is taken first.
                (None, Some(end)) => return end,
                (None, None) => {}
            }
        }
        let reads = closed.is_none() && waiting.len() < MOST_WAITING;
        if !reads {
            // Nobody knows then whether the peer is there.
            heard = Instant::now();
            asked = None;
        }
        let until = match asked {
            Some(asked) => asked + session.pong_timeout,
            None => heard + session.ping_interval,
        };
        let is_idle = in_hand.is_none();
        let done = async {
            match &mut in_hand {
                Some((_, accepting)) => accepting.await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            () = context.stop.cancelled(), if is_idle => {}
            result = done => {
                let is_text = in_hand.take().is_some_and(|(is_text, _)| is_text);
                if let Err(end) = answer(socket, result, is_text, session).await {
                    return end;
                }
            }
            incoming = socket.next(), if reads => {
                heard = Instant::now();
                asked = None;
                match incoming {
                    Some(Ok(message)) => waiting.extend(data(message)),
                    Some(Err(error)) => {
                        metrics::counter!("nilecare_websocket_broken_connections_total").increment(1);
                        let (code, words) = close_code(&error);
                        closed = Some(End(Some((code, words)), words));
                    }
                    None => closed = Some(End(None, "the peer closed the connection")),
                }
            }
            () = sleep_until(until), if reads => {
                if asked.is_some() {
                    return End(None, "the peer gave no sign of life");
                }
                asked = Some(Instant::now());
                if send(socket, Message::Ping(Bytes::new()), session).await.is_err() {
                    return End(None, "the connection broke");
                }
            }
        }
    }
}

fn message(content: Bytes, is_text: bool, facts: &SourceMap) -> RawMessage {
    let mut source = facts.clone();
    let kind = if is_text { "text" } else { "binary" };
    source.insert("websocket.kind".to_owned(), kind.to_owned());
    RawMessage {
        source,
        ..RawMessage::new(content)
    }
}

/// Sends the channel's reply. A closed connection tells the peer that its message was not taken.
async fn answer(
    socket: &mut Socket,
    result: Result<Accepted, AcceptError>,
    is_text: bool,
    session: &Session,
) -> Result<(), End> {
    let (reply, is_stored) = match result {
        Ok(accepted) => (accepted.reply, true),
        Err(error) => (error.reply, false),
    };
    if let Some(reply) = reply {
        // Text must be UTF-8 (RFC 6455 §5.6); a reply that is none goes as the bytes that it is.
        let text = is_text.then(|| reply.clone().try_into().ok()).flatten();
        let reply = text.map_or_else(|| Message::Binary(reply), Message::Text);
        send(socket, reply, session).await?;
    }
    if is_stored {
        Ok(())
    } else {
        let words = "the message was not stored";
        Err(End(Some((CloseCode::Again, words)), words))
    }
}

/// A peer that does not read must not hold us for ever.
async fn send(socket: &mut Socket, message: Message, session: &Session) -> Result<(), End> {
    match timeout(session.pong_timeout, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End(None, "the connection broke")),
        Err(_) => Err(End(None, "the peer does not read")),
    }
}
