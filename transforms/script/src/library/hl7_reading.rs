//! What a script wants to know of a place in a message.

use nilecare_hl7v2::{Message, Path, escape};
use rhai::{Dynamic, ImmutableString};

/// The forms in which a place is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reading {
    /// The value with escape sequences resolved; empty when absent.
    Value,
    /// The value; `()` for the HL7 null (two quotes): the sender wants it deleted.
    Patch,
    /// The value for a mapping: without white space around it, and empty for the HL7 null too.
    Text,
    /// The text as sent, escape sequences and delimiters included.
    Raw,
    /// Whether anything stands there.
    Exists,
    /// Whether the HL7 null stands there.
    IsNull,
    /// How many repetitions the field has.
    Repetitions,
}

const NULL: &str = "\"\"";

impl Reading {
    /// Reads `raw`, which stands at `path` of `message`.
    pub fn of(self, raw: Option<&str>, path: &Path, message: &Message) -> Dynamic {
        let raw = raw.unwrap_or_default();
        match self {
            Self::Patch if raw == NULL => Dynamic::UNIT,
            Self::Text if raw == NULL => Dynamic::from(ImmutableString::new()),
            Self::Value | Self::Patch => text(&decoded(raw, path, message)),
            Self::Text => text(decoded(raw, path, message).trim()),
            Self::Raw => text(raw),
            Self::Exists => (!raw.is_empty()).into(),
            Self::IsNull => (raw == NULL).into(),
            Self::Repetitions => n_repetitions(raw, path, message).into(),
        }
    }
}

fn text(text: &str) -> Dynamic {
    Dynamic::from(ImmutableString::from(text))
}

pub(crate) fn decoded<'a>(raw: &'a str, path: &Path, message: &Message) -> std::borrow::Cow<'a, str> {
    if names_delimiters(path) {
        raw.into()
    } else {
        escape::decode(raw, &message.delimiters())
    }
}

pub(crate) fn n_repetitions(raw: &str, path: &Path, message: &Message) -> i64 {
    let delimiter = message.delimiters().repetition;
    let n_more = raw.bytes().filter(|byte| *byte == delimiter).count() as i64;
    if raw.is_empty() || path.field().is_none() {
        0
    } else if names_delimiters(path) {
        1
    } else {
        1 + n_more
    }
}

/// MSH-1 and MSH-2 hold the delimiters themselves.
fn names_delimiters(path: &Path) -> bool {
    matches!(path.segment_id(), "MSH" | "FHS" | "BHS") && matches!(path.field(), Some(1 | 2))
}
