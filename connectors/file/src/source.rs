//! The reader.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use nilecare_engine_api::{
    AcceptErrorKind, ConnectionState, Defect, RawMessage, Source, SourceContext, SourceError, SourceMap,
    StatusReporter, async_trait,
};
use nilecare_types::Clock;

use crate::config::{AfterReading, FileSourceConfig};
use crate::folder::{off_thread, words};
use crate::listing::{Found, Listing, MOST};
use crate::read::{Content, read};
use crate::settle::{Fate, settle};

/// Reads a folder.
pub(crate) struct FileSource {
    config: Arc<FileSourceConfig>,
    listing: Option<Arc<Listing>>,
    clock: Arc<dyn Clock>,
}

/// What came of one look into the folder.
enum Looked {
    /// Nothing is left to take now.
    All,
    /// There may be more.
    More,
    /// The store takes nothing now.
    NotNow,
    Stopping,
}

impl FileSource {
    pub fn new(config: FileSourceConfig, clock: Arc<dyn Clock>) -> Self {
        Self {
            config: Arc::new(config),
            listing: None,
            clock,
        }
    }

    fn folder(&self) -> &Path {
        &self.config.folder
    }

    /// Returns a folder that is written from the root, or lies within the one that is read.
    fn beside(&self, folder: &Path) -> PathBuf {
        self.config.folder.join(folder)
    }

    fn after(&self) -> Fate {
        match &self.config.after {
            AfterReading::Delete => Fate::Delete,
            AfterReading::MoveTo(folder) => Fate::MoveTo(self.beside(folder)),
        }
    }

    fn after_error(&self) -> Fate {
        match &self.config.error_folder {
            Some(folder) => Fate::MoveTo(self.beside(folder)),
            None => self.after(),
        }
    }

    fn listing(&self) -> Result<Arc<Listing>, SourceError> {
        let left_out = [self.after(), self.after_error()]
            .into_iter()
            .filter_map(|fate| match fate {
                Fate::Delete => None,
                Fate::MoveTo(folder) => Some(folder),
            });
        let listing = Listing::new(&self.config, left_out.collect());
        listing
            .map(Arc::new)
            .map_err(|problem| SourceError::new("NC-FILE-001", problem))
    }

    async fn find(&self, listing: &Arc<Listing>) -> std::io::Result<Vec<Found>> {
        let (listing, min_age) = (Arc::clone(listing), self.config.min_age.get());
        let now = SystemTime::from(self.clock.now());
        off_thread(self.config.timeout.get(), move || {
            let before = now.checked_sub(min_age);
            listing.find(before.unwrap_or(SystemTime::UNIX_EPOCH))
        })
        .await
    }

    fn not_read(&self, error: &std::io::Error) -> String {
        format!("cannot read {}: {}", self.folder().display(), words(error))
    }

    /// Takes what is in the folder now.
    async fn look(&self, listing: &Arc<Listing>, context: &SourceContext) -> Result<Looked, SourceError> {
        let found = match self.find(listing).await {
            Ok(found) => found,
            Err(error) => {
                // A drive that is away comes back; people see it meanwhile.
                let reason = self.not_read(&error);
                context.status.report(ConnectionState::Disconnected { reason });
                return Ok(Looked::All);
            }
        };
        context.status.report(ConnectionState::Listening {
            address: self.folder().display().to_string(),
        });
        let (n_found, mut n_taken) = (found.len(), 0);
        for file in found {
            if context.stop.is_cancelled() {
                return Ok(Looked::Stopping);
            }
            match self.take(file, context).await? {
                Taken::Done => n_taken += 1,
                Taken::Passed => {}
                Taken::NotNow => return Ok(Looked::NotNow),
                Taken::Stopping => return Ok(Looked::Stopping),
            }
        }
        Ok(if n_found == MOST && n_taken > 0 {
            Looked::More
        } else {
            Looked::All
        })
    }

    async fn take(&self, file: Found, context: &SourceContext) -> Result<Taken, SourceError> {
        let (config, at) = (Arc::clone(&self.config), file.clone());
        let content = off_thread(config.timeout.get(), {
            let config = Arc::clone(&config);
            move || read(&config.folder, &at, config.max_size)
        });
        let (content, defect) = match content.await {
            Ok(Content::Whole(content)) => (content, None),
            Ok(Content::Beginning(content)) => {
                let limit = config.max_size;
                (content, Some(Defect::TooLarge { limit }))
            }
            Ok(Content::InChange) => return Ok(Taken::Passed),
            Err(error) => {
                tracing::warn!(folder = %self.folder().display(), reason = words(&error), "a file cannot be read");
                return Ok(Taken::Passed);
            }
        };
        let message = RawMessage {
            content,
            source: facts(&file),
            defect,
            ..RawMessage::default()
        };
        let fate = match context.inbox.accept(message).await {
            Ok(accepted) if accepted.is_positive && defect.is_none() => self.after(),
            Ok(_) => self.after_error(),
            Err(error) => {
                return Ok(match error.kind {
                    AcceptErrorKind::StoreUnavailable => Taken::NotNow,
                    AcceptErrorKind::Stopping => Taken::Stopping,
                });
            }
        };
        let settled = off_thread(config.timeout.get(), {
            let config = Arc::clone(&config);
            move || settle(&config.folder, &file, &fate)
        });
        settled.await.map(|()| Taken::Done).map_err(|error| {
            let folder = self.folder().display();
            let reason = words(&error);
            let detail = format!(
                "a file of {folder} was taken and cannot be removed or moved: {reason}; nothing more is taken until it can be"
            );
            SourceError::new("NC-FILE-002", detail)
        })
    }
}

enum Taken {
    Done,
    /// It was in change, or could not be read; it is looked at again.
    Passed,
    NotNow,
    Stopping,
}

fn facts(file: &Found) -> SourceMap {
    let since = file.modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    SourceMap::from([
        ("file.name".to_owned(), file.name.to_string_lossy().into_owned()),
        ("file.folder".to_owned(), file.below.to_string_lossy().into_owned()),
        ("file.size".to_owned(), file.size.to_string()),
        ("file.modified".to_owned(), since.as_secs().to_string()),
    ])
}

#[async_trait]
impl Source for FileSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        let listing = self.listing()?;
        let found = self.find(&listing).await;
        found.map_err(|error| SourceError::new("NC-FILE-001", self.not_read(&error)))?;
        status.report(ConnectionState::Listening {
            address: self.folder().display().to_string(),
        });
        self.listing = Some(listing);
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let listing = match &self.listing {
            Some(listing) => Arc::clone(listing),
            None => self.listing()?,
        };
        loop {
            let pause = match self.look(&listing, &context).await? {
                Looked::Stopping => return Ok(()),
                Looked::More => Duration::ZERO,
                Looked::All | Looked::NotNow => self.config.interval.get(),
            };
            tokio::select! {
                () = context.stop.cancelled() => return Ok(()),
                () = tokio::time::sleep(pause) => {}
            }
        }
    }
}
