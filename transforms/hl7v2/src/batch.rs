//! Files and batches (HL7 v2.5.1 §2.10.3): `[FHS] { [BHS] { message } [BTS] } [FTS]`, and files that hold several messages
//! without any of these. Splitting copies nothing, and the parts in their order are the text again.

use std::ops::Range;

use crate::Text;
use crate::index::{content_start, is_blank};

mod reply;
mod structure;

pub use reply::{BatchReply, reply};
pub use structure::BatchProblem;

/// A text split into messages and what is around them.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Each FHS, with any segments that follow it before the next part. A sound file has at most one.
    pub file_headers: Vec<Text>,
    /// Each BHS.
    pub batch_headers: Vec<Text>,
    /// Each message, from its MSH on. A text without any header is one part, which [`crate::Message::parse`] refuses
    /// with the reason.
    pub messages: Vec<Text>,
    /// Each BTS.
    pub batch_trailers: Vec<Text>,
    /// Each FTS.
    pub file_trailers: Vec<Text>,
    /// What does not fit together. The messages can be used all the same.
    pub problems: Vec<BatchProblem>,
    order: Vec<Part>,
}

/// What a part of a file is, by its first segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    FileHeader,
    BatchHeader,
    Message,
    BatchTrailer,
    FileTrailer,
}

/// Splits a text into its messages. One message gives one; an empty text gives none.
///
/// A line that starts with `MSH`, `FHS`, `BHS`, `BTS` or `FTS` begins the next part, whether the lines end with CR, LF or
/// both, and also behind framing bytes that a transport left.
pub fn split(text: &Text) -> Batch {
    let mut batch = Batch::default();
    for (part, range) in find_parts(text.as_bytes()) {
        batch.order.push(part);
        batch.list_of(part).push(text.slice(range));
    }
    batch.problems = structure::problems(batch.parts().map(|(part, text)| (part, text.as_bytes())));
    batch
}

/// The places of the messages in bytes of any character set in which CR, LF and the letters of ASCII stand for
/// themselves; that is every one but UTF-16.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Where each message is, from its MSH on.
    pub messages: Vec<Range<usize>>,
    /// What does not fit together.
    pub problems: Vec<BatchProblem>,
}

/// Finds the messages in bytes, as [`split`] does in a text.
pub fn find(raw: &[u8]) -> Places {
    let parts = find_parts(raw);
    let problems = structure::problems(parts.iter().map(|(part, range)| (*part, &raw[range.clone()])));
    let messages = parts.into_iter().filter(|(part, _)| *part == Part::Message);
    Places {
        messages: messages.map(|(_, range)| range).collect(),
        problems,
    }
}

impl Batch {
    /// Tells whether the text has file or batch segments, so that its sender may want a batch of replies.
    pub fn is_batch(&self) -> bool {
        self.order.iter().any(|part| *part != Part::Message)
    }

    /// Returns the control id of the batch: BHS-11 of the first that has one, otherwise FHS-11.
    pub fn control_id(&self) -> Option<String> {
        reply::control_id(self)
    }

    /// Iterates over the parts in the order they were sent; joined, they are the text that was split.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.parts().map(|(_, text)| text)
    }

    fn parts(&self) -> impl Iterator<Item = (Part, &Text)> {
        let mut file_headers = self.file_headers.iter();
        let mut batch_headers = self.batch_headers.iter();
        let mut messages = self.messages.iter();
        let mut batch_trailers = self.batch_trailers.iter();
        let mut file_trailers = self.file_trailers.iter();
        self.order.iter().filter_map(move |&part| {
            let text = match part {
                Part::FileHeader => file_headers.next(),
                Part::BatchHeader => batch_headers.next(),
                Part::Message => messages.next(),
                Part::BatchTrailer => batch_trailers.next(),
                Part::FileTrailer => file_trailers.next(),
            };
            text.map(|text| (part, text))
        })
    }

    fn list_of(&mut self, part: Part) -> &mut Vec<Text> {
        match part {
            Part::FileHeader => &mut self.file_headers,
            Part::BatchHeader => &mut self.batch_headers,
            Part::Message => &mut self.messages,
            Part::BatchTrailer => &mut self.batch_trailers,
            Part::FileTrailer => &mut self.file_trailers,
        }
    }
}

fn find_parts(bytes: &[u8]) -> Vec<(Part, Range<usize>)> {
    let first = content_start(bytes);
    if first == bytes.len() {
        return Vec::new();
    }
    // What stands before the first header, such as a byte order mark, belongs to the first part.
    let mut part_start = 0;
    let mut open = part_at(&bytes[first..]).unwrap_or(Part::Message);
    let mut parts = Vec::new();
    for line_end in memchr::memchr2_iter(b'\r', b'\n', &bytes[first..]) {
        let line_start = first + line_end + 1;
        if let Some(next) = part_at(&bytes[line_start..]) {
            parts.push((open, part_start..line_start));
            (open, part_start) = (next, line_start);
        }
    }
    parts.push((open, part_start..bytes.len()));
    parts
}

/// Tells which part the line at the start of `bytes` begins, if any.
fn part_at(bytes: &[u8]) -> Option<Part> {
    // Framing bytes of one message may stand before the next; a line of more blanks than this is not worth the search.
    const MOST_BLANKS: usize = 64;
    let indent = bytes.iter().take(MOST_BLANKS).position(|&byte| !is_blank(byte))?;
    let line = &bytes[indent..];
    let part = match line.get(..3)? {
        b"MSH" => Part::Message,
        b"FHS" => Part::FileHeader,
        b"BHS" => Part::BatchHeader,
        b"BTS" => Part::BatchTrailer,
        b"FTS" => Part::FileTrailer,
        _ => return None,
    };
    let is_whole_word = line
        .get(3)
        .is_none_or(|byte| byte.is_ascii_punctuation() || byte.is_ascii_control());
    is_whole_word.then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Message;

    const MESSAGE: &str = "MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5\rPID|1\r";

    fn split_text(text: &str) -> Batch {
        let batch = split(&Text::from(text));
        let joined: String = batch.texts().map(Text::as_str).collect();
        assert_eq!(
            joined,
            if content_start(text.as_bytes()) == text.len() {
                ""
            } else {
                text
            }
        );
        batch
    }

    #[test]
    fn one_message_is_one_part_and_is_not_copied() {
        let text = Text::from(MESSAGE);
        let batch = split(&text);
        assert_eq!(batch.messages.len(), 1);
        assert_eq!(batch.messages[0].as_ptr(), text.as_ptr());
        assert!(!batch.is_batch() && batch.problems.is_empty());
    }

    #[test]
    fn several_messages_without_batch_segments_are_split() {
        for between in ["", "\r\n", "\x1C\r\x0B", "\0", "\n \n"] {
            let batch = split_text(&format!("\u{FEFF}{MESSAGE}{between}{MESSAGE}"));
            assert_eq!(batch.messages.len(), 2, "{between:?}");
            assert!(
                batch.messages.iter().all(|message| Message::parse(message).is_ok()),
                "{between:?}"
            );
        }
    }

    #[test]
    fn file_of_two_batches_is_split_and_counted() {
        let batch = split_text(&format!(
            "FHS|^~\\&|A\rBHS|^~\\&|A\r{MESSAGE}{MESSAGE}BTS|2\rBHS|^~\\&|A\r{MESSAGE}BTS|1|done\rFTS|2\r"
        ));
        assert_eq!(
            (
                batch.file_headers.len(),
                batch.batch_headers.len(),
                batch.messages.len()
            ),
            (1, 2, 3)
        );
        assert_eq!((batch.batch_trailers.len(), batch.file_trailers.len()), (2, 1));
        assert_eq!(batch.problems, []);
        assert!(batch.is_batch());
    }

    #[test]
    fn counts_that_disagree_are_reported() {
        let batch = split_text(&format!("FHS|^~\\&|A\rBHS|^~\\&|A\r{MESSAGE}BTS|3\rFTS|2"));
        let expected = [
            BatchProblem::MessageCount {
                batch: 1,
                stated: 3,
                found: 1,
            },
            BatchProblem::BatchCount { stated: 2, found: 1 },
        ];
        assert_eq!(batch.problems, expected);
    }

    #[test]
    fn missing_and_misplaced_trailers_are_reported() {
        let open_ended = split_text(&format!("FHS|^~\\&|A\rBHS|^~\\&|A\r{MESSAGE}"));
        let expected = [
            BatchProblem::BatchTrailerMissing { batch: 1 },
            BatchProblem::FileTrailerMissing,
        ];
        assert_eq!(open_ended.problems, expected);
        let uncounted = split_text(&format!("{MESSAGE}BTS|2\r"));
        let counted = BatchProblem::MessageCount {
            batch: 1,
            stated: 2,
            found: 1,
        };
        assert_eq!(uncounted.problems, [BatchProblem::BatchHeaderMissing, counted]);
        let headless = split_text(&format!("{MESSAGE}BTS|1\rFTS|1\r"));
        let expected = [BatchProblem::BatchHeaderMissing, BatchProblem::FileHeaderMissing];
        assert_eq!(headless.problems, expected);
    }

    #[test]
    fn places_in_bytes_are_those_in_text() {
        let text = format!("FHS|^~\\&|A\rBHS|^~\\&|A\r{MESSAGE}{MESSAGE}BTS|3\rFTS|1\r");
        let batch = split(&Text::from(text.as_str()));
        let places = find(text.as_bytes());
        let found: Vec<_> = places.messages.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(found, batch.messages.iter().map(Text::as_str).collect::<Vec<_>>());
        assert_eq!(places.problems, batch.problems);
        assert_eq!(find(b"MSH|^~\\&|J\xF6RG\rPID|1\rMSH|^~\\&|").messages, [0..20, 20..29]);
    }

    #[test]
    fn text_without_header_is_left_to_the_parser() {
        assert_eq!(split_text("log line\rPID|1").messages.len(), 1);
        assert_eq!(split_text("\r\n\x1C").messages.len(), 0);
        assert_eq!(split_text("MSHX|\rBTSY").messages.len(), 1);
    }
}
