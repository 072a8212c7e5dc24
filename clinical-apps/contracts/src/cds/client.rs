//! Calls decision support for another service.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use nilecare_http::{ServiceCallError, ServiceCaller, read_json};
use nilecare_types::{CdsAlertId, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Alert, CheckReply, CheckRequest, OverrideRequest, SERVICE};

const TIMEOUT: Duration = Duration::from_secs(5);

/// Decision support, in this process or another.
#[derive(Debug, Clone)]
pub struct CdsClient {
    caller: Arc<dyn ServiceCaller>,
}

/// A call that gave no value.
#[derive(Debug, thiserror::Error)]
pub enum CdsClientError {
    /// No reply came; try again.
    #[error(transparent)]
    Call(#[from] ServiceCallError),
    /// The service refused.
    #[error("the service refused: {}", .0.code)]
    Refused(Box<Problem>),
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
    pub async fn keep_check(&self, key: &str, request: &CheckRequest) -> Result<CheckReply, CdsClientError> {
        self.send("/api/v1/cds/checks", Some(key), request).await
    }

    /// Notes that somebody orders in spite of an alert.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn override_alert(&self, id: CdsAlertId, request: &OverrideRequest) -> Result<Alert, CdsClientError> {
        self.send(&format!("/api/v1/cds/alerts/{id}/override"), None, request)
            .await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        path: &str,
        key: Option<&str>,
        body: &impl Serialize,
    ) -> Result<T, CdsClientError> {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let body = serde_json::to_vec(body).expect("contract types have text keys, so they always serialise");
        let request = request.body(Bytes::from(body)).expect("ids and keys are visible ASCII");
        let reply = self.caller.call(SERVICE, request, TIMEOUT).await?;
        read_json(SERVICE, &reply).map_err(|problem| CdsClientError::Refused(Box::new(problem)))
    }
}
