//! HL7 v2 messages: read, look up, change, write back.
//!
//! The model keeps the text as it came and an index of its segments. Fields, repetitions, components and subcomponents
//! are found when they are asked for, so what is not asked for costs nothing and is written back byte for byte. The
//! crate does no input or output and knows no message structure: which segments belong to which message type is for
//! its users to say.
//!
//! ```
//! use nilecare_hl7v2::{Message, Path};
//!
//! let mut message = Message::parse("MSH|^~\\&|LAB|N|HUB|N|20240305||ADT^A01|1|P|2.5.1\rPID|1||77||EVERYMAN^ADAM\r")?;
//! let family_name: Path = "PID-5.1".parse()?;
//! assert_eq!(message.get(&family_name).as_deref(), Some("EVERYMAN"));
//! message.set(&family_name, "SMITH & SONS")?;
//! assert_eq!(message.raw(&family_name), Some("SMITH \\T\\ SONS"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`Message`], [`Segment`], [`Field`] … | the model, lazily scanned |
//! | [`Leaf`] | every subcomponent with its place, in one pass |
//! | [`Path`] | the name of a place: `PID-5.1`, `OBX(2)-5(1).2` |
//! | [`escape`] | escape sequences, both ways |
//! | [`charset`] | bytes to text and back, by MSH-18 |
//! | [`acknowledgment`] | replies: written, read, and when they are wanted |
//! | [`batch`] | files and batches split into messages |
//! | [`check`] | the round trip of a file, for the command line |

pub mod acknowledgment;
pub mod batch;
pub mod charset;
pub mod check;
mod delimiters;
mod edit;
mod edit_error;
pub mod escape;
mod find_byte;
mod header;
mod index;
mod leaf;
mod message;
mod parse_error;
mod path;
mod path_parse;
mod place;
pub mod query;
mod segment;
mod segment_key;
mod text;

pub use delimiters::Delimiters;
pub use edit_error::EditError;
pub use header::Header;
pub use leaf::{Leaf, Leaves};
pub use message::Message;
pub use parse_error::ParseError;
pub use path::{Path, PathError};
pub use segment::{Component, Field, Repetition, Segment, Subcomponent};
pub use segment_key::SegmentKey;
pub use text::{NotUtf8, Text};
