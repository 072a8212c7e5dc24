//! The writer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::sync::Arc;

use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, ParameterPattern, Response,
    SendError, StatusReporter, async_trait,
};

use crate::config::FileDestinationConfig;
use crate::folder::{off_thread, words};
use crate::names::is_plain;
use crate::write::Sheet;

/// Names that the connector itself gives values.
const OWN: [&str; 3] = ["message", "channel", "key"];

/// Opens writers.
#[derive(Clone)]
pub(crate) struct FileWriters {
    config: Arc<FileDestinationConfig>,
    name: ParameterPattern,
}

impl FileWriters {
    pub fn new(config: FileDestinationConfig) -> Self {
        Self {
            name: ParameterPattern::parse(&config.name).unwrap_or_default(),
            config: Arc::new(config),
        }
    }

    fn failed(&self, error: &io::Error) -> SendError {
        let (kind, code) = match error.kind() {
            io::ErrorKind::AlreadyExists => (FailureKind::Reject, "NC-FILE-012"),
            io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory | io::ErrorKind::ReadOnlyFilesystem => {
                (FailureKind::Stop, "NC-FILE-011")
            }
            _ => (FailureKind::Retry, "NC-FILE-011"),
        };
        let detail = format!("cannot write to {}: {}", self.config.folder.display(), words(error));
        let failed = SendError::new(kind, code, detail);
        match error.kind() {
            // The thread that writes may come to its end yet.
            io::ErrorKind::TimedOut => failed.outcome_unknown(),
            _ => failed,
        }
    }

    fn name_of(&self, message: &OutboundMessage) -> Result<String, SendError> {
        let mut values = message.parameters.clone();
        values.insert("message".to_owned(), message.message.to_string());
        values.insert("channel".to_owned(), message.channel.to_string());
        values.insert("key".to_owned(), key(message));
        let rejected = |detail: String| SendError::new(FailureKind::Reject, "NC-FILE-013", detail);
        let name = self.name.fill(&values, |value, name| {
            name.push_str(value);
            !value.is_empty()
        });
        let name = name.map_err(|parameter| rejected(format!("the parameter {parameter} of the name is empty")))?;
        if is_plain(&name) {
            return Ok(name);
        }
        Err(rejected(
            "the name of the file would be empty, hidden, too long, or have / or control characters in it; mend its parameters"
                .to_owned(),
        ))
    }
}

/// Writes a message's key with characters that a name may have.
fn key(message: &OutboundMessage) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    message.idempotency_key.chars().map(fit).collect()
}

#[async_trait]
impl DestinationFactory for FileWriters {
    fn parameters(&self) -> BTreeSet<String> {
        let mut names = self.name.names();
        names.retain(|name| !OWN.contains(&name.as_str()));
        names
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        Box::new(FileWriter {
            writers: self.clone(),
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let config = Arc::clone(&self.config);
        let tried = off_thread(self.config.timeout.get(), move || {
            make_folder(&config)?;
            let path = config.folder.join(".nilecare-check.part");
            fs::write(&path, b"")?;
            fs::remove_file(&path)
        });
        match tried.await {
            Ok(()) => Ok(format!("wrote and removed a file in {}", self.config.folder.display())),
            Err(error) => Err(self.failed(&error)),
        }
    }
}

fn make_folder(config: &FileDestinationConfig) -> io::Result<()> {
    if config.create_folder {
        fs::create_dir_all(&config.folder)?;
    }
    Ok(())
}

struct FileWriter {
    writers: FileWriters,
    status: StatusReporter,
}

#[async_trait]
impl Destination for FileWriter {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let name = self.writers.name_of(message)?;
        let config = Arc::clone(&self.writers.config);
        let (key, content) = (key(message), message.content.clone());
        let is_possible_duplicate = message.is_possible_duplicate;
        let written = off_thread(config.timeout.get(), move || {
            make_folder(&config)?;
            Sheet {
                folder: &config.folder,
                name: &name,
                key: &key,
                content: &content,
                if_exists: config.if_exists,
                separator: &config.separator,
                is_possible_duplicate,
            }
            .write()
        });
        match written.await {
            Ok(name) => {
                self.status.report(ConnectionState::Connected {
                    address: self.writers.config.folder.display().to_string(),
                });
                Ok(Response {
                    facts: BTreeMap::from([("file_name".to_owned(), name)]),
                    ..Response::default()
                })
            }
            Err(error) => {
                let failed = self.writers.failed(&error);
                if failed.kind != FailureKind::Reject {
                    self.status.report(ConnectionState::Disconnected {
                        reason: failed.detail.clone(),
                    });
                }
                Err(failed)
            }
        }
    }
}
