//! `msg` of the format HL7 v2, and its segments. Both are live: what a script sets is in the message.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nilecare_hl7v2::{Message, Path};
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// A message in a script.
#[derive(Clone)]
pub(crate) struct Hl7(pub(crate) Arc<Mutex<Message>>);

/// One segment of it.
#[derive(Clone)]
struct Hl7Segment {
    message: Hl7,
    id: ImmutableString,
    occurrence: usize,
}

impl Hl7 {
    fn lock(&self) -> MutexGuard<'_, Message> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, path: &Path) -> ImmutableString {
        self.lock()
            .get(path)
            .map_or_else(ImmutableString::new, |value| value.as_ref().into())
    }

    /// Empty when absent, `()` for the HL7 null (two quotes): the sender wants the value deleted.
    fn value(&self, path: &Path) -> Dynamic {
        if self.lock().is_null(path) {
            Dynamic::UNIT
        } else {
            self.get(path).into()
        }
    }

    /// The value for a mapping: without white space around it, and empty for the HL7 null too.
    fn text(&self, path: &Path) -> ImmutableString {
        let message = self.lock();
        if message.is_null(path) {
            return ImmutableString::new();
        }
        message
            .get(path)
            .map_or_else(ImmutableString::new, |value| value.trim().into())
    }

    /// The text as sent, escape sequences and delimiters included.
    fn raw(&self, path: &Path) -> ImmutableString {
        self.lock()
            .raw(path)
            .map_or_else(ImmutableString::new, ImmutableString::from)
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
        for segment in message.segments() {
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
                }));
            }
        }
        segments
    }

    /// Counts the repetitions of a field.
    fn repetitions(&self, path: &Path) -> i64 {
        let message = self.lock();
        let field = path
            .field()
            .and_then(|number| message.segment(path.segment_id(), path.occurrence())?.field(number));
        field
            .filter(|field| !field.is_empty())
            .map_or(0, |field| field.repetitions().count() as i64)
    }
}

impl Hl7Segment {
    /// `5.1` of the third OBX is `OBX(3)-5.1`.
    fn path(&self, place: &str) -> Result<Path> {
        parse(&format!("{}({})-{place}", self.id, self.occurrence))
    }
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
        .register_indexer_get(|msg: &mut Hl7, path: &str| Ok::<_, Box<EvalAltResult>>(msg.get(&parse(path)?)))
        .register_indexer_set(|msg: &mut Hl7, path: &str, value: Dynamic| msg.set(&parse(path)?, &value))
        .register_fn("get", |msg: &mut Hl7, path: &str| {
            Ok::<_, Box<EvalAltResult>>(msg.get(&parse(path)?))
        })
        .register_fn("value", |msg: &mut Hl7, path: &str| {
            Ok::<_, Box<EvalAltResult>>(msg.value(&parse(path)?))
        })
        .register_fn("text", |msg: &mut Hl7, path: &str| {
            Ok::<_, Box<EvalAltResult>>(msg.text(&parse(path)?))
        })
        .register_fn("raw", |msg: &mut Hl7, path: &str| {
            Ok::<_, Box<EvalAltResult>>(msg.raw(&parse(path)?))
        })
        .register_fn("set", |msg: &mut Hl7, path: &str, value: Dynamic| {
            msg.set(&parse(path)?, &value)
        })
        .register_fn("set_raw", |msg: &mut Hl7, path: &str, text: &str| {
            msg.set_raw(&parse(path)?, text)
        })
        .register_fn("exists", |msg: &mut Hl7, path: &str| {
            Ok::<_, Box<EvalAltResult>>(msg.lock().get(&parse(path)?).is_some())
        })
        .register_fn("is_null", |msg: &mut Hl7, path: &str| {
            Ok::<_, Box<EvalAltResult>>(msg.lock().is_null(&parse(path)?))
        })
        .register_fn("remove", |msg: &mut Hl7, path: &str| -> Result<bool> {
            msg.lock()
                .remove(&parse(path)?)
                .map_err(|error| error.to_string().into())
        })
        .register_fn("repetitions", |msg: &mut Hl7, path: &str| {
            Ok::<_, Box<EvalAltResult>>(msg.repetitions(&parse(path)?))
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
            msg.lock().add_segment(text).map_err(|error| error.to_string().into())
        })
        .register_fn(
            "insert_after",
            |msg: &mut Hl7, id: &str, occurrence: i64, text: &str| -> Result<()> {
                msg.lock()
                    .insert_segment_after(id, count(occurrence)?, text)
                    .map_err(|error| error.to_string().into())
            },
        )
        .register_fn(
            "remove_segment",
            |msg: &mut Hl7, id: &str, occurrence: i64| -> Result<bool> {
                msg.lock()
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
        .register_indexer_get(|segment: &mut Hl7Segment, place: &str| {
            Ok::<_, Box<EvalAltResult>>(segment.message.get(&segment.path(place)?))
        })
        .register_indexer_set(|segment: &mut Hl7Segment, place: &str, value: Dynamic| {
            segment.message.set(&segment.path(place)?, &value)
        })
        .register_fn("value", |segment: &mut Hl7Segment, place: &str| {
            Ok::<_, Box<EvalAltResult>>(segment.message.value(&segment.path(place)?))
        })
        .register_fn("get", |segment: &mut Hl7Segment, place: &str| {
            Ok::<_, Box<EvalAltResult>>(segment.message.get(&segment.path(place)?))
        })
        .register_fn("text", |segment: &mut Hl7Segment, place: &str| {
            Ok::<_, Box<EvalAltResult>>(segment.message.text(&segment.path(place)?))
        })
        .register_fn("raw", |segment: &mut Hl7Segment, place: &str| {
            Ok::<_, Box<EvalAltResult>>(segment.message.raw(&segment.path(place)?))
        })
        .register_fn("set", |segment: &mut Hl7Segment, place: &str, value: Dynamic| {
            segment.message.set(&segment.path(place)?, &value)
        })
        .register_fn("set_raw", |segment: &mut Hl7Segment, place: &str, text: &str| {
            segment.message.set_raw(&segment.path(place)?, text)
        })
        .register_fn("is_null", |segment: &mut Hl7Segment, place: &str| {
            Ok::<_, Box<EvalAltResult>>(segment.message.lock().is_null(&segment.path(place)?))
        })
        .register_fn("exists", |segment: &mut Hl7Segment, place: &str| {
            Ok::<_, Box<EvalAltResult>>(segment.message.lock().get(&segment.path(place)?).is_some())
        })
        .register_fn("repetitions", |segment: &mut Hl7Segment, place: &str| {
            Ok::<_, Box<EvalAltResult>>(segment.message.repetitions(&segment.path(place)?))
        });
}
