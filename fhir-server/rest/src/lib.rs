//! The REST API of the FHIR R4 server (FHIR R4 §3.1).
//!
//! [`FhirService::router`] answers everything below its base path, always in FHIR: what goes wrong is an OperationOutcome too. Who
//! reads needs [`FHIR_READ`], who writes [`FHIR_WRITE`]; `metadata` is open. A request becomes an [`interaction::Interaction`], whether
//! it came alone or as an entry of a batch, so both behave alike.
//!
//! | part | what it holds |
//! |---|---|
//! | `access`, `patients` | who may, and what is put on record |
//! | `request`, `respond` | HTTP: formats, headers |
//! | `interaction` | one interaction, and where it goes |
//! | `read`, `write`, `search`, `history`, `bundle`, `everything`, `validate` | the interactions |
//! | `own_address` | references to this server, made relative |
//! | `capability` | the CapabilityStatement |

mod access;
mod bundle;
mod bundle_entry;
mod capability;
mod care_date;
mod error;
mod everything;
mod format;
mod history;
mod interaction;
mod json;
mod own_address;
mod patch;
mod patients;
mod prefer;
mod read;
mod request;
mod respond;
mod search;
mod service;
mod validate;
mod write;

pub use service::{FhirService, RestOptions};

use nilecare_http::Permission;

/// Reading and searching resources.
pub const FHIR_READ: Permission = Permission::new("fhir:read");
/// Writing and deleting resources.
pub const FHIR_WRITE: Permission = Permission::new("fhir:write");
/// Where the server is found.
pub const BASE_PATH: &str = "/fhir/R4";
