//! ASC X12 interchanges, as healthcare uses them (005010): read, look up, change, write back, split, acknowledge.
//!
//! The model keeps the text as it came and an index of its segments. Groups, transaction sets, elements, repetitions
//! and components are found when they are asked for, so what is not asked for costs nothing and is written back byte
//! for byte. The crate does no input or output, has no clock, and knows no implementation guide: which segments belong
//! to which transaction set is for its users to say.
//!
//! ```
//! use nilecare_x12::{Interchange, Path};
//!
//! let mut interchange = Interchange::parse(concat!(
//!     "ISA*00*          *00*          *ZZ*NORTH          *ZZ*PAYER          *260105*0930*^*00501*000000007*0*T*:~",
//!     "GS*HS*NORTH*PAYER*20260105*0930*7*X*005010X279A1~ST*270*0001*005010X279A1~",
//!     "NM1*IL*1*EVERYMAN*ADAM~SE*3*0001~GE*1*7~IEA*1*000000007~",
//! ))?;
//! let family_name: Path = "NM1-3".parse()?;
//! assert_eq!(interchange.get(&family_name), Some("EVERYMAN"));
//! interchange.set(&family_name, "SMITH")?;
//! assert!(interchange.text().contains("NM1*IL*1*SMITH*ADAM~"));
//! assert!(interchange.check_envelope().is_sound());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | part | what it holds |
//! |---|---|
//! | [`Interchange`], [`FunctionalGroup`], [`TransactionSet`], [`Segment`] … | the model, lazily scanned |
//! | [`Path`] | the name of a place: `NM1-3`, `HI-1(2).2` |
//! | [`EnvelopeReport`] | whether control numbers, counts and trailers agree |
//! | [`split`] | a file into interchanges, an interchange into transaction sets |
//! | [`acknowledgment`] | 999 and TA1 |

pub mod acknowledgment;
mod description;
mod edit;
mod edit_error;
mod envelope;
mod index;
mod interchange;
mod parse_error;
mod path;
mod path_parse;
mod pieces;
mod place;
mod problem;
mod segment;
mod separators;
pub mod split;
mod structure;

pub use description::{Description, TransactionKind};
pub use edit_error::EditError;
pub use envelope::EnvelopeReport;
pub use interchange::Interchange;
pub use parse_error::ParseError;
pub use path::{Path, PathError};
pub use problem::{Level, Problem, ProblemKind};
pub use segment::{Element, Repetition, Segment};
pub use separators::Separators;
pub use structure::{FunctionalGroup, TransactionSet};
