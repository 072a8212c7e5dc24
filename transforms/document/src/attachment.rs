//! Large parts of a message, taken out, and put back on the way out.
//!
//! ```text
//! received ──► Extraction ──► content with ${attachment:0} … ──► scripts ──► put_back ──► sent
//!                  └──► attachments ─────────────────────────────────────────────┘
//! ```
//!
//! Promises: putting back what was taken out gives the content byte for byte, whatever it is. A sender's own
//! `${attachment:` cannot be taken for ours: it is taken out like an attachment, so all tokens in the content are ours.

use bytes::{Bytes, BytesMut};
use memchr::memmem;

mod fields;
mod handler;
mod token;

pub use handler::{Handler, HandlerError};

use token::{BEGINNING, Tokens};

/// The largest number of parts of one message that are taken out; what is beyond stays in the message.
pub const MOST_ATTACHMENTS: usize = 10_000;

/// A part that was taken out.
#[derive(Clone, PartialEq, Eq)]
pub struct Extracted {
    /// The bytes as they stood in the message: base64 stays base64.
    pub content: Bytes,
    /// Its media type, as the handler says.
    pub mime_type: String,
    /// Where it was, such as `OBX(2)-5.5`; never content.
    pub name: String,
}

impl std::fmt::Debug for Extracted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Extracted({}, {} bytes)", self.name, self.content.len())
    }
}

/// A message from which parts are being taken out, by one handler after the other.
#[derive(Debug, Clone)]
pub struct Extraction {
    content: Bytes,
    attachments: Vec<Extracted>,
    /// Attachments that only keep the sender's own beginnings of tokens.
    n_guards: usize,
}

impl Extraction {
    /// Begins with a message as it was received.
    pub fn new(received: &Bytes) -> Self {
        let mut extraction = Self {
            content: received.clone(),
            attachments: Vec::new(),
            n_guards: 0,
        };
        let own: Vec<_> = memmem::find_iter(received, BEGINNING)
            .map(|start| start..start + BEGINNING.len())
            .collect();
        if !own.is_empty() {
            let token = extraction.keep(Extracted {
                content: Bytes::from_static(BEGINNING),
                mime_type: "text/plain".to_owned(),
                name: "the sender's own ${attachment:".to_owned(),
            });
            extraction.n_guards = 1;
            extraction.content = token::replace(received, own.into_iter().map(|range| (range, token.clone())));
        }
        extraction
    }

    /// Returns the content as it is now, with tokens.
    pub fn content(&self) -> &Bytes {
        &self.content
    }

    /// Returns how many parts were taken out; the next one gets this number.
    pub fn n_attachments(&self) -> usize {
        self.attachments.len()
    }

    /// Takes out what a handler finds.
    pub fn apply(&mut self, handler: &Handler) {
        let found = handler.find(&self.content);
        let tokens = Tokens::of(&self.content);
        let mut replaced = Vec::new();
        for part in found {
            // A part of a token is not the sender's.
            if self.attachments.len() >= MOST_ATTACHMENTS || tokens.are_cut_by(&part.range) {
                continue;
            }
            let token = self.keep(Extracted {
                content: self.put_back(&self.content.slice(part.range.clone())),
                mime_type: handler.mime_type().to_owned(),
                name: part.name,
            });
            replaced.push((part.range, token));
        }
        if !replaced.is_empty() {
            self.content = token::replace(&self.content, replaced.into_iter());
        }
    }

    /// Keeps a part that a script took out, and returns the token to leave in its place; `None` when there are
    /// [`MOST_ATTACHMENTS`] already. Tokens within it become again what they stand for.
    pub fn attach(&mut self, content: &Bytes, mime_type: &str) -> Option<String> {
        if self.attachments.len() >= MOST_ATTACHMENTS {
            return None;
        }
        let extracted = Extracted {
            content: self.put_back(content),
            mime_type: mime_type.to_owned(),
            name: "script".to_owned(),
        };
        let token = self.keep(extracted);
        Some(String::from_utf8_lossy(&token).into_owned())
    }

    /// Puts in what a script left of the content.
    pub fn set_content(&mut self, content: Bytes) {
        self.content = content;
    }

    /// Returns the content with tokens and the attachments by number; the content as received when nothing was taken out.
    pub fn finish(self) -> (Bytes, Vec<Extracted>) {
        let is_guarded_only = self.attachments.len() == self.n_guards;
        if is_guarded_only {
            // What a script changed beside that stays changed.
            return (self.put_back(&self.content), Vec::new());
        }
        (self.content, self.attachments)
    }

    fn keep(&mut self, extracted: Extracted) -> Bytes {
        let token = token::write(self.attachments.len());
        self.attachments.push(extracted);
        token
    }

    fn put_back(&self, content: &Bytes) -> Bytes {
        reattach(content, |number| {
            self.attachments
                .get(number)
                .map(|attachment| attachment.content.clone())
        })
    }
}

/// Takes parts out of a message by one handler.
pub fn extract(received: &Bytes, handler: &Handler) -> (Bytes, Vec<Extracted>) {
    let mut extraction = Extraction::new(received);
    extraction.apply(handler);
    extraction.finish()
}

/// Puts attachments back in the place of their tokens, in one pass; what is put in is not looked at again. A token that
/// `find` knows nothing of stays. Without any token the content is returned as it is, without a copy.
pub fn reattach(content: &Bytes, mut find: impl FnMut(usize) -> Option<Bytes>) -> Bytes {
    let mut written = BytesMut::new();
    let mut start = 0;
    for (range, number) in token::find_iter(content) {
        let Some(attachment) = find(number) else {
            continue;
        };
        written.extend_from_slice(&content[start..range.start]);
        written.extend_from_slice(&attachment);
        start = range.end;
    }
    if start == 0 {
        return content.clone();
    }
    written.extend_from_slice(&content[start..]);
    written.freeze()
}

#[cfg(test)]
mod tests;
