//! The summary of a record, in the form that is asked for.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use nilecare_contracts::ehr::PatientSummary;
use nilecare_http::{ApiResult, Path, PatientsSeen, Principal};
use nilecare_types::{PatientId, Problem};

use crate::model::fhir;
use crate::{EhrError, EhrService};

const FHIR_JSON: &str = "application/fhir+json";

/// The forms that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Fhir,
}

/// Gives what is to be known of a patient at one look, as JSON or as a FHIR R4 document, by `Accept`.
///
/// A section whose service did not answer says so. What is confidential is left out.
#[utoipa::path(get, path = "/api/v1/ehr/patients/{id}/summary", tag = "ehr",
    params(("id" = PatientId, Path),
        ("Accept" = Option<String>, Header, description = "`application/json` or `application/fhir+json`")),
    responses(
    (status = 200, description = "The summary; as FHIR a Bundle of type `document`", body = PatientSummary),
    (status = 400, description = "accept-invalid", body = Problem),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn get_patient_summary(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<PatientId>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let form = form(&headers)?;
    let summary = ehr.summary(id, &principal).await?;
    let seen = Extension(PatientsSeen(vec![summary.patient_id.to_string()]));
    let private = [(header::CACHE_CONTROL, "private, no-store")];
    Ok(match form {
        Form::Json => (seen, private, axum::Json(summary)).into_response(),
        Form::Fhir => {
            let kind = [(header::CONTENT_TYPE, FHIR_JSON)];
            let bundle = axum::Json(fhir::document(&summary)).into_response();
            (seen, private, kind, bundle).into_response()
        }
    })
}

/// Finds the first form of `Accept` that there is; JSON when the header is absent.
fn form(headers: &HeaderMap) -> Result<Form, EhrError> {
    let Some(accept) = headers.get(header::ACCEPT) else {
        return Ok(Form::Json);
    };
    let accept = accept.to_str().unwrap_or_default();
    let wanted = accept
        .split(',')
        .map(|range| range.split(';').next().unwrap_or_default().trim());
    let known = |range: &str| match range {
        FHIR_JSON => Some(Form::Fhir),
        "application/json" | "application/*" | "*/*" | "" => Some(Form::Json),
        _ => None,
    };
    let mut found = wanted.filter_map(known);
    found.next().ok_or(EhrError::NotAcceptable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_form_that_there_is_is_given() {
        for (accept, expected) in [
            ("application/fhir+json", Some(Form::Fhir)),
            ("text/html, application/fhir+json;q=0.9, */*", Some(Form::Fhir)),
            ("*/*", Some(Form::Json)),
            ("application/json", Some(Form::Json)),
            ("text/html", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().expect("a header"));
            assert_eq!(form(&headers).ok(), expected, "{accept}");
        }
        assert_eq!(form(&HeaderMap::new()).ok(), Some(Form::Json));
    }
}
