//! The connector `database`.

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{
    ConfigProblem, ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of,
};
use serde_json::Value;

use crate::destination::DatabaseWriters;
use crate::source::DatabaseSource;
use crate::{DatabaseDestinationConfig, DatabaseSourceConfig};

/// The connector `database`.
#[derive(Debug, Clone, Default)]
pub struct DatabaseConnector {
    outbound: Outbound,
}

impl DatabaseConnector {
    /// Connects to these servers only.
    pub fn limited(outbound: Outbound) -> Self {
        Self { outbound }
    }
}

impl Connector for DatabaseConnector {
    fn kind(&self) -> &'static str {
        "database"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<DatabaseSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<DatabaseDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config| {
            let source = DatabaseSource::new(config, self.outbound.clone()).ok_or_else(unusable)?;
            Ok(Box::new(source) as _)
        };
        Some(parse_config(config).and_then(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config| {
            let writers = DatabaseWriters::new(config, self.outbound.clone()).ok_or_else(unusable)?;
            Ok(Arc::new(writers) as _)
        };
        Some(parse_config(config).and_then(build))
    }
}

/// Validation finds it before, with its place.
fn unusable() -> ConfigProblems {
    ConfigProblems(vec![ConfigProblem::new(
        "",
        "the address or a statement cannot be read",
    )])
}
