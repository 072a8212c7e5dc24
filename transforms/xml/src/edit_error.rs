//! Why a document could not be changed. Errors never quote the content.

use crate::{ParseError, TooMany};

/// Tells why a document could not be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// Nothing stands at the path, and it does not tell what to make.
    #[error(
        "nothing is at the path, and only names, numbers and [@name='value'] tell what to make; set an element of it first"
    )]
    NotFound,
    /// The path begins with another root.
    #[error("the path begins with an element that is not the root of the document")]
    OtherRoot,
    /// The path names the root element, which a document must have.
    #[error("the root element cannot be taken out, and nothing can stand beside it")]
    Root,
    /// The path names an attribute or a text where an element is needed.
    #[error("the path must name an element")]
    NotAnElement,
    /// A character that XML cannot express.
    #[error("the value has a control character, which XML cannot express")]
    Character,
    /// Repetitions would have to be made up.
    #[error("the path numbers an element that comes after a gap; add those before it first")]
    Gap,
    /// Elements would nest too deep.
    #[error("elements would nest deeper than 256 levels")]
    TooDeep,
    /// What was to be put in is not XML.
    #[error("what was to be put in is not an element: {0}")]
    Fragment(ParseError),
    /// The search takes too long.
    #[error(transparent)]
    TooMany(#[from] TooMany),
}
