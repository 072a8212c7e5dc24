//! `msg` of the format HL7 v2, and its segments. Both are live: what a script sets is in the message.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nilecare_hl7v2::{Message, Path};
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString};

use super::hl7_reading::Reading;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// A message in a script.
#[derive(Clone)]
pub(crate) struct Hl7(Arc<Mutex<Live>>);

/// The message, and how often its segments may have moved.
struct Live {
    message: Message,
    n_moves: u64,
}

/// One segment of it.
#[derive(Clone)]
struct Hl7Segment {
    message: Hl7,
    id: ImmutableString,
    occurrence: usize,
    /// Where it stood among all segments, which holds as long as nothing has moved. Long messages are read much faster so.
    position: usize,
    n_moves: u64,
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

impl Hl7 {
    pub(crate) fn new(message: Message) -> Self {
        Self(Arc::new(Mutex::new(Live { message, n_moves: 0 })))
    }

    /// Gives the message as it is now.
    pub(crate) fn message(&self) -> Message {
        self.lock().message.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Live> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As `lock`, for what adds or removes segments.
    fn lock_to_move(&self) -> MutexGuard<'_, Live> {
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

    fn segments(&self, only: Option<&str>) -> Array {
        let message = self.lock();
        let mut seen: Vec<(&str, usize)> = Vec::new();
        let mut segments = Array::new();
        for (position, segment) in message.segments().enumerate() {
            let id = segment.id();
            let at = seen.iter().position(|(known, _)| *known == id).unwrap_or_else(|| {
                seen.push((id, 0));
                seen.len() - 1
            });
            seen[at].1 += 1;
            if only.is_none_or(|only| only == id) {
                let occurrence = seen[at].1;
                segments.push(Dynamic::from(Hl7Segment {
                    message: self.clone(),
                    id: id.into(),
                    occurrence,
                    position,
                    n_moves: message.n_moves,
                }));
            }
        }
        segments
    }
}

impl Hl7Segment {
    /// `5.1` of the third OBX is `OBX(3)-5.1`.
    fn path(&self, place: &str) -> Result<Path> {
        parse(&format!("{}({})-{place}", self.id, self.occurrence))
    }

    fn read(&self, place: &str, reading: Reading) -> Result<Dynamic> {
        let path = self.path(place)?;
        let live = self.message.lock();
        let raw = if live.n_moves == self.n_moves {
            live.raw_at(self.position, &path)
        } else {
            live.raw(&path)
        };
        Ok(reading.of(raw, &path, &live))
    }
}

fn read(msg: &Hl7, path: &str, reading: Reading) -> Result<Dynamic> {
    Ok(msg.read(&parse(path)?, reading))
}

fn parse(path: &str) -> Result<Path> {
    path.parse()
        .map_err(|error: nilecare_hl7v2::PathError| format!("{path}: {error}").into())
}

fn count(number: i64) -> Result<usize> {
    usize::try_from(number).map_err(|_| "an occurrence is counted from 1".into())
}

pub(super) fn register(engine: &mut Engine) {
    register_message(engine);
    register_structure(engine);
    register_segment(engine);
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
            msg.lock_to_move()
                .remove(&parse(path)?)
                .map_err(|error| error.to_string().into())
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

fn register_segment(engine: &mut Engine) {
    engine
        .register_type_with_name::<Hl7Segment>("Segment")
        .register_get("id", |segment: &mut Hl7Segment| segment.id.clone())
        .register_get("occurrence", |segment: &mut Hl7Segment| segment.occurrence as i64)
        .register_indexer_get(|segment: &mut Hl7Segment, place: &str| segment.read(place, Reading::Value))
        .register_indexer_set(|segment: &mut Hl7Segment, place: &str, value: Dynamic| {
            segment.message.set(&segment.path(place)?, &value)
        })
        .register_fn("value", |segment: &mut Hl7Segment, place: &str| {
            segment.read(place, Reading::Patch)
        })
        .register_fn("get", |segment: &mut Hl7Segment, place: &str| {
            segment.read(place, Reading::Value)
        })
        .register_fn("text", |segment: &mut Hl7Segment, place: &str| {
            segment.read(place, Reading::Text)
        })
        .register_fn("raw", |segment: &mut Hl7Segment, place: &str| {
            segment.read(place, Reading::Raw)
        })
        .register_fn("set", |segment: &mut Hl7Segment, place: &str, value: Dynamic| {
            segment.message.set(&segment.path(place)?, &value)
        })
        .register_fn("set_raw", |segment: &mut Hl7Segment, place: &str, text: &str| {
            segment.message.set_raw(&segment.path(place)?, text)
        })
        .register_fn("is_null", |segment: &mut Hl7Segment, place: &str| {
            segment.read(place, Reading::IsNull)
        })
        .register_fn("exists", |segment: &mut Hl7Segment, place: &str| {
            segment.read(place, Reading::Exists)
        })
        .register_fn("repetitions", |segment: &mut Hl7Segment, place: &str| {
            segment.read(place, Reading::Repetitions)
        });
}
