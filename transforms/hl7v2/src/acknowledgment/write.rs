//! Writing an acknowledgment: the header swapped, MSA, and ERR in the form of the sender's version.

use jiff::Timestamp;

use super::{AcknowledgmentCode, ErrorDetail, salvage};
use crate::index::is_framing;
use crate::{Delimiters, Message};

mod segments;

use segments::Writer;

/// What to reply.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'a> {
    /// What became of the message (MSA-1).
    pub code: AcknowledgmentCode,
    /// A text for people (MSA-3). When there is none, the text of the first error stands there for versions to 2.4, which
    /// have no other place for it.
    pub text: Option<&'a str>,
    /// The errors (ERR).
    pub errors: &'a [ErrorDetail],
}

/// When a reply is made and its own control id; given, so that the result depends on nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// The time for MSH-7, written in UTC with the offset `+0000`, to the second.
    pub now: Timestamp,
    /// MSH-10 of the reply, unique for this receiver. HL7 allows 20 characters (199 from v2.7 on).
    pub control_id: &'a str,
}

/// Writes the acknowledgment of a message.
///
/// MSH: sender and receiver change places, delimiters, processing id, version and character set are as received, the type
/// is `ACK^event^ACK` (the structure from v2.3.1 on). MSA names the received control id. Errors are one ERR with a
/// repetition each to v2.4 (ERR-1), and one ERR each from v2.5 on (ERR-2, 3, 4, 7 and 8). Each segment ends with CR.
///
/// Whether a reply is wanted is [`super::AcknowledgmentMode`]'s to say; an acknowledgment is never acknowledged.
pub fn acknowledge(received: &Message, reply: &Reply<'_>, stamp: &Stamp<'_>) -> String {
    write(&Received::of(received), reply, stamp)
}

/// Writes an acknowledgment for bytes that are no message, with what can be found of their header: MSH-10 above all. The
/// delimiters are the standard ones.
pub fn acknowledge_unparseable(raw: &[u8], reply: &Reply<'_>, stamp: &Stamp<'_>) -> String {
    let header = salvage::header(raw);
    write(&Received::salvaged(&header), reply, stamp)
}

/// What a reply takes over from the message, as sent (so escaped already).
struct Received<'a> {
    delimiters: Delimiters,
    encoding_characters: &'a str,
    sending: [&'a str; 2],
    receiving: [&'a str; 2],
    trigger_event: &'a str,
    control_id: &'a str,
    processing_id: &'a str,
    version: &'a str,
    character_set: &'a str,
}

impl<'a> Received<'a> {
    fn of(message: &'a Message) -> Received<'a> {
        let mut fields = [""; 19];
        for (field, number) in message.segment_at(0).fields().zip(1..fields.len()) {
            fields[number] = field.raw();
        }
        let delimiters = message.delimiters();
        let trigger_event = fields[9].split(char::from(delimiters.component)).nth(1).unwrap_or("");
        Received {
            delimiters,
            encoding_characters: fields[2],
            sending: [fields[3], fields[4]],
            receiving: [fields[5], fields[6]],
            trigger_event,
            control_id: fields[10],
            processing_id: fields[11],
            version: fields[12],
            character_set: fields[18],
        }
    }

    fn salvaged(header: &'a salvage::SalvagedHeader) -> Received<'a> {
        Received {
            delimiters: Delimiters::default(),
            encoding_characters: "^~\\&",
            sending: [&header.sending_application, &header.sending_facility],
            receiving: [&header.receiving_application, &header.receiving_facility],
            trigger_event: &header.trigger_event,
            control_id: &header.control_id,
            processing_id: &header.processing_id,
            version: &header.version,
            character_set: "",
        }
    }

    fn is_at_least(&self, wanted: [u32; 3]) -> bool {
        let version = self
            .version
            .split(char::from(self.delimiters.component))
            .next()
            .unwrap_or("");
        // A message that names no version is answered in the newer form.
        version.is_empty() || version_numbers(version) >= wanted
    }
}

/// Reads `2.5.1`; what is no number counts as 0, as in the `2.3.z` that some send.
fn version_numbers(version: &str) -> [u32; 3] {
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(version.split('.')) {
        *number = part.trim().parse().unwrap_or(0);
    }
    numbers
}

fn write(received: &Received<'_>, reply: &Reply<'_>, stamp: &Stamp<'_>) -> String {
    let mut writer = Writer::new(received);
    writer.header(stamp);
    writer.acknowledgment(reply);
    if received.is_at_least([2, 5, 0]) {
        reply.errors.iter().for_each(|error| writer.error(error));
    } else if !reply.errors.is_empty() {
        writer.errors_in_one(reply.errors);
    }
    let mut text = writer.into_text();
    // A field taken over as sent may hold what would end the frame that the reply travels in.
    if text.bytes().any(is_framing) {
        text.retain(|c| !u8::try_from(c).is_ok_and(is_framing));
    }
    text
}

#[cfg(test)]
mod tests;
