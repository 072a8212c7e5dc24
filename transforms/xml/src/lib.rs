//! XML 1.0: read, look up, change, write back, JSON.
//!
//! The model keeps the text of every tag, text and comment as it came. What is not touched is written back byte for byte.
//! DTDs are kept and not obeyed: no entity is expanded but those of XML itself, and nothing is fetched. The crate does no
//! input or output.
//!
//! ```
//! use nilecare_xml::{Path, Xml};
//!
//! let mut xml = Xml::parse("<order><item code='A'>2</item><item code='B'>5</item></order>")?;
//! let quantity: Path = "/order/item[@code='B']".parse()?;
//! assert_eq!(xml.get(&quantity)?.as_deref(), Some("5"));
//! xml.set(&quantity, "6 & more")?;
//! assert_eq!(xml.text(), "<order><item code='A'>2</item><item code='B'>6 &amp; more</item></order>");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | part | what it holds |
//! |---|---|
//! | [`Xml`], [`Element`] | the model |
//! | [`Path`] | places, in a part of XPath: `/order/item[@code='B']/@unit` |
//! | [`decode`] | bytes to text, by byte order mark and declaration |
//! | [`Xml::to_json`], [`Xml::from_json`] | elements as objects |

mod attributes;
mod decode;
mod edit;
mod edit_error;
mod element;
mod escape;
mod json;
mod parse;
mod parse_error;
mod path;
mod piece;
mod tree;
mod xml;

pub use decode::{Decoded, Encoding, declared_encoding, decode, encode};
pub use edit_error::EditError;
pub use element::{Element, Part};
pub use escape::{attribute as escape_attribute, is_allowed, text as escape_text};
pub use json::JsonError;
pub use parse_error::ParseError;
pub use path::{Found, Path, PathError, TooMany};
pub use xml::Xml;

/// The deepest nesting of elements that is read.
pub const MAX_DEPTH: usize = 256;
/// The largest text that is read, in bytes.
pub const MAX_SIZE: usize = u32::MAX as usize;
