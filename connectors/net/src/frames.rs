//! Takes messages out of the bytes of a connection. Bounded and linear, whatever the bytes are.

use std::sync::Arc;

use bytes::{Buf as _, Bytes, BytesMut};

use crate::Framing;

/// How much is kept of what is too large or cut short.
const HEAD_SIZE: usize = 64 << 10;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameEvent {
    /// A whole message.
    Frame(Bytes),
    /// The beginning of one that is larger than allowed; the rest is skipped.
    TooLarge(Bytes),
    /// The beginning of one that never ended.
    Incomplete(Bytes),
    /// So many bytes between messages were skipped.
    Garbage(usize),
    /// What should be a length is none, so that nothing more can be read; these bytes were there.
    NoLength(Bytes),
}

/// Reads frames.
#[derive(Debug)]
pub struct Frames {
    framing: Arc<Framing>,
    limit: usize,
    buffer: BytesMut,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between messages.
    Between,
    /// In a message that ends with a delimiter, which was looked for up to here.
    Inside { searched: usize },
    /// In a message of so many bytes.
    Counted { length: u64 },
    /// Behind the beginning of one that was too large, up to its delimiter.
    SkipToEnd,
    /// So many bytes more of it.
    Skip { length: u64 },
    /// Nothing more is read.
    Lost,
}

impl Frames {
    /// Reads messages of at most `limit` bytes.
    pub fn new(framing: Arc<Framing>, limit: usize) -> Self {
        Self {
            framing,
            limit,
            buffer: BytesMut::new(),
            state: State::Between,
        }
    }

    /// Where bytes of the connection are put.
    pub fn buffer_mut(&mut self) -> &mut BytesMut {
        &mut self.buffer
    }

    /// Tells whether a message has begun and not ended.
    pub fn is_inside(&self) -> bool {
        match self.state {
            State::Between | State::Lost => !self.buffer.is_empty(),
            State::Inside { .. } | State::Counted { .. } | State::SkipToEnd | State::Skip { .. } => true,
        }
    }

    /// Returns what is found next in the bytes that are there.
    pub fn next_event(&mut self) -> Option<FrameEvent> {
        if self.state == State::Lost {
            self.buffer.clear();
            return None;
        }
        match &*Arc::clone(&self.framing) {
            Framing::Delimited(delimiters) => self.delimited(delimiters.start.bytes(), delimiters.end.bytes()),
            Framing::Length(prefix) => self.counted(prefix.bytes, |bytes| prefix.read(bytes)),
            Framing::Connection {} => self.whole(),
        }
    }

    /// Returns what is left when no byte comes any more; to be called until it returns `None`.
    pub fn finish(&mut self) -> Option<FrameEvent> {
        if let Some(event) = self.next_event() {
            return Some(event);
        }
        let state = std::mem::replace(&mut self.state, State::Lost);
        let left = self.buffer.split().freeze();
        if left.is_empty() {
            return None;
        }
        match (&*self.framing, state) {
            (_, State::SkipToEnd | State::Skip { .. } | State::Lost) => None,
            (Framing::Connection {}, _) => Some(FrameEvent::Frame(left)),
            (Framing::Delimited(delimiters), State::Between) if !delimiters.start.is_empty() => {
                Some(FrameEvent::Garbage(left.len()))
            }
            _ => Some(FrameEvent::Incomplete(head(&left))),
        }
    }

    fn delimited(&mut self, start: &[u8], end: &[u8]) -> Option<FrameEvent> {
        loop {
            match self.state {
                State::Between => {
                    if self.buffer.is_empty() {
                        return None;
                    }
                    match memchr::memmem::find(&self.buffer, start) {
                        Some(skipped) => {
                            self.buffer.advance(skipped + start.len());
                            self.state = State::Inside { searched: 0 };
                            if skipped > 0 {
                                return Some(FrameEvent::Garbage(skipped));
                            }
                        }
                        None => return self.keep_tail(start.len() - 1).map(FrameEvent::Garbage),
                    }
                }
                State::Inside { searched } => {
                    let from = searched.saturating_sub(end.len() - 1);
                    let Some(at) = memchr::memmem::find(&self.buffer[from..], end).map(|at| from + at) else {
                        self.state = State::Inside {
                            searched: self.buffer.len(),
                        };
                        if self.buffer.len() < self.limit + end.len() {
                            return None;
                        }
                        let head = head(&self.buffer);
                        self.state = State::SkipToEnd;
                        return Some(FrameEvent::TooLarge(head));
                    };
                    let content = self.buffer.split_to(at).freeze();
                    self.buffer.advance(end.len());
                    self.state = State::Between;
                    if content.len() > self.limit {
                        return Some(FrameEvent::TooLarge(head(&content)));
                    }
                    if !(start.is_empty() && content.is_empty()) {
                        return Some(FrameEvent::Frame(content));
                    }
                }
                State::SkipToEnd => match memchr::memmem::find(&self.buffer, end) {
                    Some(at) => {
                        self.buffer.advance(at + end.len());
                        self.state = State::Between;
                    }
                    None => {
                        self.keep_tail(end.len() - 1);
                        return None;
                    }
                },
                State::Counted { .. } | State::Skip { .. } | State::Lost => return None,
            }
        }
    }

    /// Drops all but the last bytes, and returns how many were dropped.
    fn keep_tail(&mut self, n_kept: usize) -> Option<usize> {
        let n_dropped = self.buffer.len().saturating_sub(n_kept);
        self.buffer.advance(n_dropped);
        (n_dropped > 0).then_some(n_dropped)
    }

    fn counted(&mut self, n_prefix: usize, read: impl Fn(&[u8]) -> Option<u64>) -> Option<FrameEvent> {
        loop {
            match self.state {
                State::Between => {
                    let prefix = self.buffer.get(..n_prefix)?;
                    let Some(length) = read(prefix) else {
                        self.state = State::Lost;
                        return Some(FrameEvent::NoLength(head(&self.buffer.split())));
                    };
                    self.buffer.advance(n_prefix);
                    self.state = State::Counted { length };
                }
                State::Counted { length } if length <= self.limit as u64 => {
                    let length = usize::try_from(length)
                        .ok()
                        .filter(|length| self.buffer.len() >= *length)?;
                    self.state = State::Between;
                    return Some(FrameEvent::Frame(self.buffer.split_to(length).freeze()));
                }
                State::Counted { length } => {
                    let wanted = HEAD_SIZE.min(self.limit);
                    if self.buffer.len() < wanted {
                        return None;
                    }
                    let head = Bytes::copy_from_slice(&self.buffer[..wanted]);
                    self.state = State::Skip { length };
                    return Some(FrameEvent::TooLarge(head));
                }
                State::Skip { length } => {
                    let n_here = length.min(self.buffer.len() as u64);
                    self.buffer.advance(usize::try_from(n_here).unwrap_or(usize::MAX));
                    if n_here < length {
                        self.state = State::Skip {
                            length: length - n_here,
                        };
                        return None;
                    }
                    self.state = State::Between;
                }
                State::Inside { .. } | State::SkipToEnd | State::Lost => return None,
            }
        }
    }

    fn whole(&mut self) -> Option<FrameEvent> {
        if self.state == State::SkipToEnd {
            self.buffer.clear();
            return None;
        }
        if self.buffer.len() <= self.limit {
            return None;
        }
        self.state = State::SkipToEnd;
        let head = head(&self.buffer);
        self.buffer.clear();
        Some(FrameEvent::TooLarge(head))
    }
}

fn head(bytes: &[u8]) -> Bytes {
    Bytes::copy_from_slice(&bytes[..bytes.len().min(HEAD_SIZE)])
}

#[cfg(test)]
mod tests;
