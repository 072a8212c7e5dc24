//! The shipped channels, written to the channels' folder at the first start. What is there is never touched.

use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};

use crate::settings::Settings;

static LIBRARY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../channels/library");

/// Writes the shipped channels when there is no channels' folder yet.
pub fn channels(settings: &Settings) -> Result<()> {
    let to = settings.channels();
    if to.exists() {
        return Ok(());
    }
    // Where the channels were before there was a tree for everything that analysts edit.
    let before = settings.data.dir.join("channels");
    if settings.engine.channels.is_none() && before.is_dir() {
        std::fs::create_dir_all(settings.layout().root())?;
        std::fs::rename(&before, &to).with_context(|| format!("moving {} to {}", before.display(), to.display()))?;
        tracing::info!(folder = %to.display(), "moved the channels' folder");
        return Ok(());
    }
    std::fs::create_dir_all(&to).with_context(|| format!("making {}", to.display()))?;
    LIBRARY
        .extract(&to)
        .with_context(|| format!("writing the shipped channels to {}", to.display()))?;
    tracing::info!(folder = %to.display(), "wrote the shipped channels");
    Ok(())
}
