//! Whether items are good, as the engine sees them.

use std::path::Path;
use std::sync::Arc;

use nilecare_channel_model::ChannelFolder;
use nilecare_channel_repository::{Check, Files, ItemId, ItemKind, ModelCheck};
use nilecare_engine_runtime::{Engine, EngineError};

/// Checks channels as a deployment would: their connectors' settings and scripts too.
pub struct EngineCheck(Arc<Engine>);

impl EngineCheck {
    /// Takes the engine whose connectors are meant.
    pub fn new(engine: Arc<Engine>) -> Self {
        Self(engine)
    }
}

impl Check for EngineCheck {
    fn problems(&self, item: &ItemId, files: &Files, path: &Path) -> Vec<String> {
        let problems = ModelCheck.problems(item, files, path);
        if !problems.is_empty() || item.kind() != ItemKind::Channel {
            return problems;
        }
        let Ok(folder) = ChannelFolder::load(path) else {
            return vec!["it was changed while it was looked at; try again".to_owned()];
        };
        match self.0.check(folder) {
            Ok(_) => Vec::new(),
            Err(EngineError::Invalid { problems, .. }) => problems.iter().map(ToString::to_string).collect(),
            Err(error) => vec![error.to_string()],
        }
    }
}
