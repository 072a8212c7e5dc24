//! `msg` of the formats XML, X12 and delimited text, and the parts of such a message. Both are live: what a script sets is in
//! the message.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nilecare_document::Structured;
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

const TAKEN_OUT: &str = "the part was taken out of the message";

/// A message in a script, or a part of it: an element, a segment, a record.
#[derive(Clone)]
pub(crate) struct Part {
    message: Arc<Mutex<Live>>,
    /// The part; `None` for the whole message.
    place: Option<PartPlace>,
}

/// A message, and what was taken out of it.
struct Live {
    structured: Structured,
    removed: Vec<(ImmutableString, usize)>,
}

/// Where a part was when it was found.
#[derive(Clone)]
enum PartPlace {
    /// An element: its handle stays its own.
    Handle(ImmutableString),
    /// A segment, a record or a place of one.
    Numbered {
        name: ImmutableString,
        number: usize,
        /// What comes behind: `-5(2)`.
        rest: ImmutableString,
        /// How much had been taken out of the message.
        n_removed: usize,
    },
}

impl PartPlace {
    fn of(path: &str, live: &Live) -> Self {
        let (name, behind) = path.split_once('(').unwrap_or((path, ""));
        let numbered = behind.split_once(')').and_then(|(number, rest)| {
            let number = number.parse().ok()?;
            (!name.contains(['-', '.'])).then_some((name, number, rest))
        });
        match (&live.structured, numbered) {
            (Structured::Xml(_), _) => Self::Handle(path.into()),
            (_, Some((name, number, rest))) => Self::numbered(name, number, rest, live),
            (_, None) => {
                let end = path.find(['-', '.']).unwrap_or(path.len());
                Self::numbered(&path[..end], 1, &path[end..], live)
            }
        }
    }

    fn numbered(name: &str, number: usize, rest: &str, live: &Live) -> Self {
        Self::Numbered {
            name: name.into(),
            number,
            rest: rest.into(),
            n_removed: live.removed.len(),
        }
    }

    /// Returns its path in the message as it is now; `None` when it was taken out.
    fn path(&self, live: &Live) -> Option<ImmutableString> {
        let (name, number, rest, n_removed) = match self {
            Self::Handle(handle) => return Some(handle.clone()),
            Self::Numbered {
                name,
                number,
                rest,
                n_removed,
            } => (name, number, rest, n_removed),
        };
        let mut number = *number;
        for (_, gone) in live.removed[*n_removed..].iter().filter(|(other, _)| other == name) {
            match (*gone).cmp(&number) {
                Ordering::Less => number -= 1,
                Ordering::Equal => return None,
                Ordering::Greater => {}
            }
        }
        Some(format!("{name}({number}){rest}").into())
    }
}

impl Live {
    /// Takes out what is at a path.
    fn remove(&mut self, path: &str) -> std::result::Result<bool, String> {
        let is_removed = self.structured.remove(path)?;
        if let PartPlace::Numbered { name, number, rest, .. } = PartPlace::of(path, self)
            && rest.is_empty()
            && is_removed
        {
            self.removed.push((name, number));
        }
        Ok(is_removed)
    }
}

impl Part {
    pub fn whole(message: Structured) -> Self {
        Self {
            message: Arc::new(Mutex::new(Live {
                structured: message,
                removed: Vec::new(),
            })),
            place: None,
        }
    }

    /// Gives the message as it is now.
    pub fn message(&self) -> Structured {
        self.lock().structured.clone()
    }

    pub fn is_whole(&self) -> bool {
        self.place.is_none()
    }

    fn lock(&self) -> MutexGuard<'_, Live> {
        self.message.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the path in the message of a place in the part; `None` when the part was taken out.
    fn path(&self, live: &Live, place: &str) -> Option<String> {
        match &self.place {
            Some(part) => Some(live.structured.within(&part.path(live)?, place)),
            None => Some(place.to_owned()),
        }
    }

    /// Gives the path of the part itself; the error when it is the whole message.
    fn own_path(&self, live: &Live, whole: &str) -> std::result::Result<Option<ImmutableString>, String> {
        Ok(self.place.as_ref().ok_or(whole)?.path(live))
    }

    /// Returns the text at a place; `None` when nothing is there.
    pub fn get(&self, place: &str) -> std::result::Result<Option<String>, String> {
        let live = self.lock();
        let path = self.path(&live, place);
        path.map_or(Ok(None), |path| live.structured.get(&path))
    }

    fn raw(&self, place: &str) -> std::result::Result<Option<String>, String> {
        let live = self.lock();
        let path = self.path(&live, place);
        path.map_or(Ok(None), |path| live.structured.raw(&path))
    }

    /// Sets the text at a place.
    pub fn set(&self, place: &str, value: &str) -> std::result::Result<(), String> {
        let mut live = self.lock();
        let path = self.path(&live, place).ok_or(TAKEN_OUT)?;
        live.structured.set(&path, value)
    }

    /// Sets the text of the part itself.
    pub fn set_whole(&self, value: &str) -> std::result::Result<(), String> {
        let mut live = self.lock();
        let path = self.own_path(&live, "the whole message cannot be set; set a place of it")?;
        live.structured.set(&path.ok_or(TAKEN_OUT)?, value)
    }

    /// Takes out what is at a place, and tells whether anything was there.
    pub fn remove(&self, place: &str) -> std::result::Result<bool, String> {
        let mut live = self.lock();
        let path = self.path(&live, place);
        path.map_or(Ok(false), |path| live.remove(&path))
    }

    /// Takes the part itself out of the message.
    pub fn remove_whole(&self) -> std::result::Result<bool, String> {
        let mut live = self.lock();
        let path = self.own_path(&live, "the whole message cannot be taken out")?;
        path.map_or(Ok(false), |path| live.remove(&path))
    }

    /// Names the parts at a place.
    pub fn parts(&self, place: &str) -> std::result::Result<Vec<Self>, String> {
        let live = self.lock();
        let path = self.path(&live, place);
        let paths = path.map_or(Ok(Vec::new()), |path| live.structured.parts(&path))?;
        let part = |path: &String| Self {
            message: Arc::clone(&self.message),
            place: Some(PartPlace::of(path, &live)),
        };
        Ok(paths.iter().map(part).collect())
    }

    /// Returns the texts of all at a place.
    fn texts(&self, place: &str) -> std::result::Result<Vec<String>, String> {
        let live = self.lock();
        let path = self.path(&live, place);
        path.map_or(Ok(Vec::new()), |path| live.structured.texts(&path))
    }

    fn add(&self, place: &str, text: &str) -> std::result::Result<(), String> {
        let mut live = self.lock();
        let path = self.path(&live, place).ok_or(TAKEN_OUT)?;
        live.structured.add(&path, text)
    }

    fn add_whole(&self, text: &str) -> std::result::Result<(), String> {
        let mut live = self.lock();
        let path = self.own_path(&live, "say where to add it, as in msg.add(\"/order\", text)")?;
        live.structured.add(&path.ok_or(TAKEN_OUT)?, text)
    }

    /// Writes it: the message, or what is written at the part.
    pub fn to_text(&self) -> String {
        let live = self.lock();
        match &self.place {
            None => live.structured.text(),
            Some(place) => {
                let path = place.path(&live);
                // A path that the message gave is one of its format.
                path.and_then(|path| live.structured.raw(&path).ok()?)
                    .unwrap_or_default()
            }
        }
    }

    /// Gives the text of the part: of an element all characters in it.
    pub fn value(&self) -> String {
        let Some(place) = &self.place else {
            return self.to_text();
        };
        let live = self.lock();
        let path = place.path(&live);
        path.and_then(|path| live.structured.get(&path).ok()?)
            .unwrap_or_default()
    }

    /// Names the part as paths do; empty for the whole message and for a part that was taken out.
    fn name(&self) -> ImmutableString {
        let live = self.lock();
        let path = self.place.as_ref().and_then(|place| place.path(&live));
        path.unwrap_or_default()
    }
}

fn got(part: &mut Part, place: &str) -> Result<ImmutableString> {
    Ok(part.get(place)?.unwrap_or_default().into())
}

fn set(part: &mut Part, place: &str, value: Dynamic) -> Result<()> {
    Ok(part.set(place, &crate::value::text_of(&value))?)
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Part>("Part")
        .register_indexer_get(got)
        .register_indexer_set(set)
        .register_fn("get", got)
        .register_fn("value", got)
        .register_fn("text", |part: &mut Part, place: &str| -> Result<ImmutableString> {
            Ok(part.get(place)?.unwrap_or_default().trim().into())
        })
        .register_fn("raw", |part: &mut Part, place: &str| -> Result<ImmutableString> {
            Ok(part.raw(place)?.unwrap_or_default().into())
        })
        .register_fn("exists", |part: &mut Part, place: &str| -> Result<bool> {
            Ok(part.get(place)?.is_some_and(|text| !text.is_empty()))
        })
        .register_fn("set", set)
        .register_fn("remove", |part: &mut Part, place: &str| -> Result<bool> {
            Ok(part.remove(place)?)
        })
        .register_fn("remove", |part: &mut Part| -> Result<bool> { Ok(part.remove_whole()?) })
        .register_fn("add", |part: &mut Part, place: &str, text: &str| -> Result<()> {
            Ok(part.add(place, text)?)
        })
        .register_fn("add", |part: &mut Part, text: &str| -> Result<()> {
            Ok(part.add_whole(text)?)
        })
        .register_fn("parts", |part: &mut Part, place: &str| -> Result<Array> {
            Ok(part.parts(place)?.into_iter().map(Dynamic::from).collect())
        })
        .register_fn("count", |part: &mut Part, place: &str| -> Result<i64> {
            Ok(part.parts(place)?.len() as i64)
        })
        .register_fn("find", |part: &mut Part, place: &str| -> Result<Array> {
            Ok(part.texts(place)?.into_iter().map(Dynamic::from).collect())
        })
        .register_fn("to_string", |part: &mut Part| part.to_text())
        .register_get("path", |part: &mut Part| part.name());
}
