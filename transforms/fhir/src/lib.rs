//! FHIR R4 resources in JSON and XML: read, written, turned into one another.
//!
//! A resource is a JSON value, whichever way it came. Decimals keep their digits, XHTML its text, and XML is written with the
//! elements in the order that FHIR gives them (FHIR R4 §2.6.1). Which elements there are, which repeat and of which type they
//! are is taken from the tables of `fhirbolt`.
//!
//! ```
//! use nilecare_fhir::{from_xml, to_xml};
//!
//! let xml = r#"<Patient xmlns="http://hl7.org/fhir"><id value="p1"/><active value="true"/></Patient>"#;
//! let patient = from_xml(xml)?;
//! assert_eq!(patient.to_string(), r#"{"resourceType":"Patient","id":"p1","active":true}"#);
//! assert_eq!(to_xml(&patient)?, xml);
//! # Ok::<(), nilecare_fhir::FhirError>(())
//! ```

mod error;
mod from_xml;
mod resource;
mod schema;
mod to_xml;

pub use error::FhirError;
pub use from_xml::from_xml;
pub use resource::{Resource, Syntax, check_type, describe, parse};
pub use to_xml::to_xml;

/// The deepest nesting of elements.
pub const MAX_DEPTH: usize = 100;
/// The namespace of FHIR in XML.
pub const NAMESPACE: &str = "http://hl7.org/fhir";
/// The namespace of narratives.
pub const XHTML: &str = "http://www.w3.org/1999/xhtml";
