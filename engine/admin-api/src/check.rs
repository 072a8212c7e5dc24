//! Whether items are good, as the engine sees them.

use std::path::Path;
use std::sync::Arc;

use nilecare_channel_model::ChannelFolder;
use nilecare_channel_repository::{Check, Files, ItemId, ItemKind, ModelCheck};
use nilecare_engine_runtime::{Engine, EngineError};
use nilecare_script::{LibrarySet, LookupTable, ScriptHost};

use crate::surroundings::{connection, library, rule};

/// Checks items as their use would: channels with their connectors' settings and scripts, libraries and global scripts by
/// compiling them, tables and alerts by reading them.
pub struct EngineCheck {
    engine: Arc<Engine>,
    host: Arc<ScriptHost>,
}

impl EngineCheck {
    /// Takes the engine whose connectors are meant, and the host of its scripts.
    pub fn new(engine: Arc<Engine>, host: Arc<ScriptHost>) -> Self {
        Self { engine, host }
    }

    fn channel(&self, path: &Path) -> Vec<String> {
        let Ok(folder) = ChannelFolder::load(path) else {
            return vec!["it was changed while it was looked at; try again".to_owned()];
        };
        match self.engine.check(folder) {
            Ok(_) => Vec::new(),
            Err(EngineError::Invalid { problems, .. }) => told(&problems),
            Err(error) => vec![error.to_string()],
        }
    }
}

impl Check for EngineCheck {
    fn problems(&self, item: &ItemId, files: &Files, path: &Path) -> Vec<String> {
        match item.kind() {
            ItemKind::Channel => {
                let problems = ModelCheck.problems(item, files, path);
                if problems.is_empty() {
                    self.channel(path)
                } else {
                    problems
                }
            }
            ItemKind::Library => match library(item, files) {
                Ok(library) => told(&LibrarySet::new(&self.host, vec![library]).1),
                Err(problems) => problems,
            },
            ItemKind::Lookup => {
                let read = LookupTable::parse_csv(item.name(), files.content());
                read.err().map(|problems| told(&problems)).unwrap_or_default()
            }
            ItemKind::Script => match std::str::from_utf8(files.content()) {
                Ok(text) => {
                    let compiled = self.host.compile(&format!("scripts/{}.rhai", item.name()), text);
                    compiled.err().map(|error| error.to_string()).into_iter().collect()
                }
                Err(_) => vec!["is no UTF-8".to_owned()],
            },
            ItemKind::Alert => rule(item, files).err().unwrap_or_default(),
            ItemKind::Connection => match connection(files) {
                Ok(connection) => self.engine.registry().problems_of(&connection),
                Err(problems) => problems,
            },
            ItemKind::Configuration => Vec::new(),
        }
    }
}

fn told<T: ToString>(problems: &[T]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}
