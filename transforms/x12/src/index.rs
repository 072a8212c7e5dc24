//! Where the segments of a text lie. One pass over the text, one small entry a segment.
//!
//! Line ends and blanks after a terminator, a byte order mark before ISA and terminators without a segment belong to no
//! segment. They are kept in the gaps between the entries, so that writing entries and gaps gives the text again.

use crate::separators::HEADER_LENGTH;
use crate::{ParseError, Separators};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Where one segment lies in the source text, in bytes. The gap up to `after` holds its terminator and any line ends.
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
        // ISA takes 105 bytes, so a segment of the source never ends at 0.
        self.after == 0
    }
}

/// The segments of a text, and the separators its header states.
pub(crate) struct Index {
    pub separators: Separators,
    pub entries: Vec<Entry>,
}

/// Finds the segments of `text`, of which the first must be ISA.
pub(crate) fn scan(text: &str) -> Result<Index, ParseError> {
    let bytes = text.as_bytes();
    if bytes.len() >= u32::MAX as usize {
        return Err(ParseError::TooLong { n_bytes: bytes.len() });
    }
    let (start, separators) = find_header(bytes, 0)?;
    Ok(Index {
        separators,
        entries: find_segments(bytes, start, separators.terminator),
    })
}

/// Finds the ISA at or after `from`, past blanks, and reads its separators. Offsets in errors count from the start of
/// `bytes`.
fn find_header(bytes: &[u8], from: usize) -> Result<(usize, Separators), ParseError> {
    let start = content_start(bytes, from);
    if start == bytes.len() {
        return Err(ParseError::Empty);
    }
    if !bytes[start..].starts_with(b"ISA") {
        return Err(ParseError::NoHeader { offset: start });
    }
    Ok((start, Separators::of_header(&bytes[start..], start)?))
}

/// Finds where the interchange that starts at or after `from` ends: behind its IEA and the blanks after it, before the
/// next ISA when it has no IEA, or with the text.
pub(crate) fn find_end(bytes: &[u8], from: usize) -> Result<usize, ParseError> {
    let (start, separators) = find_header(bytes, from)?;
    let has_id = |segment: &[u8], id: &[u8]| {
        segment.starts_with(id) && segment.get(id.len()).is_none_or(|&byte| byte == separators.element)
    };
    let mut segment_start = start + HEADER_LENGTH;
    for at in memchr::memchr_iter(separators.terminator, &bytes[start + HEADER_LENGTH..]) {
        let end = start + HEADER_LENGTH + at;
        let content = content_start(&bytes[..end], segment_start);
        if has_id(&bytes[content..end], b"ISA") {
            return Ok(content);
        }
        segment_start = end + 1;
        if has_id(&bytes[content..end], b"IEA") {
            return Ok(content_start(bytes, segment_start));
        }
    }
    Ok(bytes.len())
}

/// Returns the offset, at or after `from`, of the first byte that is no blank, line end or byte order mark.
pub(crate) fn content_start(bytes: &[u8], from: usize) -> usize {
    let mut start = from;
    loop {
        let rest = &bytes[start..];
        if rest.starts_with(BYTE_ORDER_MARK) {
            start += BYTE_ORDER_MARK.len();
        } else if rest.first().is_some_and(|&byte| is_blank(byte)) {
            start += 1;
        } else {
            return start;
        }
    }
}

/// Tells whether a byte before a segment says nothing: blanks, line ends, padding and the end-of-file mark of old systems.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x00 | 0x1A)
}

fn find_segments(bytes: &[u8], start: usize, terminator: u8) -> Vec<Entry> {
    let header_end = start + HEADER_LENGTH - 1;
    let mut entries = vec![entry(start, header_end)];
    let mut segment_start = header_end + 1;
    for at in memchr::memchr_iter(terminator, &bytes[segment_start..]) {
        let end = header_end + 1 + at;
        push_segment(&mut entries, bytes, segment_start, end);
        segment_start = end + 1;
    }
    push_segment(&mut entries, bytes, segment_start, bytes.len());
    if let Some(last) = entries.last_mut() {
        last.after = offset(bytes.len());
    }
    entries
}

/// Adds the segment in this range, unless there are only blanks, and closes the gap before it.
fn push_segment(entries: &mut Vec<Entry>, bytes: &[u8], start: usize, end: usize) {
    let Some(n_blanks) = bytes[start..end].iter().position(|&byte| !is_blank(byte)) else {
        return;
    };
    if let Some(previous) = entries.last_mut() {
        previous.after = offset(start + n_blanks);
    }
    entries.push(entry(start + n_blanks, end));
}

fn entry(start: usize, end: usize) -> Entry {
    Entry {
        start: offset(start),
        end: offset(end),
        after: offset(end),
        edit: Entry::AS_READ,
    }
}

fn offset(offset: usize) -> u32 {
    u32::try_from(offset).expect("texts of 4 GiB and more were refused")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "ISA*00*          *00*          *ZZ*NORTH          *ZZ*PAYER          *260105*0930*^*00501*000000007*0*T*:~";

    fn segments(text: &str) -> Vec<&str> {
        let index = scan(text).expect("the text is an interchange");
        let entries = index.entries.iter();
        entries
            .map(|entry| &text[entry.start as usize..entry.end as usize])
            .collect()
    }

    #[test]
    fn line_ends_and_empty_segments_belong_to_no_segment() {
        for rest in [
            "GS*1~GE*1~",
            "\r\nGS*1~\r\n\r\nGE*1~\r\n",
            "\nGS*1~~ ~\nGE*1",
            "GS*1~GE*1~\x1A",
        ] {
            let text = format!("\u{FEFF} \r\n{HEADER}{rest}");
            assert_eq!(segments(&text), [&HEADER[..105], "GS*1", "GE*1"], "{rest:?}");
        }
    }

    #[test]
    fn terminator_may_be_a_line_end() {
        let text = format!("{}\r\nGS*1\r\nGE*1\r\n", &HEADER[..105]);
        assert_eq!(segments(&text), [&HEADER[..105], "GS*1", "GE*1"]);
    }

    #[test]
    fn gaps_and_entries_cover_the_text() {
        let text = format!("{HEADER}\r\nGS*1~~\n GE*1~\r\n");
        let index = scan(&text).expect("the text is an interchange");
        for pair in index.entries.windows(2) {
            assert_eq!(pair[0].after, pair[1].start);
        }
        assert_eq!(index.entries.last().map(|entry| entry.after as usize), Some(text.len()));
    }

    #[test]
    fn texts_without_a_header_are_refused() {
        assert_eq!(scan("").err(), Some(ParseError::Empty));
        assert_eq!(scan("\r\n ").err(), Some(ParseError::Empty));
        assert_eq!(scan("\nGS*1~").err(), Some(ParseError::NoHeader { offset: 1 }));
        assert_eq!(scan("ISA*").err(), Some(ParseError::HeaderTooShort { offset: 4 }));
    }
}
