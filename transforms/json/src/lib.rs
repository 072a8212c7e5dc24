//! JSON messages: a strict reader, JSON Pointer (RFC 6901) and JSONPath (RFC 9535), over the values of `serde_json`.
//!
//! A FHIR decimal `7.40` is another value than `7.4`: it tells the precision of a measurement (FHIR R4 §2.24.0.1). Numbers are
//! therefore kept as they were written, and objects keep the order of their members (docs/adr/0011). The crate does no
//! input or output.
//!
//! ```
//! use nilecare_json::{Path, Pointer};
//!
//! let mut value = nilecare_json::parse(br#"{"results":[{"code":"GLU","value":7.40},{"code":"K","value":4.1}]}"#)?;
//! let potassium: Path = "$.results[?@.code == 'K'].value".parse()?;
//! assert_eq!(potassium.find(&value)?[0].pointer().to_string(), "/results/1/value");
//! let place: Pointer = "/results/0/code".parse()?;
//! place.set(&mut value, "glucose".into())?;
//! assert_eq!(value.to_string(), r#"{"results":[{"code":"glucose","value":7.40},{"code":"K","value":4.1}]}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | part | what it holds |
//! |---|---|
//! | [`parse`] | bytes to a value |
//! | [`Pointer`] | the name of one place: `/results/0/value` |
//! | [`Path`] | a search for places: `$..code` |

mod parse;
mod parse_error;
mod path;
mod pointer;

pub use parse::parse;
pub use parse_error::ParseError;
pub use path::{Node, Path, PathError, TooMany};
pub use pointer::{Pointer, PointerError};

/// The deepest nesting of arrays and objects that is read.
pub const MAX_DEPTH: usize = 128;
