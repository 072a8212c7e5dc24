//! What each rule and step did, for whoever tries a channel out. It holds patient data: it is shown, and never kept or
//! logged.

use std::fmt::Display;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::ScriptContext;
use crate::Environment;
use crate::log::LogLine;

/// The most events of a trace.
const EVENTS: usize = 2_000;
/// The most bytes of all changes and lines of a trace.
const BYTES: usize = 4 << 20;
/// The most time for finding changes. Each step costs as much as the message is long, so that a loop over a long message
/// could take minutes.
const TIME: Duration = Duration::from_secs(2);

/// What a rule or a step is called in a trace.
#[derive(Debug, Clone, Copy)]
pub struct TracedPart<'a> {
    /// Its place in `channel.yaml`.
    pub place: &'a str,
    /// Its name; empty when it has none.
    pub name: &'a str,
    /// Its kind, such as `build`.
    pub kind: &'static str,
    /// Whether others run within it, which tell the changes themselves.
    pub is_group: bool,
}

/// What one rule or step did.
#[derive(Debug, Clone, Serialize)]
pub struct TraceEvent {
    /// Its place in `channel.yaml`: `/source/transformer/2`.
    pub place: String,
    /// Its name; empty when it has none.
    pub name: String,
    /// Its kind, such as `build`.
    pub kind: &'static str,
    /// The numbers of the items of the loops around it, the outermost first; from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<usize>,
    /// When it began, in microseconds from the beginning of the trace.
    pub started_us: u64,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
    /// What a rule answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<bool>,
    /// The places of the message that changed; at most 200.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// The variables that changed; at most 200.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub map_changes: Vec<MapChange>,
    /// The lines that it wrote.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogLine>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A place of the message that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// An HL7 path, a JSON pointer, or empty for the whole.
    pub path: String,
    /// As it was; `None` when it was not there.
    pub before: Option<String>,
    /// As it is; `None` when it is gone.
    pub after: Option<String>,
}

/// A variable that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapChange {
    /// The map: `channel_map`.
    pub map: &'static str,
    /// The name of the variable.
    pub key: String,
    /// As it was; `None` when it was not there.
    pub before: Option<String>,
    /// As it is; `None` when it is gone.
    pub after: Option<String>,
}

/// What all rules and steps did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Trace {
    /// In the order in which they began.
    pub events: Vec<TraceEvent>,
    /// So many more events were not kept.
    pub n_dropped: usize,
    /// So many events are without their changes and lines, which would have made the trace larger than 4 MiB
    /// or taken more than 2 seconds to find.
    pub n_emptied: usize,
}

impl TraceEvent {
    /// Counts the bytes of its changes and lines.
    pub fn n_bytes(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let fields = self.changes.iter();
        let fields = fields.map(|change| change.path.len() + length(&change.before) + length(&change.after));
        let maps = self.map_changes.iter();
        let maps = maps.map(|change| change.key.len() + length(&change.before) + length(&change.after));
        let lines = self.log.iter().map(|line| line.text.len());
        fields.chain(maps).chain(lines).sum()
    }

    /// Leaves its changes and lines out.
    pub fn empty(&mut self) {
        (self.changes, self.map_changes, self.log) = (Vec::new(), Vec::new(), Vec::new());
    }
}

/// A trace that is being written.
pub(crate) struct Tracing {
    trace: Trace,
    started: Instant,
    items: Vec<usize>,
    n_bytes_left: usize,
    /// The time that finding changes took.
    spent: Duration,
}

impl ScriptContext {
    /// Begins to write down what each rule and step does.
    pub fn start_trace(&mut self) {
        self.tracing = Some(Box::new(Tracing {
            trace: Trace::default(),
            started: Instant::now(),
            items: Vec::new(),
            n_bytes_left: BYTES,
            spent: Duration::ZERO,
        }));
    }

    /// Returns the time that the trace itself took, which is not the scripts'.
    pub fn time_of_trace(&self) -> Duration {
        self.tracing.as_ref().map_or(Duration::ZERO, |tracing| tracing.spent)
    }

    /// Ends the trace and returns it; empty when none was begun.
    pub fn take_trace(&mut self) -> Trace {
        self.tracing.take().map(|tracing| tracing.trace).unwrap_or_default()
    }

    /// Tells whether a trace is written.
    pub fn is_traced(&self) -> bool {
        self.tracing.is_some()
    }

    /// Tells the trace the number of the item that a loop is at, and `None` when the loop ends.
    pub fn trace_item(&mut self, depth: usize, index: Option<usize>) {
        if let Some(tracing) = &mut self.tracing {
            tracing.items.truncate(depth);
            tracing.items.extend(index);
        }
    }

    /// Runs a rule or a step, and writes down what it did when a trace is written. `answer` tells what a rule answered.
    ///
    /// # Errors
    /// Those of `run`.
    pub fn traced<T, E: Display>(
        &mut self,
        part: TracedPart<'_>,
        environment: &Environment,
        answer: impl FnOnce(&T) -> Option<bool>,
        run: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(tracing) = &mut self.tracing else {
            return run(self);
        };
        let Some(at) = tracing.begin(part) else {
            return run(self);
        };
        let has_time = tracing.spent < TIME;
        let looked = Instant::now();
        let before = (!part.is_group && has_time).then(|| self.snapshot(environment));
        let spent_before = looked.elapsed();
        let n_lines = self.effects.log.lines.len();
        let started = Instant::now();
        let result = run(self);
        let elapsed_us = microseconds(started);
        let looked = Instant::now();
        let (mut changes, mut map_changes) = (Vec::new(), Vec::new());
        if let Some(before) = before {
            let after = self.snapshot(environment);
            (changes, map_changes) = (before.changes(&after), before.map_changes(&after));
        }
        let log = self.effects.log.lines.get(n_lines..).unwrap_or_default();
        let log = if part.is_group { Vec::new() } else { log.to_vec() };
        if let Some(tracing) = &mut self.tracing
            && let Some(event) = tracing.trace.events.get_mut(at)
        {
            event.elapsed_us = elapsed_us;
            event.result = result.as_ref().ok().and_then(answer);
            event.error = result.as_ref().err().map(ToString::to_string);
            event.changes = changes;
            event.map_changes = map_changes;
            event.log = log;
            tracing.spent += spent_before + looked.elapsed();
            let has_time = has_time || part.is_group;
            match tracing.n_bytes_left.checked_sub(event.n_bytes()).filter(|_| has_time) {
                Some(left) => tracing.n_bytes_left = left,
                None => {
                    event.empty();
                    tracing.trace.n_emptied += 1;
                }
            }
        }
        result
    }
}

impl Tracing {
    /// Makes room for an event, so that it stands before those within it; `None` when there is none left.
    fn begin(&mut self, part: TracedPart<'_>) -> Option<usize> {
        let at = self.trace.events.len();
        if at >= EVENTS {
            self.trace.n_dropped += 1;
            return None;
        }
        self.trace.events.push(TraceEvent {
            place: part.place.to_owned(),
            name: part.name.to_owned(),
            kind: part.kind,
            items: self.items.clone(),
            started_us: microseconds(self.started),
            elapsed_us: 0,
            result: None,
            changes: Vec::new(),
            map_changes: Vec::new(),
            log: Vec::new(),
            error: None,
        });
        Some(at)
    }
}

fn microseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}
