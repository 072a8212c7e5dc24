//! What a channel and its scripts may use, read from files: for commands that need no hub.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use nilecare_channel_model::ConnectionFile;
use nilecare_engine_api::{ConnectorRegistry, SharedConnection};
use nilecare_script::{
    Configuration, ConfigurationValue, Environment, Library, LibrarySet, LookupTables, ScriptHost, ScriptLimits,
};
use serde_json::Value;

use crate::hub::offline_registry;

/// Where they are.
#[derive(Debug, clap::Args)]
pub struct ScriptFiles {
    /// Without a hub: the folder with the code template libraries [default: libraries beside the channel's parent folder].
    #[arg(long, value_name = "DIR")]
    libraries: Option<PathBuf>,
    /// Without a hub: the folder with the lookup tables [default: lookups beside the channel's parent folder].
    #[arg(long, value_name = "DIR")]
    lookups: Option<PathBuf>,
    /// Without a hub: a JSON file with the values of the configuration map.
    #[arg(long, value_name = "FILE")]
    configuration: Option<PathBuf>,
    /// Without a hub: the folder with the shared connections [default: connections beside the channel's parent folder].
    #[arg(long, value_name = "DIR")]
    connections: Option<PathBuf>,
}

impl ScriptFiles {
    /// Reads them for the channel of a folder. Anything that is wrong with one of them is an error.
    pub fn host(&self, channel: &Path) -> Result<ScriptHost> {
        let environment = Arc::new(Environment::default());
        if let Some(folder) = folder(self.lookups.as_deref(), channel, "lookups")? {
            environment.lookups.set(lookups(&folder)?);
        }
        if let Some(file) = &self.configuration {
            environment.configuration.set(configuration(file)?);
        }
        let host = ScriptHost::with_environment(ScriptLimits::default(), environment);
        if let Some(folder) = folder(self.libraries.as_deref(), channel, "libraries")? {
            let set = libraries(&host, &folder)?;
            host.environment().libraries.set(set);
        }
        Ok(host)
    }

    /// Builds the connectors, with the shared connections for the channel of a folder.
    pub fn registry(&self, channel: &Path) -> Result<ConnectorRegistry> {
        let registry = offline_registry()?;
        if let Some(folder) = folder(self.connections.as_deref(), channel, "connections")? {
            let problems = share(&registry, &folder);
            if !problems.is_empty() {
                bail!("the shared connections are not valid:\n  {}", problems.join("\n  "));
            }
        }
        Ok(registry)
    }
}

/// Gives the connectors the shared connections of a folder, and tells what is wrong with the others.
pub fn share(registry: &ConnectorRegistry, folder: &Path) -> Vec<String> {
    let (files, mut problems) = ConnectionFile::read_all(folder);
    let mut connections = BTreeMap::new();
    for (name, file) in files {
        let connection = SharedConnection {
            kind: file.kind,
            description: file.description,
            settings: file.settings,
        };
        let found = registry.problems_of(&connection).into_iter();
        problems.extend(found.map(|problem| format!("connections/{name}.yaml: {problem}")));
        connections.insert(name, connection);
    }
    registry.connections().set(connections);
    problems
}

/// Returns the folder that was named, or the one in the tree that the channel is part of (docs/configuration.md).
fn folder(named: Option<&Path>, channel: &Path, name: &str) -> Result<Option<PathBuf>> {
    if let Some(named) = named {
        if !named.is_dir() {
            bail!("{} is no folder", named.display());
        }
        return Ok(Some(named.to_owned()));
    }
    let channel = channel
        .canonicalize()
        .with_context(|| format!("opening {}", channel.display()))?;
    let tree = channel.parent().and_then(Path::parent);
    Ok(tree.map(|tree| tree.join(name)).filter(|beside| beside.is_dir()))
}

fn lookups(folder: &Path) -> Result<LookupTables> {
    let (tables, problems) = LookupTables::load_folder(folder);
    if !problems.is_empty() {
        let list = problems.iter().map(|problem| {
            let line = problem.line.map(|line| format!(" line {line}")).unwrap_or_default();
            format!("\n  {}{line}: {}", problem.table, problem.message)
        });
        bail!("the lookup tables are not valid:{}", list.collect::<String>());
    }
    Ok(tables)
}

fn configuration(file: &Path) -> Result<Configuration> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let values: BTreeMap<String, Value> =
        serde_json::from_str(&text).with_context(|| format!("{} must be a JSON object", file.display()))?;
    let values = values
        .into_iter()
        .map(|(name, value)| (name, ConfigurationValue::Plain(value)));
    Ok(Configuration::new(values.collect()))
}

fn libraries(host: &ScriptHost, folder: &Path) -> Result<LibrarySet> {
    let (libraries, mut problems) = Library::load_all(folder);
    let (set, more) = LibrarySet::new(host, libraries);
    problems.extend(more);
    if !problems.is_empty() {
        let list = problems.iter().map(|problem| format!("\n  {problem}"));
        bail!("the libraries are not valid:{}", list.collect::<String>());
    }
    Ok(set)
}
