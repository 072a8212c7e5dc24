//! Databases of the domain services.
//!
//! [`Db`] opens one by URL, runs the migrations that a service embeds, and hands out readers and write transactions. What it promises:
//! a committed write survives a power cut, writers wait for one another instead of failing, a reader never waits for a writer.
//! [`inbox`] makes a command safe to receive twice. The tables themselves belong to the services.
//!
//! SQL is written with `?` and in the words that SQLite and MariaDB share. Today `sqlite:` is compiled in; a further back end is a
//! further variant behind [`Db`], with the same contract.

mod db;
pub mod documents;
mod error;
pub mod inbox;
pub mod json;
mod options;
mod time;

pub use db::{Db, Readers, WriteTx};
pub use error::{DbError, DbErrorKind};
pub use sqlx::migrate::Migrator;
pub use time::{from_millis, to_millis};
