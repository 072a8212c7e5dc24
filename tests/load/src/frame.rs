//! MLLP frames by hand (HL7 v2.5.1, MLLP release 1): 0x0B, the message, 0x1C 0x0D.

use memchr::{memchr, memchr_iter, memmem};

/// Starts a block.
pub(crate) const START: u8 = 0x0B;
/// Ends a block.
pub(crate) const END: &[u8; 2] = &[0x1C, 0x0D];
/// The largest message the receiver takes, in bytes.
pub const MAX_MESSAGE_BYTES: usize = 64 * 1024 * 1024;

/// One block found at the start of a buffer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Block<'a> {
    /// What is between start and end.
    pub(crate) message: &'a [u8],
    /// Bytes of the buffer that the block and any garbage before it took.
    pub(crate) n_bytes: usize,
}

/// Finds the first whole block; `None` while it is incomplete. Bytes before the start are skipped. `from` is how far the
/// end was looked for already, so that a long message is not searched again with every packet.
pub(crate) fn first_block(buffer: &[u8], from: usize) -> Option<Block<'_>> {
    let start = memchr(START, buffer)?;
    let search_from = from.max(start + 1).min(buffer.len());
    let end = search_from + memmem::find(&buffer[search_from..], END)?;
    Some(Block {
        message: &buffer[start + 1..end],
        n_bytes: end + END.len(),
    })
}

/// Returns MSH-10 of a message, `None` when there is no MSH with ten fields.
pub fn control_id_of(message: &[u8]) -> Option<&[u8]> {
    let header = &message[..memchr(b'\r', message).unwrap_or(message.len())];
    if !header.starts_with(b"MSH") {
        return None;
    }
    let separator = *header.get(3)?;
    // MSH-1 is the separator itself, so the ninth separator comes before MSH-10.
    let start = memchr_iter(separator, header).nth(8)? + 1;
    let field = &header[start..];
    Some(&field[..memchr(separator, field).unwrap_or(field.len())])
}

/// What an acknowledgment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acknowledgment<'a> {
    /// MSA-1, such as `AA`.
    pub code: &'a [u8],
    /// MSA-2, the control id of the message it answers.
    pub control_id: &'a [u8],
}

impl Acknowledgment<'_> {
    /// Whether the receiver took responsibility: `AA`, or `CA` in enhanced mode (HL7 v2.5.1 §2.9.2, §2.9.3).
    pub fn is_positive(&self) -> bool {
        self.code == b"AA" || self.code == b"CA"
    }
}

/// Reads MSA-1 and MSA-2 of an answer, `None` when it is not an acknowledgment.
pub fn read_acknowledgment(message: &[u8]) -> Option<Acknowledgment<'_>> {
    if !message.starts_with(b"MSH") {
        return None;
    }
    let start = memmem::find(message, b"\rMSA")? + 1;
    let segment = &message[start..];
    let segment = &segment[..memchr(b'\r', segment).unwrap_or(segment.len())];
    let mut fields = segment.split(|byte| *byte == message[3]).skip(1);
    Some(Acknowledgment {
        code: fields.next()?,
        control_id: fields.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_found_after_garbage_and_before_the_next() {
        let buffer = b"log line\n\x0bMSH|1\x1c\r\x0bMSH|2\x1c\r";
        let block = first_block(buffer, 0).expect("a block");
        assert_eq!((block.message, block.n_bytes), (&b"MSH|1"[..], 17));
    }

    #[test]
    fn every_cut_of_a_block_is_incomplete() {
        let whole = b"\x0bMSH|1\x1c\r";
        for n_bytes in 0..whole.len() {
            assert_eq!(first_block(&whole[..n_bytes], 0), None, "{n_bytes} bytes");
            // The last byte searched may be the first of the end, so a search goes on one byte before it.
            let block = first_block(whole, n_bytes.saturating_sub(1)).expect("a block");
            assert_eq!(block.message, b"MSH|1");
        }
    }

    #[test]
    fn msh_10_is_found_with_any_separator() {
        assert_eq!(
            control_id_of(b"MSH|^~\\&|A|B|C|D|20260101||ADT^A01|ID7|P|2.5.1\rEVN|"),
            Some(&b"ID7"[..])
        );
        assert_eq!(control_id_of(b"MSH#^~\\&#A#B#C#D#2026##ADT#ID8"), Some(&b"ID8"[..]));
        assert_eq!(control_id_of(b"MSH|^~\\&|A"), None);
        assert_eq!(control_id_of(b""), None);
    }

    #[test]
    fn an_acknowledgment_is_read_and_anything_else_is_not() {
        let answer = b"MSH|^~\\&|A|B|C|D|2026||ACK^A01^ACK|9|P|2.5.1\rMSA|AE|ID7|no\rERR|\r";
        let acknowledgment = read_acknowledgment(answer).expect("an acknowledgment");
        assert_eq!(
            (acknowledgment.code, acknowledgment.control_id),
            (&b"AE"[..], &b"ID7"[..])
        );
        assert!(!acknowledgment.is_positive());
        assert_eq!(read_acknowledgment(b"MSA|AA|ID7"), None);
        assert_eq!(read_acknowledgment(b"MSH|^~\\&|A\rPID|\r"), None);
    }
}
