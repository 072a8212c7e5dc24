//! The embedded store: one file, one writer that commits for many at once, several readers.

mod condition;
mod history;
mod keys;
mod open;
mod pool;
mod read;
mod rows;
mod search;
mod sql;
mod transaction;
mod write;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use nilecare_fhir_search::{Registry, Search, TypeId};
use nilecare_types::Clock;

use crate::prepare::Prepared;
use crate::{Change, ChangeError, Changed, FhirStore, Found, History, HistoryQuery, Stored, StoreError, links};
use keys::Keys;
use pool::Pool;
use writer::Writer;

/// How the store is opened.
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    /// The file.
    pub path: PathBuf,
    /// How many searches run at the same time.
    pub n_readers: usize,
    /// The most resources that one page may include; the page is made smaller until it is met.
    pub max_included: usize,
}

impl SqliteOptions {
    /// Makes options with the file and defaults.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            n_readers: 4,
            max_included: 2000,
        }
    }
}

/// Resources in a file of SQLite.
#[derive(Debug)]
pub struct SqliteFhirStore {
    shared: Arc<Shared>,
    pool: Arc<Pool>,
    writer: Writer,
}

/// What the writer and the readers know alike.
#[derive(Debug)]
pub(crate) struct Shared {
    pub registry: Arc<Registry>,
    pub keys: Keys,
    pub clock: Arc<dyn Clock>,
    pub max_included: usize,
}

impl SqliteFhirStore {
    /// Opens the file, or makes it. When the indexes were written by other rules, they are written anew.
    ///
    /// # Errors
    /// When the file cannot be opened, or a newer version wrote it.
    pub fn open(options: &SqliteOptions, registry: Arc<Registry>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let (connection, keys) = open::open(options, &registry)?;
        let shared = Arc::new(Shared {
            registry,
            keys,
            clock,
            max_included: options.max_included,
        });
        let pool = Arc::new(Pool::open(options)?);
        let writer = Writer::start(connection, Arc::clone(&shared))?;
        Ok(Self { shared, pool, writer })
    }

    /// Makes drafts ready that depend on nothing which only the writer can see.
    fn prepare(&self, changes: &mut [Change]) {
        for change in changes {
            let (draft, id) = match change {
                Change::Create { draft, if_none_exist: None } => (draft, ulid::Ulid::generate().to_string()),
                Change::Update { draft, target: crate::Target::Id(_, id), .. } => {
                    let id = id.clone();
                    (draft, id)
                }
                _ => continue,
            };
            draft.prepared = Some(Prepared::new(&self.shared.registry, draft.of, &id, &draft.resource));
        }
    }

    /// Rewrites the references of a batch whose ids are all known beforehand.
    fn link(&self, changes: &mut [Change]) -> bool {
        let is_known = |change: &Change| match change {
            Change::Create { draft, if_none_exist } => if_none_exist.is_none() && !links::has_search(&draft.resource),
            Change::Update { draft, target, .. } => {
                matches!(target, crate::Target::Id(..)) && !links::has_search(&draft.resource)
            }
            Change::Patch { .. } => false,
            _ => true,
        };
        changes.iter().all(is_known)
    }
}

#[async_trait]
impl FhirStore for SqliteFhirStore {
    fn registry(&self) -> &Arc<Registry> {
        &self.shared.registry
    }

    async fn read(&self, of: TypeId, id: &str) -> Result<Option<Stored>, StoreError> {
        // A read by key takes a few microseconds from the cache: less than handing it to another thread.
        let connection = self.pool.get().await?;
        read::current(&connection, &self.shared.keys, of, id)
    }

    async fn read_version(&self, of: TypeId, id: &str, version: u64) -> Result<Option<Stored>, StoreError> {
        let connection = self.pool.get().await?;
        read::version(&connection, &self.shared.keys, of, id, version)
    }

    async fn history(&self, query: HistoryQuery) -> Result<History, StoreError> {
        let (connection, shared) = (self.pool.get().await?, Arc::clone(&self.shared));
        let work = tokio::task::spawn_blocking(move || history::history(&connection, &shared.keys, &query));
        work.await.map_err(|_| StoreError::Closed)?
    }

    async fn search(&self, search: Search) -> Result<Found, ChangeError> {
        let (connection, shared) = (self.pool.get().await?, Arc::clone(&self.shared));
        let work = tokio::task::spawn_blocking(move || search::search(&connection, &shared, &search));
        work.await.map_err(|_| StoreError::Closed)?
    }

    async fn apply(&self, mut changes: Vec<Change>) -> Result<Vec<Changed>, (usize, ChangeError)> {
        let is_single = changes.len() == 1;
        let has_names = changes.iter().any(|change| match change {
            Change::Create { draft, .. } | Change::Update { draft, .. } => draft.full_url.is_some(),
            _ => false,
        });
        if self.link(&mut changes) && (is_single || !has_names) {
            self.prepare(&mut changes);
        }
        self.writer.apply(changes).await
    }
}
