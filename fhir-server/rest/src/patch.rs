//! JSON Patch (RFC 6902; FHIR R4 §3.1.0.9), and JSON Merge Patch (RFC 7396), which some clients send.

use std::sync::Arc;

use http::StatusCode;
use nilecare_fhir_model::{Issue, IssueCode, check};
use nilecare_fhir_store::PatchFunction;
use serde_json::Value;

use crate::error::{RestError, RestResult};

/// The most operations of a patch.
const MAX_OPERATIONS: usize = 1000;

/// Reads a patch.
pub(crate) fn read(content_type: Option<&str>, body: &[u8]) -> RestResult<PatchFunction> {
    // The strict reader has the bound on depth.
    let value = || nilecare_json::parse(body).map_err(|error| RestError::bad_request(error.to_string()));
    match content_type {
        Some("application/json-patch+json") => json_patch(value()?),
        Some("application/merge-patch+json" | "application/json") => merge_patch(value()?),
        _ => {
            let diagnostics = "send application/json-patch+json or application/merge-patch+json";
            Err(RestError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                IssueCode::NotSupported,
                diagnostics,
            ))
        }
    }
}

fn json_patch(value: Value) -> RestResult<PatchFunction> {
    let wrong = |_| RestError::bad_request("expected a JSON Patch, an array of operations (RFC 6902)");
    let patch: json_patch::Patch = serde_json::from_value(value).map_err(wrong)?;
    if patch.0.len() > MAX_OPERATIONS {
        return Err(RestError::bad_request(format!(
            "expected at most {MAX_OPERATIONS} operations"
        )));
    }
    Ok(Arc::new(move |resource| {
        let mut patched = resource.clone();
        json_patch::patch(&mut patched, &patch).map_err(|error| {
            // The text of the error may repeat a value; which operation it was is enough.
            let diagnostics = format!("operation {} of the patch cannot be applied", error.operation);
            vec![Issue::error(IssueCode::Value, diagnostics)]
        })?;
        checked(patched)
    }))
}

fn merge_patch(value: Value) -> RestResult<PatchFunction> {
    if !value.is_object() {
        return Err(RestError::bad_request(
            "expected a JSON Merge Patch, an object (RFC 7396)",
        ));
    }
    Ok(Arc::new(move |resource| {
        let mut patched = resource.clone();
        json_patch::merge(&mut patched, &value);
        checked(patched)
    }))
}

fn checked(patched: Value) -> Result<Value, Vec<Issue>> {
    match check(&patched) {
        issues if issues.is_empty() => Ok(patched),
        issues => Err(issues),
    }
}
