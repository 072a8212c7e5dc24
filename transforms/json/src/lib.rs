//! JSON messages: a strict reader and JSONPath (RFC 9535), over the values of `serde_json`.
//!
//! A FHIR decimal `7.40` is another value than `7.4`: it tells the precision of a measurement (FHIR R4 §2.24.0.1). Numbers are
//! therefore kept as they were written, and objects keep the order of their members (docs/adr/0011). The crate does no
//! input or output.
//!
//! ```
//! use nilecare_json::Path;
//!
//! let value = nilecare_json::parse(br#"{"results":[{"code":"GLU","value":7.40},{"code":"K","value":4.1}]}"#)?;
//! let glucose: Path = "$.results[?@.code == 'GLU'].value".parse()?;
//! let found = glucose.find(&value)?;
//! assert_eq!(found[0].pointer().to_string(), "/results/0/value");
//! assert_eq!(found[0].value().to_string(), "7.40");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | part | what it holds |
//! |---|---|
//! | [`parse`] | bytes to a value |
//! | [`Pointer`] | the name of a place that a search found: `/results/0/value` |
//! | [`Path`] | a search for places: `$..code` |

mod parse;
mod parse_error;
mod path;
mod pointer;

pub use parse::parse;
pub use parse_error::ParseError;
pub use path::{Node, Path, PathError, TooMany};
pub use pointer::Pointer;

/// The deepest nesting of arrays and objects that is read.
pub const MAX_DEPTH: usize = 128;
