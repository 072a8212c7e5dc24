//! Settings of the reader.

use std::path::PathBuf;

use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::folder_problem;
use crate::names::NamePatterns;

/// # File reader
/// Looks into a folder again and again, and takes each file as a message. A file is taken when it has not been changed for a
/// while, and removed or moved when its message is on disk. Symbolic links and special files are left alone. Scripts see
/// `source["file.name"]`, `source["file.folder"]` (below the folder), `source["file.size"]` and `source["file.modified"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileSourceConfig {
    /// # Folder
    /// From the root, such as `/srv/nilecare/inbox`.
    pub folder: PathBuf,
    /// # Names
    /// Files with such names are taken: `*` is any text, `?` one character. Names that begin with a dot are taken only when
    /// the pattern does.
    #[serde(default = "all_names")]
    pub names: Vec<String>,
    /// # Names to leave alone
    #[serde(default = "half_written", skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// # Folders below
    /// Takes files of the folders below as well, 16 deep.
    #[serde(default)]
    pub recursive: bool,
    /// # Interval
    /// Between two looks into the folder.
    #[serde(default = "default_interval")]
    pub interval: HumanDuration,
    /// # Age
    /// A file is taken when its last change is this long ago, and it does not change while it is read.
    #[serde(default = "default_age")]
    pub min_age: HumanDuration,
    /// # Order
    #[serde(default)]
    pub order: FileOrder,
    /// # Largest file, in bytes
    /// Of a larger one the first 64 KiB are kept as a message in error, and the file goes where such files go.
    #[serde(default = "default_size")]
    pub max_size: usize,
    /// # Afterwards
    #[serde(default)]
    pub after: AfterReading,
    /// # Folder for errors
    /// Where a file goes whose message was refused or ended in error; within the folder when it is not written from the root.
    /// Absent: such a file is treated as the others, since its message is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_folder: Option<PathBuf>,
    /// # Time-out
    /// For looking into the folder, and for reading, moving or removing one file; a network drive may hang.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

/// What is done with a file whose message is on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AfterReading {
    /// It is removed.
    #[default]
    Delete,
    /// It is moved into a folder, which is made when it is not there; within the folder when it is not written from the root.
    /// When a file of this name is there, a number is put before the extension.
    MoveTo(PathBuf),
}

/// In which order files are taken that are there together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FileOrder {
    /// # By
    pub by: SortBy,
    /// # Direction
    pub direction: SortDirection,
}

/// What files are ordered by; those that are alike by their names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// When they were changed.
    #[default]
    Modified,
    /// Their names, byte by byte.
    Name,
    /// Their sizes.
    Size,
}

/// Which end comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SortDirection {
    /// The oldest, smallest or first name.
    #[default]
    Ascending,
    /// The newest, largest or last name.
    Descending,
}

fn all_names() -> Vec<String> {
    vec!["*".to_owned()]
}
fn half_written() -> Vec<String> {
    ["*.part", "*.tmp", "*.filepart"].map(str::to_owned).to_vec()
}
fn default_interval() -> HumanDuration {
    HumanDuration::from_secs(5)
}
fn default_age() -> HumanDuration {
    HumanDuration::from_secs(2)
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(60)
}
fn default_size() -> usize {
    16 * 1024 * 1024
}

impl ConnectorConfig for FileSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems: Vec<_> = folder_problem("/folder", &self.folder).into_iter().collect();
        for (path, names) in [("/names", &self.names), ("/except", &self.except)] {
            if let Err(problem) = NamePatterns::parse(names) {
                problems.push(ConfigProblem::new(path, problem));
            }
        }
        if self.names.is_empty() {
            problems.push(ConfigProblem::new("/names", "give at least one, such as *.hl7"));
        }
        for (path, duration) in [("/interval", self.interval), ("/timeout", self.timeout)] {
            if duration.get().is_zero() {
                problems.push(ConfigProblem::new(path, "make it longer than 0"));
            }
        }
        const LARGEST: usize = 1024 * 1024 * 1024;
        if self.max_size == 0 || self.max_size > LARGEST {
            problems.push(ConfigProblem::new("/max_size", format!("use 1 to {LARGEST} bytes")));
        }
        if self.after == AfterReading::MoveTo(self.folder.clone()) || self.error_folder.as_ref() == Some(&self.folder) {
            let message = "name another folder than the one that is read; its files would be taken again";
            problems.push(ConfigProblem::new("/after", message));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![
            json!({ "folder": "/srv/nilecare/inbox" }),
            json!({
                "folder": "/srv/nilecare/inbox",
                "names": ["*.hl7", "*.txt"],
                "recursive": true,
                "order": { "by": "name" },
                "after": { "move_to": "done" },
                "error_folder": "failed"
            }),
        ]
    }
}
