//! Settings of the connector.

mod connection;
mod destination;
mod source;

pub use connection::{FhirConnection, FhirFormat};
pub use destination::{FhirDestinationConfig, FhirInteraction, FhirReturn};
pub use source::{FhirPolling, FhirSourceConfig, RestHook};

/// Tells whether a text may be the id of a resource or version (FHIR R4 §2.24.0.1, type `id`).
pub(crate) fn is_id(text: &str) -> bool {
    let is_in = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    (1..=64).contains(&text.len()) && text.bytes().all(is_in)
}

/// Tells whether a text may be the name of a type of resource.
pub(crate) fn is_type(text: &str) -> bool {
    let begins_upper = text.starts_with(|first: char| first.is_ascii_uppercase());
    begins_upper && text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests;
