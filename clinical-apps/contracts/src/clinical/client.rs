//! Calls the clinical service for another service.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use nilecare_http::{ServiceCallError, ServiceCaller, read_json};
use nilecare_types::{PatientId, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{AdtEvent, AdtReply, Identifier, MatchRequest, PatientIds, PatientMatch, SERVICE};

const TIMEOUT: Duration = Duration::from_secs(5);

/// The clinical service, in this process or another.
#[derive(Debug, Clone)]
pub struct ClinicalClient {
    caller: Arc<dyn ServiceCaller>,
}

/// A call that gave no value.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No reply came; try again.
    #[error(transparent)]
    Call(#[from] ServiceCallError),
    /// The service refused.
    #[error("the service refused: {}", .0.code)]
    Refused(Box<Problem>),
}

impl ClinicalClient {
    /// Calls through `caller`, whose identity needs `patients:read` and, for events, `adt:write`.
    pub fn new(caller: Arc<dyn ServiceCaller>) -> Self {
        Self { caller }
    }

    /// Tells whose numbers these are; `None` when none of them is known.
    ///
    /// # Errors
    /// When the service does not answer, or the numbers belong to different patients (`patient-identifier-conflict`).
    pub async fn match_patient(&self, identifiers: &[Identifier]) -> Result<Option<PatientIds>, ClientError> {
        let request = MatchRequest {
            identifiers: identifiers.to_vec(),
        };
        let found: PatientMatch = self.send(post("/api/v1/patients/match", &request)).await?;
        let PatientMatch { patient_id, former_ids } = found;
        Ok(patient_id.map(|patient_id| PatientIds { patient_id, former_ids }))
    }

    /// Tells all ids of the person that `id` stands for, before and after merges.
    ///
    /// # Errors
    /// When the service does not answer, or there is no such patient (`patient-not-found`).
    pub async fn patient_ids(&self, id: PatientId) -> Result<PatientIds, ClientError> {
        let request = Request::get(format!("/api/v1/patients/{id}/ids")).body(Bytes::new());
        self.send(request.expect("an id is 26 letters and digits")).await
    }

    /// Files an event; the same `key` again changes nothing.
    ///
    /// # Errors
    /// When the service does not answer, or refuses the event.
    pub async fn file_adt_event(&self, key: &str, event: &AdtEvent) -> Result<AdtReply, ClientError> {
        let mut request = post("/api/v1/clinical/adt-events", event);
        // A key that is no header value is left out, and the service then says that it is missing.
        if let Ok(value) = key.parse() {
            request.headers_mut().insert("idempotency-key", value);
        }
        self.send(request).await
    }

    async fn send<T: DeserializeOwned>(&self, request: Request<Bytes>) -> Result<T, ClientError> {
        let reply = self.caller.call(SERVICE, request, TIMEOUT).await?;
        read_json(SERVICE, &reply).map_err(|problem| ClientError::Refused(Box::new(problem)))
    }
}

fn post(path: &str, body: &impl Serialize) -> Request<Bytes> {
    let body = serde_json::to_vec(body).expect("contract types have text keys, so they always serialise");
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.into());
    request.expect("the path is a constant")
}
