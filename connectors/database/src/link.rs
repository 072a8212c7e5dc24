//! One connection to one database, whichever it is.

use std::sync::Arc;

use nilecare_connector_net::{Outbound, resolve};
use nilecare_types::HumanDuration;
use sqlx::mysql::{MySqlConnectOptions, MySqlConnection, MySqlSslMode};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use crate::config::DatabaseConnection;
use crate::dialect::{Dialect, Place};
use crate::failure::RunError;
use crate::row::TakeRows;
use crate::statement::Statement;
use crate::value::Value;
use crate::{mysql, postgresql, sqlite};

/// How a statement went.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ran {
    /// As the database counts.
    pub affected: u64,
    /// Not all rows were taken; the connection must be closed, or it would read the others.
    pub is_cut: bool,
}

/// What a connection is made by.
#[derive(Debug, Clone)]
pub(crate) struct Dialler {
    connection: Arc<DatabaseConnection>,
    place: Place,
    outbound: Outbound,
    statement_timeout: HumanDuration,
}

/// An open connection.
pub(crate) enum Link {
    PostgreSql(Box<PgConnection>),
    MySql(Box<MySqlConnection>),
    Sqlite(Box<SqliteConnection>),
}

impl Dialler {
    /// Takes settings that were found to be right.
    pub fn new(connection: DatabaseConnection, outbound: Outbound, statement_timeout: HumanDuration) -> Option<Self> {
        Some(Self {
            place: connection.place().ok()?,
            connection: Arc::new(connection),
            outbound,
            statement_timeout,
        })
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    pub fn connect_timeout(&self) -> HumanDuration {
        self.connection.connect_timeout
    }

    /// Connects, in the time that the settings give.
    ///
    /// # Errors
    /// What kept us from it.
    pub async fn connect(&self) -> Result<Link, RunError> {
        let limit = self.connect_timeout();
        let connecting = tokio::time::timeout(limit.get(), Box::pin(self.connect_now()));
        connecting.await.map_err(|_| RunError::ConnectTooSlow { limit })?
    }

    async fn connect_now(&self) -> Result<Link, RunError> {
        let Place::Server {
            dialect,
            host,
            port,
            database,
        } = &self.place
        else {
            return self.open_file().await;
        };
        let address = self.place.address().unwrap_or_default();
        resolve(&address, &self.outbound).await.map_err(RunError::Dial)?;
        let password = match &self.connection.password {
            Some(name) => Some(name.read().map_err(|error| RunError::Settings(error.to_string()))?),
            None => None,
        };
        let password = password.as_ref().map(|password| password.expose().as_str());
        let user = self.connection.username.as_deref().unwrap_or_default();
        if self
            .connection
            .tls
            .as_ref()
            .is_some_and(|tls| tls.accept_any_certificate)
        {
            tracing::warn!(database = %self.place, "the server's certificate is not checked, as the settings say");
        }
        let known = Known {
            host,
            port: *port,
            database,
            user,
            password,
        };
        if *dialect == Dialect::PostgreSql {
            let connection = self.postgresql(&known).connect().await?;
            return Ok(Link::PostgreSql(Box::new(connection)));
        }
        let connection = self.mysql(&known).connect().await?;
        Ok(Link::MySql(Box::new(connection)))
    }

    fn postgresql(&self, known: &Known<'_>) -> PgConnectOptions {
        let milliseconds = self.statement_timeout.get().as_millis().to_string();
        let mut options = PgConnectOptions::new_without_pgpass()
            .host(known.host)
            .port(known.port)
            .database(known.database)
            .username(known.user)
            .application_name("nilecare")
            // Notices of triggers may quote a message, and would be logged.
            .options([
                ("client_min_messages", "error"),
                ("statement_timeout", milliseconds.as_str()),
            ])
            .ssl_mode(PgSslMode::Disable);
        if let Some(password) = known.password {
            options = options.password(password);
        }
        if let Some(tls) = &self.connection.tls {
            options = options.ssl_mode(if tls.accept_any_certificate {
                PgSslMode::Require
            } else {
                PgSslMode::VerifyFull
            });
            if let Some(file) = &tls.ca_file {
                options = options.ssl_root_cert(file);
            }
            if let (Some(certificate), Some(key)) = (&tls.certificate_file, &tls.private_key_file) {
                options = options.ssl_client_cert(certificate).ssl_client_key(key);
            }
        }
        options.disable_statement_logging()
    }

    fn mysql(&self, known: &Known<'_>) -> MySqlConnectOptions {
        let mut options = MySqlConnectOptions::new()
            .host(known.host)
            .port(known.port)
            .database(known.database)
            .username(known.user)
            // As the server has it; an analyst's statement means what it means elsewhere.
            .pipes_as_concat(false)
            .ssl_mode(MySqlSslMode::Disabled);
        if let Some(password) = known.password {
            options = options.password(password);
        }
        if let Some(tls) = &self.connection.tls {
            let mode = if tls.accept_any_certificate {
                MySqlSslMode::Required
            } else {
                MySqlSslMode::VerifyIdentity
            };
            options = options.ssl_mode(mode);
            if let Some(file) = &tls.ca_file {
                options = options.ssl_ca(file);
            }
            if let (Some(certificate), Some(key)) = (&tls.certificate_file, &tls.private_key_file) {
                options = options.ssl_client_cert(certificate).ssl_client_key(key);
            }
        }
        options.disable_statement_logging()
    }

    async fn open_file(&self) -> Result<Link, RunError> {
        let Place::File(path) = &self.place else {
            return Err(RunError::Settings("the address is no file".to_owned()));
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .foreign_keys(true)
            .busy_timeout(self.connect_timeout().get() / 2)
            .disable_statement_logging();
        Ok(Link::Sqlite(Box::new(options.connect().await?)))
    }
}

struct Known<'a> {
    host: &'a str,
    port: u16,
    database: &'a str,
    user: &'a str,
    password: Option<&'a str>,
}

impl Link {
    /// Runs a statement with the values of its places.
    ///
    /// # Errors
    /// What failed.
    pub async fn run(
        &mut self,
        statement: &Statement,
        values: &[Value],
        rows: &mut dyn TakeRows,
    ) -> Result<Ran, RunError> {
        match self {
            Self::PostgreSql(connection) => postgresql::run(connection, statement, values, rows).await,
            Self::MySql(connection) => mysql::run(connection, statement, values, rows).await,
            Self::Sqlite(connection) => sqlite::run(connection, statement, values, rows).await,
        }
    }

    /// Sees whether the database understands a statement, without running it.
    ///
    /// # Errors
    /// What it says.
    pub async fn prepare(&mut self, statement: &Statement) -> Result<(), RunError> {
        let text = || sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(statement.text.as_str()));
        match self {
            Self::PostgreSql(connection) => {
                connection.prepare(text()).await?;
            }
            Self::MySql(connection) => {
                connection.prepare(text()).await?;
            }
            Self::Sqlite(connection) => {
                connection.prepare(text()).await?;
            }
        }
        Ok(())
    }

    /// Asks for an answer.
    ///
    /// # Errors
    /// When there is none.
    pub async fn ping(&mut self) -> Result<(), RunError> {
        match self {
            Self::PostgreSql(connection) => connection.ping().await?,
            Self::MySql(connection) => connection.ping().await?,
            Self::Sqlite(connection) => connection.ping().await?,
        }
        Ok(())
    }

    pub async fn begin(&mut self) -> Result<(), RunError> {
        self.command(match self {
            Self::PostgreSql(_) => "BEGIN",
            Self::MySql(_) => "START TRANSACTION",
            // The right to write is taken at once: two that read first would wait for one another.
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
        })
        .await
    }

    pub async fn commit(&mut self) -> Result<(), RunError> {
        self.command("COMMIT").await
    }

    pub async fn roll_back(&mut self) -> Result<(), RunError> {
        self.command("ROLLBACK").await
    }

    async fn command(&mut self, command: &'static str) -> Result<(), RunError> {
        match self {
            Self::PostgreSql(connection) => {
                connection.execute(command).await?;
            }
            Self::MySql(connection) => {
                connection.execute(command).await?;
            }
            Self::Sqlite(connection) => {
                connection.execute(command).await?;
            }
        }
        Ok(())
    }

    /// Says goodbye; for a file of SQLite, closes it.
    pub async fn close(self) {
        // Nobody waits long for a server that does not answer.
        let closing = async {
            match self {
                Self::PostgreSql(connection) => connection.close().await,
                Self::MySql(connection) => connection.close().await,
                Self::Sqlite(connection) => connection.close().await,
            }
        };
        let _ = tokio::time::timeout(std::time::Duration::from_secs(1), closing).await;
    }
}
