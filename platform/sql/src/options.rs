//! How a database is opened, and what each of its connections is told first.

use std::path::Path;
use std::str::FromStr;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, Executor, Row};

use crate::DbError;
use crate::dialect::Dialect;

/// Where a database is, with what it takes to get there.
#[derive(Clone)]
pub(crate) struct Place {
    pub dialect: Dialect,
    pub options: AnyConnectOptions,
    /// Scheme, host and database, without user and password.
    pub shown: String,
    pub database: String,
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown)
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Write,
    Read,
    /// Changing tables may take long, so only its waits for locks have an end.
    Migrate,
}

/// Checks the URL of a database without opening it, and returns scheme, host and database, or the path.
///
/// # Errors
/// [`DbError::InvalidUrl`] or [`DbError::UnknownScheme`].
pub fn check_url(url: &str) -> Result<String, DbError> {
    Ok(place(url)?.shown)
}

/// Reads the URL of a database.
pub(crate) fn place(url: &str) -> Result<Place, DbError> {
    let (scheme, rest) = url.split_once(':').ok_or(DbError::InvalidUrl)?;
    let dialect = Dialect::of_scheme(scheme).ok_or_else(|| DbError::UnknownScheme {
        scheme: scheme.to_owned(),
    })?;
    if dialect == Dialect::Sqlite {
        return file(rest.strip_prefix("//").unwrap_or(rest));
    }
    let options = AnyConnectOptions::from_str(url).map_err(|_| DbError::InvalidUrl)?;
    let at = &options.database_url;
    let (host, database) = (at.host_str().unwrap_or_default(), at.path().trim_start_matches('/'));
    let is_name = |name: &str| !name.is_empty() && !name.contains('/');
    if !is_name(host) || !is_name(database) {
        return Err(DbError::InvalidUrl);
    }
    let port = at.port().map(|port| format!(":{port}")).unwrap_or_default();
    Ok(Place {
        dialect,
        shown: format!("{scheme}://{host}{port}/{database}"),
        database: database.to_owned(),
        options,
    })
}

fn file(path: &str) -> Result<Place, DbError> {
    // A database in memory would be a different one for each connection.
    if path.is_empty() || path == ":memory:" {
        return Err(DbError::InvalidUrl);
    }
    let url = format!("sqlite:{}?mode=rwc", escaped(path));
    Ok(Place {
        dialect: Dialect::Sqlite,
        options: AnyConnectOptions::from_str(&url).map_err(|_| DbError::InvalidUrl)?,
        shown: path.to_owned(),
        database: path.to_owned(),
    })
}

/// Writes a path so that nothing in it means something in a URL.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// Makes the folder of a database that is a file.
pub(crate) fn make_folder(path: &str) -> Result<(), DbError> {
    match Path::new(path).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            std::fs::create_dir_all(folder).map_err(|source| DbError::CreateFolder {
                path: path.to_owned(),
                source,
            })
        }
        _ => Ok(()),
    }
}

/// Tells a new connection how it is to behave.
pub(crate) async fn prepare(connection: &mut AnyConnection, dialect: Dialect, is_for: Use) -> Result<(), sqlx::Error> {
    match dialect {
        Dialect::Sqlite => {
            connection.execute(SQLITE).await?;
            if is_for == Use::Read {
                connection.execute("PRAGMA query_only = ON").await?;
            }
        }
        Dialect::Postgres => {
            connection.execute(POSTGRES).await?;
            connection
                .execute(match is_for {
                    Use::Write => "SET statement_timeout = '30s'",
                    Use::Read => "SET statement_timeout = '30s'; SET default_transaction_read_only = on",
                    Use::Migrate => "SET lock_timeout = '60s'",
                })
                .await?;
        }
        Dialect::Mysql => {
            connection.execute(MYSQL).await?;
            match is_for {
                Use::Migrate => {
                    connection.execute("SET SESSION lock_wait_timeout = 60").await?;
                }
                Use::Write => limit_statements(connection).await?,
                Use::Read => {
                    limit_statements(connection).await?;
                    connection.execute("SET SESSION TRANSACTION READ ONLY").await?;
                }
            }
        }
    }
    Ok(())
}

/// The log is synced at each commit (FULL): what was answered survives a power cut. Deleted patient data is overwritten in the
/// file. A statement waits five seconds for another process that holds the file.
const SQLITE: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON";

/// A session that was left in a transaction by a process that hangs gives the right to write back.
const POSTGRES: &str = "SET synchronous_commit = on; SET lock_timeout = '10s'; \
                        SET idle_in_transaction_session_timeout = '120s'; SET client_min_messages = warning";

/// Texts are compared byte by byte as in SQLite, a backslash is a backslash, and what does not fit is refused.
const MYSQL: &str = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,\
                     PIPES_AS_CONCAT,ANSI_QUOTES,NO_BACKSLASH_ESCAPES,NO_AUTO_VALUE_ON_ZERO', \
                     SESSION innodb_lock_wait_timeout = 10, SESSION lock_wait_timeout = 10, \
                     collation_connection = utf8mb4_bin";

/// MariaDB has a limit for all statements, in seconds; MySQL one for those that read, in milliseconds.
async fn limit_statements(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    let row = connection.fetch_one("SELECT VERSION()").await?;
    let limit = if row.try_get::<String, _>(0)?.contains("MariaDB") {
        "SET SESSION max_statement_time = 30"
    } else {
        "SET SESSION max_execution_time = 30000"
    };
    connection.execute(limit).await?;
    Ok(())
}

/// Warns of a server whose settings lose what was committed.
pub(crate) async fn check_durability(connection: &mut AnyConnection, place: &Place) -> Result<(), sqlx::Error> {
    let (ask, safe) = match place.dialect {
        Dialect::Sqlite => return Ok(()),
        Dialect::Mysql => ("SELECT CAST(@@innodb_flush_log_at_trx_commit AS CHAR)", "1"),
        Dialect::Postgres => ("SELECT current_setting('fsync')", "on"),
    };
    let row = connection.fetch_one(ask).await?;
    if row.try_get::<String, _>(0)? != safe {
        let setting = match place.dialect {
            Dialect::Mysql => "innodb_flush_log_at_trx_commit = 1",
            _ => "fsync = on",
        };
        tracing::warn!(
            database = place.shown,
            "the server may lose what was committed when it loses power; set {setting} on it"
        );
    }
    Ok(())
}
