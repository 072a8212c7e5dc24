//! Calls the medication service for another service.

use std::sync::Arc;

use nilecare_http::ServiceCaller;
use nilecare_types::{Page, PatientId};

use super::{Prescription, SERVICE};
use crate::ClientError;
use crate::client::find;

/// The medication service, in this process or another.
#[derive(Debug, Clone)]
pub struct MedicationClient {
    caller: Arc<dyn ServiceCaller>,
}

impl MedicationClient {
    /// Calls through `caller`, whose identity needs `prescriptions:read`.
    pub fn new(caller: Arc<dyn ServiceCaller>) -> Self {
        Self { caller }
    }

    /// Lists a person's prescriptions, newest first, at most 500; `None` when there is no such patient.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn prescriptions(&self, id: PatientId) -> Result<Option<Page<Prescription>>, ClientError> {
        let path = format!("/api/v1/prescriptions?patient={id}&limit=500");
        find(&*self.caller, SERVICE, &path).await
    }
}
