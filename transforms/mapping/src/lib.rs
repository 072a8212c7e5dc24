//! HL7 v2 messages to FHIR R4, by tables that are data.

mod bundle;
mod compile;
mod convert;
mod fast_map;
mod mapping;
mod model;
mod report;
mod reverse;
mod settings;
pub mod table;

pub use bundle::{Bundle, Conversion};
pub use mapping::{ConvertError, Mapping, MappingError};
pub use report::{Finding, FindingKind, MAX_FINDINGS, MessagePlace, Report};
pub use reverse::{JsonError, OutgoingHeader, WriteError, Written};
pub use settings::Settings;
