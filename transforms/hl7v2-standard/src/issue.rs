//! What does not conform to the standard, place by place.

use std::fmt;

use nilecare_hl7v2::Path;
use nilecare_hl7v2::acknowledgment::{ErrorCode, ErrorDetail, Severity};

use crate::Version;

/// A rule of the standard that a message may break.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A segment, group, field or component that must be there is.
    Required,
    /// A value is not longer than its field.
    Length,
    /// A value has the form of its data type.
    DataType,
    /// A code is in its table.
    TableValue,
    /// A field has no more repetitions than it may.
    Repetition,
    /// A segment is one of the version, and its structure has a place for it.
    UnknownSegment,
    /// Segments come in the order of the structure.
    Order,
    /// A segment or group comes no more often than it may.
    Cardinality,
    /// What is sent is of the version that MSH-12 states.
    Version,
}

impl Rule {
    /// All rules.
    pub const ALL: [Rule; 9] = [
        Rule::Required,
        Rule::Length,
        Rule::DataType,
        Rule::TableValue,
        Rule::Repetition,
        Rule::UnknownSegment,
        Rule::Order,
        Rule::Cardinality,
        Rule::Version,
    ];

    /// Returns its name in lower case: `table value`.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Required => "required",
            Rule::Length => "length",
            Rule::DataType => "data type",
            Rule::TableValue => "table value",
            Rule::Repetition => "repetition",
            Rule::UnknownSegment => "unknown segment",
            Rule::Order => "order",
            Rule::Cardinality => "cardinality",
            Rule::Version => "version",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A place where a message breaks a rule. It says where and what was expected, never what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The rule.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// Where: the segment that is missing, or the place in a segment that is there. `None` for a segment with an odd id.
    pub path: Option<Path>,
    /// The position among all segments, from 0, of the segment; of one that is missing, where its group starts.
    pub position: usize,
    /// What was expected.
    pub text: String,
    pub(crate) code: ErrorCode,
}

impl Issue {
    /// Returns the code of HL7 table 0357 (ERR-3).
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// Returns the issue as an error of an acknowledgment; the text becomes the diagnostic (ERR-7).
    pub fn to_error_detail(&self) -> ErrorDetail {
        ErrorDetail {
            location: self.path,
            severity: self.severity,
            ..ErrorDetail::new(self.code)
        }
        .with_diagnostic(self.text.clone())
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{path}: {}", self.text),
            None => write!(f, "segment {}: {}", self.position + 1, self.text),
        }
    }
}

/// What a validation found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The issues in the order of the message.
    pub issues: Vec<Issue>,
    /// How many more there are than [`crate::ValidationOptions::max_issues`].
    pub n_omitted: usize,
    /// The version whose rules were checked.
    pub version: Version,
    /// The name of the structure; `None` when it is not known.
    pub structure: Option<String>,
}

impl Report {
    /// Tells whether nothing worse than a warning was found.
    pub fn is_conformant(&self) -> bool {
        self.n_omitted == 0 && self.count(Severity::Error) == 0
    }

    /// Counts the issues of this severity, those left out not included.
    pub fn count(&self, severity: Severity) -> usize {
        self.issues.iter().filter(|issue| issue.severity == severity).count()
    }
}
