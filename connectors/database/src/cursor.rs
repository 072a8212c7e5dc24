//! How far a source has read, in a file.

use std::io;
use std::path::Path;

use nilecare_connector_net::KeptFile;
use serde_json::{Value as Json, json};

use crate::value::Value;

/// Keeps a value in a file, which is written whole and is on disk before the next row is read.
#[derive(Debug, Clone)]
pub(crate) struct CursorFile(KeptFile);

impl CursorFile {
    pub fn new(path: &Path) -> Self {
        Self(KeptFile::new(path))
    }

    /// Reads the value; `None` when nothing was kept yet.
    ///
    /// # Errors
    /// When the file cannot be read, or holds something else.
    pub fn load(&self) -> io::Result<Option<Value>> {
        let Some(text) = self.0.load()? else {
            return Ok(None);
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
        self.0.save(text.as_bytes())
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
        std::fs::write(folder.path().join("lab.json"), "{}").expect("it is ours");
        assert!(file.load().is_err());
    }
}
