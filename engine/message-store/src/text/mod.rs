//! Searching contents by text: which texts may be in a block of messages, and which are in a content.
//!
//! Case is folded: contents that are UTF-8 as Unicode lower-cases them, others by their ASCII letters.

mod filter;
mod pattern;

pub(crate) use filter::{FilterBuilder, TextFilter};
pub(crate) use pattern::TextPattern;

/// Folds the case of a content.
pub(crate) fn fold(content: &[u8]) -> Vec<u8> {
    if content.is_ascii() {
        return content.to_ascii_lowercase();
    }
    match std::str::from_utf8(content) {
        // Character by character: the same letter must fold alike in the middle of a word and at its end.
        Ok(text) => text
            .chars()
            .flat_map(char::to_lowercase)
            .collect::<String>()
            .into_bytes(),
        Err(_) => content.to_ascii_lowercase(),
    }
}
