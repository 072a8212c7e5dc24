//! A new channel that works and has a case: something to change rather than an empty page.

use std::fs;
use std::path::{Path, PathBuf};

use nilecare_types::ChannelId;

use crate::CasesError;

/// The files of a new channel. `@ID@` becomes the channel's id.
const FILES: [(&str, &str); 8] = [
    ("channel.yaml", include_str!("skeleton/channel.yaml")),
    ("filter.rhai", include_str!("skeleton/filter.rhai")),
    ("transformer.rhai", include_str!("skeleton/transformer.rhai")),
    ("README.md", include_str!("skeleton/README.md")),
    ("cases/admit/in.hl7", include_str!("skeleton/in.hl7")),
    ("cases/admit/reply.hl7", include_str!("skeleton/reply.hl7")),
    ("cases/admit/receiver.hl7", include_str!("skeleton/receiver.hl7")),
    ("cases/admit/outcome.txt", include_str!("skeleton/outcome.txt")),
];

/// Writes a working channel into a new folder named `id` in `folder`, and returns the new folder.
///
/// # Errors
/// When there is such a folder already, or a file cannot be written.
pub fn new_channel(folder: &Path, id: &ChannelId) -> Result<PathBuf, CasesError> {
    let channel = folder.join(id.as_str());
    if channel.exists() {
        return Err(CasesError::Exists { path: channel });
    }
    for (name, text) in FILES {
        write(&channel.join(name), &text.replace("@ID@", id.as_str()))?;
    }
    Ok(channel)
}

fn write(path: &Path, text: &str) -> Result<(), CasesError> {
    let error = |source| CasesError::Write {
        path: path.to_owned(),
        source,
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(error)?;
    }
    fs::write(path, text).map_err(error)
}
