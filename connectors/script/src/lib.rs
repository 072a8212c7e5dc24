//! A destination that sends nothing anywhere: the destination's own filter and transformer are the script.
//!
//! What the transformer made is the response, so a response transformer, the reply of the channel (`from_destination`) and
//! later destinations of a chain can use it. It needs no script host of its own: the engine runs the destination's scripts
//! before any connector sees the message. A script that throws puts the message into error, as at any destination.

use std::collections::BTreeMap;
use std::sync::Arc;

use nilecare_engine_api::{
    ConfigProblem, ConfigProblems, ConnectionState, Connector, ConnectorConfig, Destination, DestinationFactory,
    OutboundMessage, Response, SendError, StatusReporter, async_trait, parse_config, schema_of,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// # Script
/// Sends nothing: the destination's filter and transformer do the work, and what they made is the response. Use it to compute
/// something in the middle of a chain, to write maps, or to answer the sender with what a script made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptDestinationConfig {
    /// # Respond
    /// Off: there is no response, and what the transformer made is kept as sent only.
    #[serde(default = "default_true")]
    pub respond: bool,
}

fn default_true() -> bool {
    true
}

impl ConnectorConfig for ScriptDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        Vec::new()
    }

    fn samples() -> Vec<Value> {
        vec![json!({}), json!({ "respond": false })]
    }
}

/// The connector `script`.
#[derive(Debug, Clone, Copy, Default)]
pub struct ScriptConnector;

impl Connector for ScriptConnector {
    fn kind(&self) -> &'static str {
        "script"
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<ScriptDestinationConfig>())
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        Some(parse_config(config).map(|config: ScriptDestinationConfig| Arc::new(Scripts(config)) as _))
    }
}

struct Scripts(ScriptDestinationConfig);

#[async_trait]
impl DestinationFactory for Scripts {
    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        status.report(ConnectionState::Idle);
        Box::new(Script(self.0.clone()))
    }

    async fn check(&self) -> Result<String, SendError> {
        Ok("there is nothing to connect to".to_owned())
    }
}

struct Script(ScriptDestinationConfig);

#[async_trait]
impl Destination for Script {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        Ok(Response {
            content: self.0.respond.then(|| message.content.clone()),
            facts: BTreeMap::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_the_transformer_made_is_the_response() {
        for (config, wanted) in [(json!({}), Some("made".into())), (json!({ "respond": false }), None)] {
            let factory = ScriptConnector
                .destination(&config)
                .and_then(Result::ok)
                .expect("it is valid");
            let message = OutboundMessage {
                channel: "orders".parse().expect("it is an id"),
                destination: "compute".parse().expect("it is an id"),
                message: nilecare_types::MessageId(1),
                content: "made".into(),
                parameters: BTreeMap::new(),
                idempotency_key: "K1".into(),
                attempt: 1,
                is_possible_duplicate: false,
            };
            let sent = factory.open(StatusReporter::default()).send(&message).await;
            assert_eq!(sent.expect("it cannot fail").content, wanted);
        }
        assert!(
            ScriptConnector
                .destination(&json!({ "script": "1" }))
                .is_some_and(|made| made.is_err())
        );
    }
}
