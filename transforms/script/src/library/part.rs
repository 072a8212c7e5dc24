//! `msg` of the formats XML, X12 and delimited text, and the parts of such a message. Both are live: what a script sets is in
//! the message.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nilecare_document::Structured;
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// A message in a script, or a part of it: an element, a segment, a record.
#[derive(Clone)]
pub(crate) struct Part {
    message: Arc<Mutex<Structured>>,
    /// The path of the part; `None` for the whole message.
    path: Option<ImmutableString>,
}

impl Part {
    pub fn whole(message: Structured) -> Self {
        Self {
            message: Arc::new(Mutex::new(message)),
            path: None,
        }
    }

    /// Names a part by a path of the whole message.
    pub fn at(&self, path: &str) -> Self {
        Self {
            message: Arc::clone(&self.message),
            path: Some(path.into()),
        }
    }

    /// Gives the message as it is now.
    pub fn message(&self) -> Structured {
        self.lock().clone()
    }

    pub fn is_whole(&self) -> bool {
        self.path.is_none()
    }

    fn lock(&self) -> MutexGuard<'_, Structured> {
        self.message.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the path in the message of a place in the part.
    fn path(&self, message: &Structured, place: &str) -> String {
        match &self.path {
            Some(part) => message.within(part, place),
            None => place.to_owned(),
        }
    }

    /// Returns the text at a place; `None` when nothing is there.
    pub fn get(&self, place: &str) -> std::result::Result<Option<String>, String> {
        let message = self.lock();
        message.get(&self.path(&message, place))
    }

    fn raw(&self, place: &str) -> std::result::Result<Option<String>, String> {
        let message = self.lock();
        message.raw(&self.path(&message, place))
    }

    /// Sets the text at a place.
    pub fn set(&self, place: &str, value: &str) -> std::result::Result<(), String> {
        let mut message = self.lock();
        let path = self.path(&message, place);
        message.set(&path, value)
    }

    /// Sets the text of the part itself.
    pub fn set_whole(&self, value: &str) -> std::result::Result<(), String> {
        let path = self
            .path
            .as_deref()
            .ok_or("the whole message cannot be set; set a place of it")?;
        self.lock().set(path, value)
    }

    /// Takes out what is at a place, and tells whether anything was there.
    pub fn remove(&self, place: &str) -> std::result::Result<bool, String> {
        let mut message = self.lock();
        let path = self.path(&message, place);
        message.remove(&path)
    }

    /// Takes the part itself out of the message.
    pub fn remove_whole(&self) -> std::result::Result<bool, String> {
        let path = self.path.as_deref().ok_or("the whole message cannot be taken out")?;
        self.lock().remove(path)
    }

    /// Names the parts at a place.
    pub fn parts(&self, place: &str) -> std::result::Result<Vec<Self>, String> {
        let message = self.lock();
        let paths = message.parts(&self.path(&message, place))?;
        drop(message);
        Ok(paths.iter().map(|path| self.at(path)).collect())
    }

    /// Returns the texts of all at a place.
    fn texts(&self, place: &str) -> std::result::Result<Vec<String>, String> {
        let message = self.lock();
        message.texts(&self.path(&message, place))
    }

    fn add(&self, place: &str, text: &str) -> std::result::Result<(), String> {
        let mut message = self.lock();
        let path = self.path(&message, place);
        message.add(&path, text)
    }

    fn add_whole(&self, text: &str) -> std::result::Result<(), String> {
        let path = self
            .path
            .as_deref()
            .ok_or("say where to add it, as in msg.add(\"/order\", text)")?;
        self.lock().add(path, text)
    }

    /// Writes it: the message, or what is written at the part.
    pub fn to_text(&self) -> String {
        let message = self.lock();
        match &self.path {
            None => message.text(),
            // A path that the message gave is one of its format.
            Some(path) => message.raw(path).ok().flatten().unwrap_or_default(),
        }
    }

    /// Gives the text of the part: of an element all characters in it.
    pub fn value(&self) -> String {
        match &self.path {
            None => self.to_text(),
            Some(path) => self.lock().get(path).ok().flatten().unwrap_or_default(),
        }
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
        .register_get("path", |part: &mut Part| part.path.clone().unwrap_or_default());
}
