//! Files in a folder of this machine, or of one that is mounted: a reader and a writer.
//!
//! ```text
//! folder ─► names that match, old enough, in order ─► read whole, unchanged meanwhile ─► Inbox::accept ─► removed or moved
//! message ─► NAME.part, synced ─► renamed ─► folder synced
//! ```
//!
//! No file is read while somebody writes it, and none is left half written. A file is removed or moved only when its message
//! is on disk; when the hub dies in between it is taken again, which the channel's `repeats` recognise by the control id.
//! Symbolic links are not followed. Names of files, which may name a patient, reach no log and no error.

mod config;
mod destination;
mod folder;
mod listing;
mod names;
mod read;
mod settle;
mod source;
mod write;

use std::sync::Arc;

use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::SystemClock;
use serde_json::Value;

pub use config::{AfterReading, FileDestinationConfig, FileOrder, FileSourceConfig, IfExists, SortBy, SortDirection};

use destination::FileWriters;
use source::FileSource;

/// The connector `file`.
#[derive(Debug, Clone, Copy, Default)]
pub struct FileConnector;

impl Connector for FileConnector {
    fn kind(&self) -> &'static str {
        "file"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<FileSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<FileDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config: FileSourceConfig| Box::new(FileSource::new(config, Arc::new(SystemClock))) as _;
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config: FileDestinationConfig| Arc::new(FileWriters::new(config)) as _;
        Some(parse_config(config).map(build))
    }
}
