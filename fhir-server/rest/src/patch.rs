//! JSON Patch (RFC 6902; FHIR R4 §3.1.0.9).

use std::sync::Arc;

use http::StatusCode;
use nilecare_fhir_model::{Issue, IssueCode, check};
use nilecare_fhir_store::PatchFunction;

use crate::error::{RestError, RestResult};

/// The most operations of a patch.
const MAX_OPERATIONS: usize = 1000;

/// Reads a patch.
pub(crate) fn read(content_type: Option<&str>, body: &[u8]) -> RestResult<PatchFunction> {
    if content_type != Some("application/json-patch+json") {
        let diagnostics = "send application/json-patch+json; other forms of patches are not supported";
        return Err(RestError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, IssueCode::NotSupported, diagnostics));
    }
    let wrong = |_| RestError::bad_request("expected a JSON Patch, an array of operations (RFC 6902)");
    // The strict reader has the bound on depth.
    let value = nilecare_json::parse(body).map_err(|error| RestError::bad_request(error.to_string()))?;
    let patch: json_patch::Patch = serde_json::from_value(value).map_err(wrong)?;
    if patch.0.len() > MAX_OPERATIONS {
        return Err(RestError::bad_request(format!("expected at most {MAX_OPERATIONS} operations")));
    }
    Ok(Arc::new(move |resource| {
        let mut patched = resource.clone();
        json_patch::patch(&mut patched, &patch).map_err(|error| {
            // The text of the error may repeat a value; which operation it was is enough.
            let diagnostics = format!("operation {} of the patch cannot be applied", error.operation);
            vec![Issue::error(IssueCode::Value, diagnostics)]
        })?;
        match check(&patched) {
            issues if issues.is_empty() => Ok(patched),
            issues => Err(issues),
        }
    }))
}
