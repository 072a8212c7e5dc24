//! The answer to a batch: a batch of acknowledgments (HL7 v2.5.1 §2.10.3.3).

use std::fmt::Write;

use jiff::tz::Offset;

use super::{Batch, Part};
use crate::acknowledgment::Stamp;
use crate::{Delimiters, escape};

/// What is answered to a batch.
#[derive(Debug, Clone, Copy)]
pub struct BatchReply<'a> {
    /// The replies to its messages, in their order, each a whole message. Fewer than the messages when some get none.
    pub replies: &'a [&'a [u8]],
    /// The time for BHS-7 and FHS-7, and BHS-11 and FHS-11 of the answer.
    pub stamp: Stamp<'a>,
}

/// Writes a batch of replies.
///
/// BHS: sender and receiver change places, BHS-12 names the batch control id (BHS-11) of the batch that is answered, BTS-1
/// counts the replies. Several batches get an answer each when every message has its reply, and one for all of them
/// otherwise. With FHS, the same goes for FHS and FTS. Character sets are as in the replies.
pub fn reply(received: &Batch, reply: &BatchReply<'_>) -> Vec<u8> {
    let mut answer = Vec::new();
    let file_header = received.file_headers.first().map(|text| Header::of(text));
    if let Some(header) = &file_header {
        header.write("FHS", &reply.stamp, &mut answer);
    }
    let batches = batches(received, reply.replies.len());
    let mut replies = reply.replies.iter();
    for (header, n_replies) in &batches {
        header.write("BHS", &reply.stamp, &mut answer);
        for message in replies.by_ref().take(*n_replies) {
            let message = message.trim_ascii_end();
            answer.extend_from_slice(message);
            answer.push(b'\r');
        }
        header.write_trailer("BTS", *n_replies, &mut answer);
    }
    if let Some(header) = &file_header {
        header.write_trailer("FTS", batches.len(), &mut answer);
    }
    answer
}

/// Returns BHS-11 of the first batch, or FHS-11 of a file without batches.
pub(super) fn control_id(received: &Batch) -> Option<String> {
    let texts = received.batch_headers.iter().chain(&received.file_headers);
    let mut headers = texts.map(|text| Header::of(text));
    let header = headers.find(|header| !header.control_id.is_empty())?;
    Some(escape::decode(header.control_id, &header.delimiters).into_owned())
}

/// Returns the header of each batch to answer, and how many replies are in its answer.
fn batches(received: &Batch, n_replies: usize) -> Vec<(Header<'_>, usize)> {
    let mut batches: Vec<(Header<'_>, usize)> = Vec::new();
    for (part, text) in received.parts() {
        match part {
            Part::BatchHeader => batches.push((Header::of(text), 0)),
            // Messages without a batch around them are answered as one, to the sender of the first.
            Part::Message if batches.is_empty() => batches.push((Header::of_message(text), 1)),
            Part::Message => batches.last_mut().into_iter().for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    let is_each_answered = batches.iter().map(|(_, count)| count).sum::<usize>() == n_replies;
    if !is_each_answered || batches.is_empty() {
        batches.truncate(1);
        match batches.first_mut() {
            Some((_, count)) => *count = n_replies,
            None => batches.push((Header::default(), n_replies)),
        }
    }
    batches
}

/// What an answer takes over from a header, as sent (so escaped already).
#[derive(Default)]
struct Header<'a> {
    delimiters: Delimiters,
    encoding_characters: &'a str,
    sending: [&'a str; 2],
    receiving: [&'a str; 2],
    control_id: &'a str,
}

impl<'a> Header<'a> {
    /// Reads FHS or BHS, which have the same fields (HL7 v2.5.1 §2.15.2, §2.15.6).
    fn of(text: &'a str) -> Header<'a> {
        let id = ["FHS", "BHS", "MSH"].iter().find_map(|id| text.find(id)).unwrap_or(0);
        let line = text[id..].split(['\r', '\n']).next().unwrap_or_default();
        let Ok(delimiters) = Delimiters::of_header(line, 0) else {
            return Header::default();
        };
        let mut fields = [""; 12];
        for (field, number) in line.split(char::from(delimiters.field)).zip(1..fields.len()) {
            fields[number] = field;
        }
        Header {
            delimiters,
            encoding_characters: fields[2],
            sending: [fields[3], fields[4]],
            receiving: [fields[5], fields[6]],
            control_id: fields[11],
        }
    }

    /// MSH begins in the same way; its field 11 is something else.
    fn of_message(text: &'a str) -> Header<'a> {
        Header {
            control_id: "",
            ..Header::of(text)
        }
    }

    fn write(&self, id: &str, stamp: &Stamp<'_>, answer: &mut Vec<u8>) {
        let separator = char::from(self.delimiters.field);
        let encoding_characters = match self.encoding_characters {
            "" => "^~\\&",
            sent => sent,
        };
        let now = Offset::UTC.to_datetime(stamp.now);
        let control_id = escape::encode(stamp.control_id, &self.delimiters);
        let mut line = format!("{id}{separator}{encoding_characters}");
        for field in self.receiving.iter().chain(&self.sending) {
            line.push(separator);
            line.push_str(field);
        }
        let time = format!(
            "{:04}{:02}{:02}{:02}{:02}{:02}+0000",
            now.year(),
            now.month(),
            now.day(),
            now.hour(),
            now.minute(),
            now.second()
        );
        for field in [&*time, "", "", "", &*control_id, self.control_id] {
            line.push(separator);
            line.push_str(field);
        }
        line.push('\r');
        // A field taken over as sent may hold what would end the frame that the answer travels in.
        answer.extend(line.bytes().filter(|&byte| !crate::index::is_framing(byte)));
    }

    fn write_trailer(&self, id: &str, count: usize, answer: &mut Vec<u8>) {
        let mut line = String::from(id);
        let separator = char::from(self.delimiters.field);
        write!(line, "{separator}{count}\r").expect("writing to a string cannot fail");
        answer.extend_from_slice(line.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::Text;
    use crate::batch::split;

    fn answer(received: &str, replies: &[&str]) -> String {
        let replies: Vec<_> = replies.iter().map(|reply| reply.as_bytes()).collect();
        let stamp = Stamp {
            now: Timestamp::UNIX_EPOCH,
            control_id: "R1",
        };
        let reply_to_it = BatchReply {
            replies: &replies,
            stamp,
        };
        let answer = reply(&split(&Text::from(received)), &reply_to_it);
        String::from_utf8(answer).expect("it is ASCII").replace('\r', "\n")
    }

    #[test]
    fn a_file_of_two_batches_is_answered_by_one() {
        let received = "FHS|^~\\&|A|B|C|D|1||f|c|F7\rBHS|^~\\&|A|B|C|D|1||b|c|B7\rMSH|^~\\&|1\rMSH|^~\\&|2\rBTS|2\r\
                        BHS|^~\\&|A|B|C|D|1||b|c|B8\rMSH|^~\\&|3\rBTS|1\rFTS|2\r";
        let header = "|^~\\&|C|D|A|B|19700101000000+0000||||R1|";
        assert_eq!(
            answer(received, &["MSH|1\r", "MSH|2", "MSH|3\r\n"]),
            format!("FHS{header}F7\nBHS{header}B7\nMSH|1\nMSH|2\nBTS|2\nBHS{header}B8\nMSH|3\nBTS|1\nFTS|2\n")
        );
        // Which message got none is not known here.
        assert_eq!(
            answer(received, &["MSH|1", "MSH|3"]),
            format!("FHS{header}F7\nBHS{header}B7\nMSH|1\nMSH|3\nBTS|2\nFTS|1\n")
        );
    }

    #[test]
    fn messages_without_a_frame_and_other_delimiters_are_answered() {
        assert_eq!(
            answer("MSH$%*!@$A$B$C$D$1\rMSH$%*!@$A\r", &["x", "y"]),
            "BHS$%*!@$C$D$A$B$19700101000000+0000$$$$R1$\nx\ny\nBTS$2\n"
        );
        assert_eq!(answer("BHS", &[]), "BHS|^~\\&|||||19700101000000+0000||||R1|\nBTS|0\n");
    }
}
