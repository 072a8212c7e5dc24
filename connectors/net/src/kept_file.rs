//! A small file that a source keeps its place in.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// More than this is no place.
const LONGEST: u64 = 64 << 10;

/// A file of at most 64 KiB, which is written whole and is on disk when [`save`](Self::save) returns.
#[derive(Debug, Clone)]
pub struct KeptFile(PathBuf);

impl KeptFile {
    /// Names the file; its folder must be there.
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Reads it; `None` when nothing was kept yet.
    ///
    /// # Errors
    /// When it cannot be read, or is larger than anything that was kept.
    pub fn load(&self) -> io::Result<Option<Vec<u8>>> {
        match fs::metadata(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
            Ok(facts) if facts.len() > LONGEST => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "the file is too large"))
            }
            Ok(_) => fs::read(&self.0).map(Some),
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// When it is not on disk; what was kept before still is.
    pub fn save(&self, content: &[u8]) -> io::Result<()> {
        let part = self.0.with_added_extension("part");
        let mut file = File::create(&part)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&part, &self.0)?;
        match self.0.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }
}
