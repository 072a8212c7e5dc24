//! All that is known of a patient, from all services.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::future::join_all;
use http::{HeaderMap, Request, StatusCode, header};
use nilecare_contracts::{appointment, billing, clinical, ehr, lab, medication};
use nilecare_http::{ApiError, ApiResult, Path, PatientsSeen};
use nilecare_types::{PatientId, Problem, ProblemKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::Orchestrator;

/// How long a service may take.
const LIMIT: Duration = Duration::from_secs(5);

/// Name of the part, service, and path with `{id}` for the patient's. The first one decides whether there is such a patient.
const PARTS: [(&str, &str, &str); 12] = [
    ("patient", clinical::SERVICE, "/api/v1/patients/{id}"),
    (
        "encounters",
        clinical::SERVICE,
        "/api/v1/patients/{id}/encounters?limit=50",
    ),
    (
        "allergies",
        clinical::SERVICE,
        "/api/v1/patients/{id}/allergies?limit=100",
    ),
    (
        "conditions",
        clinical::SERVICE,
        "/api/v1/patients/{id}/conditions?limit=100",
    ),
    (
        "immunizations",
        clinical::SERVICE,
        "/api/v1/patients/{id}/immunizations?limit=100",
    ),
    (
        "procedures",
        clinical::SERVICE,
        "/api/v1/patients/{id}/procedures?limit=100",
    ),
    (
        "vital_signs",
        clinical::SERVICE,
        "/api/v1/patients/{id}/vital-signs?limit=50",
    ),
    (
        "prescriptions",
        medication::SERVICE,
        "/api/v1/prescriptions?patient={id}&limit=100",
    ),
    (
        "lab_results",
        lab::SERVICE,
        "/api/v1/lab/results?patient={id}&limit=100",
    ),
    (
        "appointments",
        appointment::SERVICE,
        "/api/v1/appointments?patient={id}&limit=50",
    ),
    (
        "accounts",
        billing::SERVICE,
        "/api/v1/billing/accounts?patient={id}&limit=50",
    ),
    ("record", ehr::SERVICE, "/api/v1/ehr/patients/{id}/summary"),
];

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PartStatus {
    /// It is there, with the first page of a list.
    Ok,
    /// Whoever asks may not see it.
    NotPermitted,
    /// Its service did not answer, or failed.
    Unavailable,
}

/// A part of what is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Part {
    /// What became of it.
    pub status: PartStatus,
    /// What the service answered.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[schema(value_type = Option<Object>)]
    pub data: Value,
}

/// All that is known of a patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CompletePatient {
    /// Whose.
    pub patient_id: PatientId,
    /// Whether every part is there.
    pub complete: bool,
    /// The parts by name: `patient`, `encounters`, `allergies`, `conditions`, `immunizations`, `procedures`, `vital_signs`, `prescriptions`,
    /// `lab_results`, `appointments`, `accounts`, `record`.
    pub parts: BTreeMap<String, Part>,
}

/// Gives all that is known of a patient, from all services, as far as whoever asks may see it.
///
/// A part whose service did not answer says so, and `complete` is then false.
#[utoipa::path(get, path = "/api/v1/patients/{id}/complete", tag = "patients", params(("id" = PatientId, Path)), responses(
    (status = 200, description = "What is known", body = CompletePatient),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(crate) async fn get_complete_patient(
    State(orchestrator): State<Orchestrator>,
    Path(id): Path<PatientId>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let asked = PARTS.map(|(_, service, path)| orchestrator.part(service, path, id, &headers));
    let mut answers = join_all(asked).await;
    let patient = answers.remove(0)?;
    if patient.status == PartStatus::Unavailable {
        return Err(ApiError::new(
            ProblemKind::Unavailable,
            "clinical-unavailable",
            "A service is not available",
            "The service that knows patients did not answer; try again.",
        ));
    }
    let others = answers.into_iter().map(|answer| {
        answer.unwrap_or(Part {
            status: PartStatus::Unavailable,
            data: Value::Null,
        })
    });
    let names = PARTS.iter().map(|(name, ..)| (*name).to_owned());
    let parts: BTreeMap<String, Part> = names.zip(std::iter::once(patient).chain(others)).collect();
    let whole = CompletePatient {
        patient_id: id,
        complete: parts.values().all(|part| part.status == PartStatus::Ok),
        parts,
    };
    let seen = Extension(PatientsSeen(vec![id.to_string()]));
    let private = [(header::CACHE_CONTROL, "private, no-store")];
    Ok((seen, private, axum::Json(whole)).into_response())
}

impl Orchestrator {
    /// Asks for a part; an error is that there is no such patient.
    async fn part(&self, service: &str, path: &str, id: PatientId, headers: &HeaderMap) -> Result<Part, ApiError> {
        let without = |status| Part {
            status,
            data: Value::Null,
        };
        let mut request = Request::get(path.replace("{id}", &id.to_string()));
        for name in [
            header::AUTHORIZATION,
            header::ACCEPT_LANGUAGE,
            nilecare_http::REQUEST_ID,
        ] {
            if let Some(value) = headers.get(&name) {
                request = request.header(name, value);
            }
        }
        let request = request
            .body(Bytes::new())
            .expect("an id is letters and digits, and headers came as headers");
        let Ok(reply) = self.calls.call(service, request, LIMIT).await else {
            return Ok(without(PartStatus::Unavailable));
        };
        match reply.status() {
            StatusCode::OK => Ok(serde_json::from_slice(reply.body()).map_or_else(
                |_| without(PartStatus::Unavailable),
                |data| Part {
                    status: PartStatus::Ok,
                    data,
                },
            )),
            StatusCode::FORBIDDEN => Ok(without(PartStatus::NotPermitted)),
            StatusCode::NOT_FOUND => {
                let told: Option<Problem> = serde_json::from_slice(reply.body()).ok();
                Err(told.map_or_else(unknown_patient, ApiError::from))
            }
            _ => Ok(without(PartStatus::Unavailable)),
        }
    }
}

fn unknown_patient() -> ApiError {
    ApiError::new(
        ProblemKind::NotFound,
        "patient-not-found",
        "There is no such patient",
        "Look the patient up by an identifier.",
    )
}
