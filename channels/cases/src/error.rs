//! Why cases could not be run.

use std::path::PathBuf;

use nilecare_channel_model::FolderError;
use nilecare_engine_runtime::CompileProblem;

/// Cases that could not be run, or a channel that could not be written. A case that fails is no error: it is in the
/// report.
#[derive(Debug, thiserror::Error)]
pub enum CasesError {
    /// The folder is no channel.
    #[error("loading the channel")]
    Load(#[source] FolderError),
    /// The channel cannot be deployed.
    #[error("compiling the channel: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Compile(Vec<CompileProblem>),
    /// A file or folder of the cases cannot be read.
    #[error("reading {path}")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file cannot be written.
    #[error("writing {path}")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A case has no message, or several.
    #[error("{path} needs exactly one message, named in.hl7, in.json or in.txt")]
    Input {
        /// The case's folder.
        path: PathBuf,
    },
    /// The channel to be made is there already.
    #[error("{path} exists already; choose another id or remove the folder")]
    Exists {
        /// Its folder.
        path: PathBuf,
    },
}
