//! What an OperationOutcome says, without what it may quote.

use nilecare_fhir::parse;
use serde_json::Value;

/// More issues are counted only.
const MAX_ISSUES: usize = 5;
/// Of a code or a place.
const MAX_TEXT: usize = 100;

/// Issues of a server's answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    issues: Vec<Issue>,
    n_more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Issue {
    severity: String,
    code: String,
    /// A code of the server's own.
    detail: Option<String>,
    /// The first place.
    at: Option<String>,
}

impl Outcome {
    /// Reads an answer in JSON or XML; what is no OperationOutcome says nothing.
    pub(crate) fn read(body: &[u8]) -> Self {
        parse(body).map_or_else(|_| Self::default(), |resource| Self::of(&resource.value))
    }

    /// Takes what a resource says, if it is an OperationOutcome.
    pub(crate) fn of(value: &Value) -> Self {
        let issues = value["issue"]
            .as_array()
            .filter(|_| value["resourceType"] == "OperationOutcome");
        let failed = issues.into_iter().flatten().filter(|issue| is_failure(issue));
        let mut all = failed.map(|issue| Issue {
            severity: code(&issue["severity"]).unwrap_or_default(),
            code: code(&issue["code"]).unwrap_or_else(|| "unknown".to_owned()),
            detail: code(&issue["details"]["coding"][0]["code"]),
            at: place(&issue["expression"][0]),
        });
        let issues: Vec<_> = all.by_ref().take(MAX_ISSUES).collect();
        Self {
            issues,
            n_more: all.count(),
        }
    }

    /// Tells whether an issue has one of these codes (FHIR R4, value set issue-type).
    pub(crate) fn has(&self, codes: &[&str]) -> bool {
        self.issues.iter().any(|issue| codes.contains(&issue.code.as_str()))
    }

    /// Says it in words for people; empty when nothing is known.
    pub(crate) fn words(&self) -> String {
        let words = self.issues.iter().map(|issue| {
            let mut words = format!("{} {}", issue.severity, issue.code);
            if let Some(detail) = &issue.detail {
                words.push_str(&format!(" ({detail})"));
            }
            if let Some(at) = &issue.at {
                words.push_str(&format!(" at {at}"));
            }
            words
        });
        let mut words = words.collect::<Vec<_>>().join(", ");
        if self.n_more > 0 {
            words.push_str(&format!(", and {} more", self.n_more));
        }
        words
    }
}

fn is_failure(issue: &Value) -> bool {
    matches!(issue["severity"].as_str(), Some("error" | "fatal"))
}

/// A code has letters, digits and some signs; anything else could be a text that quotes the message.
fn code(value: &Value) -> Option<String> {
    plain(value, |byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// A path of elements; one with a condition in it may quote a value.
fn place(value: &Value) -> Option<String> {
    plain(value, |byte| byte.is_ascii_alphanumeric() || b"-_.[]:".contains(&byte))
}

fn plain(value: &Value, is_in: impl Fn(u8) -> bool) -> Option<String> {
    let text = value.as_str()?;
    ((1..=MAX_TEXT).contains(&text.len()) && text.bytes().all(is_in)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn codes_and_places_are_told_and_texts_are_not() {
        let outcome = Outcome::of(&json!({ "resourceType": "OperationOutcome", "issue": [
            { "severity": "information", "code": "informational", "diagnostics": "fine" },
            { "severity": "error", "code": "invalid", "diagnostics": "Osman is no date", "expression": ["Patient.birthDate"],
                "details": { "coding": [{ "system": "http://x", "code": "MSG_DATE_FORMAT" }], "text": "Osman" } },
            { "severity": "fatal", "code": "not a code of Osman", "expression": ["Patient.name.where(family='Osman')"] },
        ] }));
        assert_eq!(
            outcome.words(),
            "error invalid (MSG_DATE_FORMAT) at Patient.birthDate, fatal unknown"
        );
        assert!(outcome.has(&["invalid"]) && !outcome.has(&["informational"]));
    }

    #[test]
    fn many_issues_are_counted_and_other_answers_say_nothing() {
        let issue = json!({ "severity": "error", "code": "required" });
        let outcome = Outcome::of(&json!({ "resourceType": "OperationOutcome", "issue": vec![issue; 8] }));
        assert!(outcome.words().ends_with(", and 3 more"));
        let xml = r#"<OperationOutcome xmlns="http://hl7.org/fhir"><issue><severity value="error"/><code value="deleted"/></issue></OperationOutcome>"#;
        assert_eq!(Outcome::read(xml.as_bytes()).words(), "error deleted");
        for body in [
            "",
            "<html>",
            "{}",
            r#"{"resourceType":"Patient","issue":[{"severity":"error"}]}"#,
        ] {
            assert_eq!(Outcome::read(body.as_bytes()), Outcome::default(), "{body}");
        }
    }
}
