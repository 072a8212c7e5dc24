//! The header `Prefer` (FHIR R4 §3.1.0.1.5).

use http::HeaderMap;

/// What of a written resource is sent back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Return {
    Minimal,
    #[default]
    Representation,
    OperationOutcome,
}

/// What a client prefers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Prefer {
    pub returns: Option<Return>,
    pub is_strict: bool,
}

impl Prefer {
    pub fn of(headers: &HeaderMap) -> Self {
        let mut prefer = Self::default();
        let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        for part in values.flat_map(|value| value.split([',', ';'])) {
            match part.trim() {
                "return=minimal" => prefer.returns = Some(Return::Minimal),
                "return=representation" => prefer.returns = Some(Return::Representation),
                "return=OperationOutcome" => prefer.returns = Some(Return::OperationOutcome),
                "handling=strict" => prefer.is_strict = true,
                "handling=lenient" => prefer.is_strict = false,
                _ => {}
            }
        }
        prefer
    }
}
