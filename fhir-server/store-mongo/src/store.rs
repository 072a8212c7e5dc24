//! The store.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use mongodb::bson::{Document, doc};
use mongodb::{Client, Collection};
use nilecare_fhir_search::{Registry, Search, TypeId};
use nilecare_fhir_store::backend;
use nilecare_fhir_store::{Change, ChangeError, Changed, FhirStore, Found, History, HistoryQuery, StoreError, Stored};
use nilecare_types::Clock;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::apply::{LIMIT, apply, conditioned};
use crate::document::{resource_id, stored};
use crate::error::failed;
use crate::history::history;
use crate::open::{connect, prepare, rules};
use crate::session::Session;
use crate::url::MongoUrl;

/// Longer searches are ended.
const SEARCH_LIMIT: Duration = Duration::from_secs(25);
/// A read by id is one command.
const READ_LIMIT: Duration = Duration::from_secs(10);
/// The pause before a search is tried again.
const PAUSE: Duration = Duration::from_millis(50);
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the store is opened.
#[derive(Debug, Clone)]
pub struct MongoOptions {
    /// Where the database is.
    pub url: MongoUrl,
    /// The most connections, and the most batches and searches at the same time.
    pub max_connections: u32,
    /// The most resources that one page may include; the page is made smaller until it is met.
    pub max_included: usize,
}

impl MongoOptions {
    /// Makes options with the address and defaults.
    pub fn new(url: MongoUrl) -> Self {
        Self {
            url,
            max_connections: 32,
            max_included: 2000,
        }
    }
}

/// Resources in a database of MongoDB, which may be that of other hubs too.
#[derive(Debug)]
pub struct MongoFhirStore {
    shared: Arc<Shared>,
    permits: Arc<Semaphore>,
    /// Batches of this hub whose conditions are on one type take turns; those of other hubs are met in the database.
    turns: Vec<Arc<Mutex<()>>>,
}

/// What all requests share.
pub(crate) struct Shared {
    pub registry: Arc<Registry>,
    pub client: Client,
    pub resources: Collection<Document>,
    pub versions: Collection<Document>,
    pub meta: Collection<Document>,
    /// By which rules resources are indexed here.
    pub rules: String,
    pub max_included: usize,
    clock: Arc<dyn Clock>,
    last: AtomicI64,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client knows the password.
        f.debug_struct("Shared")
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

impl Shared {
    /// Returns the moment, in microseconds since 1970. It never runs backwards here, whatever the clock does.
    pub fn now(&self) -> i64 {
        let now = self.clock.now().as_microsecond();
        self.last.fetch_max(now, Ordering::Relaxed).max(now)
    }
}

impl MongoFhirStore {
    /// Opens the database, or makes it. When resources were indexed by other rules, this is done anew, which may take minutes.
    ///
    /// # Errors
    /// When no primary can be reached within 5 s, the server has no transactions, or a newer version wrote the database.
    pub async fn open(
        options: &MongoOptions,
        registry: Arc<Registry>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, StoreError> {
        let (client, database) = connect(options).await?;
        prepare(&database, &registry).await?;
        let turns = registry.types().iter().map(|_| Arc::default()).collect();
        let shared = Shared {
            rules: rules(&registry),
            registry,
            client,
            resources: database.collection("resource"),
            versions: database.collection("version"),
            meta: database.collection("meta"),
            max_included: options.max_included,
            clock,
            last: AtomicI64::new(0),
        };
        Ok(Self {
            shared: Arc::new(shared),
            permits: Arc::new(Semaphore::new(options.max_connections.max(1) as usize)),
            turns,
        })
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit, StoreError> {
        let permit = tokio::time::timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned()).await;
        permit.map_err(|_| busy())?.map_err(|_| StoreError::Closed)
    }

    /// Does something in a transaction that only reads, on a thread that may wait. What others' work has ended is tried again.
    async fn reading<T: Send + 'static>(
        &self,
        work: impl Fn(&Session<'_>) -> Result<T, ChangeError> + Send + 'static,
    ) -> Result<T, ChangeError> {
        let permit = self.permit().await?;
        let (shared, handle) = (Arc::clone(&self.shared), Handle::current());
        let deadline = Instant::now() + SEARCH_LIMIT;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            loop {
                let session = Session::begin(&shared, &handle, deadline)?;
                let done = work(&session);
                let is_transient = done.is_err() && session.is_transient();
                session.abort();
                if !is_transient || Instant::now() + PAUSE >= deadline {
                    return done;
                }
                handle.block_on(tokio::time::sleep(PAUSE));
            }
        });
        let done = done.await.map_err(|_| StoreError::Closed)?;
        match done {
            // Its time was up, and the database did answer.
            Err(ChangeError::Store(StoreError::Unavailable { .. })) if Instant::now() >= deadline => {
                Err(StoreError::TooSlow.into())
            }
            done => done,
        }
    }

    async fn find_one(&self, collection: &Collection<Document>, id: String) -> Result<Option<Stored>, StoreError> {
        const DOING: &str = "reading";
        let find = collection.find_one(doc! { "_id": id }).max_time(READ_LIMIT);
        let found = tokio::time::timeout(READ_LIMIT, find).await;
        let found = found.map_err(|_| StoreError::Unavailable {
            doing: DOING,
            detail: "no answer in time".to_owned(),
        })?;
        let found = found.map_err(failed(DOING))?;
        found
            .map(|document| stored(&self.shared.registry, &document))
            .transpose()
    }

    /// Waits until no other batch of this hub has conditions on these types.
    async fn turns(&self, types: &[TypeId]) -> Result<Vec<OwnedMutexGuard<()>>, StoreError> {
        let mut guards = Vec::with_capacity(types.len());
        for turn in types.iter().filter_map(|of| self.turns.get(usize::from(of.0))) {
            let guard = tokio::time::timeout(PATIENCE, Arc::clone(turn).lock_owned()).await;
            guards.push(guard.map_err(|_| busy())?);
        }
        Ok(guards)
    }
}

fn busy() -> StoreError {
    StoreError::Unavailable {
        doing: "waiting for a turn",
        detail: "others take long".to_owned(),
    }
}

#[async_trait]
impl FhirStore for MongoFhirStore {
    fn registry(&self) -> &Arc<Registry> {
        &self.shared.registry
    }

    async fn read(&self, of: TypeId, id: &str) -> Result<Option<Stored>, StoreError> {
        let id = resource_id(&self.shared.registry, of, id);
        self.find_one(&self.shared.resources, id).await
    }

    async fn read_version(&self, of: TypeId, id: &str, version: u64) -> Result<Option<Stored>, StoreError> {
        let id = format!("{}/{version}", resource_id(&self.shared.registry, of, id));
        self.find_one(&self.shared.versions, id).await
    }

    async fn history(&self, query: HistoryQuery) -> Result<History, StoreError> {
        let done = self.reading(move |session| Ok(history(session, &query)?)).await;
        done.map_err(|error| match error {
            ChangeError::Store(error) => error,
            _ => StoreError::Corrupt,
        })
    }

    async fn search(&self, search: Search) -> Result<Found, ChangeError> {
        self.reading(move |session| backend::search(session, &search)).await
    }

    async fn apply(&self, mut changes: Vec<Change>) -> Result<Vec<Changed>, (usize, ChangeError)> {
        let at_first = |error: StoreError| (0, ChangeError::Store(error));
        let types = conditioned(&changes);
        let turns = self.turns(&types).await.map_err(at_first)?;
        let permit = self.permit().await.map_err(at_first)?;
        let (shared, handle) = (Arc::clone(&self.shared), Handle::current());
        let deadline = Instant::now() + LIMIT;
        let done = tokio::task::spawn_blocking(move || {
            // They are given back when all is done, also when nobody waits for the answer any more.
            let _held = (turns, permit);
            backend::prepare(&shared.registry, &mut changes);
            apply(&shared, &handle, &changes, &types, deadline)
        });
        done.await.map_err(|_| at_first(StoreError::Closed))?
    }
}
