//! The last tick that was heard, in a file.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};

/// Reads the tick; `None` when there was none yet.
///
/// # Errors
/// When the file cannot be read, or holds something else.
pub(crate) fn load(path: &Path) -> io::Result<Option<Timestamp>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text?,
    };
    let kept: Option<Value> = serde_json::from_str(&text).ok();
    let tick = kept.as_ref().and_then(|kept| kept["scheduled"].as_str()?.parse().ok());
    let none = || io::Error::new(io::ErrorKind::InvalidData, "the file holds no time of a timer");
    tick.map(Some).ok_or_else(none)
}

/// Writes the tick; the file is whole at any moment.
///
/// # Errors
/// When it is not on disk; what was kept before still is.
pub(crate) fn save(path: &Path, tick: Timestamp) -> io::Result<()> {
    let part = path.with_added_extension("part");
    let mut file = File::create(&part)?;
    file.write_all(json!({ "scheduled": tick.to_string() }).to_string().as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
