//! What a script sees.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_document::{DataType, Document, Hl7Document};
use rhai::{Dynamic, Map, Scope};

use crate::library::{Hl7, Route as RouteHandle, Source};
use crate::{ScriptError, library};

/// Which destinations a script has chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// All of them.
    #[default]
    All,
    /// Only these.
    Only(Vec<String>),
    /// All but these.
    Except(Vec<String>),
}

impl Route {
    /// Tells whether a destination is chosen.
    pub fn has(&self, destination: &str) -> bool {
        let is_in = |list: &[String]| list.iter().any(|name| name == destination);
        match self {
            Self::All => true,
            Self::Only(list) => is_in(list),
            Self::Except(list) => !is_in(list),
        }
    }
}

/// The variables of the scripts of one message at one connector: `msg`, `source`, `channel_map`, `route`, and for a
/// response transformer `response` and `status`.
pub struct ScriptContext {
    pub(crate) scope: Scope<'static>,
    route: RouteHandle,
    /// What `msg` was, for its character set.
    like: Document,
}

impl ScriptContext {
    /// Opens the message at the source.
    pub fn new(document: &Document, source: Arc<BTreeMap<String, String>>) -> Self {
        let route = RouteHandle::default();
        let mut scope = Scope::new();
        scope.push("msg", to_dynamic(document));
        scope.push_constant("source", Source(source));
        scope.push("channel_map", Map::new());
        scope.push_constant("route", route.clone());
        Self {
            scope,
            route,
            like: document.clone(),
        }
    }

    /// Opens the message for one destination: a copy of its own of the message and of the channel map.
    pub fn for_destination(&self, document: &Document) -> Self {
        let mut scope = self.scope.clone();
        scope.set_value("msg", to_dynamic(document));
        Self {
            scope,
            route: self.route.clone(),
            like: document.clone(),
        }
    }

    /// Adds what a response transformer sees. A response that is no text is given as an empty one.
    pub fn add_response(&mut self, response: Option<&Bytes>, status: &str) {
        let text = response
            .and_then(|content| std::str::from_utf8(content).ok())
            .unwrap_or_default();
        let parsed = DataType::Hl7v2.parse(
            &Bytes::copy_from_slice(text.as_bytes()),
            nilecare_hl7v2::charset::Charset::Utf8,
        );
        let response = match parsed {
            Ok(document) => to_dynamic(&document),
            Err(_) => Dynamic::from(text.to_owned()),
        };
        self.scope.push("response", response);
        self.scope.push("status", status.to_owned());
    }

    /// Returns what a response transformer has set `status` to.
    pub fn status(&self) -> Option<String> {
        self.scope
            .get_value::<Dynamic>("status")
            .and_then(|status| status.into_string().ok())
    }

    /// Returns the destinations that the scripts have chosen.
    pub fn route(&self) -> Route {
        self.route.get()
    }

    /// Returns what `msg` is now: a message as a document of its format, a map or an array as JSON, a text as raw.
    ///
    /// # Errors
    /// When it is something else, or a text that is no longer of its format.
    pub fn document(&self, script: &str) -> Result<Document, ScriptError> {
        let Some(msg) = self.scope.get("msg") else {
            return Err(ScriptError::wrong_result(script, "the script removed msg"));
        };
        if let Some(hl7) = msg.read_lock::<Hl7>() {
            let message = hl7.message();
            return Ok(Document::Hl7v2(match &self.like {
                Document::Hl7v2(like) => like.clone().with_message(message),
                _ => Hl7Document::made(message),
            }));
        }
        if msg.is_string() {
            let text = msg.clone().into_string().unwrap_or_default();
            return Ok(Document::Raw(Bytes::from(text)));
        }
        if msg.is_map() || msg.is_array() {
            let value = rhai::serde::from_dynamic(msg)
                .map_err(|_| ScriptError::wrong_result(script, "msg holds something that JSON cannot express"))?;
            return Ok(Document::Json(value));
        }
        let detail = format!(
            "msg must be a message, a map, an array or a text at the end, and is {}",
            msg.type_name()
        );
        Err(ScriptError::wrong_result(script, &detail))
    }

    /// The names that scripts may use, for the compiler.
    pub(crate) fn declared() -> Scope<'static> {
        let mut scope = Scope::new();
        // None of them as a constant: the compiler would put the value, (), in the place of the name.
        for name in ["msg", "source", "channel_map", "route", "response", "status"] {
            scope.push(name, ());
        }
        scope
    }
}

fn to_dynamic(document: &Document) -> Dynamic {
    match document {
        Document::Hl7v2(hl7) => Dynamic::from(Hl7::new(hl7.message.clone())),
        Document::Json(value) => library::json_to_dynamic(value),
        Document::Raw(content) => Dynamic::from(String::from_utf8_lossy(content).into_owned()),
    }
}
