//! Webhooks: a POST with JSON, a few attempts.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue as HttpHeaderValue, Request, StatusCode, Uri, header};
use nilecare_http_client::{HttpClient, HttpLimits};

use super::{ActionError, SecretSource};
use crate::{HeaderValue, WebhookAction};

const FIRST_DELAY: Duration = Duration::from_secs(1);
/// Nothing of the answer but its status is used.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;

pub(super) async fn send(
    http: &HttpClient,
    secrets: &dyn SecretSource,
    to: &WebhookAction,
    body: Bytes,
) -> Result<(), ActionError> {
    let uri: Uri = to
        .url
        .parse()
        .map_err(|_| ActionError("the address of the webhook is none".to_owned()))?;
    let headers = headers(secrets, to)?;
    let mut delay = FIRST_DELAY;
    for attempt in 1.. {
        let answer = post(http, &uri, headers.clone(), body.clone(), to.timeout.get()).await;
        let failure = match answer {
            Ok(status) if status.is_success() => return Ok(()),
            Ok(status) if !may_pass(status) => {
                return Err(ActionError(format!(
                    "the webhook refused with status {}",
                    status.as_u16()
                )));
            }
            Ok(status) => format!("the webhook answered with status {}", status.as_u16()),
            Err(text) => format!("the webhook could not be reached: {text}"),
        };
        if attempt >= to.attempts {
            return Err(ActionError(failure));
        }
        tokio::time::sleep(delay).await;
        delay *= 2;
    }
    Err(ActionError("the webhook was not tried".to_owned()))
}

async fn post(
    http: &HttpClient,
    uri: &Uri,
    headers: HeaderMap,
    body: Bytes,
    timeout: Duration,
) -> Result<StatusCode, String> {
    let mut request = Request::post(uri)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .map_err(|_| "the address cannot be requested".to_owned())?;
    request.headers_mut().extend(headers);
    let limits = HttpLimits {
        timeout,
        max_answer_bytes: MAX_ANSWER_BYTES,
    };
    let answer = http.send(request, limits).await;
    answer.map(|answer| answer.status()).map_err(|error| error.to_string())
}

/// Tells whether a later attempt may do better (RFC 9110 §15.6, RFC 6585 §4).
fn may_pass(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::REQUEST_TIMEOUT
}

fn headers(secrets: &dyn SecretSource, to: &WebhookAction) -> Result<HeaderMap, ActionError> {
    let mut headers = HeaderMap::new();
    for (name, value) in &to.headers {
        let error = |what: String| ActionError(format!("header {name}: {what}"));
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| error("is no header".to_owned()))?;
        let value = match value {
            HeaderValue::Text(text) => HttpHeaderValue::from_str(text),
            HeaderValue::Configured(name) => {
                let name = &name.configuration;
                let absent = || error(format!("the configuration map has no {name}"));
                let secret = secrets.value(name).ok_or_else(absent)?;
                HttpHeaderValue::from_str(secret.expose())
            }
        };
        let mut value = value.map_err(|_| error("its value is no header value".to_owned()))?;
        value.set_sensitive(true);
        headers.insert(header, value);
    }
    Ok(headers)
}
