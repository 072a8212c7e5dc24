//! What the scripts and steps of one message see at one connector.

mod changes;
mod elements;
mod items;
mod maps;
mod place;
mod pointer;
mod route;
mod trace;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_document::{Document, Hl7Document, JsonDocument, StructuredDocument};
use rhai::{Dynamic, Map, Scope};

use crate::library::{Facts, GLOBALS, Hl7, Part, Route as RouteHandle, Source, to_dynamic};
use crate::log::LogLine;
use crate::run::Effects;
use crate::{MessageFacts, ScriptAttachment, ScriptError, ScriptReply, SharedMap, value};

pub use items::LoopOver;
pub use maps::MapName;
pub use place::Place;
pub use pointer::Pointer;
pub use route::Route;
pub use trace::{FieldChange, MapChange, Trace, TraceEvent, TracedPart};

use items::Item;
use trace::Tracing;

/// The variables of the scripts of one message at one connector, and what the scripts leave behind.
pub struct ScriptContext {
    pub(crate) scope: Scope<'static>,
    pub(crate) effects: Effects,
    route: RouteHandle,
    /// What `msg` was, for its character set.
    like: Document,
    /// The items of the loops that run, the innermost last.
    items: Vec<Item>,
    tracing: Option<Box<Tracing>>,
}

impl ScriptContext {
    /// Opens the message at the source.
    pub fn new(document: &Document, source: Arc<BTreeMap<String, String>>) -> Self {
        let route = RouteHandle::default();
        let mut scope = Scope::new();
        scope.push_constant("source", Source(source));
        scope.push_constant("message", Facts::default());
        // A constant could not have its entries set.
        scope.push("global_channel_map", SharedMap::default());
        scope.push("response_map", Map::new());
        scope.push("connector_map", Map::new());
        scope.push_constant("route", route.clone());
        scope.push("channel_map", Map::new());
        // Names are searched from the end, and this one is used most.
        scope.push("msg", to_dynamic(document));
        Self {
            scope,
            effects: Effects::default(),
            route,
            like: document.clone(),
            items: Vec::new(),
            tracing: None,
        }
    }

    /// Opens the message for one destination: a copy of its own of the message, of `channel_map` and of `response_map`, and
    /// an empty `connector_map`. A trace goes on in the copy only when it is started there.
    pub fn for_destination(&self, document: &Document) -> Self {
        let mut scope = self.scope.clone();
        scope.set_value("msg", to_dynamic(document));
        scope.set_value("connector_map", Map::new());
        Self {
            scope,
            effects: Effects {
                channel: self.effects.channel.clone(),
                ..Effects::default()
            },
            route: self.route.clone(),
            like: document.clone(),
            items: Vec::new(),
            tracing: None,
        }
    }

    /// Puts another message in the place of `msg`.
    pub fn set_document(&mut self, document: &Document) {
        self.scope.set_value("msg", to_dynamic(document));
        self.like = document.clone();
    }

    /// Tells what `message` is.
    pub fn set_message_facts(&mut self, facts: Arc<MessageFacts>) {
        self.effects.channel = Some(facts.channel_id.clone());
        // A constant cannot be set, only taken out and put in again.
        let _ = self.scope.remove::<Dynamic>("message");
        self.scope.push_constant("message", Facts(Some(facts)));
    }

    /// Returns what `message` is.
    pub fn message_facts(&self) -> Option<Arc<MessageFacts>> {
        self.scope.get("message")?.read_lock::<Facts>()?.0.clone()
    }

    /// Tells which connector `message.connector_id` names from now on.
    pub fn set_connector(&mut self, id: &str) {
        if let Some(facts) = self.message_facts() {
            self.set_message_facts(Arc::new(MessageFacts {
                connector_id: id.to_owned(),
                ..MessageFacts::clone(&facts)
            }));
        }
    }

    /// Puts in the map that the messages of the channel share; without it, it is a map of this message only.
    pub fn set_global_channel_map(&mut self, map: SharedMap) {
        self.scope.set_value("global_channel_map", map);
    }

    /// Adds what a response transformer sees. A response that is no text is given as an empty one.
    pub fn add_response(&mut self, response: Option<&Bytes>, status: &str) {
        self.scope.push("response", response_value(response));
        self.scope.push("status", status.to_owned());
    }

    /// Returns what a response transformer has made of `response`, as text; `None` when it is none.
    pub fn response(&self) -> Option<Bytes> {
        let response = self.scope.get("response")?;
        let mut text = String::new();
        crate::value::write_text(response, crate::Secrets::Hidden, &mut text);
        Some(Bytes::from(text))
    }

    /// Returns what a response transformer has set `status` to.
    pub fn status(&self) -> Option<String> {
        self.scope
            .get_value::<Dynamic>("status")
            .and_then(|status| status.into_string().ok())
    }

    /// Adds what a postprocessor sees: `reply`.
    pub fn add_reply(&mut self) {
        self.scope.push("reply", ());
    }

    /// Returns what a postprocessor has left in `reply`; `None` when it left it alone.
    ///
    /// # Errors
    /// When it is something that cannot be sent; `script` is told in the error.
    pub fn reply(&self, script: &str) -> Result<Option<ScriptReply>, ScriptError> {
        let Some(reply) = self.scope.get("reply") else {
            return Ok(None);
        };
        ScriptReply::read(reply).map_err(|detail| ScriptError::wrong_result(script, &detail))
    }

    /// Lets scripts call `attach`; `first` is the number of the first attachment that they make.
    pub fn allow_attachments(&mut self, first: usize) {
        self.effects.attachments.next = Some(first);
    }

    /// Takes the attachments that scripts made; they can make no more.
    pub fn take_attachments(&mut self) -> Vec<ScriptAttachment> {
        std::mem::take(&mut self.effects.attachments).made
    }

    /// Takes the lines that scripts wrote with `logger`. They may hold patient data; the logs of the process get their
    /// number only.
    pub fn take_log(&mut self) -> Vec<LogLine> {
        let log = std::mem::take(&mut self.effects.log);
        if !log.lines.is_empty() {
            tracing::debug!(
                n_lines = log.lines.len(),
                n_dropped = log.n_dropped,
                "scripts wrote lines of the log"
            );
        }
        log.lines
    }

    /// Returns the destinations that the scripts have chosen.
    pub fn route(&self) -> Route {
        self.route.get()
    }

    /// Chooses destinations.
    pub fn set_route(&mut self, route: Route) {
        self.route.set(route);
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
        if let Some(part) = msg.read_lock::<Part>() {
            if !part.is_whole() {
                let detail = "msg is a part of a message at the end; give it the whole, or part.to_string()";
                return Err(ScriptError::wrong_result(script, detail));
            }
            let structured = part.message();
            return Ok(Document::Structured(match &self.like {
                Document::Structured(like) => like.clone().with_structured(structured),
                _ => StructuredDocument::made(structured),
            }));
        }
        if msg.is_string() {
            let text = msg.clone().into_string().unwrap_or_default();
            return Ok(Document::Raw(Bytes::from(text)));
        }
        if msg.is_map() || msg.is_array() {
            let mut value = value::sent(msg).map_err(|detail| ScriptError::wrong_result(script, &detail))?;
            return Ok(Document::Json(match &self.like {
                Document::Json(like) => {
                    value::restore(&mut value, like.value());
                    like.clone().with_value(value)
                }
                _ => JsonDocument::made(value),
            }));
        }
        let detail = format!(
            "msg must be a message, a map, an array or a text at the end, and is {}",
            msg.type_name()
        );
        Err(ScriptError::wrong_result(script, &detail))
    }

    /// The names that scripts may use, for the compiler.
    pub(crate) fn declared(in_loop: bool) -> Scope<'static> {
        const NAMES: [&str; 11] = [
            "msg",
            "source",
            "message",
            "channel_map",
            "connector_map",
            "response_map",
            "global_channel_map",
            "route",
            "response",
            "status",
            "reply",
        ];
        let mut scope = Scope::new();
        // None of them as a constant: the compiler would put the value, (), in the place of the name.
        let in_loop: &[&str] = if in_loop { &["item", "index"] } else { &[] };
        for name in NAMES.iter().chain(&GLOBALS).chain(in_loop) {
            scope.push(*name, ());
        }
        scope
    }
}

/// Gives a response as scripts see it: a message when it is one, text otherwise, empty when it is no text.
fn response_value(response: Option<&Bytes>) -> Dynamic {
    let text = response.and_then(|content| std::str::from_utf8(content).ok());
    value::message_or_text(text.unwrap_or_default())
}
