//! Errors as clients see them: problem details (RFC 9457).

use serde::{Deserialize, Serialize};

/// What kind of failure it was; decides the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The request does not make sense (400).
    Invalid,
    /// Nobody is signed in, or the token is not valid (401).
    Unauthenticated,
    /// Signed in, but not permitted (403).
    Forbidden,
    /// There is no such thing (404).
    NotFound,
    /// The state of things does not allow it (409).
    Conflict,
    /// The content is too large (413).
    TooLarge,
    /// The content is well formed and still not acceptable (422).
    Unprocessable,
    /// Too many requests (429).
    TooManyRequests,
    /// Our fault (500).
    Internal,
    /// Not able now; try again (503).
    Unavailable,
    /// Somebody that we asked did not answer in time (504).
    TimedOut,
}

impl ProblemKind {
    /// Returns the HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::Invalid => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::Unprocessable => 422,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
            Self::TimedOut => 504,
        }
    }

    /// Returns the kind that an HTTP status stands for.
    pub fn from_status(status: u16) -> Self {
        match status {
            401 => Self::Unauthenticated,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            409 | 412 => Self::Conflict,
            413 => Self::TooLarge,
            422 => Self::Unprocessable,
            429 => Self::TooManyRequests,
            502 | 503 => Self::Unavailable,
            504 => Self::TimedOut,
            400..=499 => Self::Invalid,
            _ => Self::Internal,
        }
    }
}

/// A failure told to a client. Never holds patient data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, utoipa::ToSchema)]
#[error("{title}: {detail}")]
pub struct Problem {
    /// A stable name of the problem, such as `patient-not-found`; documented, for programs.
    #[serde(rename = "type")]
    pub code: String,
    /// A short sentence for people.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Every single thing that is wrong, with its place (`/patient/birth_date: …`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

impl Problem {
    /// Builds a problem; `detail` says what to do.
    pub fn new(kind: ProblemKind, code: &str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            title: title.to_owned(),
            status: kind.status(),
            detail: detail.into(),
            problems: Vec::new(),
        }
    }

    /// Adds the list of single problems.
    #[must_use]
    pub fn with_problems(mut self, problems: Vec<String>) -> Self {
        self.problems = problems;
        self
    }

    /// Returns what kind it is.
    pub fn kind(&self) -> ProblemKind {
        ProblemKind::from_status(self.status)
    }
}
