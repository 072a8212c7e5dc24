//! Parts of an HL7 v2 message that scripts hold: a segment, and a repetition of a field. Both are live, and stay the same
//! part when others before them come and go.

use nilecare_hl7v2::{EditError, Path, SegmentKey};
use rhai::{Dynamic, Engine, ImmutableString};

use super::hl7::{Hl7, Live, Result, parse};
use super::hl7_reading::Reading;

/// A segment.
#[derive(Clone)]
pub(crate) struct Hl7Segment {
    message: Hl7,
    id: ImmutableString,
    key: SegmentKey,
    /// Where it stood among all segments, which holds as long as nothing has moved. Long messages are read much faster so.
    position: usize,
    n_moves: u64,
}

/// A repetition of a field.
#[derive(Clone)]
pub(crate) struct Hl7Repetition {
    segment: Hl7Segment,
    /// The field, with the number of the repetition.
    path: Path,
}

/// What segments and repetitions have in common for scripts.
trait Part: Clone + Send + Sync + 'static {
    /// Names a place in the part.
    fn path(&self, place: &str) -> Result<Path>;
    /// The segment that it is, or is in.
    fn segment(&self) -> &Hl7Segment;
    /// Names the part itself.
    fn whole(&self) -> Option<Path>;
}

impl Hl7Segment {
    pub fn new(message: Hl7, id: ImmutableString, key: SegmentKey, position: usize, n_moves: u64) -> Self {
        Self {
            message,
            id,
            key,
            position,
            n_moves,
        }
    }

    /// The message that it is a part of.
    pub fn message(&self) -> &Hl7 {
        &self.message
    }

    pub fn key(&self) -> SegmentKey {
        self.key
    }

    /// Finds where it is now; `None` when it was removed.
    pub fn position(&self, live: &Live) -> Option<usize> {
        if live.n_moves == self.n_moves {
            Some(self.position)
        } else {
            live.position_of(self.key)
        }
    }

    /// Gives the text at `path` in it, as sent.
    pub fn with_raw<T>(&self, path: &Path, function: impl FnOnce(&Live, &str) -> T) -> T {
        let live = self.message.lock();
        let raw = self.position(&live).and_then(|position| live.raw_at(position, path));
        function(&live, raw.unwrap_or_default())
    }

    /// Sets the value at `path` in it.
    pub fn set(&self, path: &Path, value: &str) -> std::result::Result<(), EditError> {
        let mut live = self.message.lock();
        let position = self.position(&live).ok_or_else(|| absent(path))?;
        live.set_at(position, path, value)
    }

    fn set_raw(&self, path: &Path, text: &str) -> std::result::Result<(), EditError> {
        let mut live = self.message.lock();
        let position = self.position(&live).ok_or_else(|| absent(path))?;
        live.set_raw_at(position, path, text)
    }

    /// Removes what stands at `path` in it, or itself.
    pub fn remove(&self, path: Option<&Path>) -> std::result::Result<bool, EditError> {
        let mut live = self.message.lock();
        let Some(position) = self.position(&live) else {
            return Ok(false);
        };
        match path {
            Some(path) => live.take_out(position, path),
            None => {
                let occurrence = live.occurrence_at(position);
                live.n_moves += 1;
                live.remove_segment(&self.id, occurrence)
            }
        }
    }

    /// Gives it as it is sent; empty when it was removed.
    pub fn text(&self) -> String {
        let live = self.message.lock();
        let segment = self.position(&live).and_then(|position| live.nth_segment(position));
        segment.map_or_else(String::new, |segment| segment.raw().to_owned())
    }

    fn occurrence(&self) -> usize {
        let live = self.message.lock();
        self.position(&live).map_or(0, |position| live.occurrence_at(position))
    }
}

impl Hl7Repetition {
    pub fn new(segment: Hl7Segment, path: Path) -> Self {
        Self { segment, path }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn segment(&self) -> &Hl7Segment {
        &self.segment
    }

    /// Gives it as it is sent.
    pub fn text(&self) -> String {
        self.segment.with_raw(&self.path, |_, raw| raw.to_owned())
    }
}

impl Part for Hl7Segment {
    fn path(&self, place: &str) -> Result<Path> {
        parse(&format!("{}-{place}", self.id))
    }

    fn segment(&self) -> &Hl7Segment {
        self
    }

    fn whole(&self) -> Option<Path> {
        None
    }
}

impl Part for Hl7Repetition {
    fn path(&self, place: &str) -> Result<Path> {
        let number = self.path.repetition().unwrap_or(1);
        parse(&format!(
            "{}-{}({number}).{place}",
            self.path.segment_id(),
            self.path.field().unwrap_or(1)
        ))
    }

    fn segment(&self) -> &Hl7Segment {
        &self.segment
    }

    fn whole(&self) -> Option<Path> {
        Some(self.path)
    }
}

fn absent(path: &Path) -> EditError {
    EditError::SegmentAbsent {
        path: path.segment_id().to_owned(),
    }
}

fn read(part: &impl Part, place: &str, reading: Reading) -> Result<Dynamic> {
    let path = part.path(place)?;
    Ok(part
        .segment()
        .with_raw(&path, |live, raw| reading.of(Some(raw), &path, live)))
}

fn done<T>(result: std::result::Result<T, EditError>) -> Result<T> {
    result.map_err(|error| error.to_string().into())
}

pub(super) fn register(engine: &mut Engine) {
    register_part::<Hl7Segment>(engine, "Segment");
    register_part::<Hl7Repetition>(engine, "Repetition");
    engine
        .register_get("id", |segment: &mut Hl7Segment| segment.id.clone())
        .register_get("occurrence", |segment: &mut Hl7Segment| segment.occurrence() as i64)
        .register_fn("repetitions", |segment: &mut Hl7Segment, place: &str| {
            read(segment, place, Reading::Repetitions)
        })
        .register_fn("to_string", |segment: &mut Hl7Segment| segment.text())
        .register_get("number", |repetition: &mut Hl7Repetition| {
            repetition.path.repetition().unwrap_or(1) as i64
        })
        .register_fn("to_string", |repetition: &mut Hl7Repetition| repetition.text());
}

fn register_part<P: Part>(engine: &mut Engine, name: &str) {
    engine
        .register_type_with_name::<P>(name)
        .register_indexer_get(|part: &mut P, place: &str| read(part, place, Reading::Value))
        .register_indexer_set(|part: &mut P, place: &str, value: Dynamic| {
            done(part.segment().set(&part.path(place)?, &value.to_string()))
        })
        .register_fn("get", |part: &mut P, place: &str| read(part, place, Reading::Value))
        .register_fn("value", |part: &mut P, place: &str| read(part, place, Reading::Patch))
        .register_fn("text", |part: &mut P, place: &str| read(part, place, Reading::Text))
        .register_fn("raw", |part: &mut P, place: &str| read(part, place, Reading::Raw))
        .register_fn("exists", |part: &mut P, place: &str| read(part, place, Reading::Exists))
        .register_fn("is_null", |part: &mut P, place: &str| {
            read(part, place, Reading::IsNull)
        })
        .register_fn("set", |part: &mut P, place: &str, value: Dynamic| {
            done(part.segment().set(&part.path(place)?, &value.to_string()))
        })
        .register_fn("set_raw", |part: &mut P, place: &str, text: &str| {
            done(part.segment().set_raw(&part.path(place)?, text))
        })
        .register_fn("remove", |part: &mut P| {
            done(part.segment().remove(part.whole().as_ref()))
        })
        .register_fn("remove", |part: &mut P, place: &str| {
            done(part.segment().remove(Some(&part.path(place)?)))
        });
}
