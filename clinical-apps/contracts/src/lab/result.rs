//! A result as the service gives it.

use nilecare_types::{LabOrderId, LabResultId, LabSpecimenId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Code};

/// What was found (OBX-5). Numbers are text, so that every digit that was sent is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ResultValue {
    /// A number (HL7 NM): digits with an optional sign and decimal point, such as `5.40`.
    Numeric {
        /// The number as sent.
        value: String,
    },
    /// Text (HL7 ST, TX, FT).
    Text {
        /// The text.
        value: String,
    },
    /// A code (HL7 CE, CWE).
    Coded {
        /// The code.
        code: Code,
    },
    /// A number with something around it (HL7 SN): `>100`, `1:128`, `3-5`.
    Structured {
        /// `>`, `<`, `>=`, `<=`, `=`, `<>`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comparator: Option<String>,
        /// The first number as sent.
        number: String,
        /// `-`, `+`, `/`, `.` or `:`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        separator: Option<String>,
        /// The second number as sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second_number: Option<String>,
    },
}

impl ResultValue {
    /// Writes it as a person reads it: `5.40`, `>100`, `1:128`, the words of a code.
    pub fn text(&self) -> String {
        match self {
            Self::Numeric { value } | Self::Text { value } => value.clone(),
            Self::Coded { code } => code.text.clone().unwrap_or_else(|| code.code.clone()),
            Self::Structured {
                comparator,
                number,
                separator,
                second_number,
            } => [
                comparator.as_deref(),
                Some(number),
                separator.as_deref(),
                second_number.as_deref(),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }

    pub(crate) fn check(&self, check: &mut Check, path: &str) {
        match self {
            Self::Numeric { value } => number(value, check, &format!("{path}/value")),
            Self::Text { value } => check.at_most(value, 100_000, format_args!("{path}/value")),
            Self::Coded { code } => code.check(check, &format!("{path}/code")),
            Self::Structured {
                comparator,
                number: first,
                separator,
                second_number,
            } => {
                number(first, check, &format!("{path}/number"));
                if let Some(second) = second_number {
                    number(second, check, &format!("{path}/second_number"));
                }
                let knows = |text: &Option<String>, known: &[&str]| text.as_deref().is_none_or(|t| known.contains(&t));
                let comparators = [">", "<", ">=", "<=", "=", "<>"];
                check.that(
                    knows(comparator, &comparators),
                    format_args!("{path}/comparator"),
                    "is not a comparator",
                );
                let separators = ["-", "+", "/", ".", ":"];
                check.that(
                    knows(separator, &separators),
                    format_args!("{path}/separator"),
                    "is not a separator",
                );
            }
        }
    }
}

fn number(text: &str, check: &mut Check, path: &str) {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let n_points = digits.matches('.').count();
    let has_form = digits.len() <= 100
        && n_points <= 1
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().any(|b| b.is_ascii_digit());
    check.that(has_form, path, "must be a decimal number such as 5.40, -1 or .5");
}

/// How sure it is (HL7 table 0085).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ResultStatus {
    /// P: may still change.
    Preliminary,
    /// F: verified.
    Final,
    /// C: replaces a final result; the former one is kept.
    Corrected,
    /// X, D: no result; the former one is kept.
    Cancelled,
}

/// A sign that a result is out of the ordinary (HL7 table 0078).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResultFlag {
    /// The code as sent: `H`, `L`, `HH`, `LL`, `A`, `AA`, `N` …
    pub code: String,
    /// What it means; absent for a code that the table does not have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl ResultFlag {
    /// Explains a code.
    pub fn from_code(code: &str) -> Self {
        let text = match code {
            "L" => "Below low normal",
            "H" => "Above high normal",
            "LL" => "Below lower panic limits",
            "HH" => "Above upper panic limits",
            "<" => "Below absolute low-off instrument scale",
            ">" => "Above absolute high-off instrument scale",
            "N" => "Normal",
            "A" => "Abnormal",
            "AA" => "Very abnormal",
            "U" => "Significant change up",
            "D" => "Significant change down",
            "B" => "Better",
            "W" => "Worse",
            "S" => "Susceptible",
            "R" => "Resistant",
            "I" => "Intermediate",
            "MS" => "Moderately susceptible",
            "VS" => "Very susceptible",
            "POS" => "Positive",
            "NEG" => "Negative",
            "IND" => "Indeterminate",
            _ => "",
        };
        Self {
            code: code.to_owned(),
            text: (!text.is_empty()).then(|| text.to_owned()),
        }
    }
}

/// What a result was before it was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormerResult {
    /// What was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ResultValue>,
    /// The unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The range of normal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_range: Option<String>,
    /// The flags.
    pub flags: Vec<ResultFlag>,
    /// How sure it was.
    pub status: ResultStatus,
    /// When it was replaced.
    #[schema(value_type = String, format = DateTime)]
    pub replaced_at: Timestamp,
    /// Who replaced it; absent when a report did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// Why, when somebody corrected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

fn first() -> u64 {
    1
}

/// One result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LabResult {
    /// The id; stays the same when the result is corrected.
    pub id: LabResultId,
    /// Counts up with each change.
    #[serde(default = "first")]
    pub version: u64,
    /// Whose it is; the survivor after a merge.
    pub patient_id: PatientId,
    /// The order it answers.
    pub order_id: LabOrderId,
    /// What was examined.
    pub code: Code,
    /// What was found; absent when there is none (cancelled).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ResultValue>,
    /// The unit as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The range of normal as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_range: Option<String>,
    /// Signs that it is out of the ordinary.
    pub flags: Vec<ResultFlag>,
    /// How sure it is.
    pub status: ResultStatus,
    /// When it was observed (OBX-14, else OBR-7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub observed_at: Option<Timestamp>,
    /// Who examined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performing_lab: Option<String>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Position in the report (OBX-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_id: Option<u32>,
    /// Tells apart results of the same code (OBX-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_id: Option<String>,
    /// In which specimen it was found, where it was entered here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specimen_id: Option<LabSpecimenId>,
    /// Who entered it; absent when a message brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<String>,
    /// Who verified what was entered; until then it is preliminary, and only the laboratory sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub verified_at: Option<Timestamp>,
    /// What was reported before, oldest first.
    pub former: Vec<FormerResult>,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}
