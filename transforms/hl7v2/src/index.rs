//! Where the segments of a text lie. One pass over the text, one small entry a segment.
//!
//! Reading is lenient: CR, LF and CR LF end a segment, also mixed; lines of blanks, and framing bytes that a transport
//! left at the ends, belong to no segment. All of it is kept in the gaps between the entries, so that writing the
//! entries and the gaps gives the text again.

use crate::{Delimiters, ParseError};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Where one segment lies in the source text, in bytes. The gap up to `after` holds its line end, and any blank lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub start: u32,
    pub end: u32,
    pub after: u32,
    /// Position of the segment's own text among the edits, or [`Entry::AS_READ`].
    pub edit: u32,
}

impl Entry {
    pub const AS_READ: u32 = u32::MAX;

    /// Makes the entry of a segment that is not in the source text.
    pub fn added(edit: u32) -> Entry {
        Entry {
            start: 0,
            end: 0,
            after: 0,
            edit,
        }
    }

    pub fn is_added(self) -> bool {
        // The header takes at least five bytes, so a segment of the source never ends at 0.
        self.after == 0
    }
}

/// The segments of a text, and the delimiters its header states.
pub(crate) struct Index {
    pub delimiters: Delimiters,
    pub entries: Vec<Entry>,
    /// Where the framing bytes after the last segment start; the length of the text when there are none.
    pub suffix: u32,
}

/// Finds the segments of `text`, of which the first must be MSH.
pub(crate) fn scan(text: &str) -> Result<Index, ParseError> {
    let bytes = text.as_bytes();
    if bytes.len() >= u32::MAX as usize {
        return Err(ParseError::TooLong { n_bytes: bytes.len() });
    }
    let start = content_start(bytes);
    if start == bytes.len() {
        return Err(ParseError::Empty);
    }
    if !bytes[start..].starts_with(b"MSH") {
        return Err(ParseError::NoHeader { offset: start });
    }
    let mut entries = find_segments(bytes, start);
    let suffix = cut_framing(bytes, &mut entries);
    let header = entries[0];
    let delimiters = Delimiters::of_header(&text[header.start as usize..header.end as usize], start)?;
    Ok(Index {
        delimiters,
        entries,
        suffix,
    })
}

/// Returns the offset of the first byte that is not a blank, a line end, a framing byte or a byte order mark.
pub(crate) fn content_start(bytes: &[u8]) -> usize {
    let mut start = 0;
    loop {
        let rest = &bytes[start..];
        if rest.starts_with(BYTE_ORDER_MARK) {
            start += BYTE_ORDER_MARK.len();
        } else if rest.first().is_some_and(|&byte| is_blank(byte) || is_line_end(byte)) {
            start += 1;
        } else {
            return start;
        }
    }
}

/// Tells whether a byte order mark stands before the content, maybe behind framing bytes.
pub(crate) fn has_byte_order_mark(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..content_start(bytes)], BYTE_ORDER_MARK).is_some()
}

pub(crate) fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// Tells whether a byte before a segment says nothing: blanks, and what transports leave behind.
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0C) || is_framing(byte)
}

/// Tells whether a byte belongs to a transport: MLLP block characters, padding and the end-of-file mark of old systems.
pub(crate) fn is_framing(byte: u8) -> bool {
    matches!(byte, 0x0B | 0x1C | 0x00 | 0x1A)
}

fn find_segments(bytes: &[u8], start: usize) -> Vec<Entry> {
    // Most messages have segments of 60 to 130 bytes; a cap keeps one with a large document from reserving much.
    let mut entries = Vec::with_capacity((bytes.len() / 64).min(64) + 4);
    let mut line_start = start;
    for line_end in memchr::memchr2_iter(b'\r', b'\n', &bytes[start..]) {
        let line_end = start + line_end;
        push_line(&mut entries, bytes, line_start, line_end);
        line_start = line_end + 1;
    }
    push_line(&mut entries, bytes, line_start, bytes.len());
    entries
}

#[inline]
fn push_line(entries: &mut Vec<Entry>, bytes: &[u8], line_start: usize, line_end: usize) {
    let line = &bytes[line_start..line_end];
    let Some(indent) = line.iter().position(|&byte| !is_blank(byte)) else {
        return;
    };
    let start = offset(line_start + indent);
    if let Some(previous) = entries.last_mut() {
        previous.after = start;
    }
    let end = offset(line_end);
    entries.push(Entry {
        start,
        end,
        after: end,
        edit: Entry::AS_READ,
    });
}

fn offset(offset: usize) -> u32 {
    u32::try_from(offset).expect("texts of 4 GiB and more were refused")
}

/// Takes framing bytes off the last segment and returns where they start; line ends before them stay with the segment.
fn cut_framing(bytes: &[u8], entries: &mut [Entry]) -> u32 {
    let last = entries.last_mut().expect("the header was found");
    let line = &bytes[last.start as usize..last.end as usize];
    let n_framing = line.iter().rev().take_while(|&&byte| is_framing(byte)).count();
    last.end -= offset(n_framing);
    let tail = &bytes[last.end as usize..];
    let suffix = tail.iter().position(|&byte| is_framing(byte)).unwrap_or(tail.len());
    last.after = last.end + offset(suffix);
    last.after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(text: &str) -> Vec<&str> {
        let index = scan(text).expect("the text is a message");
        index
            .entries
            .iter()
            .map(|entry| &text[entry.start as usize..entry.end as usize])
            .collect()
    }

    #[test]
    fn any_line_end_ends_a_segment() {
        let expected = ["MSH|^~\\&|", "PID|1", "PV1|1"];
        for text in [
            "MSH|^~\\&|\rPID|1\rPV1|1\r",
            "MSH|^~\\&|\nPID|1\nPV1|1",
            "MSH|^~\\&|\r\n\r\nPID|1\n  \rPV1|1\r\n",
            "\u{FEFF}MSH|^~\\&|\rPID|1\r\x00PV1|1\r",
            "\x0BMSH|^~\\&|\r  PID|1\rPV1|1\x1C\r",
            "\x0B\x0BMSH|^~\\&|\rPID|1\rPV1|1\r\x1C\r\x1C\r",
        ] {
            assert_eq!(segments(text), expected, "{text:?}");
        }
    }

    #[test]
    fn gaps_and_entries_cover_the_text() {
        let text = "\x0BMSH|^~\\&|\r\n\nPID|1\n\t\nPV1|1\r\x1C\r";
        let index = scan(text).expect("the text is a message");
        for pair in index.entries.windows(2) {
            assert_eq!(pair[0].after, pair[1].start);
        }
        assert_eq!(&text[index.suffix as usize..], "\x1C\r");
    }

    #[test]
    fn texts_without_a_header_are_refused() {
        assert_eq!(scan("").err(), Some(ParseError::Empty));
        assert_eq!(scan("\x0B\x1C\r\n ").err(), Some(ParseError::Empty));
        assert_eq!(scan("\r\nFHS|^~\\&|").err(), Some(ParseError::NoHeader { offset: 2 }));
        assert_eq!(scan("MSH\x1C").err(), Some(ParseError::HeaderTooShort { offset: 3 }));
        assert_eq!(scan("MSH|").err(), Some(ParseError::HeaderTooShort { offset: 4 }));
    }
}
