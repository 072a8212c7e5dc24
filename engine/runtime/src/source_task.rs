//! Keeps a source running: opens it, runs it, and starts it again when it fails.

use std::sync::Arc;
use std::time::Duration;

use nilecare_channel_model::RetryPolicy;
use nilecare_engine_api::{
    CancellationToken, ConnectionState, Inbox, Source, SourceContext, SourceError, StatusReporter,
};
use nilecare_types::ChannelId;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::backoff;

/// How long a source that is cut short may take to end.
const CUT_LIMIT: Duration = Duration::from_secs(5);

/// A running source; gives the source back when it is stopped, so that it can be started again.
pub(crate) struct SourceTask {
    stop: CancellationToken,
    /// Cancelled when the source must be cut short.
    cut: CancellationToken,
    task: JoinHandle<Option<Box<dyn Source>>>,
}

impl SourceTask {
    /// Opens the source and runs it.
    ///
    /// # Errors
    /// When it cannot be opened; the source is given back.
    pub(crate) async fn start(
        mut source: Box<dyn Source>,
        channel: ChannelId,
        inbox: Arc<dyn Inbox>,
        stop: CancellationToken,
        status: StatusReporter,
    ) -> Result<Self, (Box<dyn Source>, SourceError)> {
        if let Err(error) = source.open(&status).await {
            status.report(ConnectionState::Disconnected {
                reason: error.detail.clone(),
            });
            return Err((source, error));
        }
        let context = SourceContext {
            inbox,
            stop: stop.clone(),
            status,
        };
        let cut = CancellationToken::new();
        let task = tokio::spawn(supervise(source, channel, context, cut.clone()));
        Ok(Self { stop, cut, task })
    }

    /// Stops taking messages; waits until those in hand are answered, at most for `grace`. `None` when it had to be cut
    /// short; what it held, such as a port, is free all the same.
    pub(crate) async fn stop(mut self, grace: Duration) -> Option<Box<dyn Source>> {
        self.stop.cancel();
        if let Ok(ended) = tokio::time::timeout(grace, &mut self.task).await {
            return ended.ok().flatten();
        }
        self.cut.cancel();
        (&mut self.task).await.ok().flatten()
    }
}

impl Drop for SourceTask {
    fn drop(&mut self) {
        self.cut.cancel();
    }
}

/// `None` when the source was cut short.
async fn supervise(
    mut source: Box<dyn Source>,
    channel: ChannelId,
    context: SourceContext,
    cut: CancellationToken,
) -> Option<Box<dyn Source>> {
    let policy = RetryPolicy::default();
    let mut failures = 0;
    while !context.stop.is_cancelled() {
        // The source runs in a task of its own, so that a panic in a connector ends there.
        let (give_back, given_back) = oneshot::channel();
        let inner = context.clone();
        let run = tokio::spawn(async move {
            let result = source.run(inner).await;
            let _ = give_back.send((source, result));
        });
        let outcome = tokio::select! {
            biased;
            outcome = given_back => outcome,
            () = cut.cancelled() => {
                run.abort();
                // When it ends, the source and what it held are dropped; one that never yields cannot be waited for.
                let _ = tokio::time::timeout(CUT_LIMIT, run).await;
                context.status.report(ConnectionState::Stopped);
                return None;
            }
        };
        let Ok((returned, result)) = outcome else {
            tracing::error!(channel.name = %channel, "the source stopped by a fault of its own; redeploy the channel");
            context.status.report(ConnectionState::Disconnected {
                reason: "a fault of its own".to_owned(),
            });
            return Some(Box::new(Faulted));
        };
        source = returned;
        if let Err(error) = result {
            failures += 1;
            tracing::warn!(channel.name = %channel, code = error.code, %error, failures, "the source failed and is started again");
            context
                .status
                .report(ConnectionState::Disconnected { reason: error.detail });
        }
        let delay = backoff::delay(&policy, failures.max(1), rand::random());
        tokio::select! {
            () = context.stop.cancelled() => break,
            () = tokio::time::sleep(delay) => {}
        }
    }
    context.status.report(ConnectionState::Stopped);
    Some(source)
}

/// Stands where a source was that is gone.
struct Faulted;

#[nilecare_engine_api::async_trait]
impl Source for Faulted {
    async fn open(&mut self, _: &StatusReporter) -> Result<(), SourceError> {
        Err(SourceError::new(
            "NC-ENGINE-002",
            "the source had a fault of its own; redeploy the channel",
        ))
    }

    async fn run(&mut self, _: SourceContext) -> Result<(), SourceError> {
        Ok(())
    }
}
