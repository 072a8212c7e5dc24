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
mod write;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use nilecare_fhir_search::{Registry, Search, TypeId};
use nilecare_types::Clock;

use crate::{Change, ChangeError, Changed, FhirStore, Found, History, HistoryQuery, StoreError, Stored};
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
}

/// Longer searches are ended.
const SEARCH_LIMIT: Duration = Duration::from_secs(25);
/// Batches of more changes are made ready on another thread.
const FEW: usize = 4;

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
        let handle = connection.get_interrupt_handle();
        let work = tokio::task::spawn_blocking(move || history::history(&connection, &shared.keys, &query));
        match tokio::time::timeout(SEARCH_LIMIT, work).await {
            Ok(done) => done.map_err(|_| StoreError::Closed)?,
            Err(_) => {
                handle.interrupt();
                Err(StoreError::TooSlow)
            }
        }
    }

    async fn search(&self, search: Search) -> Result<Found, ChangeError> {
        let (connection, shared) = (self.pool.get().await?, Arc::clone(&self.shared));
        let handle = connection.get_interrupt_handle();
        let work = tokio::task::spawn_blocking(move || search::search(&connection, &shared, &search));
        match tokio::time::timeout(SEARCH_LIMIT, work).await {
            Ok(done) => done.map_err(|_| StoreError::Closed)?,
            Err(_) => {
                handle.interrupt();
                Err(StoreError::TooSlow.into())
            }
        }
    }

    async fn apply(&self, mut changes: Vec<Change>) -> Result<Vec<Changed>, (usize, ChangeError)> {
        if changes.len() <= FEW {
            crate::ahead::prepare(&self.shared.registry, &mut changes);
        } else {
            let registry = Arc::clone(&self.shared.registry);
            let ready = tokio::task::spawn_blocking(move || {
                crate::ahead::prepare(&registry, &mut changes);
                changes
            });
            changes = ready.await.map_err(|_| (0, StoreError::Closed.into()))?;
        }
        self.writer.apply(changes).await
    }
}
