//! What FHIR R4 says: types and their elements, search parameters, compartments; and checking a resource against it.
//!
//! The facts are data (`definitions/`), read once and kept for the life of the process. Checking looks at structure: known elements,
//! how often they are there, whether primitive values are written as their type says, codes where the value set is required
//! and its codes are known here, and invariants. Profiles are not looked at.
//!
//! | part | what it holds |
//! |---|---|
//! | [`r4`] | the definitions |
//! | [`Definitions`], [`TypeDefinition`], [`ElementDefinition`] | types and elements; also the [`nilecare_fhirpath::Model`] |
//! | [`Parameter`], [`ParameterKind`] | search parameters |
//! | [`check`] | a resource against the definitions |
//! | [`Issue`], [`outcome`] | what is wrong, and the OperationOutcome that tells it |

mod check;
mod codes;
mod definitions;
mod invariants;
mod issue;
mod parameters;
mod primitive;
mod summary;

pub use check::check;
pub use codes::ValueSet;
pub use definitions::{Definitions, ElementDefinition, TypeDefinition, TypeKind, r4};
pub use issue::{Issue, IssueCode, Severity, outcome};
pub use parameters::{Parameter, ParameterKind};
pub use primitive::{is_id, is_resource_type_name};
pub use summary::{elements_only, summary, text_only, without_text};

/// The version of FHIR.
pub const FHIR_VERSION: &str = "4.0.1";
