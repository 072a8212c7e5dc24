//! How one service calls another: the clients of this crate share it.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use nilecare_http::{ApiError, ServiceCallError, ServiceCaller, read_json};
use nilecare_types::{Problem, ProblemKind};
use serde::Serialize;
use serde::de::DeserializeOwned;

const TIMEOUT: Duration = Duration::from_secs(5);

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

impl ClientError {
    /// Tells whether the service said that there is no such thing.
    pub(crate) fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.status == 404)
    }
}

/// What the caller of a service is told when that service called another in vain.
impl From<ClientError> for ApiError {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Call(ref call) => {
                tracing::warn!(error = %call, "a service did not answer");
                Self::new(
                    ProblemKind::Unavailable,
                    &format!("{}-unavailable", call.service()),
                    "A service is not available",
                    "A service that is needed did not answer. Nothing was changed; try again.",
                )
            }
            // What is wrong with the patient's data is for the sender to know; it holds no values.
            ClientError::Refused(problem) if matches!(problem.status, 409 | 422 | 503 | 504) => (*problem).into(),
            // Anything else, such as a missing permission of ours, is a fault of the installation.
            ClientError::Refused(_) => Self::internal(&error),
        }
    }
}

/// Sends a request to a service and reads the reply.
pub(crate) async fn send<T: DeserializeOwned>(
    caller: &dyn ServiceCaller,
    service: &str,
    request: Request<Bytes>,
) -> Result<T, ClientError> {
    let reply = caller.call(service, request, TIMEOUT).await?;
    read_json(service, &reply).map_err(|problem| ClientError::Refused(Box::new(problem)))
}

/// Reads what is at `path`, which ids and dates make up; `None` when there is no such thing.
pub(crate) async fn find<T: DeserializeOwned>(
    caller: &dyn ServiceCaller,
    service: &str,
    path: &str,
) -> Result<Option<T>, ClientError> {
    let request = Request::get(path)
        .body(Bytes::new())
        .expect("ids and dates are letters, digits and dashes");
    match send(caller, service, request).await {
        Err(error) if error.is_not_found() => Ok(None),
        other => other.map(Some),
    }
}

/// Builds a POST. A key that is no header value is left out, and the service then says that it is missing.
pub(crate) fn post(path: &str, key: Option<&str>, body: &impl Serialize) -> Request<Bytes> {
    let body = serde_json::to_vec(body).expect("contract types have text keys, so they always serialise");
    let mut request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Bytes::from(body))
        .expect("paths are constants and ids of letters and digits");
    if let Some(value) = key.and_then(|key| key.parse().ok()) {
        request.headers_mut().insert("idempotency-key", value);
    }
    request
}
