//! Replies to X12 interchanges.

use bytes::Bytes;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use nilecare_x12::acknowledgment::{
    ControlNumber, FunctionalStamp, InterchangeNote, Stamp, acknowledge as functional, acknowledge_interchange, note,
};

use crate::{Acknowledgment, Structured};

/// Builds the reply: a 999 that tells of each transaction set whether its envelope is sound; a TA1 when there is no group to
/// tell of, or when the interchange is rejected as a whole. `None` for other formats, and for what is itself an
/// acknowledgment (X12 999 §1.4.3: acknowledgments are not acknowledged).
pub(crate) fn acknowledge(
    received: &Structured,
    what: &Acknowledgment<'_>,
    now: Timestamp,
    control_id: &str,
) -> Option<Bytes> {
    let Structured::X12(interchange) = received else {
        return None;
    };
    let mut sets = interchange.transaction_sets().peekable();
    let has_sets = sets.peek().is_some();
    let is_acknowledgment = interchange.segment("TA1", 1).is_some()
        || has_sets && sets.all(|set| matches!(set.identifier(), "997" | "999"));
    if is_acknowledgment {
        return None;
    }
    let report = interchange.check_envelope();
    let stamp = Stamp {
        control_number: control_number(control_id),
        at: now.to_zoned(TimeZone::UTC).datetime(),
    };
    let own_note = note(interchange, &report);
    let note = match what.error() {
        Some(_) if own_note == InterchangeNote::None => InterchangeNote::Content,
        _ => own_note,
    };
    if note != InterchangeNote::None {
        return Some(acknowledge_interchange(interchange, note, &stamp).into());
    }
    let group_control_number = stamp.control_number;
    let reply = functional(
        interchange,
        &report,
        &FunctionalStamp {
            interchange: stamp,
            group_control_number,
        },
    );
    Some(match reply {
        Some(reply) => reply.into(),
        None => acknowledge_interchange(interchange, note, &stamp).into(),
    })
}

/// Makes a control number (1 to 999,999,999) of an id that is new for each reply: ids that follow one another give different
/// numbers.
fn control_number(id: &str) -> ControlNumber {
    const MODULUS: u64 = 999_999_937;
    let number = id
        .bytes()
        .fold(0, |number, byte| (number * 257 + u64::from(byte)) % MODULUS);
    let number = u32::try_from(number + 1).unwrap_or(1);
    ControlNumber::new(number).expect("it is within the bounds of control numbers")
}
