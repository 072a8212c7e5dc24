//! How far a source has read, in a file.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::value::Value;

/// More than this is no cursor.
const LONGEST: u64 = 64 << 10;

/// Keeps a value in a file, which is written whole and is on disk before the next row is read.
#[derive(Debug, Clone)]
pub(crate) struct CursorFile(PathBuf);

impl CursorFile {
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Reads the value; `None` when nothing was kept yet.
    ///
    /// # Errors
    /// When the file cannot be read, or holds something else.
    pub fn load(&self) -> io::Result<Option<Value>> {
        let text = match fs::metadata(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
            Ok(facts) if facts.len() > LONGEST => return Err(no_cursor()),
            Ok(_) => fs::read(&self.0)?,
        };
        let kept: Json = serde_json::from_slice(&text).map_err(|_| no_cursor())?;
        let value = kept.get("cursor").ok_or_else(no_cursor)?;
        Ok(Some(Value::of_json(value)))
    }

    /// Writes the value.
    ///
    /// # Errors
    /// When it is not on disk; what was kept before still is.
    pub fn save(&self, value: &Value) -> io::Result<()> {
        let text = json!({ "cursor": value.clone().into_json() }).to_string();
        let part = self.0.with_added_extension("part");
        let mut file = File::create(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&part, &self.0)?;
        match self.0.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }
}

fn no_cursor() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the file holds no cursor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_kept_with_its_type() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = CursorFile::new(&folder.path().join("lab.json"));
        assert_eq!(file.load().expect("there is none"), None);
        for value in [
            Value::Number("12345678901234567890123".to_owned()),
            Value::Text("2026-01-31T08:30:00.000001Z".to_owned()),
        ] {
            file.save(&value).expect("it is ours");
            assert_eq!(file.load().expect("it is there"), Some(value));
        }
        fs::write(folder.path().join("lab.json"), "{}").expect("it is ours");
        assert!(file.load().is_err());
    }
}
