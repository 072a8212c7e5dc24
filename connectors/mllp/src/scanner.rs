//! Finding frames in whatever bytes come.
//!
//! Promises: work linear in the bytes fed, memory bounded by the limits, no panic on any input. Nothing is lost in
//! silence: what is no frame is reported. Leniencies, each seen from real senders: bytes between frames, an end block
//! without its carriage return (before the next start block, a line feed, or after a pause that the caller measures),
//! doubled start or end blocks.

use bytes::{Buf, Bytes, BytesMut};
use memchr::{memchr, memchr2};

use crate::frame::{END_BLOCK, START_BLOCK};

const CARRIAGE_RETURN: u8 = b'\r';
const LINE_FEED: u8 = b'\n';

/// What the scanner keeps at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScanLimits {
    /// The largest content of a frame, in bytes.
    pub max_content: usize,
    /// How much of the beginning of a frame that is too large or incomplete is kept, in bytes.
    pub max_head: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanEvent {
    /// A whole frame's content; never empty.
    Frame(Bytes),
    /// A frame beyond the limit; its beginning. Reported when its end is found.
    TooLarge(Bytes),
    /// A frame that was cut short by the start of another one; its beginning.
    Incomplete(Bytes),
    /// So many bytes outside of any frame, apart from line ends.
    Garbage(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Looking for a start block.
    Outside,
    /// Within a frame; the buffer begins with its content.
    Inside,
    /// Within a frame that is too large: the buffer begins with the head, the rest is dropped.
    Oversize,
}

/// Finds frames in a stream of bytes.
#[derive(Debug)]
pub struct FrameScanner {
    limits: ScanLimits,
    state: State,
    buffer: BytesMut,
    /// Bytes at the beginning of the buffer that were looked at; never looked at again.
    scanned: usize,
}

impl FrameScanner {
    /// Starts outside of any frame.
    pub fn new(limits: ScanLimits) -> Self {
        Self {
            limits,
            state: State::Outside,
            buffer: BytesMut::new(),
            scanned: 0,
        }
    }

    /// Gives the place where new bytes are appended.
    pub fn buffer_mut(&mut self) -> &mut BytesMut {
        &mut self.buffer
    }

    /// Appends bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Tells whether a frame has begun and not ended.
    pub fn is_inside(&self) -> bool {
        self.state != State::Outside
    }

    /// Tells whether the last byte is an end block that may still get its carriage return.
    pub fn is_end_pending(&self) -> bool {
        self.is_inside() && self.buffer.last() == Some(&END_BLOCK)
    }

    /// Takes the end block at the end of the bytes for the end of the frame: the sender left the return out.
    pub fn accept_pending_end(&mut self) -> Option<ScanEvent> {
        if !self.is_end_pending() {
            return None;
        }
        let end = self.buffer.len() - 1;
        self.end_frame(end, 1)
    }

    /// The stream is over: returns the beginning of a frame that was not ended.
    pub fn finish(&mut self) -> Option<ScanEvent> {
        let cut = self.accept_pending_end();
        if cut.is_some() || !self.is_inside() {
            return cut;
        }
        let length = self.buffer.len();
        self.state = State::Outside;
        self.scanned = 0;
        self.cut_head(length, 0)
    }

    /// Finds the next event; `None` when more bytes are needed.
    pub fn next_event(&mut self) -> Option<ScanEvent> {
        loop {
            match self.state {
                State::Outside => {
                    if let Some(event) = self.find_start()? {
                        return Some(event);
                    }
                }
                State::Inside | State::Oversize => {
                    if let Some(event) = self.find_end()? {
                        return Some(event);
                    }
                }
            }
        }
    }

    /// `None`: more bytes are needed. `Some(None)`: a frame begins.
    fn find_start(&mut self) -> Option<Option<ScanEvent>> {
        let start = memchr(START_BLOCK, &self.buffer);
        let outside = start.unwrap_or(self.buffer.len());
        let n_garbage = self.buffer[..outside].iter().filter(|byte| !is_filler(**byte)).count();
        if start.is_some() {
            self.buffer.advance(outside + 1);
            self.state = State::Inside;
        } else {
            self.buffer.clear();
        }
        self.scanned = 0;
        match (n_garbage, start) {
            (0, None) => None,
            (0, Some(_)) => Some(None),
            (n_garbage, _) => Some(Some(ScanEvent::Garbage(n_garbage))),
        }
    }

    /// `None`: more bytes are needed. `Some(None)`: look again.
    fn find_end(&mut self) -> Option<Option<ScanEvent>> {
        let Some(found) = memchr2(END_BLOCK, START_BLOCK, &self.buffer[self.scanned..]) else {
            self.scanned = self.buffer.len();
            self.drop_oversize();
            return None;
        };
        let at = self.scanned + found;
        if self.buffer[at] == START_BLOCK {
            return Some(self.restart_frame(at));
        }
        match self.buffer.get(at + 1) {
            Some(&(CARRIAGE_RETURN | LINE_FEED)) => Some(self.end_frame(at, 2)),
            Some(&START_BLOCK) => Some(self.end_frame(at, 1)),
            // An end block alone belongs to the content.
            Some(_) => {
                self.scanned = at + 1;
                Some(None)
            }
            None => {
                self.scanned = at;
                None
            }
        }
    }

    /// Ends the frame whose content ends at `end`, and drops the end block.
    fn end_frame(&mut self, end: usize, n_end_bytes: usize) -> Option<ScanEvent> {
        let is_too_large = self.state == State::Oversize || end > self.limits.max_content;
        self.state = State::Outside;
        self.scanned = 0;
        if is_too_large {
            let head = self.cut_head(end, n_end_bytes);
            return head.map(|event| match event {
                ScanEvent::Incomplete(head) => ScanEvent::TooLarge(head),
                other => other,
            });
        }
        let content = self.buffer.split_to(end).freeze();
        self.buffer.advance(n_end_bytes);
        (!content.is_empty()).then_some(ScanEvent::Frame(content))
    }

    /// A start block within a frame: the frame before it was cut short.
    fn restart_frame(&mut self, at: usize) -> Option<ScanEvent> {
        self.state = State::Inside;
        self.scanned = 0;
        self.cut_head(at, 1)
    }

    fn cut_head(&mut self, length: usize, n_after: usize) -> Option<ScanEvent> {
        let head = Bytes::copy_from_slice(&self.buffer[..length.min(self.limits.max_head)]);
        self.buffer.advance(length + n_after);
        (!head.is_empty()).then_some(ScanEvent::Incomplete(head))
    }

    /// Keeps only the head of a frame that is too large.
    fn drop_oversize(&mut self) {
        if self.buffer.len() > self.limits.max_content {
            self.state = State::Oversize;
        }
        if self.state == State::Oversize && self.buffer.len() > self.limits.max_head {
            // A smaller buffer of its own, so that the large one is given back.
            self.buffer = BytesMut::from(&self.buffer[..self.limits.max_head]);
            self.scanned = self.buffer.len();
        }
    }
}

fn is_filler(byte: u8) -> bool {
    matches!(byte, CARRIAGE_RETURN | LINE_FEED | END_BLOCK | 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: ScanLimits = ScanLimits {
        max_content: 64,
        max_head: 8,
    };

    fn scan(chunks: &[&[u8]]) -> Vec<ScanEvent> {
        let mut scanner = FrameScanner::new(LIMITS);
        let mut events = Vec::new();
        for chunk in chunks {
            scanner.feed(chunk);
            events.extend(std::iter::from_fn(|| scanner.next_event()));
        }
        events.extend(scanner.finish());
        events
    }

    fn frame(content: &'static [u8]) -> ScanEvent {
        ScanEvent::Frame(Bytes::from_static(content))
    }

    #[test]
    fn frames_are_found_however_they_are_cut() {
        let stream = b"\x0BMSH|1\x1C\r\x0BMSH|2\x1C\r";
        for cut in 0..=stream.len() {
            assert_eq!(
                scan(&[&stream[..cut], &stream[cut..]]),
                [frame(b"MSH|1"), frame(b"MSH|2")],
                "cut at {cut}"
            );
        }
    }

    #[test]
    fn what_senders_do_wrong_is_understood() {
        for (what, stream) in [
            ("line feed after the trailer", &b"\x0BA\x1C\r\n\x0BB\x1C\r\n"[..]),
            ("no return after the end block", b"\x0BA\x1C\x0BB\x1C"),
            ("line feed for the return", b"\x0BA\x1C\n\x0BB\x1C\n"),
            ("doubled framing", b"\x0B\x0BA\x1C\r\x1C\r\x0B\x0BB\x1C\r\x1C\r"),
            ("zero bytes between", b"\x0BA\x1C\r\0\0\x0BB\x1C\r"),
        ] {
            assert_eq!(scan(&[stream]), [frame(b"A"), frame(b"B")], "{what}");
        }
    }

    #[test]
    fn garbage_and_cut_frames_are_reported() {
        assert_eq!(scan(&[b"hello\x0BA\x1C\r"]), [ScanEvent::Garbage(5), frame(b"A")]);
        let cut = ScanEvent::Incomplete(Bytes::from_static(b"half"));
        assert_eq!(scan(&[b"\x0Bhalf\x0BA\x1C\r"]), [cut.clone(), frame(b"A")]);
        assert_eq!(scan(&[b"\x0Bhalf"]), [cut]);
    }

    #[test]
    fn an_end_block_within_the_content_stays_there() {
        assert_eq!(scan(&[b"\x0BA\x1Cb\x1C\r"]), [frame(b"A\x1Cb")]);
    }

    #[test]
    fn a_frame_that_is_too_large_costs_only_its_head() {
        let mut scanner = FrameScanner::new(LIMITS);
        scanner.feed(b"\x0B");
        for _ in 0..1_000 {
            scanner.feed(&[b'x'; 100]);
            assert_eq!(scanner.next_event(), None);
            assert!(scanner.buffer.len() <= LIMITS.max_content + 100);
        }
        scanner.feed(b"\x1C\r\x0BA\x1C\r");
        assert_eq!(
            scanner.next_event(),
            Some(ScanEvent::TooLarge(Bytes::from_static(b"xxxxxxxx")))
        );
        assert_eq!(scanner.next_event(), Some(frame(b"A")));
    }

    proptest! {
        #[test]
        fn any_bytes_give_the_same_however_they_are_cut(stream: Vec<u8>, cut: prop::sample::Index) {
            let at = cut.index(stream.len() + 1);
            let garbage = |events: Vec<ScanEvent>| {
                let (garbage, rest): (Vec<_>, Vec<_>) =
                    events.into_iter().partition(|event| matches!(event, ScanEvent::Garbage(_)));
                let n_garbage: usize =
                    garbage.iter().map(|event| if let ScanEvent::Garbage(n) = event { *n } else { 0 }).sum();
                (n_garbage, rest)
            };
            prop_assert_eq!(garbage(scan(&[&stream])), garbage(scan(&[&stream[..at], &stream[at..]])));
        }

        #[test]
        fn framed_contents_come_back(contents: Vec<Vec<u8>>) {
            let is_plain = |content: &Vec<u8>| {
                !content.is_empty() && content.len() <= 64 && !content.contains(&0x0B) && !content.contains(&0x1C)
            };
            let contents = contents.into_iter().filter(is_plain).map(Bytes::from).collect::<Vec<_>>();
            let stream = contents.iter().flat_map(crate::write_frame).collect::<Vec<u8>>();
            let expected = contents.into_iter().map(ScanEvent::Frame).collect::<Vec<_>>();
            prop_assert_eq!(scan(&[&stream]), expected);
        }
    }
}
