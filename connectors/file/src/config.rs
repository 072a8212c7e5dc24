//! Settings of the reader and the writer.

mod destination;
mod source;

use std::path::Path;

use nilecare_engine_api::ConfigProblem;

pub use destination::{FileDestinationConfig, IfExists};
pub use source::{AfterReading, FileOrder, FileSourceConfig, SortBy, SortDirection};

/// Tells when a folder is not named from the root: what it means would depend on where the hub was started.
fn folder_problem(path: &str, folder: &Path) -> Option<ConfigProblem> {
    let message = "write the folder from the root, such as /srv/nilecare/inbox";
    (!folder.is_absolute()).then(|| ConfigProblem::new(path, message))
}
