//! What waits for a client, onto its connection.

use std::time::Instant;

use nilecare_mqtt::{Packet, Wire, WireError};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::state::{Attached, Shared};

/// So much is written at once; then others have their turn.
const MOST: usize = 256 << 10;

/// Puts messages onto the wire as long as the client takes more. `max_packet` is the client's own limit.
pub(crate) fn deliver<S: AsyncRead + AsyncWrite + Unpin>(
    shared: &Shared,
    attached: &Attached,
    wire: &mut Wire<S>,
    max_packet: usize,
    now: Instant,
) -> Result<(), WireError> {
    let mut state = shared.lock();
    let state = &mut *state;
    let Some(session) = state.sessions.get_mut(&attached.key) else {
        return Ok(());
    };
    if session.link.as_ref().is_none_or(|link| link.number != attached.link) {
        return Ok(());
    }
    while wire.n_waiting() < MOST {
        let Some((publish, free)) = session.next(now) else {
            return Ok(());
        };
        state.bytes = state.bytes.saturating_sub(free);
        let Some(publish) = publish else {
            continue;
        };
        let (id, size) = (publish.id, publish.payload.len() + publish.topic.len());
        // A client that says it cannot take it does not get it (§3.1.2.11.4).
        if size > max_packet {
            metrics::counter!("nilecare_mqtt_dropped_messages_total").increment(1);
            if id != 0 {
                state.bytes = state.bytes.saturating_sub(session.give_up(id));
            }
            continue;
        }
        wire.put(&Packet::Publish(publish))?;
    }
    attached.wake.notify_one();
    Ok(())
}

/// Puts what was under way over an earlier connection onto the wire again.
pub(crate) fn deliver_again<S: AsyncRead + AsyncWrite + Unpin>(
    shared: &Shared,
    attached: &Attached,
    wire: &mut Wire<S>,
    now: Instant,
) -> Result<(), WireError> {
    let packets = {
        let mut state = shared.lock();
        let session = state.sessions.get_mut(&attached.key);
        session
            .map(|session| session.resend(attached.link, now))
            .unwrap_or_default()
    };
    packets.iter().try_for_each(|packet| wire.put(packet))
}
