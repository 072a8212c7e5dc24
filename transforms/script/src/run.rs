//! What the functions of a running script reach besides their arguments. A script runs on one thread from its beginning to
//! its end, so it lies with the thread.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use nilecare_types::ChannelId;

use crate::log::Log;

/// A part of a message that an attachment script took out.
#[derive(Clone, PartialEq, Eq)]
pub struct ScriptAttachment {
    /// Its number in the message.
    pub number: usize,
    /// The content.
    pub content: Bytes,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
}

impl ScriptAttachment {
    /// Returns what stands in its place in the message.
    pub fn token(&self) -> String {
        format!("${{attachment:{}}}", self.number)
    }
}

impl std::fmt::Debug for ScriptAttachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ScriptAttachment({}, {} bytes)", self.number, self.content.len())
    }
}

/// The most attachments of a message.
const ATTACHMENTS: usize = 1_000;

/// What scripts leave behind besides their variables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Effects {
    pub log: Log,
    pub attachments: Attachments,
    /// The channel whose script runs; `None` in a trial without one.
    pub channel: Option<ChannelId>,
}

/// The attachments that a script made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attachments {
    /// The number of the next one; `None` where attachments cannot be made.
    pub next: Option<usize>,
    pub made: Vec<ScriptAttachment>,
}

impl Attachments {
    /// Adds one and returns its token.
    pub fn attach(&mut self, content: String, media_type: &str) -> Result<String, String> {
        let number = self
            .next
            .ok_or("attach can be called in the scripts of attachments only")?;
        if self.made.len() >= ATTACHMENTS {
            return Err(format!("a message may have {ATTACHMENTS} attachments"));
        }
        if !media_type.contains('/') || media_type.len() > 127 || media_type.chars().any(char::is_control) {
            return Err("a media type is such as application/pdf".to_owned());
        }
        let attachment = ScriptAttachment {
            number,
            content: Bytes::from(content),
            media_type: media_type.to_owned(),
        };
        let token = attachment.token();
        self.next = Some(number + 1);
        self.made.push(attachment);
        Ok(token)
    }
}

struct Run {
    script: Option<Arc<str>>,
    effects: Effects,
}

thread_local! {
    /// When the script that runs on this thread must have ended.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// Runs a script's code on this thread until `deadline`.
pub(crate) fn within<T>(script: &Arc<str>, deadline: Instant, effects: &mut Effects, code: impl FnOnce() -> T) -> T {
    DEADLINE.set(Some(deadline));
    RUN.set(Some(Run {
        script: Some(Arc::clone(script)),
        effects: std::mem::take(effects),
    }));
    let result = code();
    DEADLINE.set(None);
    if let Some(run) = RUN.take() {
        *effects = run.effects;
    }
    result
}

/// Tells whether the script that runs on this thread must end.
pub(crate) fn is_late() -> bool {
    DEADLINE.get().is_some_and(|deadline| Instant::now() >= deadline)
}

/// Returns when the script that runs on this thread must have ended, and its channel.
pub(crate) fn caller() -> Option<(Instant, ChannelId)> {
    let channel = with_effects(|effects, _| effects.channel.clone())??;
    Some((DEADLINE.get()?, channel))
}

/// Gives a function what the script that runs on this thread leaves behind, and the script's name.
pub(crate) fn with_effects<T>(function: impl FnOnce(&mut Effects, &str) -> T) -> Option<T> {
    RUN.with_borrow_mut(|run| {
        let run = run.as_mut()?;
        let script = run.script.clone();
        Some(function(&mut run.effects, script.as_deref().unwrap_or_default()))
    })
}
