//! Connections for reading.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{SqliteOptions, open};
use crate::StoreError;

/// How long a search waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(20);

/// Connections that nobody uses.
#[derive(Debug)]
pub(super) struct Pool {
    free: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

/// A connection, given back when it is dropped.
pub(super) struct Lent {
    connection: Option<Connection>,
    free: Arc<Mutex<Vec<Connection>>>,
    _permit: OwnedSemaphorePermit,
}

impl Pool {
    pub fn open(options: &SqliteOptions) -> Result<Self, StoreError> {
        let n_readers = options.n_readers.max(1);
        let connections: Result<Vec<_>, _> = (0..n_readers).map(|_| open::reader(options)).collect();
        Ok(Self {
            free: Arc::new(Mutex::new(connections?)),
            permits: Arc::new(Semaphore::new(n_readers)),
        })
    }

    /// Waits for a connection.
    pub async fn get(&self) -> Result<Lent, StoreError> {
        let permit = tokio::time::timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned()).await;
        let busy = || StoreError::Database {
            doing: "waiting for a free connection",
            detail: "all are in use".to_owned(),
        };
        let permit = permit.map_err(|_| busy())?.map_err(|_| StoreError::Closed)?;
        let connection = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Lent {
            connection: Some(connection.ok_or(StoreError::Closed)?),
            free: Arc::clone(&self.free),
            _permit: permit,
        })
    }
}

impl Deref for Lent {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("it is there until it is dropped")
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.extend(self.connection.take());
    }
}
