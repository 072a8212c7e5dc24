//! The log lines a test produced, for assertions on what they say and must not say.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer, Registry};

/// Collects formatted log lines. Clones share the lines.
///
/// ```
/// let (logs, _guard) = nilecare_testkit::LogCapture::for_this_thread();
/// tracing::info!(message.id = 7, "message accepted");
/// assert!(logs.contains("message accepted"));
/// logs.assert_absent(&["MILLER"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct LogCapture(Arc<Mutex<Vec<u8>>>);

impl LogCapture {
    /// Creates an empty capture; give its [`layer`](Self::layer) to a subscriber.
    pub fn new() -> Self {
        Self::default()
    }

    /// Captures every level of what this thread logs, until the guard is dropped.
    pub fn for_this_thread() -> (Self, tracing::subscriber::DefaultGuard) {
        let capture = Self::new();
        let guard = tracing_subscriber::registry()
            .with(capture.layer::<Registry>())
            .set_default();
        (capture, guard)
    }

    /// Captures every level of what any thread of the process logs, for good.
    ///
    /// # Errors
    /// When the process has a global subscriber already.
    pub fn for_this_process() -> Result<Self, tracing_subscriber::util::TryInitError> {
        let capture = Self::new();
        tracing_subscriber::registry()
            .with(capture.layer::<Registry>())
            .try_init()?;
        Ok(capture)
    }

    /// Returns a layer that writes every event, with its fields and those of its spans, into this capture.
    pub fn layer<S>(&self) -> impl Layer<S> + Send + Sync + use<S>
    where
        S: tracing::Subscriber + for<'span> LookupSpan<'span>,
    {
        tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_writer(self.clone())
    }

    /// Returns the lines so far.
    pub fn lines(&self) -> Vec<String> {
        String::from_utf8_lossy(&self.buffer())
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// Tells whether any line holds `text`.
    pub fn contains(&self, text: &str) -> bool {
        String::from_utf8_lossy(&self.buffer()).contains(text)
    }

    /// Forgets the lines so far.
    pub fn clear(&self) {
        self.buffer().clear();
    }

    /// Asserts that no line holds any of the texts, ignoring ASCII case.
    ///
    /// # Panics
    /// When one does; says which text and shows the line.
    #[track_caller]
    pub fn assert_absent(&self, texts: &[&str]) {
        for line in self.lines() {
            let lowercase = line.to_ascii_lowercase();
            for text in texts {
                assert!(
                    !lowercase.contains(&text.to_ascii_lowercase()),
                    "{text:?} is in a log line: {line}"
                );
            }
        }
    }

    fn buffer(&self) -> MutexGuard<'_, Vec<u8>> {
        // A test that panicked while logging has left whole bytes behind; they are still worth reading.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds to the capture.
#[derive(Debug)]
pub struct CaptureWriter<'a>(&'a LogCapture);

impl io::Write for CaptureWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.buffer().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LogCapture {
    type Writer = CaptureWriter<'a>;

    fn make_writer(&'a self) -> Self::Writer {
        CaptureWriter(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_events_and_spans_are_captured_at_every_level() {
        let (logs, _guard) = LogCapture::for_this_thread();
        let span = tracing::info_span!("deliver", channel.name = "adt-in");
        span.in_scope(|| tracing::trace!(message.id = 7, "step done"));
        assert_eq!(logs.lines().len(), 1);
        assert!(logs.contains("step done") && logs.contains("message.id=7") && logs.contains("adt-in"));
        logs.clear();
        assert!(logs.lines().is_empty());
    }

    #[test]
    #[should_panic(expected = "\"Miller\" is in a log line")]
    fn a_forbidden_text_is_found_in_any_case() {
        let (logs, _guard) = LogCapture::for_this_thread();
        tracing::debug!("patient MILLER admitted");
        logs.assert_absent(&["Smith", "Miller"]);
    }
}
