//! Calls decision support for another service.

use std::sync::Arc;

use nilecare_http::ServiceCaller;
use nilecare_types::CdsAlertId;

use super::{Alert, MedicationCheckReply, MedicationCheckRequest, OverrideRequest, SERVICE};
use crate::ClientError;
use crate::client::{post, send};

/// Decision support, in this process or another.
#[derive(Debug, Clone)]
pub struct CdsClient {
    caller: Arc<dyn ServiceCaller>,
}

impl CdsClient {
    /// Calls through `caller`, whose identity needs `cds:check` and `cds-alerts:write`.
    pub fn new(caller: Arc<dyn ServiceCaller>) -> Self {
        Self { caller }
    }

    /// Checks and keeps what was found; `key` is the same for each attempt.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn keep_check(
        &self,
        key: &str,
        request: &MedicationCheckRequest,
    ) -> Result<MedicationCheckReply, ClientError> {
        send(&*self.caller, SERVICE, post("/api/v1/cds/checks", Some(key), request)).await
    }

    /// Notes that somebody orders in spite of an alert.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn override_alert(&self, id: CdsAlertId, request: &OverrideRequest) -> Result<Alert, ClientError> {
        let path = format!("/api/v1/cds/alerts/{id}/override");
        send(&*self.caller, SERVICE, post(&path, None, request)).await
    }
}
