//! The hub's own services: as a destination, one command for each message with the message's idempotency key; as a source, the events
//! that they tell.

mod source;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use nilecare_bus::EventBus;
use nilecare_engine_api::{
    ConfigProblem, ConfigProblems, Connector, ConnectorConfig, Destination, DestinationFactory, FailureKind,
    OutboundMessage, Response, SendError, Source, StatusReporter, async_trait, parse_config, schema_of,
};
use nilecare_http::{ServiceCallErrorKind, ServiceCaller};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use source::{Begin, ServiceSourceConfig};

use source::ServiceSource;

/// The service is not there or does not answer.
const UNAVAILABLE: &str = "NC-SERVICE-001";
/// The service refused the command.
const REFUSED: &str = "NC-SERVICE-002";
/// The service does not let the engine in, or does not exist.
const NOT_PERMITTED: &str = "NC-SERVICE-003";
/// A check asks for a path that no service has; any answer shows that it is there.
const CHECK_PATH: &str = "/health/ready";

/// # Service
/// Sends each message, which must be JSON by now, to one of the hub's services. The service recognises a repeat by the
/// message's idempotency key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceDestinationConfig {
    /// # Service
    /// Such as `clinical` or `lab`.
    pub service: String,
    /// # Path
    /// The command's path, such as `/api/v1/clinical/adt-events`.
    pub path: String,
    /// # Method
    #[serde(default)]
    pub method: CommandMethod,
    /// # Time-out
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

/// How a command is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum CommandMethod {
    /// A new thing, or a command.
    #[default]
    Post,
    /// A thing by its name.
    Put,
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
        if !self.path.starts_with('/') || self.path.parse::<http::Uri>().is_err() {
            problems.push(ConfigProblem::new(
                "/path",
                "must be a path, such as /api/v1/clinical/adt-events",
            ));
        }
        if self.timeout.get().is_zero() {
            problems.push(ConfigProblem::new("/timeout", "must be more than 0"));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![json!({ "service": "clinical", "path": "/api/v1/clinical/adt-events" })]
    }
}

/// The connector `service`.
pub struct ServiceConnector {
    caller: Arc<dyn ServiceCaller>,
    bus: Arc<dyn EventBus>,
}

impl ServiceConnector {
    /// Calls services through `caller`, and hears of them through `bus`.
    pub fn new(caller: Arc<dyn ServiceCaller>, bus: Arc<dyn EventBus>) -> Self {
        Self { caller, bus }
    }
}

impl Connector for ServiceConnector {
    fn kind(&self) -> &'static str {
        "service"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<ServiceSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<ServiceDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config| Box::new(ServiceSource::new(config, Arc::clone(&self.bus))) as _;
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let caller = Arc::clone(&self.caller);
        let build = |config| {
            Arc::new(ServiceDestination {
                config: Arc::new(config),
                caller,
            }) as _
        };
        Some(parse_config(config).map(build))
    }
}

/// Keeps nothing between messages.
#[derive(Clone)]
struct ServiceDestination {
    config: Arc<ServiceDestinationConfig>,
    caller: Arc<dyn ServiceCaller>,
}

#[async_trait]
impl DestinationFactory for ServiceDestination {
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
        let method = match self.config.method {
            CommandMethod::Post => Method::POST,
            CommandMethod::Put => Method::PUT,
        };
        let request = Request::builder()
            .method(method)
            .uri(&self.config.path)
            .header(http::header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", message.idempotency_key.as_ref())
            .body(message.content.clone())
            .map_err(|_| SendError::new(FailureKind::Stop, NOT_PERMITTED, "the command's path is not valid"))?;
        judge(&self.config.service, self.call(request).await?)
    }
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
        assert!(parse_config::<ServiceDestinationConfig>(&json!({ "service": "x", "path": "x" })).is_err());
    }
}
