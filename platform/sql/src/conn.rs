//! Connections that put each statement into the words of their database.

use std::ops::{Deref, DerefMut};

use futures_util::StreamExt;
use futures_util::future::{self, BoxFuture, FutureExt};
use futures_util::stream::{self, BoxStream};
use sqlx::any::{AnyArguments, AnyQueryResult, AnyRow, AnyStatement, AnyTypeInfo};
use sqlx::pool::PoolConnection;
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Either, Error, Execute, SqlSafeStr, SqlStr, Transaction};

use crate::dialect::Dialect;

/// What sqlx calls the database of queries, rows and arguments of the services.
pub type Backend = sqlx::Any;
/// A query with its arguments.
pub type Query<'q> = sqlx::query::Query<'q, Backend, AnyArguments>;

/// Runs queries of the services: [`Readers`], a connection or a transaction.
pub trait Executor<'c>: sqlx::Executor<'c, Database = Backend> {}
impl<'c, E: sqlx::Executor<'c, Database = Backend>> Executor<'c> for E {}

/// One connection, in a transaction or not.
#[derive(Debug)]
pub struct Conn {
    held: Held,
    dialect: Dialect,
}

#[derive(Debug)]
enum Held {
    Plain(PoolConnection<Backend>),
    Transaction(Transaction<'static, Backend>),
}

/// A transaction that may write; dropped without [`commit`](Self::commit), it changes nothing.
#[derive(Debug)]
pub struct WriteTx(Conn);

/// A connection that only reads.
#[derive(Debug)]
pub struct ReadConn(Conn);

/// Connections that only read; pass it as the executor of a query.
#[derive(Debug, Clone)]
pub struct Readers {
    pub(crate) pool: AnyPool,
    pub(crate) dialect: Dialect,
}

impl Conn {
    /// Tells which database it is of.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn inner(&mut self) -> &mut AnyConnection {
        match &mut self.held {
            Held::Plain(connection) => connection,
            Held::Transaction(tx) => tx,
        }
    }
}

impl WriteTx {
    pub(crate) fn new(tx: Transaction<'static, Backend>, dialect: Dialect) -> Self {
        Self(Conn {
            held: Held::Transaction(tx),
            dialect,
        })
    }

    /// Makes what was written last.
    ///
    /// # Errors
    /// When the database fails; what was written may then be there or not.
    pub async fn commit(self) -> Result<(), Error> {
        match self.0.held {
            Held::Transaction(tx) => tx.commit().await,
            Held::Plain(_) => Ok(()),
        }
    }

    /// Takes back what was written.
    ///
    /// # Errors
    /// When the database fails; what was written is then not there either.
    pub async fn rollback(self) -> Result<(), Error> {
        match self.0.held {
            Held::Transaction(tx) => tx.rollback().await,
            Held::Plain(_) => Ok(()),
        }
    }
}

impl Readers {
    /// Takes one connection, for several queries.
    ///
    /// # Errors
    /// When none is free in ten seconds, or the database cannot be reached.
    pub async fn acquire(&self) -> Result<ReadConn, Error> {
        Ok(ReadConn(Conn {
            held: Held::Plain(self.pool.acquire().await?),
            dialect: self.dialect,
        }))
    }

    /// Begins a transaction in which all queries see the database as it was at the first of them.
    ///
    /// # Errors
    /// When no connection is free in ten seconds, or the database cannot be reached.
    pub async fn begin(&self) -> Result<ReadConn, Error> {
        let begin = match self.dialect {
            Dialect::Sqlite => "BEGIN",
            Dialect::Mysql => "START TRANSACTION READ ONLY",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Ok(ReadConn(Conn {
            held: Held::Transaction(self.pool.begin_with(begin).await?),
            dialect: self.dialect,
        }))
    }
}

impl Deref for WriteTx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

impl Deref for ReadConn {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for ReadConn {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

/// A query in the words of a database.
struct Translated {
    sql: SqlStr,
    arguments: Option<AnyArguments>,
    persistent: bool,
}

impl Execute<'_, Backend> for Translated {
    fn sql(self) -> SqlStr {
        self.sql
    }

    fn statement(&self) -> Option<&AnyStatement> {
        None
    }

    fn take_arguments(&mut self) -> Result<Option<AnyArguments>, sqlx::error::BoxDynError> {
        Ok(self.arguments.take())
    }

    fn persistent(&self) -> bool {
        self.persistent
    }
}

fn translated<'q>(mut query: impl Execute<'q, Backend>, dialect: Dialect) -> Result<Translated, Error> {
    let arguments = query.take_arguments().map_err(Error::Encode)?;
    let persistent = query.persistent();
    Ok(Translated {
        sql: sql_of(query.sql(), dialect),
        arguments,
        persistent,
    })
}

fn sql_of(sql: SqlStr, dialect: Dialect) -> SqlStr {
    match dialect.translate(sql.as_str()) {
        std::borrow::Cow::Borrowed(_) => sql,
        // It is as safe as the statement that it was made of: the values are in the arguments.
        std::borrow::Cow::Owned(other) => AssertSqlSafe(other).into_sql_str(),
    }
}

type Step = Result<Either<AnyQueryResult, AnyRow>, Error>;
type Described = Result<sqlx::Describe<Backend>, Error>;

/// The four ways to run a query, on whatever runs it: only the query is another.
macro_rules! runs_translated {
    ($self:ident, $dialect:expr, $inner:expr) => {
        fn fetch_many<'e, 'q: 'e, E>($self, query: E) -> BoxStream<'e, Step>
        where
            'c: 'e,
            E: 'q + Execute<'q, Backend>,
        {
            match translated(query, $dialect) {
                Ok(query) => $inner.fetch_many(query),
                Err(error) => stream::once(future::ready(Err(error))).boxed(),
            }
        }

        fn fetch_optional<'e, 'q: 'e, E>($self, query: E) -> BoxFuture<'e, Result<Option<AnyRow>, Error>>
        where
            'c: 'e,
            E: 'q + Execute<'q, Backend>,
        {
            match translated(query, $dialect) {
                Ok(query) => $inner.fetch_optional(query),
                Err(error) => future::ready(Err(error)).boxed(),
            }
        }

        fn prepare_with<'e>(
            $self,
            sql: SqlStr,
            parameters: &'e [AnyTypeInfo],
        ) -> BoxFuture<'e, Result<AnyStatement, Error>>
        where
            'c: 'e,
        {
            let sql = sql_of(sql, $dialect);
            $inner.prepare_with(sql, parameters)
        }

        fn describe<'e>($self, sql: SqlStr) -> BoxFuture<'e, Described>
        where
            'c: 'e,
        {
            let sql = sql_of(sql, $dialect);
            $inner.describe(sql)
        }
    };
}

impl<'c> sqlx::Executor<'c> for &'c mut Conn {
    type Database = Backend;
    runs_translated!(self, self.dialect, self.inner());
}

impl<'c> sqlx::Executor<'c> for &'_ Readers {
    type Database = Backend;
    runs_translated!(self, self.dialect, (&self.pool));
}
