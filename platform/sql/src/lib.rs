//! Databases of the domain services.
//!
//! [`Db`] opens one by URL, runs the migrations that a service embeds, and hands out readers and write transactions. What it promises:
//! a committed write survives a power cut, writers wait for one another instead of failing, a reader never waits for a writer.
//! [`inbox`] makes a command safe to receive twice. The tables themselves belong to the services.
//!
//! A database is a file of SQLite, or one of a MariaDB, MySQL or PostgreSQL server. SQL is written once, with `?` and in the words that
//! all three share; [`Dialect::translate`] does the rest. Whole numbers are `i64` and bound as such, also where they mean yes (1) or
//! no (0), since a server does not take a number of another width for one. After a statement that failed, a transaction of
//! PostgreSQL takes no more: look first, or begin anew.

mod conn;
mod db;
mod dialect;
pub mod documents;
mod error;
pub mod inbox;
pub mod json;
mod migrations;
mod options;
mod time;

pub use conn::{Backend, Conn, Executor, Query, ReadConn, Readers, WriteTx};
pub use db::Db;
pub use dialect::Dialect;
pub use error::{DbError, DbErrorKind};
pub use migrations::Migrations;
pub use options::check_url;
pub use time::{from_millis, to_millis};
