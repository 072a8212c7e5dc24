//! A library as its folder holds it: `library.yaml`, files of functions, and their tests.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// A file larger than this is a mistake, in bytes.
const FILE_BYTES: u64 = 1 << 20;
/// A library with more files than this is a mistake.
const FILES: usize = 200;

/// A library of functions that channels share, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// The name of its folder.
    pub name: String,
    /// What `library.yaml` says.
    pub settings: LibrarySettings,
    /// The files of functions, by name.
    pub files: Vec<LibraryFile>,
    /// The files of tests, by name.
    pub tests: Vec<LibraryFile>,
}

/// `library.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibrarySettings {
    /// # Name
    /// For people; channels name the library by its folder.
    pub name: String,
    /// # Description
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// # Channels
    /// `all`, or the ids of those that see the library without naming it.
    #[serde(default)]
    pub channels: LibraryChannels,
}

/// The channels that see a library without naming it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LibraryChannels {
    /// All of them.
    All(All),
    /// These.
    Only(Vec<String>),
}

/// The word `all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum All {
    /// All channels.
    All,
}

impl Default for LibraryChannels {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

impl LibraryChannels {
    /// Tells whether a channel sees the library without naming it.
    pub fn has(&self, channel: &str) -> bool {
        match self {
            Self::All(_) => true,
            Self::Only(channels) => channels.iter().any(|id| id == channel),
        }
    }
}

/// One file of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFile {
    /// Its place: `libraries/dates/age.rhai`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// One thing that is wrong with a library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LibraryProblem {
    /// The file or folder.
    pub file: String,
    /// The line, from 1, if it is one line's fault.
    pub line: Option<usize>,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for LibraryProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{} line {line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for LibraryProblem {}

impl LibraryProblem {
    pub(crate) fn new(file: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl Library {
    /// Reads the folder of a library.
    ///
    /// # Errors
    /// When a file cannot be read, or `library.yaml` is not as it should be.
    pub fn load(path: &Path) -> Result<Self, LibraryProblem> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let place = format!("libraries/{name}");
        let settings_name = format!("{place}/library.yaml");
        let text = read(&path.join("library.yaml"), &settings_name)?;
        let settings = serde_saphyr::from_str(&text)
            .map_err(|error| LibraryProblem::new(&settings_name, None, error.to_string()))?;
        Ok(Self {
            settings,
            files: scripts(path, &place)?,
            tests: scripts(&path.join("tests"), &format!("{place}/tests"))?,
            name,
        })
    }

    /// Reads every library of a folder; those with problems are left out. A folder that is not there has none.
    pub fn load_all(root: &Path) -> (Vec<Self>, Vec<LibraryProblem>) {
        let (mut libraries, mut problems) = (Vec::new(), Vec::new());
        let entries = match std::fs::read_dir(root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (libraries, problems),
            Err(error) => {
                problems.push(LibraryProblem::new(
                    "libraries",
                    None,
                    format!("cannot be read: {error}"),
                ));
                return (libraries, problems);
            }
        };
        let mut folders = entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>();
        folders.retain(|folder| folder.join("library.yaml").is_file());
        folders.sort();
        for folder in folders {
            match Self::load(&folder) {
                Ok(library) => libraries.push(library),
                Err(problem) => problems.push(problem),
            }
        }
        (libraries, problems)
    }
}

fn scripts(folder: &Path, place: &str) -> Result<Vec<LibraryFile>, LibraryProblem> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(LibraryProblem::new(place, None, format!("cannot be read: {error}"))),
    };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|extension| extension == "rhai") {
            let name = format!("{place}/{}", path.file_name().unwrap_or_default().to_string_lossy());
            let text = read(&path, &name)?;
            files.push(LibraryFile { name, text });
        }
        if files.len() > FILES {
            return Err(LibraryProblem::new(place, None, format!("may have {FILES} files")));
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn read(path: &Path, name: &str) -> Result<String, LibraryProblem> {
    let unreadable = |error: std::io::Error| LibraryProblem::new(name, None, format!("cannot be read: {error}"));
    let metadata = std::fs::symlink_metadata(path).map_err(unreadable)?;
    // A link could lead out of the folder.
    if !metadata.is_file() || metadata.len() > FILE_BYTES {
        let message = format!("must be a plain file of at most {FILE_BYTES} bytes");
        return Err(LibraryProblem::new(name, None, message));
    }
    std::fs::read_to_string(path).map_err(unreadable)
}
