//! A few connections to read on, opened as they are needed.

use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;

use super::error;
use crate::StoreError;
use crate::sqlite::{SqliteOptions, connect};

/// So many reads at once.
const CONNECTION_LIMIT: usize = 4;

/// A few connections, opened as they are needed.
pub(in crate::sqlite) struct Readers {
    options: SqliteOptions,
    idle: Mutex<Idle>,
    returned: Condvar,
}

#[derive(Default)]
struct Idle {
    connections: Vec<Connection>,
    n_open: usize,
    is_closed: bool,
}

impl Readers {
    pub(in crate::sqlite) fn new(options: SqliteOptions) -> Self {
        Self {
            options,
            idle: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Runs a query on one of the connections; blocks.
    pub(in crate::sqlite) fn with<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let connection = self.take()?;
        let result = query(&connection);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.connections.push(connection);
        self.returned.notify_all();
        result
    }

    /// Waits for the queries under way, closes all connections and takes no further query; blocks.
    pub(in crate::sqlite) fn close(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.is_closed = true;
        while idle.n_open > 0 {
            idle.n_open -= idle.connections.len();
            idle.connections.clear();
            if idle.n_open > 0 {
                idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
            }
        }
        // Those who waited for a connection see that there will be none.
        self.returned.notify_all();
    }

    /// Takes queries again.
    pub(in crate::sqlite) fn reopen(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).is_closed = false;
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if idle.is_closed {
                return Err(StoreError::closed());
            }
            if let Some(connection) = idle.connections.pop() {
                return Ok(connection);
            }
            if idle.n_open < CONNECTION_LIMIT {
                idle.n_open += 1;
                break;
            }
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
        drop(idle);
        self.open().inspect_err(|_| {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).n_open -= 1;
            self.returned.notify_all();
        })
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let connection = connect(&self.options)?;
        connection.pragma_update(None, "query_only", true).map_err(error)?;
        connection.pragma_update(None, "cache_size", -4_000).map_err(error)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    }
}
