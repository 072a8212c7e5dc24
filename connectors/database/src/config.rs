//! Settings of the connector.

mod connection;
mod destination;
mod source;

pub use connection::{DatabaseConnection, DatabaseTls};
pub use destination::{DatabaseDestinationConfig, ValueType};
pub(crate) use source::SourceStatements;
pub use source::{DatabaseCursor, DatabaseEvent, DatabaseSourceConfig, RowsAs};
