//! Why something is no resource. Errors name places and what was expected, never what stood there.

/// Tells why something is no FHIR R4 resource.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FhirError {
    /// It is not even XML.
    #[error(transparent)]
    Xml(#[from] nilecare_xml::ParseError),
    /// It is not even JSON.
    #[error(transparent)]
    Json(#[from] nilecare_json::ParseError),
    /// A place is not as FHIR R4 says.
    #[error("not FHIR R4 at {path}: expected {expected}")]
    At {
        /// The place, such as `Patient.name`.
        path: String,
        /// What was expected there.
        expected: &'static str,
    },
}

impl FhirError {
    pub(crate) fn at(path: &str, expected: &'static str) -> Self {
        /// Longer paths are cut.
        const LENGTH: usize = 200;
        let end = path.char_indices().nth(LENGTH).map_or(path.len(), |(end, _)| end);
        Self::At {
            path: path[..end].to_owned(),
            expected,
        }
    }
}
