//! What the HL7 v2 standard says, by version, as data; and what follows from it for a message: the tree of its groups,
//! what does not conform, and what each place is called.
//!
//! ```
//! use nilecare_hl7v2::Message;
//! use nilecare_hl7v2_standard::{GroupPath, Standard, Tree};
//!
//! let message = Message::parse(
//!     "MSH|^~\\&|LAB|N|HUB|N|20240305||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||77||EVERYMAN^ADAM\r\
//!      OBR|1|||GLU\rOBX|1|NM|GLU||5.4\rOBR|2|||NA\rOBX|1|NM|NA||140\r",
//! )?;
//! let standard = Standard::for_message(&message);
//! assert_eq!(standard.segment("PID").and_then(|pid| pid.field(3)).map(|field| field.name()), Some("Patient Identifier List"));
//!
//! let tree = Tree::of(&message, standard);
//! let path: GroupPath = "ORDER_OBSERVATION(2).OBSERVATION.OBX-5".parse()?;
//! assert_eq!(tree.get(&message, &path).as_deref(), Some("140"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`Standard`], [`Version`] | segments, data types, tables and structures of a version |
//! | [`Tree`], [`Group`], [`GroupPath`] | the groups of a message, and paths through them |
//! | [`validate`], [`Report`] | what does not conform, by place |
//! | [`Description`] | what places are called and what codes mean |
//! | [`Site`] | Z-segments and other definitions of a site |

mod data;
mod definition;
mod describe;
mod element;
mod group_path;
mod issue;
mod outline;
mod resolve;
mod site;
mod standard;
mod structure;
mod table;
mod tree;
mod validate;
mod version;
mod walk;

pub use definition::{DataTypeDefinition, SegmentDefinition};
pub use describe::{Description, ElementDescription};
pub use element::{ElementDefinition, Optionality};
pub use group_path::{GroupPath, GroupPathError, GroupPlace};
pub use issue::{Issue, Report, Rule};
pub use outline::OutlineError;
pub use resolve::{ResolvedStructure, StructureSource};
pub use site::{Site, SiteError, SiteProblem, SiteStandards};
pub use standard::Standard;
pub use structure::{Structure, StructureKind, StructurePart};
pub use table::{Code, Table, TableKind};
pub use tree::{Group, Item, Tree};
pub use validate::{Checks, ValidationMode, ValidationOptions, validate, validate_tree};
pub use version::{UnknownVersion, Version};
