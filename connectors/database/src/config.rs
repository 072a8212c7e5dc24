//! Settings of the connector.

mod connection;
mod destination;
mod source;

pub use connection::{DatabaseConnection, DatabaseTls};
pub use destination::{DatabaseDestinationConfig, ValueType};
pub use source::{DatabaseCursor, DatabaseEvent, DatabaseSourceConfig, RowsAs};
pub(crate) use source::SourceStatements;
