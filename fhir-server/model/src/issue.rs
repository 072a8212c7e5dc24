//! What is wrong, as FHIR tells it.

use serde_json::{Value, json};

/// How bad it is (`issue-severity`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing was done.
    Error,
    /// It was done, and something is to be known.
    Warning,
    /// It was done.
    Information,
}

/// What kind of problem it is (`issue-type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum IssueCode {
    Structure,
    Required,
    Value,
    Invalid,
    Invariant,
    CodeInvalid,
    NotSupported,
    NotFound,
    Deleted,
    TooLong,
    TooCostly,
    MultipleMatches,
    Duplicate,
    Conflict,
    Login,
    Forbidden,
    Exception,
    Transient,
    Timeout,
    Informational,
}

impl IssueCode {
    /// Returns the code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Required => "required",
            Self::Value => "value",
            Self::Invalid => "invalid",
            Self::Invariant => "invariant",
            Self::CodeInvalid => "code-invalid",
            Self::NotSupported => "not-supported",
            Self::NotFound => "not-found",
            Self::Deleted => "deleted",
            Self::TooLong => "too-long",
            Self::TooCostly => "too-costly",
            Self::MultipleMatches => "multiple-matches",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
            Self::Login => "login",
            Self::Forbidden => "forbidden",
            Self::Exception => "exception",
            Self::Transient => "transient",
            Self::Timeout => "timeout",
            Self::Informational => "informational",
        }
    }
}

/// One thing that is to be told. Its text holds no value of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// How bad it is.
    pub severity: Severity,
    /// What kind it is.
    pub code: IssueCode,
    /// What is wrong and what to do.
    pub diagnostics: String,
    /// The place in the resource, in FHIRPath.
    pub expression: Option<String>,
}

impl Issue {
    /// Makes an error.
    pub fn error(code: IssueCode, diagnostics: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            diagnostics: diagnostics.into(),
            expression: None,
        }
    }

    /// Makes a warning.
    pub fn warning(code: IssueCode, diagnostics: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, diagnostics)
        }
    }

    /// Makes an information.
    pub fn information(diagnostics: impl Into<String>) -> Self {
        Self {
            severity: Severity::Information,
            ..Self::error(IssueCode::Informational, diagnostics)
        }
    }

    /// Names the place.
    #[must_use]
    pub fn at(mut self, expression: impl Into<String>) -> Self {
        self.expression = Some(expression.into());
        self
    }
}

/// Makes an OperationOutcome.
pub fn outcome(issues: &[Issue]) -> Value {
    let issue = |issue: &Issue| {
        let severity = match issue.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
        };
        let mut value = json!({"severity": severity, "code": issue.code.as_str(), "diagnostics": issue.diagnostics});
        if let Some(expression) = &issue.expression {
            value["expression"] = json!([expression]);
        }
        value
    };
    json!({"resourceType": "OperationOutcome", "issue": issues.iter().map(issue).collect::<Vec<_>>()})
}
