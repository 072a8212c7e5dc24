//! What can be read of a header in bytes that are no message, so that the sender still gets a reply he can match.

use crate::{Delimiters, escape};

/// Values fit for a message with the standard delimiters: escaped, printable, of bounded length.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SalvagedHeader {
    pub sending_application: String,
    pub sending_facility: String,
    pub receiving_application: String,
    pub receiving_facility: String,
    pub trigger_event: String,
    pub control_id: String,
    pub processing_id: String,
    pub version: String,
}

/// MSH-10 has 199 characters at most in any version; a longer run of bytes is something else.
const MOST_CHARACTERS: usize = 199;
/// A header behind more bytes than this is not looked for.
const MOST_BYTES_SEARCHED: usize = 64 * 1024;
const MOST_FIELDS: usize = 12;

/// Reads what it can after the first `MSH` that a field separator follows. Nothing found gives empty values, processing id
/// P and version 2.5.1, so that the reply is a valid message all the same.
pub(super) fn header(raw: &[u8]) -> SalvagedHeader {
    let fields = fields(&raw[..raw.len().min(MOST_BYTES_SEARCHED)]);
    let first = |number: usize| component(&fields, number, 0);
    let or = |value: String, default: &str| if value.is_empty() { default.to_owned() } else { value };
    SalvagedHeader {
        sending_application: first(3),
        sending_facility: first(4),
        receiving_application: first(5),
        receiving_facility: first(6),
        trigger_event: component(&fields, 9, 1),
        control_id: first(10),
        processing_id: or(first(11), "P"),
        version: or(first(12), "2.5.1"),
    }
}

/// Returns the fields of the header by their number, 0 to 12; missing ones are empty.
fn fields(raw: &[u8]) -> [&[u8]; MOST_FIELDS + 1] {
    let mut fields: [&[u8]; MOST_FIELDS + 1] = [b""; MOST_FIELDS + 1];
    let is_header = |&at: &usize| raw.get(at + 3).is_some_and(u8::is_ascii_punctuation);
    let Some(start) = memchr::memmem::find_iter(raw, b"MSH").find(is_header) else {
        return fields;
    };
    let line = &raw[start + 4..];
    let end = memchr::memchr2(b'\r', b'\n', line).unwrap_or(line.len());
    let separator = raw[start + 3];
    for (field, number) in line[..end].split(|&byte| byte == separator).zip(2..=MOST_FIELDS) {
        fields[number] = field;
    }
    fields
}

fn component(fields: &[&[u8]], number: usize, n_before: usize) -> String {
    let delimiter = fields[2].first().copied().unwrap_or(b'^');
    let bytes = fields[number]
        .split(|&byte| byte == delimiter)
        .nth(n_before)
        .unwrap_or(b"");
    let text: String = String::from_utf8_lossy(bytes)
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    if text.chars().count() > MOST_CHARACTERS {
        return String::new();
    }
    escape::encode(&text, &Delimiters::default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_id_is_found_in_a_broken_header() {
        let header = header(b"log: MSHX\r\nMSH|^^\\&|LAB^1.2|N\xE9|HUB|FAC|1||ADT^A01|ID|7\\|x\rPID");
        assert_eq!(header.sending_application, "LAB");
        assert_eq!(header.sending_facility, "N\u{FFFD}");
        assert_eq!(
            (header.trigger_event.as_str(), header.control_id.as_str()),
            ("A01", "ID")
        );
        assert_eq!(header.processing_id, "7\\E\\");
    }

    #[test]
    fn nothing_found_gives_a_usable_header() {
        for raw in [&b""[..], b"\x00\xFF", b"GET / HTTP/1.1\r\n\r\n", b"MSH"] {
            let expected = SalvagedHeader {
                processing_id: "P".into(),
                version: "2.5.1".into(),
                ..SalvagedHeader::default()
            };
            assert_eq!(header(raw), expected);
        }
    }

    #[test]
    fn endless_value_is_left_out() {
        let raw = format!("MSH|^~\\&|A|B|C|D|1||ADT|{}", "x".repeat(500));
        assert_eq!(header(raw.as_bytes()).control_id, "");
    }
}
