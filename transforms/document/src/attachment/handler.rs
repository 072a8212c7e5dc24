//! What is taken out of a message.

use std::ops::Range;

use nilecare_hl7v2::{Path, PathError};
use regex::bytes::{Regex, RegexBuilder};

use super::{MOST_ATTACHMENTS, fields};

/// A compiled pattern may take so much memory, in bytes.
const PATTERN_SIZE: usize = 1 << 20;

/// Finds the parts that are taken out.
#[derive(Debug, Clone)]
pub struct Handler {
    what: What,
    mime_type: String,
}

#[derive(Debug, Clone)]
enum What {
    Fields { paths: Vec<Path>, min_size: u64 },
    Pattern(Regex),
    Entire,
}

/// A handler that cannot be made of its settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandlerError {
    /// A text is no path.
    #[error("{path:?} is no path of a field, such as OBX-5.5: {source}")]
    Path {
        /// The text.
        path: String,
        /// Why.
        source: PathError,
    },
    /// A path names a segment only, or one of several places.
    #[error(
        "{path:?} must name a field, such as OBX-5.5, and neither segment number nor repetition: all are looked at"
    )]
    NoField {
        /// The path.
        path: String,
    },
    /// A pattern cannot be used.
    #[error("the pattern cannot be used: {reason}")]
    Pattern {
        /// Why, in the words of the compiler.
        reason: String,
    },
}

/// A part that was found.
pub(super) struct Part {
    pub(super) range: Range<usize>,
    pub(super) name: String,
}

impl Handler {
    /// Takes the values at HL7 v2 paths in every segment and repetition, when they have at least `min_size` bytes and are
    /// not empty. Content that is no HL7 v2, is in a character set in which a delimiter may be half of a character
    /// (UTF-16, GB 18030, Big 5, ISO 2022 JP), or has a character of `${attachment:0}` for a delimiter stays as it is.
    ///
    /// # Errors
    /// When a text is no path, or names one of several places.
    pub fn fields(paths: &[impl AsRef<str>], min_size: u64, mime_type: &str) -> Result<Self, HandlerError> {
        let paths = paths
            .iter()
            .map(|path| field_path(path.as_ref()))
            .collect::<Result<_, _>>()?;
        Ok(Self::of(What::Fields { paths, min_size }, mime_type))
    }

    /// Takes what a regular expression matches; its first group, when it has one. It is matched against bytes, in time
    /// linear in the content.
    ///
    /// # Errors
    /// When it is none, or becomes larger than 1 MiB.
    pub fn pattern(pattern: &str, mime_type: &str) -> Result<Self, HandlerError> {
        let built = RegexBuilder::new(pattern).size_limit(PATTERN_SIZE).build();
        let pattern = built.map_err(|error| HandlerError::Pattern {
            reason: error.to_string(),
        })?;
        Ok(Self::of(What::Pattern(pattern), mime_type))
    }

    /// Takes the whole message.
    pub fn entire(mime_type: &str) -> Self {
        Self::of(What::Entire, mime_type)
    }

    fn of(what: What, mime_type: &str) -> Self {
        Self {
            what,
            mime_type: mime_type.to_owned(),
        }
    }

    pub(super) fn mime_type(&self) -> &str {
        &self.mime_type
    }

    /// Finds the parts, in order and apart from one another.
    pub(super) fn find(&self, content: &[u8]) -> Vec<Part> {
        match &self.what {
            What::Fields { paths, min_size } => fields::find(content, paths, *min_size),
            What::Pattern(pattern) => find_pattern(content, pattern),
            What::Entire if content.is_empty() => Vec::new(),
            What::Entire => vec![Part {
                range: 0..content.len(),
                name: "message".to_owned(),
            }],
        }
    }
}

fn field_path(text: &str) -> Result<Path, HandlerError> {
    let path: Path = text.parse().map_err(|source| HandlerError::Path {
        path: text.to_owned(),
        source,
    })?;
    // The first repetition is the one that a component is in without saying.
    let is_one_of_several = path.occurrence() > 1 || path.repetition().is_some_and(|number| number > 1);
    if path.field().is_none() || is_one_of_several {
        return Err(HandlerError::NoField { path: text.to_owned() });
    }
    Ok(path)
}

fn find_pattern(content: &[u8], pattern: &Regex) -> Vec<Part> {
    let group = usize::from(pattern.captures_len() > 1);
    let matches = pattern.captures_iter(content).filter_map(|found| found.get(group));
    let parts = matches.filter(|found| !found.is_empty()).zip(1..);
    parts
        .map(|(found, number)| Part {
            range: found.range(),
            name: format!("match {number}"),
        })
        .take(MOST_ATTACHMENTS)
        .collect()
}
