//! Removes messages and contents whose time is over, archived before where that is wanted, while the channels run.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use nilecare_channel_model::PruningSettings;
use nilecare_message_store::{ChannelKey, PruneOrder, PruneWhat};
use nilecare_types::{ChannelId, MessageId, Timestamp};

use crate::engine::{Engine, EngineError};

/// So many messages are pruned in one transaction, so that nobody waits long for the store.
const STEP: usize = 100;
/// So many messages go into one archive file.
const ARCHIVE_STEP: usize = 10_000;
/// So many bytes are given back to the file system in one step.
const RECLAIM_STEP: u64 = 4 << 20;

/// When pruning runs, and where it archives.
#[derive(Debug, Clone)]
pub struct PrunerOptions {
    /// From one run to the next.
    pub interval: Duration,
    /// Where archives are written, a folder for each channel.
    pub archive: PathBuf,
}

/// What one run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct PruneReport {
    /// Messages whose contents were removed.
    pub contents: u64,
    /// Messages that were removed.
    pub messages: u64,
    /// Messages that were archived before.
    pub archived: u64,
}

/// Prunes by the settings of the deployed channels.
pub struct Pruner {
    engine: Arc<Engine>,
    options: PrunerOptions,
}

impl Pruner {
    /// Sets it up.
    pub fn new(engine: Arc<Engine>, options: PrunerOptions) -> Self {
        Self { engine, options }
    }

    /// Runs until it is dropped.
    pub async fn run(self) {
        loop {
            tokio::time::sleep(self.options.interval).await;
            if let Err(error) = self.prune_all().await {
                let error: &dyn std::error::Error = &error;
                tracing::error!(
                    error,
                    "NC-ENGINE-003: pruning failed; it is tried again at its next time"
                );
            }
        }
    }

    /// Prunes all deployed channels once.
    ///
    /// # Errors
    /// When the store or the archive refuses; nothing is removed that was to be archived and was not.
    pub async fn prune_all(&self) -> Result<PruneReport, EngineError> {
        let mut report = PruneReport::default();
        for (id, settings) in self.engine.pruning().await {
            if let Some(channel) = self.engine.store().find_channel(&id).await? {
                self.prune(&id, channel, &settings, &mut report).await?;
            }
        }
        while report.messages + report.contents > 0 && self.engine.store().reclaim(RECLAIM_STEP).await? > 0 {
            tokio::task::yield_now().await;
        }
        if report != PruneReport::default() {
            let PruneReport {
                contents,
                messages,
                archived,
            } = report;
            tracing::info!(contents, messages, archived, "pruned messages");
        }
        Ok(report)
    }

    async fn prune(
        &self,
        id: &ChannelId,
        channel: ChannelKey,
        settings: &PruningSettings,
        report: &mut PruneReport,
    ) -> Result<(), EngineError> {
        let now = self.engine.now();
        let order = |age: nilecare_types::HumanDuration, what| PruneOrder {
            channel,
            before: now.checked_sub(age.get()).unwrap_or(Timestamp::MIN),
            what,
            include_errors: settings.errors,
            after: MessageId(0),
            limit: STEP,
        };
        if let Some(age) = settings.messages_after {
            let order = order(age, PruneWhat::Messages);
            if settings.archive {
                self.archive_and_remove(id, order, report).await?;
            } else {
                report.messages += self.take_all(order).await?;
            }
        }
        if let Some(age) = settings.contents_after {
            report.contents += self.take_all(order(age, PruneWhat::Contents)).await?;
        }
        Ok(())
    }

    async fn take_all(&self, mut order: PruneOrder) -> Result<u64, EngineError> {
        let mut n = 0;
        loop {
            let pruned = self.engine.store().prune(&order).await?;
            n += pruned.n as u64;
            let Some(last) = pruned.last else { return Ok(n) };
            order.after = last;
        }
    }

    /// Writes some messages to a file, and removes them when the file is on disk.
    async fn archive_and_remove(
        &self,
        id: &ChannelId,
        mut order: PruneOrder,
        report: &mut PruneReport,
    ) -> Result<(), EngineError> {
        order.limit = ARCHIVE_STEP;
        loop {
            let messages = self.engine.store().prunable(&order).await?;
            let (Some(first), Some(last)) = (messages.first(), messages.last()) else {
                return Ok(());
            };
            let name = format!("{id}-{first}-{last}.ndjson.gz");
            let folder = self.options.archive.join(id.as_str());
            self.archive(&folder, &name, &messages).await?;
            report.archived += messages.len() as u64;
            for some in messages.chunks(STEP) {
                report.messages += self.engine.store().remove(some).await? as u64;
            }
            order.after = *last;
        }
    }

    async fn archive(&self, folder: &Path, name: &str, messages: &[MessageId]) -> Result<(), EngineError> {
        let failed = |source| EngineError::Archive {
            folder: folder.to_owned(),
            source,
        };
        std::fs::create_dir_all(folder).map_err(failed)?;
        // Under its name it is whole: it is renamed when it is on disk.
        let unfinished = folder.join(format!("{name}.part"));
        let file = std::fs::File::create(&unfinished).map_err(failed)?;
        let mut gzip = GzEncoder::new(std::io::BufWriter::new(file), Compression::default());
        for message in messages {
            let Some(exported) = self.engine.export(*message).await? else {
                continue;
            };
            serde_json::to_writer(&mut gzip, &exported).map_err(|error| failed(error.into()))?;
            gzip.write_all(b"\n").map_err(failed)?;
        }
        let file = gzip.finish().map_err(failed)?;
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        std::fs::rename(&unfinished, folder.join(name)).map_err(failed)?;
        std::fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(failed)
    }
}
