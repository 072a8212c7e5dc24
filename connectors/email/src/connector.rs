//! The connector `smtp`.

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConfigProblem, ConfigProblems, Connector, DestinationFactory, parse_config, schema_of};
use nilecare_types::SystemClock;
use serde_json::Value;

use crate::EmailDestinationConfig;
use crate::destination::Mailers;

/// The connector `smtp`.
#[derive(Debug, Clone, Default)]
pub struct SmtpConnector {
    outbound: Outbound,
}

impl SmtpConnector {
    /// Connects to these servers only.
    pub fn limited(outbound: Outbound) -> Self {
        Self { outbound }
    }
}

impl Connector for SmtpConnector {
    fn kind(&self) -> &'static str {
        "smtp"
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<EmailDestinationConfig>())
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config| {
            let mailers = Mailers::new(config, self.outbound.clone(), Arc::new(SystemClock));
            // Validation finds it before, with its place.
            let unusable = || ConfigProblems(vec![ConfigProblem::new("", "the mail's settings cannot be read")]);
            Ok(Arc::new(mailers.ok_or_else(unusable)?) as _)
        };
        Some(parse_config(config).and_then(build))
    }
}
