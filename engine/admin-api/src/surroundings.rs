//! Brings what surrounds the scripts, and the alerts, up to what analysts edited: libraries, lookup tables, the
//! configuration map, global scripts, shared connections, alert rules.
//!
//! Of an item with problems the last good revision is used, so that a slip in one file takes nothing away from channels
//! that run.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use nilecare_alerts::{AlertRule, Alerts};
use nilecare_channel_model::ConnectionFile;
use nilecare_channel_repository::{
    ConfigurationValue, Files, ItemId, ItemKind, ItemSummary, Repository, RepositoryError,
};
use nilecare_engine_api::{SharedConnection, SharedConnections};
use nilecare_script::{
    CompiledScript, Configuration, ConfigurationValue as ScriptValue, GlobalScripts, Library, LibraryFile, LibrarySet,
    LibraryTest, LookupTable, LookupTables, ScriptHost,
};

/// Keeps the scripts' environment and the alerts up to date.
pub struct Surroundings {
    repository: Arc<Repository>,
    host: Arc<ScriptHost>,
    alerts: Arc<Alerts>,
    connections: SharedConnections,
    /// The hashes of what was loaded last, by kind.
    loaded: Mutex<BTreeMap<ItemKind, Vec<String>>>,
}

/// The kinds that are loaded; channels are deployed instead.
const KINDS: [ItemKind; 6] = [
    ItemKind::Library,
    ItemKind::Lookup,
    ItemKind::Script,
    ItemKind::Alert,
    ItemKind::Connection,
    ItemKind::Configuration,
];

impl Surroundings {
    /// Takes what it works with; loads nothing yet.
    pub fn new(
        repository: Arc<Repository>,
        host: Arc<ScriptHost>,
        alerts: Arc<Alerts>,
        connections: SharedConnections,
    ) -> Self {
        Self {
            repository,
            host,
            alerts,
            connections,
            loaded: Mutex::default(),
        }
    }

    /// Returns the host of the scripts.
    pub fn host(&self) -> &Arc<ScriptHost> {
        &self.host
    }

    /// Loads what changed since it was loaded last. Blocks.
    ///
    /// # Errors
    /// When the history cannot be read; what was loaded before stays.
    pub fn refresh(&self) -> Result<(), RepositoryError> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        for kind in KINDS {
            let items = self.repository.list(kind)?;
            let hash = |item: &ItemSummary| {
                let hash = item.revision.as_ref().map(|revision| revision.hash.as_str());
                format!("{} {} {:?}", item.item, hash.unwrap_or_default(), item.last_good)
            };
            let hashes = items.iter().map(hash).collect::<Vec<_>>();
            if loaded.get(&kind) == Some(&hashes) {
                continue;
            }
            self.load(kind, &items)?;
            loaded.insert(kind, hashes);
        }
        Ok(())
    }

    /// Runs the tests of a library, with all libraries in use around it.
    pub(crate) fn run_tests(&self, item: &ItemId, files: &Files) -> Vec<LibraryTest> {
        let in_use = self.host.environment().libraries.get();
        let others = in_use.libraries().filter(|library| library.name != item.name());
        let mut libraries = others.cloned().collect::<Vec<_>>();
        libraries.extend(library(item, files));
        let (set, _) = LibrarySet::new(&self.host, libraries);
        set.run_tests(&self.host, Some(item.name()))
    }

    fn load(&self, kind: ItemKind, items: &[ItemSummary]) -> Result<(), RepositoryError> {
        let environment = self.host.environment();
        match kind {
            ItemKind::Library => {
                let mut libraries = Vec::new();
                for (item, files) in self.good(items)? {
                    libraries.extend(library(&item, &files));
                }
                let (set, problems) = LibrarySet::new(&self.host, libraries);
                for problem in problems {
                    tracing::error!(%problem, "a part of a library is left out");
                }
                environment.libraries.set(set);
                // Which functions there are decides whether channels are good.
                self.repository.recheck();
            }
            ItemKind::Lookup => {
                let mut tables = LookupTables::default();
                for (item, files) in self.good(items)? {
                    if let Ok(table) = LookupTable::parse_csv(item.name(), files.content()) {
                        tables.insert(item.name(), table);
                    }
                }
                environment.lookups.set(tables);
            }
            ItemKind::Script => {
                let good = self.good(items)?.into_iter();
                let compiled =
                    good.filter_map(|(item, files)| Some((item.name().to_owned(), self.script(&item, &files)?)));
                let mut compiled = compiled.collect::<BTreeMap<_, _>>();
                environment.global_scripts.set(GlobalScripts {
                    deploy: compiled.remove("deploy"),
                    undeploy: compiled.remove("undeploy"),
                    preprocessor: compiled.remove("preprocessor"),
                    postprocessor: compiled.remove("postprocessor"),
                });
            }
            ItemKind::Alert => {
                let mut rules = Vec::new();
                for (item, files) in self.good(items)? {
                    rules.extend(rule(&item, &files).ok());
                }
                self.alerts.set_rules(rules);
            }
            ItemKind::Connection => {
                let mut connections = BTreeMap::new();
                for (item, files) in self.good(items)? {
                    if let Ok(connection) = connection(&files) {
                        connections.insert(item.name().to_owned(), connection);
                    }
                }
                self.connections.set(connections);
                // Which connections there are decides whether channels are good.
                self.repository.recheck();
            }
            ItemKind::Configuration => match self.repository.configuration_values() {
                Ok(values) => environment.configuration.set(configuration(values)),
                Err(error) => tracing::error!(%error, "the configuration map is not taken; the one before stays"),
            },
            ItemKind::Channel => {}
        }
        Ok(())
    }

    /// Returns the files of each item as they are, or as they were when they were good.
    fn good(&self, items: &[ItemSummary]) -> Result<Vec<(ItemId, Files)>, RepositoryError> {
        let mut good = Vec::new();
        for item in items {
            let current = item.revision.as_ref().map(|revision| revision.id);
            let wanted = if item.problems.is_empty() {
                current
            } else {
                item.last_good
            };
            if wanted != current || wanted.is_none() {
                let problems = item.problems.join("; ");
                tracing::error!(item = %item.item, last_good = ?wanted.map(|id| id.0), problems, "an item is not good");
            }
            if let Some(revision) = wanted {
                let stored = self.repository.get(&item.item, Some(revision))?;
                good.push((item.item.clone(), stored.files));
            }
        }
        Ok(good)
    }

    fn script(&self, item: &ItemId, files: &Files) -> Option<CompiledScript> {
        let text = std::str::from_utf8(files.content()).ok()?;
        self.host.compile(&format!("scripts/{}.rhai", item.name()), text).ok()
    }
}

fn configuration(values: BTreeMap<String, ConfigurationValue>) -> Configuration {
    let convert = |value| match value {
        ConfigurationValue::Plain(value) => ScriptValue::Plain(value),
        ConfigurationValue::Secret(secret) => ScriptValue::Secret(secret),
    };
    Configuration::new(values.into_iter().map(|(name, value)| (name, convert(value))).collect())
}

/// Reads an alert.
pub(crate) fn rule(item: &ItemId, files: &Files) -> Result<AlertRule, Vec<String>> {
    let text = std::str::from_utf8(files.content()).map_err(|_| vec!["is no UTF-8".to_owned()])?;
    AlertRule::read(item.name(), text).map_err(|problems| problems.0)
}

/// Reads a shared connection.
pub(crate) fn connection(files: &Files) -> Result<SharedConnection, Vec<String>> {
    let read = ConnectionFile::read(text(files.content())?).map_err(|error| vec![error])?;
    Ok(SharedConnection {
        kind: read.kind,
        description: read.description,
        settings: read.settings,
    })
}

/// Reads a library.
pub(crate) fn library(item: &ItemId, files: &Files) -> Result<Library, Vec<String>> {
    let place = format!("libraries/{}", item.name());
    let mut library = Library {
        name: item.name().to_owned(),
        settings: serde_saphyr::from_str(text(files.get("library.yaml").unwrap_or_default())?)
            .map_err(|error| vec![format!("library.yaml: {error}")])?,
        files: Vec::new(),
        tests: Vec::new(),
    };
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".rhai")) {
        let file = LibraryFile {
            name: format!("{place}/{path}"),
            text: text(content)?.to_owned(),
        };
        match path.split_once('/') {
            None => library.files.push(file),
            Some(("tests", name)) if !name.contains('/') => library.tests.push(file),
            Some(_) => return Err(vec![format!("{path}: scripts are beside library.yaml or in tests/")]),
        }
    }
    Ok(library)
}

fn text(content: &[u8]) -> Result<&str, Vec<String>> {
    std::str::from_utf8(content).map_err(|_| vec!["a file is no UTF-8".to_owned()])
}
