//! What surrounds the scripts of all channels, and can be exchanged while they run.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use crate::{
    CompiledScript, Configuration, Connections, LibrarySet, LookupTables, ScriptError, ScriptHost, SharedMap,
    Surroundings,
};

/// A part that can be exchanged while others use it: they go on with what they got.
pub struct Swap<T>(RwLock<Arc<T>>);

impl<T> Swap<T> {
    /// Begins with `value`.
    pub fn new(value: T) -> Self {
        Self(RwLock::new(Arc::new(value)))
    }

    /// Returns what is there now.
    pub fn get(&self) -> Arc<T> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns another place with the same value; exchanging one leaves the other.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self(RwLock::new(self.get()))
    }

    /// Puts another in its place.
    pub fn set(&self, value: T) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(value);
    }
}

impl<T: Default> Default for Swap<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Swap<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// What surrounds the scripts of all channels.
///
/// Scripts and templates see exchanged lookup tables and configuration at once; exchanged libraries are seen by channels
/// that are compiled after.
#[derive(Debug, Default)]
pub struct Environment {
    /// The tables behind `lookup`.
    pub lookups: Swap<LookupTables>,
    /// `configuration`.
    pub configuration: Swap<Configuration>,
    /// `global_map`: shared by all messages of all channels.
    pub global_map: SharedMap,
    /// The functions that channels share.
    pub libraries: Swap<LibrarySet>,
    /// The scripts that run for every channel.
    pub global_scripts: Swap<GlobalScripts>,
    /// Whom scripts can call; `None` where nobody is called, as in trials.
    pub connections: Swap<Option<Arc<dyn Connections>>>,
}

impl Environment {
    /// Returns what a trial sees: the same tables, configuration, libraries and scripts as now, and a copy of the global
    /// map, so that nothing that runs notices the trial.
    #[must_use]
    pub fn for_trial(&self) -> Self {
        Self {
            lookups: self.lookups.fork(),
            configuration: self.configuration.fork(),
            global_map: self.global_map.fork(),
            libraries: self.libraries.fork(),
            global_scripts: self.global_scripts.fork(),
            // What was called would notice.
            connections: Swap::default(),
        }
    }
}

/// Scripts that run for every channel, around its own.
#[derive(Debug, Clone, Default)]
pub struct GlobalScripts {
    /// Runs before a channel's deploy script.
    pub deploy: Option<CompiledScript>,
    /// Runs after a channel's undeploy script.
    pub undeploy: Option<CompiledScript>,
    /// Runs before a channel's preprocessor.
    pub preprocessor: Option<CompiledScript>,
    /// Runs after a channel's postprocessor.
    pub postprocessor: Option<CompiledScript>,
}

/// A script larger than this is a mistake, in bytes.
const SCRIPT_BYTES: u64 = 1 << 20;

impl GlobalScripts {
    /// Reads `deploy.rhai`, `undeploy.rhai`, `preprocessor.rhai` and `postprocessor.rhai` of a folder, those that are there. They
    /// see the libraries for all channels. A script with a problem is left out.
    pub fn load(host: &ScriptHost, libraries: &LibrarySet, folder: &Path) -> (Self, Vec<ScriptError>) {
        let surroundings = Surroundings {
            libraries: libraries.for_all_channels(),
            ..Surroundings::default()
        };
        let mut problems = Vec::new();
        let mut script = |name: &str| {
            let compiled = read(folder, name).and_then(|text| {
                let text = text.as_deref();
                text.map(|text| host.compile_in(name, text, &surroundings)).transpose()
            });
            compiled.unwrap_or_else(|problem| {
                problems.push(problem);
                None
            })
        };
        let scripts = Self {
            deploy: script("deploy.rhai"),
            undeploy: script("undeploy.rhai"),
            preprocessor: script("preprocessor.rhai"),
            postprocessor: script("postprocessor.rhai"),
        };
        (scripts, problems)
    }
}

fn read(folder: &Path, name: &str) -> Result<Option<String>, ScriptError> {
    let path = folder.join(name);
    let metadata = match std::fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(ScriptError::step(name, format!("cannot be read: {error}"))),
    };
    // A link could lead out of the folder.
    if !metadata.is_file() || metadata.len() > SCRIPT_BYTES {
        let detail = format!("must be a plain file of at most {SCRIPT_BYTES} bytes");
        return Err(ScriptError::step(name, detail));
    }
    let text = std::fs::read_to_string(&path);
    text.map(Some)
        .map_err(|error| ScriptError::step(name, format!("cannot be read: {error}")))
}
