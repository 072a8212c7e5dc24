//! One message over an open connection, to its last acknowledgment.

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use nilecare_engine_api::{FailureKind, Response, SendError};
use nilecare_mqtt::{Ack, Packet, Publish, Qos, WireError};
use tokio::task::coop::unconstrained;

use crate::client::Session;
use crate::failure::{self, REFUSED};

/// What became of a message.
pub(super) enum Exchange {
    /// The broker has it.
    Taken(Response),
    /// The broker does not want it; the connection is as good as before.
    Refused(SendError),
    /// The connection is of no more use.
    Broken(SendError),
}

/// Sends a message and waits for all of its acknowledgment.
pub(super) async fn publish_and_wait(session: &mut Session, publish: Publish) -> Exchange {
    let (id, qos) = (publish.id, publish.qos);
    if let Err(error) = put(session, publish) {
        return Exchange::Broken(error);
    }
    match converse(session, id, qos).await {
        Ok(exchange) => exchange,
        Err(error) => Exchange::Broken(failure::broke(&error)),
    }
}

/// Nothing leaves before it is known that the broker takes so much.
fn put(session: &mut Session, publish: Publish) -> Result<(), SendError> {
    let unsent = |error: WireError| SendError::new(FailureKind::Reject, REFUSED, error.to_string());
    session.wire.put(&Packet::Publish(publish)).map_err(unsent)?;
    let (size, limit) = (session.wire.n_waiting(), session.answer.limits.max_packet_size);
    match limit {
        Some(limit) if size > limit as usize => {
            let detail = format!("the message needs {size} bytes and the broker takes {limit} at most");
            Err(SendError::new(FailureKind::Reject, REFUSED, detail))
        }
        _ => Ok(()),
    }
}

async fn converse(session: &mut Session, id: u16, qos: Qos) -> Result<Exchange, WireError> {
    session.wire.flush().await?;
    if qos == Qos::AtMostOnce {
        return Ok(Exchange::Taken(Response::default()));
    }
    loop {
        match session.wire.read().await? {
            Packet::PubAck(ack) if ack.id == id && qos == Qos::AtLeastOnce => return Ok(judge(&ack)),
            Packet::PubRec(ack) if ack.id == id && qos == Qos::ExactlyOnce => {
                if ack.reason.is_failure() {
                    return Ok(judge(&ack));
                }
                session.wire.send(&Packet::PubRel(Ack::new(id))).await?;
            }
            Packet::PubComp(ack) if ack.id == id && qos == Qos::ExactlyOnce => return Ok(judge(&ack)),
            // Before an acknowledgment came the broker speaks of this message.
            Packet::Disconnect(reason) if reason.is_failure() => {
                return Ok(Exchange::Broken(failure::refused(reason)));
            }
            Packet::Disconnect(_) => return Err(WireError::Closed),
            _ => {}
        }
    }
}

fn judge(ack: &Ack) -> Exchange {
    let facts = BTreeMap::from([("mqtt_reason".to_owned(), ack.reason.to_string())]);
    if ack.reason.is_failure() {
        return Exchange::Refused(failure::refused(ack.reason).with_facts(facts));
    }
    Exchange::Taken(Response { content: None, facts })
}

/// Tells whether the broker said nothing since, above all no goodbye.
pub(super) fn is_quiet(session: &mut Session) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    let read = pin!(unconstrained(session.wire.read()));
    matches!(read.poll(&mut context), Poll::Pending)
}
