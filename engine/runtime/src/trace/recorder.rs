//! Writes a trace down, within its bounds.

use std::time::Instant;

use bytes::Bytes;
use nilecare_document::Document;
use nilecare_script::{ScriptContext, TraceEvent};

use super::{StageTrace, TraceCuts, TraceStage, TracedText};

/// The most events of a trace.
const EVENTS: usize = 5_000;
/// The most bytes of values in the events of a trace.
const EVENT_BYTES: usize = 4 << 20;
/// The longest text after a stage, in bytes.
const TEXT_BYTES: usize = 64 << 10;
/// The most bytes of all texts of a trace.
const TEXTS_BYTES: usize = 4 << 20;

/// What is left of the bounds of a trace.
pub(super) struct Recorder {
    pub cuts: TraceCuts,
    n_events_left: usize,
    event_bytes_left: usize,
    text_bytes_left: usize,
    last: Option<TraceStage>,
}

impl Recorder {
    pub fn new(last: Option<TraceStage>) -> Self {
        Self {
            cuts: TraceCuts::default(),
            n_events_left: EVENTS,
            event_bytes_left: EVENT_BYTES,
            text_bytes_left: TEXTS_BYTES,
            last,
        }
    }

    /// Tells whether a stage is wanted.
    pub fn wants(&self, stage: TraceStage) -> bool {
        self.last.is_none_or(|last| stage <= last)
    }

    /// Runs a stage and writes down what its parts did.
    pub fn run<T, E: ToString>(
        &mut self,
        stage: TraceStage,
        place: &str,
        context: &mut ScriptContext,
        run: impl FnOnce(&mut ScriptContext) -> Result<T, E>,
    ) -> (StageTrace, Result<T, E>) {
        context.start_trace();
        let started = Instant::now();
        let result = run(context);
        let elapsed_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let trace = context.take_trace();
        self.cuts.n_events += trace.n_dropped;
        self.cuts.n_emptied += trace.n_emptied;
        let written = StageTrace {
            elapsed_us,
            events: trace.events.into_iter().filter_map(|event| self.keep(event)).collect(),
            error: result.as_ref().err().map(ToString::to_string),
            ..Self::empty(stage, place)
        };
        (written, result)
    }

    /// A stage without parts.
    pub fn empty(stage: TraceStage, place: &str) -> StageTrace {
        StageTrace {
            stage,
            place: place.to_owned(),
            elapsed_us: 0,
            passed: None,
            events: Vec::new(),
            description: None,
            values: Vec::new(),
            text: None,
            error: None,
        }
    }

    /// Keeps an event when there is room, without its changes when there is none for them.
    fn keep(&mut self, mut event: TraceEvent) -> Option<TraceEvent> {
        let Some(left) = self.n_events_left.checked_sub(1) else {
            self.cuts.n_events += 1;
            return None;
        };
        self.n_events_left = left;
        match self.event_bytes_left.checked_sub(event.n_bytes()) {
            Some(left) => self.event_bytes_left = left,
            None => {
                event.empty();
                self.cuts.n_emptied += 1;
            }
        }
        Some(event)
    }

    /// Shows a content.
    pub fn text(&mut self, content: &[u8]) -> TracedText {
        let end = content.len().min(TEXT_BYTES).min(self.text_bytes_left);
        self.text_bytes_left -= end;
        let is_cut = end < content.len();
        self.cuts.n_texts += usize::from(is_cut);
        TracedText {
            text: String::from_utf8_lossy(&content[..end]).into_owned(),
            n_bytes: content.len(),
            is_cut,
        }
    }

    /// Shows a document, in UTF-8 whatever its own character set.
    pub fn document(&mut self, document: &Document) -> Option<TracedText> {
        let content = match document {
            Document::Hl7v2(hl7) => hl7.message.text().into_bytes(),
            other => other.encode().ok()?,
        };
        Some(self.text(&content))
    }

    /// Shows bytes that are text in the channel's character set where they are HL7.
    pub fn content(&mut self, content: &Bytes) -> TracedText {
        let decoded = std::str::from_utf8(content).is_err().then(|| {
            let charset = nilecare_hl7v2::charset::Charset::LATIN_1;
            nilecare_hl7v2::charset::decode_shared(content, charset).text
        });
        match decoded {
            Some(text) => self.text(text.as_str().as_bytes()),
            None => self.text(content),
        }
    }
}
