//! Failures with their HTTP status.

use http::StatusCode;
use nilecare_fhir_model::{Issue, IssueCode, outcome};
use nilecare_fhir_search::QueryError;
use nilecare_fhir_store::{ChangeError, StoreError};
use serde_json::Value;

/// A request that cannot be answered as wished.
#[derive(Debug, Clone)]
pub(crate) struct RestError {
    pub status: StatusCode,
    pub issues: Vec<Issue>,
    /// The methods of the place, when the method was wrong.
    pub allow: Option<&'static str>,
}

pub(crate) type RestResult<T> = Result<T, RestError>;

impl RestError {
    pub fn new(status: StatusCode, code: IssueCode, diagnostics: impl Into<String>) -> Self {
        Self {
            status,
            issues: vec![Issue::error(code, diagnostics)],
            allow: None,
        }
    }

    pub fn bad_request(diagnostics: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, IssueCode::Invalid, diagnostics)
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, IssueCode::NotFound, "there is no such resource")
    }

    pub fn gone() -> Self {
        let diagnostics = "the resource was deleted; its versions are in its history";
        Self::new(StatusCode::GONE, IssueCode::Deleted, diagnostics)
    }

    pub fn timed_out() -> Self {
        let diagnostics = "the request took longer than fhir.timeout; what it writes may have been written all the same, so \
            look, or repeat it as a conditional create or update";
        Self::new(StatusCode::GATEWAY_TIMEOUT, IssueCode::Timeout, diagnostics)
    }

    pub fn unknown_type() -> Self {
        let diagnostics = "FHIR R4 has no such type of resource; the CapabilityStatement at metadata lists them";
        Self::new(StatusCode::NOT_FOUND, IssueCode::NotSupported, diagnostics)
    }

    pub fn method_not_allowed(allow: &'static str) -> Self {
        let diagnostics = format!("this place takes {allow}");
        let mut error = Self::new(StatusCode::METHOD_NOT_ALLOWED, IssueCode::NotSupported, diagnostics);
        error.allow = Some(allow);
        error
    }

    pub fn invalid(issues: Vec<Issue>) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            issues,
            allow: None,
        }
    }

    pub fn outcome(&self) -> Value {
        outcome(&self.issues)
    }

    /// Names the place in a bundle.
    pub fn within(mut self, place: &str) -> Self {
        for issue in &mut self.issues {
            issue.expression = Some(match issue.expression.take() {
                Some(inner) => format!("{place}.resource.{inner}"),
                None => place.to_owned(),
            });
        }
        self
    }
}

impl From<QueryError> for RestError {
    fn from(error: QueryError) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            issues: vec![error.issue()],
            allow: None,
        }
    }
}

impl From<StoreError> for RestError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::TooSlow) {
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, IssueCode::TooCostly, error.to_string());
        }
        if matches!(error, StoreError::Unavailable { .. }) {
            tracing::error!(%error, "the FHIR store does not answer");
            let diagnostics = "the database of the FHIR store does not answer; what was to be written may have been written all \
                the same, so look, or repeat it as a conditional create or update";
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, IssueCode::Transient, diagnostics);
        }
        tracing::error!(%error, "the FHIR store failed");
        let diagnostics = "the store failed; the log of the server says why";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, IssueCode::Exception, diagnostics)
    }
}

impl From<ChangeError> for RestError {
    fn from(error: ChangeError) -> Self {
        let text = error.to_string();
        match error {
            ChangeError::NotFound => Self::not_found(),
            ChangeError::Gone => Self::gone(),
            ChangeError::VersionConflict => Self::new(StatusCode::PRECONDITION_FAILED, IssueCode::Conflict, text),
            ChangeError::MultipleMatches => {
                Self::new(StatusCode::PRECONDITION_FAILED, IssueCode::MultipleMatches, text)
            }
            ChangeError::SameTwice => Self::new(StatusCode::BAD_REQUEST, IssueCode::Duplicate, text),
            ChangeError::Reference => Self::new(StatusCode::PRECONDITION_FAILED, IssueCode::NotFound, text),
            ChangeError::IdMismatch => Self::new(StatusCode::BAD_REQUEST, IssueCode::Value, text),
            ChangeError::Condition(issue) => Self {
                status: StatusCode::BAD_REQUEST,
                issues: vec![issue],
                allow: None,
            },
            ChangeError::Invalid(issues) => Self::invalid(issues),
            ChangeError::Store(error) => error.into(),
        }
    }
}
