//! Delimited text (CSV, TSV, pipe-separated) and fixed-width records: read, look up, change, write back, split, JSON.
//!
//! The model keeps the text as it came and an index of its records. Cells are found when they are asked for, so what is
//! not asked for costs nothing and is written back byte for byte. The crate does no input or output and does not know
//! what a column means: values are text, numbers and dates too.
//!
//! ```
//! use nilecare_delimited::{Layout, Path, Table};
//!
//! let mut table = Table::parse("MRN,NAME\r\n77,\"EVERYMAN, ADAM\"\r\n78,EVE\r\n", &Layout::csv_with_header())?;
//! let name: Path = "row(2).NAME".parse()?;
//! assert_eq!(table.get(&name).as_deref(), Some("EVE"));
//! table.set(&name, "EVERYMAN, EVE")?;
//! assert_eq!(table.text(), "MRN,NAME\r\n77,\"EVERYMAN, ADAM\"\r\n78,\"EVERYMAN, EVE\"\r\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | part | what it holds |
//! |---|---|
//! | [`Layout`] | delimiters, quotes, names and widths: settings with their form |
//! | [`Table`], [`Record`], [`Cell`] | the model, lazily scanned |
//! | [`Path`], [`Column`] | the name of a place: `row(2).MRN`, `MRN`, `3` |
//! | [`Table::split_by_count`] and others | a table into tables |
//! | [`Table::to_json`], [`Table::from_json`] | records as objects or arrays |

mod edit;
mod edit_error;
mod format;
mod index;
mod json;
mod layout;
mod layout_check;
mod names;
mod parse_error;
mod path;
mod record;
mod record_end;
mod split;
mod syntax;
mod table;
mod value;
mod widths;

pub use edit_error::{EditError, UnknownColumn};
pub use json::JsonError;
pub use layout::{Align, DelimitedLayout, Escape, FixedColumn, FixedWidthLayout, Layout, Mode};
pub use layout_check::LayoutProblem;
pub use names::Column;
pub use parse_error::ParseError;
pub use path::{Path, PathError};
pub use record::{Cell, Record};
pub use split::RepeatHead;
pub use table::Table;

/// The most columns that a record may have.
pub const MAX_COLUMNS: usize = 4_096;
