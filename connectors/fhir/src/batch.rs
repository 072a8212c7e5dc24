//! What became of each entry of a batch (FHIR R4 §3.1.0.11).

use nilecare_engine_api::{FailureKind, SendError};
use serde_json::Value;

use crate::failure::{ENTRIES, ODD_ANSWER};
use crate::outcome::Outcome;

/// More entries are counted only.
const MAX_NAMED: usize = 10;

/// Looks at the answer to a batch.
///
/// # Errors
/// The entries that failed. The batch is tried again only when that changes nothing for the others, and helps.
pub(crate) fn judge(sent: &Value, answer: Option<&Value>) -> Result<(), SendError> {
    let entries = |bundle: &Value| bundle["entry"].as_array().cloned().unwrap_or_default();
    let sent = entries(sent);
    let is_answer = |answer: &&Value| answer["resourceType"] == "Bundle";
    let answers = answer.filter(is_answer).map(entries);
    let Some(answers) = answers.filter(|answers| answers.len() == sent.len()) else {
        let detail =
            "the server answered the batch, and not with an answer for each entry; what became of them is not known";
        return Err(SendError::new(FailureKind::Reject, ODD_ANSWER, detail).outcome_unknown());
    };
    let failed: Vec<_> = sent
        .iter()
        .zip(&answers)
        .enumerate()
        .filter_map(|(index, (sent, answer))| Failed::of(index, sent, &answer["response"]))
        .collect();
    if failed.is_empty() {
        return Ok(());
    }
    let is_passing = failed.iter().all(|failed| failed.is_passing) && sent.iter().all(is_repeatable);
    let kind = if is_passing {
        FailureKind::Retry
    } else {
        FailureKind::Reject
    };
    let named = failed.iter().take(MAX_NAMED).map(|failed| failed.words.clone());
    let mut detail = format!("{} of {} entries failed: ", failed.len(), sent.len());
    detail.push_str(&named.collect::<Vec<_>>().join("; "));
    if failed.len() > MAX_NAMED {
        detail.push_str("; and others");
    }
    detail.push_str("; the other entries were taken");
    Err(SendError::new(kind, ENTRIES, detail))
}

struct Failed {
    words: String,
    /// It may work later.
    is_passing: bool,
}

impl Failed {
    fn of(index: usize, sent: &Value, response: &Value) -> Option<Self> {
        let status = response["status"].as_str().unwrap_or_default();
        let status: u16 = status.get(..3).and_then(|code| code.parse().ok()).unwrap_or_default();
        // A conditional read that finds nothing newer is none (304).
        if (200..300).contains(&status) || status == 304 {
            return None;
        }
        let resource_type = sent["resource"]["resourceType"].as_str().unwrap_or("entry");
        let resource_type: String = resource_type
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(64)
            .collect();
        let says = Outcome::of(&response["outcome"]).words();
        let says = if says.is_empty() {
            String::new()
        } else {
            format!(" {says}")
        };
        Some(Self {
            words: format!("{} ({resource_type}): {status}{says}", index + 1),
            is_passing: matches!(status, 408 | 409 | 425 | 429 | 500 | 502..=504),
        })
    }
}

/// Tells whether an entry that was taken may be sent again.
fn is_repeatable(entry: &Value) -> bool {
    let request = &entry["request"];
    match request["method"].as_str() {
        Some("GET" | "HEAD" | "PUT" | "DELETE") => true,
        Some("POST") => request["ifNoneExist"].is_string(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn batch(methods: &[&str]) -> Value {
        let entry = |method: &&str| json!({ "resource": { "resourceType": "Patient" }, "request": { "method": method, "url": "Patient" } });
        json!({ "resourceType": "Bundle", "type": "batch", "entry": methods.iter().map(entry).collect::<Vec<_>>() })
    }

    fn answer(statuses: &[&str]) -> Value {
        let entry = |status: &&str| json!({ "response": { "status": status } });
        json!({ "resourceType": "Bundle", "type": "batch-response", "entry": statuses.iter().map(entry).collect::<Vec<_>>() })
    }

    #[test]
    fn a_batch_is_sent_again_only_when_nothing_happens_twice() {
        let kind = |methods: &[&str], statuses: &[&str]| {
            judge(&batch(methods), Some(&answer(statuses))).map_err(|error| error.kind)
        };
        assert_eq!(kind(&["PUT", "POST"], &["200 OK", "201"]), Ok(()));
        assert_eq!(kind(&["PUT", "PUT"], &["200 OK", "503"]), Err(FailureKind::Retry));
        assert_eq!(
            kind(&["PUT", "POST"], &["503", "201"]),
            Err(FailureKind::Reject),
            "the POST would happen twice"
        );
        assert_eq!(kind(&["PUT", "PUT"], &["422", "503"]), Err(FailureKind::Reject));
        let few = judge(&batch(&["PUT", "PUT"]), Some(&answer(&["200"]))).expect_err("one is missing");
        assert!(few.is_outcome_unknown && few.code == ODD_ANSWER);
    }

    #[test]
    fn entries_that_failed_are_named() {
        let mut told = answer(&["200", "422 Unprocessable Entity"]);
        told["entry"][1]["response"]["outcome"] = json!({ "resourceType": "OperationOutcome", "issue": [{ "severity": "error", "code": "required", "diagnostics": "Osman" }] });
        let error = judge(&batch(&["PUT", "POST"]), Some(&told)).expect_err("one failed");
        assert_eq!(
            error.detail,
            "1 of 2 entries failed: 2 (Patient): 422 error required; the other entries were taken"
        );
    }
}
