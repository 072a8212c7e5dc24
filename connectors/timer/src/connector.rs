//! The connector `timer`.

use std::sync::Arc;

use nilecare_engine_api::{ConfigProblem, ConfigProblems, Connector, Source, parse_config, schema_of};
use nilecare_types::{Clock, SystemClock};
use serde_json::Value;

use crate::TimerSourceConfig;
use crate::source::TimerSource;

/// The connector `timer`.
#[derive(Clone)]
pub struct TimerConnector {
    clock: Arc<dyn Clock>,
}

impl Default for TimerConnector {
    fn default() -> Self {
        Self::at(Arc::new(SystemClock))
    }
}

impl TimerConnector {
    /// Tells the time by this clock.
    pub fn at(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

impl Connector for TimerConnector {
    fn kind(&self) -> &'static str {
        "timer"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<TimerSourceConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config| {
            let source = TimerSource::new(config, Arc::clone(&self.clock));
            // Validation finds it before, with its place.
            let unusable = || ConfigProblems(vec![ConfigProblem::new("", "the times cannot be read")]);
            Ok(Box::new(source.ok_or_else(unusable)?) as _)
        };
        Some(parse_config(config).and_then(build))
    }
}
