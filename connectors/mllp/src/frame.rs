//! Writing a frame.

use bytes::{Bytes, BytesMut};
use hl7_mllp_codec::MllpCodec;
use tokio_util::codec::Encoder;

/// Begins a block.
pub const START_BLOCK: u8 = 0x0B;
/// Ends a block, followed by a carriage return.
pub const END_BLOCK: u8 = 0x1C;

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
    fn a_frame_is_start_content_end_return() {
        assert_eq!(&write_frame(&Bytes::from_static(b"MSH|"))[..], b"\x0BMSH|\x1C\r");
    }
}
