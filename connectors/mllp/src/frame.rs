//! Writing a frame.

use bytes::{Bytes, BytesMut};
use hl7_mllp_codec::MllpCodec;
use tokio_util::codec::Encoder;

/// Begins a block.
pub const START_BLOCK: u8 = 0x0B;
/// Ends a block, followed by a carriage return.
pub const END_BLOCK: u8 = 0x1C;

/// The content of a block of release 2 that says: stored.
const COMMIT_ACK: u8 = 0x06;
/// The content of a block of release 2 that says: not stored.
const COMMIT_NAK: u8 = 0x15;

/// What a receiver of release 2 says of a block that it got (HL7 V3 transport specification, MLLP release 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitBlock {
    /// It is on disk.
    Ack,
    /// It is not, and may be sent again.
    Nak,
}

impl CommitBlock {
    /// Reads the content of a frame; `None` when it is no commit block.
    pub fn of(content: &[u8]) -> Option<Self> {
        match content {
            [COMMIT_ACK] => Some(Self::Ack),
            [COMMIT_NAK] => Some(Self::Nak),
            _ => None,
        }
    }

    /// Returns the whole block.
    pub fn frame(self) -> [u8; 4] {
        let content = match self {
            Self::Ack => COMMIT_ACK,
            Self::Nak => COMMIT_NAK,
        };
        [START_BLOCK, content, END_BLOCK, b'\r']
    }
}

/// Puts a content between start and end block.
pub fn write_frame(content: &Bytes) -> BytesMut {
    let mut frame = BytesMut::with_capacity(content.len() + 3);
    let written = MllpCodec::new().encode(BytesMut::from(content.as_ref()), &mut frame);
    written.expect("writing to memory cannot fail");
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commit_blocks_are_read_as_written() {
        for block in [CommitBlock::Ack, CommitBlock::Nak] {
            assert_eq!(CommitBlock::of(&block.frame()[1..2]), Some(block));
        }
        assert_eq!(CommitBlock::of(b"\x06\x06"), None);
    }

    #[test]
    fn a_frame_is_start_content_end_return() {
        assert_eq!(&write_frame(&Bytes::from_static(b"MSH|"))[..], b"\x0BMSH|\x1C\r");
    }
}
