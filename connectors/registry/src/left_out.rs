//! A connector that this binary was built without: a channel that names it is told which feature to build with.
#![cfg_attr(feature = "kafka", allow(dead_code, reason = "nothing is left out of this build"))]

use std::sync::Arc;

use nilecare_engine_api::{ConfigProblem, ConfigProblems, Connector, DestinationFactory, Source};
use serde_json::Value;

pub(crate) struct LeftOut {
    pub kind: &'static str,
    pub feature: &'static str,
}

impl LeftOut {
    fn problem(&self) -> ConfigProblems {
        let message = format!(
            "this binary was built without the connector {}; build it with the feature {} (cargo build --features {})",
            self.kind, self.feature, self.feature
        );
        ConfigProblems(vec![ConfigProblem::new("/type", message)])
    }
}

impl Connector for LeftOut {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn source(&self, _: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        Some(Err(self.problem()))
    }

    fn destination(&self, _: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        Some(Err(self.problem()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_told_which_feature_it_wants() {
        let left_out = LeftOut {
            kind: "kafka",
            feature: "kafka",
        };
        let source = left_out.source(&Value::Null).expect("it answers");
        assert!(
            source
                .err()
                .expect("it is not there")
                .to_string()
                .contains("feature kafka")
        );
        let destination = left_out.destination(&Value::Null).expect("it answers");
        assert!(
            destination
                .err()
                .expect("it is not there")
                .to_string()
                .contains("feature kafka")
        );
    }
}
