//! `msg` of the format HL7 v2. It is live: what a script sets is in the message.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nilecare_hl7v2::{EditError, Message, Path, SegmentKey};
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString};

use super::hl7_part::Hl7Segment;
use super::hl7_reading::Reading;

pub(super) type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// A message in a script.
#[derive(Clone)]
pub(crate) struct Hl7(Arc<Mutex<Live>>);

/// The message, and what those who walk it must know of its changes.
pub(crate) struct Live {
    message: Message,
    /// How often its segments may have moved.
    pub n_moves: u64,
    /// How many loops walk it.
    n_loops: usize,
    /// The repetitions that were taken out since the outermost loop began.
    removed: Vec<RemovedRepetition>,
}

/// A repetition that was taken out while a loop walked the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RemovedRepetition {
    pub segment: SegmentKey,
    pub field: usize,
    pub number: usize,
}

impl Deref for Live {
    type Target = Message;

    fn deref(&self) -> &Message {
        &self.message
    }
}

impl DerefMut for Live {
    fn deref_mut(&mut self) -> &mut Message {
        &mut self.message
    }
}

impl Live {
    /// Removes what stands at `path`, in the segment at `position`.
    pub fn take_out(&mut self, position: usize, path: &Path) -> std::result::Result<bool, EditError> {
        self.n_moves += 1;
        let key = self.message.segment_key(position);
        let is_removed = self.message.remove_at(position, path)?;
        if let (true, Some(segment), Some(field), Some(number), None) = (
            is_removed && self.n_loops > 0,
            key,
            path.field(),
            path.repetition(),
            path.component(),
        ) {
            self.removed.push(RemovedRepetition { segment, field, number });
        }
        Ok(is_removed)
    }

    /// Notes that a loop begins.
    pub fn begin_loop(&mut self) {
        self.n_loops += 1;
    }

    /// Notes that a loop ends.
    pub fn end_loop(&mut self) {
        self.n_loops = self.n_loops.saturating_sub(1);
        if self.n_loops == 0 {
            self.removed.clear();
        }
    }

    /// Counts the repetitions that were taken out since the outermost loop began.
    pub fn n_removed(&self) -> usize {
        self.removed.len()
    }

    /// Returns the repetitions that were taken out since there were `n_known` of them.
    pub fn removed_since(&self, n_known: usize) -> &[RemovedRepetition] {
        self.removed.get(n_known..).unwrap_or_default()
    }
}

impl Hl7 {
    pub(crate) fn new(message: Message) -> Self {
        Self(Arc::new(Mutex::new(Live {
            message,
            n_moves: 0,
            n_loops: 0,
            removed: Vec::new(),
        })))
    }

    /// Gives the message as it is now.
    pub(crate) fn message(&self) -> Message {
        self.lock().message.clone()
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Live> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As `lock`, for what adds or removes segments.
    pub(crate) fn lock_to_move(&self) -> MutexGuard<'_, Live> {
        let mut live = self.lock();
        live.n_moves += 1;
        live
    }

    fn read(&self, path: &Path, reading: Reading) -> Dynamic {
        let live = self.lock();
        reading.of(live.raw(path), path, &live)
    }

    fn set_raw(&self, path: &Path, text: &str) -> Result<()> {
        self.lock()
            .set_raw(path, text)
            .map_err(|error| error.to_string().into())
    }

    fn set(&self, path: &Path, value: &Dynamic) -> Result<()> {
        let text = value.to_string();
        self.lock().set(path, &text).map_err(|error| error.to_string().into())
    }

    fn remove(&self, path: &Path) -> Result<bool> {
        let mut live = self.lock();
        let removed = match live.position_of_segment(path.segment_id(), path.occurrence()) {
            Some(position) => live.take_out(position, path),
            None => live.message.remove(path),
        };
        removed.map_err(|error| error.to_string().into())
    }

    fn segments(&self, only: Option<&str>) -> Array {
        let live = self.lock();
        let mut segments = Array::new();
        for (position, segment) in live.segments().enumerate() {
            let id = segment.id();
            if only.is_none_or(|only| only == id)
                && let Some(key) = live.segment_key(position)
            {
                let segment = Hl7Segment::new(self.clone(), id.into(), key, position, live.n_moves);
                segments.push(Dynamic::from(segment));
            }
        }
        segments
    }
}

fn read(msg: &Hl7, path: &str, reading: Reading) -> Result<Dynamic> {
    Ok(msg.read(&parse(path)?, reading))
}

pub(super) fn parse(path: &str) -> Result<Path> {
    path.parse()
        .map_err(|error: nilecare_hl7v2::PathError| format!("{path}: {error}").into())
}

fn count(number: i64) -> Result<usize> {
    usize::try_from(number).map_err(|_| "an occurrence is counted from 1".into())
}

pub(super) fn register(engine: &mut Engine) {
    register_message(engine);
    register_structure(engine);
}

fn register_message(engine: &mut Engine) {
    let header = |get: fn(&Message) -> Option<String>| {
        move |msg: &mut Hl7| -> ImmutableString { get(&msg.lock()).unwrap_or_default().into() }
    };
    engine
        .register_type_with_name::<Hl7>("Message")
        .register_indexer_get(|msg: &mut Hl7, path: &str| read(msg, path, Reading::Value))
        .register_indexer_set(|msg: &mut Hl7, path: &str, value: Dynamic| msg.set(&parse(path)?, &value))
        .register_fn("get", |msg: &mut Hl7, path: &str| read(msg, path, Reading::Value))
        .register_fn("value", |msg: &mut Hl7, path: &str| read(msg, path, Reading::Patch))
        .register_fn("text", |msg: &mut Hl7, path: &str| read(msg, path, Reading::Text))
        .register_fn("raw", |msg: &mut Hl7, path: &str| read(msg, path, Reading::Raw))
        .register_fn("set", |msg: &mut Hl7, path: &str, value: Dynamic| {
            msg.set(&parse(path)?, &value)
        })
        .register_fn("set_raw", |msg: &mut Hl7, path: &str, text: &str| {
            msg.set_raw(&parse(path)?, text)
        })
        .register_fn("exists", |msg: &mut Hl7, path: &str| read(msg, path, Reading::Exists))
        .register_fn("is_null", |msg: &mut Hl7, path: &str| read(msg, path, Reading::IsNull))
        .register_fn("remove", |msg: &mut Hl7, path: &str| -> Result<bool> {
            msg.remove(&parse(path)?)
        })
        .register_fn("repetitions", |msg: &mut Hl7, path: &str| {
            read(msg, path, Reading::Repetitions)
        })
        .register_fn("to_string", |msg: &mut Hl7| msg.lock().text().as_str().to_owned())
        .register_get(
            "type",
            header(|message| message.header().message_type().map(Into::into)),
        )
        .register_get(
            "event",
            header(|message| message.header().trigger_event().map(Into::into)),
        )
        .register_get(
            "control_id",
            header(|message| message.header().control_id().map(Into::into)),
        );
}

fn register_structure(engine: &mut Engine) {
    engine
        .register_fn("segments", |msg: &mut Hl7| msg.segments(None))
        .register_fn("segments", |msg: &mut Hl7, id: &str| msg.segments(Some(id)))
        .register_fn("count", |msg: &mut Hl7, id: &str| msg.lock().segment_count(id) as i64)
        .register_fn("add_segment", |msg: &mut Hl7, text: &str| -> Result<()> {
            msg.lock_to_move()
                .add_segment(text)
                .map_err(|error| error.to_string().into())
        })
        .register_fn(
            "insert_after",
            |msg: &mut Hl7, id: &str, occurrence: i64, text: &str| -> Result<()> {
                msg.lock_to_move()
                    .insert_segment_after(id, count(occurrence)?, text)
                    .map_err(|error| error.to_string().into())
            },
        )
        .register_fn(
            "remove_segment",
            |msg: &mut Hl7, id: &str, occurrence: i64| -> Result<bool> {
                msg.lock_to_move()
                    .remove_segment(id, count(occurrence)?)
                    .map_err(|error| error.to_string().into())
            },
        );
}
