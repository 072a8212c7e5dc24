//! Databases: rows as messages, and messages as statements. PostgreSQL, MySQL or MariaDB, and SQLite.
//!
//! ```text
//! query ─► a page of rows ─► JSON ─► Inbox::accept ─► mark statements, cursor
//! message ─► values ─► begin ─► statements with bound values ─► commit ─► rows and counts as the response
//! ```
//!
//! A value never becomes part of a statement's text: it is bound. What a database says about a message may quote it, so it is
//! kept with the message's response and not logged.
//!
//! One road for all three: [`link`] holds the connection of one of them, and only binding a value and reading one are written
//! for each, since their types are what differs (docs/adr/0016).

mod config;
mod connector;
mod cursor;
mod destination;
mod dialect;
mod failure;
mod link;
mod moment;
mod mysql;
mod postgresql;
mod response;
mod row;
mod source;
mod sqlite;
mod statement;
mod value;

pub use config::{
    DatabaseConnection, DatabaseCursor, DatabaseDestinationConfig, DatabaseEvent, DatabaseSourceConfig, DatabaseTls,
    RowsAs, ValueType,
};
pub use connector::DatabaseConnector;
