//! Commands and queries to the hub's services.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use nilecare_engine_api::{
    ConfigProblem, ConnectorConfig, Destination, DestinationFactory, FailureKind, OutboundMessage, ParameterPattern,
    Response, SendError, StatusReporter, async_trait,
};
use nilecare_http::{ServiceCallErrorKind, ServiceCaller};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The service is not there or does not answer.
const UNAVAILABLE: &str = "NC-SERVICE-001";
/// The service refused the command.
const REFUSED: &str = "NC-SERVICE-002";
/// The service does not let the engine in, or does not exist.
const NOT_PERMITTED: &str = "NC-SERVICE-003";
/// A check asks for a path that no service has; any answer shows that it is there.
const CHECK_PATH: &str = "/health/ready";

/// # Service
/// Sends each message, which must be JSON by now, to one of the hub's services, which recognises a repeat by the message's idempotency
/// key; or asks the service something, with the answer in `response_map` for the destinations that wait for this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceDestinationConfig {
    /// # Service
    /// Such as `clinical` or `lab`.
    pub service: String,
    /// # Path
    /// Of the command or query, such as `/api/v1/clinical/adt-events`; `/api/v1/patients/{patient}` takes the parameter `patient`.
    pub path: String,
    /// # Method
    #[serde(default)]
    pub method: ServiceMethod,
    /// # Time-out
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

/// How the service is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum ServiceMethod {
    /// A new thing, or a command.
    #[default]
    Post,
    /// A thing by its name.
    Put,
    /// A query; nothing of the message is sent but the parameters in the path.
    Get,
}

fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}

impl ConnectorConfig for ServiceDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if self.service.is_empty() {
            problems.push(ConfigProblem::new("/service", "must be the name of a service"));
        }
        match ParameterPattern::parse(&self.path) {
            Ok(pattern) if is_path(&pattern) => {}
            Ok(_) => problems.push(ConfigProblem::new(
                "/path",
                "must be a path, such as /api/v1/clinical/adt-events",
            )),
            Err(error) => problems.push(ConfigProblem::new("/path", error.to_string())),
        }
        if self.timeout.get().is_zero() {
            problems.push(ConfigProblem::new("/timeout", "must be more than 0"));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![
            json!({ "service": "clinical", "path": "/api/v1/clinical/adt-events" }),
            json!({ "service": "clinical", "path": "/api/v1/patients/{patient}", "method": "GET" }),
        ]
    }
}

/// Tells whether it is a path whatever stands in its places.
fn is_path(pattern: &ParameterPattern) -> bool {
    let values = pattern.names().into_iter().map(|name| (name, "x".to_owned())).collect();
    let filled = pattern.fill(&values, write_value);
    filled.is_ok_and(|path| path.starts_with('/') && path.parse::<http::Uri>().is_ok())
}

/// Writes a value as one part of a path or query. One that is empty or would lead elsewhere may not stand there.
fn write_value(value: &str, to: &mut String) -> bool {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            to.push(char::from(byte));
        } else {
            to.push_str(&format!("%{byte:02X}"));
        }
    }
    !matches!(value, "" | "." | "..")
}

/// Keeps nothing between messages.
#[derive(Clone)]
pub(crate) struct ServiceDestination {
    config: Arc<ServiceDestinationConfig>,
    path: Arc<ParameterPattern>,
    caller: Arc<dyn ServiceCaller>,
}

impl ServiceDestination {
    pub fn new(config: ServiceDestinationConfig, caller: Arc<dyn ServiceCaller>) -> Self {
        let path = ParameterPattern::parse(&config.path).expect("the settings were validated");
        Self {
            config: Arc::new(config),
            path: Arc::new(path),
            caller,
        }
    }
}

#[async_trait]
impl DestinationFactory for ServiceDestination {
    fn parameters(&self) -> BTreeSet<String> {
        self.path.names()
    }

    fn open(&self, _: StatusReporter) -> Box<dyn Destination> {
        Box::new(self.clone())
    }

    async fn check(&self) -> Result<String, SendError> {
        let request = Request::get(CHECK_PATH)
            .body(Bytes::new())
            .expect("the parts are valid");
        self.call(request).await?;
        Ok(format!("service {} answers", self.config.service))
    }
}

#[async_trait]
impl Destination for ServiceDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let path = self.path.fill(&message.parameters, write_value).map_err(|name| {
            let detail = format!("the parameter {name:?} is empty or missing, so the path cannot be built");
            SendError::new(FailureKind::Reject, REFUSED, detail)
        })?;
        let request = Request::builder().uri(&path);
        let request = match self.config.method {
            ServiceMethod::Get => request.method(Method::GET).body(Bytes::new()),
            ServiceMethod::Post => command(request.method(Method::POST), message),
            ServiceMethod::Put => command(request.method(Method::PUT), message),
        };
        let request =
            request.map_err(|_| SendError::new(FailureKind::Reject, REFUSED, "what is called is not a valid path"))?;
        judge(&self.config.service, self.call(request).await?)
    }
}

fn command(request: http::request::Builder, message: &OutboundMessage) -> http::Result<Request<Bytes>> {
    request
        .header(http::header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", message.idempotency_key.as_ref())
        .body(message.content.clone())
}

impl ServiceDestination {
    async fn call(&self, request: Request<Bytes>) -> Result<http::Response<Bytes>, SendError> {
        let timeout: Duration = self.config.timeout.get();
        self.caller
            .call(&self.config.service, request, timeout)
            .await
            .map_err(|error| {
                let detail = error.to_string();
                match error.kind() {
                    ServiceCallErrorKind::NotFound => SendError::new(FailureKind::Stop, NOT_PERMITTED, detail),
                    ServiceCallErrorKind::Invalid => SendError::new(FailureKind::Reject, REFUSED, detail),
                    ServiceCallErrorKind::Unavailable | ServiceCallErrorKind::TimedOut => {
                        SendError::new(FailureKind::Retry, UNAVAILABLE, detail).outcome_unknown()
                    }
                }
            })
    }
}

fn judge(service: &str, reply: http::Response<Bytes>) -> Result<Response, SendError> {
    let status = reply.status();
    let body = reply.into_body();
    if status.is_success() {
        return Ok(Response {
            content: Some(body),
            ..Response::default()
        });
    }
    let (kind, code) = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => (FailureKind::Stop, NOT_PERMITTED),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => (FailureKind::Retry, UNAVAILABLE),
        status if status.is_server_error() => (FailureKind::Retry, UNAVAILABLE),
        _ => (FailureKind::Reject, REFUSED),
    };
    Err(SendError::new(kind, code, format!("service {service} answered {}", status.as_u16())).with_response(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use nilecare_engine_api::parse_config;

    fn kind(status: u16) -> Option<FailureKind> {
        let reply = http::Response::builder()
            .status(status)
            .body(Bytes::new())
            .expect("it is a status");
        judge("clinical", reply).err().map(|error| error.kind)
    }

    #[test]
    fn replies_are_classified_by_what_helps() {
        assert_eq!(kind(201), None);
        assert_eq!(kind(422), Some(FailureKind::Reject));
        assert_eq!(kind(403), Some(FailureKind::Stop));
        assert_eq!(kind(503), Some(FailureKind::Retry));
        assert_eq!(kind(429), Some(FailureKind::Retry));
    }

    #[test]
    fn samples_are_valid_and_unknown_keys_are_not() {
        for sample in ServiceDestinationConfig::samples() {
            parse_config::<ServiceDestinationConfig>(&sample).expect("it is a sample");
        }
        for path in ["x", "/a/{B}", "/a/{b", "{b}"] {
            let config = json!({ "service": "x", "path": path });
            assert!(parse_config::<ServiceDestinationConfig>(&config).is_err(), "{path}");
        }
    }

    #[test]
    fn values_stay_within_their_place_of_the_path() {
        let pattern = ParameterPattern::parse("/api/v1/patients?identifier={number}").expect("it is a pattern");
        let fill = |value: &str| {
            let values = [("number".to_owned(), value.to_owned())].into();
            pattern.fill(&values, write_value)
        };
        assert_eq!(
            fill("7 &a=/é").as_deref(),
            Ok("/api/v1/patients?identifier=7%20%26a%3D%2F%C3%A9")
        );
        for value in ["", ".", ".."] {
            assert!(fill(value).is_err(), "{value}");
        }
    }
}
