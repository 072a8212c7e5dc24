//! Calls the clinical service for another service.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use nilecare_http::ServiceCaller;
use nilecare_types::{ConditionId, EncounterId, Page, PatientId};
use serde::de::DeserializeOwned;

use super::{
    AdtEvent, AdtReply, AllergySummary, Condition, Encounter, Identifier, Immunization, MatchRequest, Patient,
    PatientIds, PatientMatch, Procedure, SERVICE,
};
use crate::ClientError;
use crate::client::{find, post, send};

/// The clinical service, in this process or another.
#[derive(Debug, Clone)]
pub struct ClinicalClient {
    caller: Arc<dyn ServiceCaller>,
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
        let found: PatientMatch = self.send(post("/api/v1/patients/match", None, &request)).await?;
        let PatientMatch { patient_id, former_ids } = found;
        Ok(patient_id.map(|patient_id| PatientIds { patient_id, former_ids }))
    }

    /// Tells all ids of the person that `id` stands for, before and after merges; `None` when there is no such patient.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn patient_ids(&self, id: PatientId) -> Result<Option<PatientIds>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/patients/{id}/ids")).await
    }

    /// Reads a patient; `None` when there is none. A merged record names the one that replaced it.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn patient(&self, id: PatientId) -> Result<Option<Patient>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/patients/{id}")).await
    }

    /// Tells what counts of a patient's allergies; `None` when there is no such patient. Needs `allergies:read`.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn allergies(&self, id: PatientId) -> Result<Option<AllergySummary>, ClientError> {
        find(
            &*self.caller,
            SERVICE,
            &format!("/api/v1/patients/{id}/allergies/summary"),
        )
        .await
    }

    /// Reads a condition; `None` when there is none. Needs `conditions:read`.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn condition(&self, id: ConditionId) -> Result<Option<Condition>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/conditions/{id}")).await
    }

    /// Lists a person's conditions, newest first, at most 500; `None` when there is no such patient. Needs `conditions:read`.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn conditions(&self, id: PatientId) -> Result<Option<Page<Condition>>, ClientError> {
        self.chart(id, "conditions").await
    }

    /// Lists a person's procedures in the same way. Needs `procedures:read`.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn procedures(&self, id: PatientId) -> Result<Option<Page<Procedure>>, ClientError> {
        self.chart(id, "procedures").await
    }

    /// Lists a person's immunisations in the same way. Needs `immunizations:read`.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn immunizations(&self, id: PatientId) -> Result<Option<Page<Immunization>>, ClientError> {
        self.chart(id, "immunizations").await
    }

    /// Reads an encounter; `None` when there is none.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn encounter(&self, id: EncounterId) -> Result<Option<Encounter>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/encounters/{id}")).await
    }

    /// Lists a person's encounters, newest first, the 50 newest of them; none when there is no such patient.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn encounters(&self, id: PatientId) -> Result<Vec<Encounter>, ClientError> {
        let page: Option<Page<Encounter>> =
            find(&*self.caller, SERVICE, &format!("/api/v1/patients/{id}/encounters")).await?;
        Ok(page.map(|page| page.items).unwrap_or_default())
    }

    /// Files an event; the same `key` again changes nothing.
    ///
    /// # Errors
    /// When the service does not answer, or refuses the event.
    pub async fn file_adt_event(&self, key: &str, event: &AdtEvent) -> Result<AdtReply, ClientError> {
        self.send(post("/api/v1/clinical/adt-events", Some(key), event)).await
    }

    async fn chart<T: DeserializeOwned>(&self, id: PatientId, kind: &str) -> Result<Option<Page<T>>, ClientError> {
        find(
            &*self.caller,
            SERVICE,
            &format!("/api/v1/patients/{id}/{kind}?limit=500"),
        )
        .await
    }

    async fn send<T: DeserializeOwned>(&self, request: Request<Bytes>) -> Result<T, ClientError> {
        send(&*self.caller, SERVICE, request).await
    }
}
