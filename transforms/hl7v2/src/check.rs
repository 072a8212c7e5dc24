//! The round trip of a file, for `nilecare hl7 check`: split, read, written back and compared byte for byte. Problems name
//! the place and never the content.

use bytes::Bytes;

use crate::charset::{self, Charset};
use crate::{Delimiters, Message, Segment, Text, batch};

/// What came of checking a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How many messages could be read.
    pub messages: usize,
    /// Whether writing everything back gave the very bytes of the file.
    pub equal: bool,
    /// What is odd or wrong, in the order found, up to 100 of them. A file with odd segments can be equal all the same.
    pub problems: Vec<String>,
}

/// Checks a file: decodes it, splits it, reads each message and writes it back three ways: as kept, segment by segment,
/// and from its subcomponents up. Bytes in no declared character set that are not UTF-8 are taken for ISO 8859-1.
pub fn check(raw: &[u8]) -> Checked {
    let mut problems = Vec::new();
    let decoded = charset::decode_shared(&Bytes::copy_from_slice(raw), Charset::LATIN_1);
    let mut equal = *charset::encode(&decoded.text, decoded.charset) == *raw;
    if decoded.replaced {
        problems.push(format!(
            "bytes that are not valid {} were replaced",
            decoded.charset.msh18()
        ));
    }
    if let Some(declared) = decoded
        .declared
        .filter(|&declared| is_contradicted(declared, decoded.charset))
    {
        problems.push(format!(
            "MSH-18 names {}, read as {}",
            declared.msh18(),
            decoded.charset.msh18()
        ));
    }

    let batch = batch::split(&decoded.text);
    problems.extend(batch.problems.iter().map(ToString::to_string));
    if batch.messages.is_empty() {
        problems.push("there is no message; expected a segment MSH".to_owned());
        equal = false;
    }
    equal &= batch.texts().map(Text::as_str).collect::<String>() == decoded.text.as_str();

    let mut messages = 0;
    for (number, text) in (1..).zip(&batch.messages) {
        match Message::parse(text) {
            Ok(message) => {
                messages += 1;
                equal &= check_message(number, &message, text, &mut problems);
            }
            Err(error) => {
                equal = false;
                problems.push(format!("message {number}: {error}"));
            }
        }
    }
    limit(&mut problems);
    Checked {
        messages,
        equal,
        problems,
    }
}

/// Keeps the list readable where a file that is no HL7 at all has a problem in each line.
fn limit(problems: &mut Vec<String>) {
    const MOST_PROBLEMS: usize = 100;
    let n_left_out = problems.len().saturating_sub(MOST_PROBLEMS);
    if n_left_out > 0 {
        problems.truncate(MOST_PROBLEMS);
        problems.push(format!("and {n_left_out} more"));
    }
}

/// UTF-16 shows by its bytes and MSH-18 inside it names it in many ways, so that is no contradiction.
fn is_contradicted(declared: Charset, read_as: Charset) -> bool {
    let is_utf16 = matches!(read_as, Charset::Utf16Le | Charset::Utf16Be);
    declared != read_as && !is_utf16
}

fn check_message(number: usize, message: &Message, text: &Text, problems: &mut Vec<String>) -> bool {
    for (position, segment) in (1..).zip(message.segments()) {
        if !segment.has_standard_id() {
            problems.push(format!(
                "message {number}, segment {position}: the id is not three letters or digits"
            ));
        }
    }
    let n_problems = problems.len();
    if message.text() != *text || message.assemble() != **text {
        problems.push(format!("message {number}: writing it back gives other bytes"));
    }
    for (position, segment) in (1..).zip(message.segments()) {
        if joined(&segment, &message.delimiters()) != segment.raw() {
            problems.push(format!(
                "message {number}, segment {position}: its parts do not give it again"
            ));
        }
    }
    problems.len() == n_problems
}

/// Writes a segment from its subcomponents up.
fn joined(segment: &Segment<'_>, delimiters: &Delimiters) -> String {
    let mut text = String::with_capacity(segment.raw().len());
    text.push_str(segment.id());
    let is_header = matches!(segment.id(), "MSH" | "FHS" | "BHS");
    for leaf in segment.leaves() {
        let delimiter = match (leaf.field, leaf.repetition, leaf.component, leaf.subcomponent) {
            // The first field of a header is the separator itself, and no other stands before the second.
            (1 | 2, 1, 1, 1) if is_header => None,
            (_, 1, 1, 1) => Some(delimiters.field),
            (_, _, 1, 1) => Some(delimiters.repetition),
            (_, _, _, 1) => Some(delimiters.component),
            _ => Some(delimiters.subcomponent),
        };
        text.extend(delimiter.map(char::from));
        text.push_str(leaf.content.raw());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_files_are_equal_without_problems() {
        for raw in [
            &b"MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5\rPID|1||7^^^A&1&ISO~8\r"[..],
            b"\x0BMSH|^~\\&|A\nPID|1\x1C\r",
            b"MSH|^~\\&|A\r\n\r\nPID|\xE9\r\n",
            b"BHS|^~\\&|A\rMSH|^~\\&|A\rMSH|^~\\&|A\rBTS|2\r",
        ] {
            let checked = check(raw);
            assert!(checked.equal && checked.problems.is_empty(), "{checked:?}");
        }
    }

    #[test]
    fn odd_segments_are_named_and_kept() {
        let checked = check(b"MSH|^~\\&|A\rPI|1\rEVERYMAN\rPID|1\r");
        let expected = [
            "message 1, segment 2: the id is not three letters or digits",
            "message 1, segment 3: the id is not three letters or digits",
        ];
        assert_eq!((checked.messages, checked.equal), (1, true));
        assert_eq!(checked.problems, expected);
    }

    #[test]
    fn list_of_problems_has_an_end() {
        let checked = check(format!("MSH|^~\\&|A\r{}", "?\r".repeat(1000)).as_bytes());
        assert_eq!(
            (checked.problems.len(), checked.problems[100].as_str()),
            (101, "and 900 more")
        );
    }

    #[test]
    fn what_cannot_be_read_is_not_equal() {
        for raw in [&b""[..], b"PID|1", b"MSH|^^\\&|", b"\xFF\xFEM"] {
            let checked = check(raw);
            assert!(!checked.equal && !checked.problems.is_empty(), "{checked:?}");
        }
    }
}
