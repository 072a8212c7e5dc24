//! Content that holds several messages: taken apart, and answered as a whole.

use std::num::NonZeroUsize;

use bytes::Bytes;
use jiff::Timestamp;
use nilecare_hl7v2::acknowledgment::Stamp;
use nilecare_hl7v2::batch::{self, Batch, BatchProblem};
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::{Message, Text};

use crate::{Acknowledgment, DataType, Layout, ParseFailure, SenderError, acknowledge};

mod formats;
mod json;

/// The largest number of messages in one content.
pub const MOST_MESSAGES: usize = 100_000;
/// So many numbers are named of messages that were not accepted.
const MOST_NAMED: usize = 20;

/// Where one message ends and the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split<'a> {
    /// HL7 v2: at each MSH; FHS, BHS, BTS and FTS are the frame (HL7 v2.5.1 §2.10.3).
    Hl7v2,
    /// The elements of a JSON array; what is no array is one message.
    JsonArray,
    /// Each line; empty ones are left out. Lines end with CR, LF or both.
    Lines,
    /// A text between the messages; empty ones are left out.
    Separator(&'a str),
    /// Each X12 interchange.
    X12Interchanges,
    /// Each X12 transaction set, in an interchange of its own.
    X12TransactionSets,
    /// So many records of a layout; each part has the header.
    Records(&'a Layout, NonZeroUsize),
    /// The records of a layout that follow one another with the same value in a column, by its name or number.
    RecordsBy(&'a Layout, &'a str),
    /// Each element of XML at a path.
    XmlElements(&'a str),
}

/// Takes content apart. Each message is a part of the content, byte for byte (of UTF-16, written again). Content that is
/// one message gives one; an empty batch gives none.
///
/// # Errors
/// When HL7 counts (BTS-1, FTS-1) are not those of the messages and batches found, JSON, XML, X12 or records are not readable,
/// or there are more than [`MOST_MESSAGES`].
pub fn split(split: Split<'_>, content: &Bytes) -> Result<Vec<Bytes>, ParseFailure> {
    match split {
        Split::Hl7v2 => split_hl7(content),
        Split::JsonArray => json::split(content),
        Split::X12Interchanges => formats::interchanges(content),
        Split::X12TransactionSets => formats::transaction_sets(content),
        Split::Records(layout, n_records) => formats::records(content, layout, n_records),
        Split::RecordsBy(layout, column) => formats::records_by(content, layout, column),
        Split::XmlElements(path) => formats::xml_elements(content, path),
        Split::Lines => bounded(content.split(|byte| matches!(byte, b'\r' | b'\n')), content),
        Split::Separator("") => Err(ParseFailure(
            "the separator between messages is empty; set one".to_owned(),
        )),
        Split::Separator(separator) => {
            let mut start = 0;
            let ends = memchr::memmem::find_iter(content, separator).chain([content.len()]);
            let parts = ends.map(|end| {
                let part = &content[start..end];
                start = end + separator.len();
                part
            });
            bounded(parts, content)
        }
    }
}

/// Collects the parts of `content` that are not empty.
fn bounded<'a>(parts: impl Iterator<Item = &'a [u8]>, content: &Bytes) -> Result<Vec<Bytes>, ParseFailure> {
    let mut messages = Vec::new();
    for part in parts.filter(|part| !part.trim_ascii().is_empty()) {
        if messages.len() == MOST_MESSAGES {
            return Err(too_many());
        }
        messages.push(content.slice_ref(part));
    }
    Ok(messages)
}

fn too_many() -> ParseFailure {
    ParseFailure(format!(
        "there are more than {MOST_MESSAGES} messages in one content; send them in smaller batches"
    ))
}

fn split_hl7(content: &Bytes) -> Result<Vec<Bytes>, ParseFailure> {
    let decoded = charset::decode(content, Charset::LATIN_1);
    if !matches!(decoded.charset, Charset::Utf16Le | Charset::Utf16Be) {
        let places = batch::find(content);
        check(&places.problems, places.messages.len())?;
        return Ok(places.messages.into_iter().map(|range| content.slice(range)).collect());
    }
    let batch = batch::split(&Text::from(decoded.text.into_owned()));
    check(&batch.problems, batch.messages.len())?;
    let encode = |text: &Text| Bytes::from(charset::encode(text, decoded.charset).into_owned());
    Ok(batch.messages.iter().map(encode).collect())
}

/// Counts that disagree mean that something is missing. Headers and trailers may be left out (HL7 v2.5.1 §2.10.3.1).
fn check(problems: &[BatchProblem], n_messages: usize) -> Result<(), ParseFailure> {
    if n_messages > MOST_MESSAGES {
        return Err(too_many());
    }
    let is_count = |problem: &&BatchProblem| {
        matches!(
            problem,
            BatchProblem::MessageCount { .. } | BatchProblem::BatchCount { .. }
        )
    };
    match problems.iter().find(is_count) {
        Some(problem) => Err(ParseFailure(problem.to_string())),
        None => Ok(()),
    }
}

/// Tells whether content has the frame of a batch, so that its sender is answered with one even for a single message:
/// FHS, BHS, BTS or FTS; a JSON array.
pub fn is_framed(split: Split<'_>, content: &Bytes) -> bool {
    match split {
        Split::Hl7v2 => read(content).is_batch(),
        Split::JsonArray => content.trim_ascii_start().first() == Some(&b'['),
        // They have no frame of their own to be answered with.
        _ => false,
    }
}

fn read(content: &Bytes) -> Batch {
    batch::split(&charset::decode_shared(content, Charset::LATIN_1).text)
}

/// Puts the replies to the messages of a content together, in their order: an HL7 batch whose BHS-12 names the sender's
/// batch control id, with FHS and FTS when the content has them; a JSON array, in which a reply that is no JSON is a
/// string; otherwise the replies with what separates the messages. One reply to content without a frame stays as it is.
///
/// The control id of the batch is taken from `control_id`, which must be new for each.
pub fn join_replies(split: Split<'_>, content: &Bytes, replies: &[Bytes], now: Timestamp, control_id: &str) -> Bytes {
    if let [reply] = replies
        && !is_framed(split, content)
    {
        return reply.clone();
    }
    match split {
        Split::Hl7v2 => {
            let replies: Vec<&[u8]> = replies.iter().map(AsRef::as_ref).collect();
            let reply = batch::BatchReply {
                replies: &replies,
                stamp: Stamp { now, control_id },
            };
            Bytes::from(batch::reply(&read(content), &reply))
        }
        Split::JsonArray => json::join(replies),
        Split::Lines => Bytes::from(replies.join(&b"\n"[..])),
        Split::Separator(separator) => Bytes::from(replies.join(separator.as_bytes())),
        // Interchanges follow one another without anything between them.
        Split::X12Interchanges | Split::X12TransactionSets => Bytes::from(replies.concat()),
        Split::Records(..) | Split::RecordsBy(..) | Split::XmlElements(_) => Bytes::from(replies.join(&b"\n"[..])),
    }
}

/// Builds one acknowledgment for a whole batch: positive when every message was accepted, otherwise AE with the numbers
/// (from 1, at most 20 of them) of those that were not. MSA-2 names the batch control id (BHS-11), or that of the file
/// (FHS-11), or the first message. `None`: the format has no replies, or the sender of the first message wants none.
pub fn whole_reply(content: &Bytes, are_accepted: &[bool], now: Timestamp, control_id: &str) -> Option<Bytes> {
    let batch = read(content);
    let first = Bytes::from(batch.messages.first()?.clone());
    let document = DataType::Hl7v2.parse(&first, Charset::Utf8).ok()?;
    let error = refused(are_accepted);
    let what = error.as_ref().map_or(Acknowledgment::Accept, Acknowledgment::Error);
    let reply = acknowledge(&document, &what, now, control_id)?;
    Some(about_batch(&batch, &reply).unwrap_or(reply))
}

fn refused(are_accepted: &[bool]) -> Option<SenderError> {
    let numbers = (1..).zip(are_accepted).filter(|(_, accepted)| !**accepted);
    let numbers: Vec<usize> = numbers.map(|(number, _)| number).collect();
    if numbers.is_empty() {
        return None;
    }
    let named: Vec<_> = numbers.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    let n_more = numbers.len() - named.len();
    let more = if n_more > 0 {
        format!(" and {n_more} more")
    } else {
        String::new()
    };
    let (n_refused, n_all, named) = (numbers.len(), are_accepted.len(), named.join(", "));
    Some(SenderError::new(format!(
        "{n_refused} of {n_all} messages were not accepted: {named}{more}"
    )))
}

/// Makes an acknowledgment of the first message one of the batch, when that has a control id.
fn about_batch(batch: &Batch, reply: &Bytes) -> Option<Bytes> {
    let control_id = batch.control_id()?;
    let mut message = Message::parse(Text::try_from(reply.clone()).ok()?).ok()?;
    let path = "MSA-2".parse().expect("it is a path");
    message.set(&path, &control_id).ok()?;
    Some(message.text().into_bytes())
}

#[cfg(test)]
mod tests;
