//! A source without a socket: a drill hands messages to the channel's inbox itself and sees exactly when it returns.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use nilecare_engine_api::{
    AcceptError, Accepted, ConfigProblem, ConfigProblems, ConnectionState, Connector, Inbox, RawMessage, Source,
    SourceContext, SourceError, StatusReporter, async_trait,
};
use serde_json::Value;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

/// The inbox while the channel runs. A message under way holds it for reading, the stopping source takes it for writing.
type Slot = Arc<RwLock<Option<Arc<dyn Inbox>>>>;

/// The drill's side: feeds channels by their name.
#[derive(Clone, Default)]
pub struct Feed(Arc<Mutex<HashMap<String, Slot>>>);

impl Feed {
    fn slot(&self, channel: &str) -> Slot {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(slots.entry(channel.to_owned()).or_default())
    }

    /// Hands a message to a channel, as a sender's connection would; waits while the channel takes none.
    ///
    /// # Errors
    /// As [`Inbox::accept`].
    pub async fn accept(&self, channel: &str, content: Bytes) -> Result<Accepted, AcceptError> {
        let slot = self.slot(channel);
        let inbox: OwnedRwLockReadGuard<_, Arc<dyn Inbox>> = loop {
            let guard = Arc::clone(&slot).read_owned().await;
            match OwnedRwLockReadGuard::try_map(guard, Option::as_ref) {
                Ok(inbox) => break inbox,
                Err(guard) => drop(guard),
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        };
        inbox.accept(RawMessage::new(content)).await
    }
}

/// The connector `feed`; its one setting is `channel`, the name to feed it by.
pub struct FeedConnector(pub Feed);

impl Connector for FeedConnector {
    fn kind(&self) -> &'static str {
        "feed"
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let source = config["channel"]
            .as_str()
            .map(|channel| FeedSource(self.0.slot(channel)));
        let missing = || ConfigProblems(vec![ConfigProblem::new("/channel", "must be a name")]);
        Some(source.map(|source| Box::new(source) as _).ok_or_else(missing))
    }
}

struct FeedSource(Slot);

#[async_trait]
impl Source for FeedSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        status.report(ConnectionState::Listening {
            address: "the drill".to_owned(),
        });
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        *self.0.write().await = Some(context.inbox);
        context.stop.cancelled().await;
        // Waits for the messages under way, as a connection does that answers before it closes.
        *self.0.write().await = None;
        Ok(())
    }
}
