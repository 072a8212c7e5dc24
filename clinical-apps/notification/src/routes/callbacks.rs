//! Callbacks of providers.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use http::StatusCode;
use nilecare_http::{ApiError, ApiResult};
use nilecare_types::{Problem, ProblemKind};

use crate::NotificationService;
use crate::app::Callback;

/// A status is a form of some fields.
const LARGEST: usize = 64 << 10;

/// Takes a status of Twilio. Nobody signs in for it; what is not signed by the provider is refused.
#[utoipa::path(post, path = "/api/v1/notifications/callbacks/twilio", tag = "notification", params(("notification" = String, Query, description = "The notification's id")), request_body(content = String, content_type = "application/x-www-form-urlencoded"), responses(
    (status = 204, description = "It is noted"),
    (status = 400, description = "callback-not-signed", body = Problem),
    (status = 404, description = "notification-not-found", body = Problem),
))]
pub(super) async fn twilio_status(
    State(service): State<NotificationService>,
    request: Request,
) -> ApiResult<StatusCode> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, LARGEST).await.map_err(|_| {
        let detail = "A status has at most 64 KiB.";
        ApiError::new(ProblemKind::TooLarge, "body-too-large", "The body is too large", detail)
    })?;
    service.take_twilio_status(&Callback { head, body }).await?;
    Ok(StatusCode::NO_CONTENT)
}
