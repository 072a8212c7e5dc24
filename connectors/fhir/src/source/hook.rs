//! Notifications of a Subscription.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use nilecare_connector_http::{ListenerAuthentication, Refusal, Take};
use nilecare_engine_api::{RawMessage, SourceError, SourceMap};
use nilecare_types::HumanDuration;
use tokio::sync::Notify;

use super::version::{Head, Version};

/// Takes notifications.
pub(super) struct Hook {
    authentication: Option<ListenerAuthentication>,
    /// Whoever asks; `None`: nobody does.
    wakes: Option<Arc<Notify>>,
    remember: HumanDuration,
}

impl Hook {
    pub(super) fn new(
        authentication: Option<ListenerAuthentication>,
        wakes: Option<Arc<Notify>>,
        remember: HumanDuration,
    ) -> Self {
        Self {
            authentication,
            wakes,
            remember,
        }
    }
}

impl Take for Hook {
    fn check(&self) -> Result<(), SourceError> {
        self.authentication
            .as_ref()
            .map_or(Ok(()), ListenerAuthentication::check)
    }

    fn let_in(&self, head: &Parts, facts: &mut SourceMap) -> Result<(), Refusal> {
        if let Some(settings) = &self.authentication
            && let Some(user) = settings.let_in(head)?
        {
            facts.insert("user".to_owned(), user);
        }
        Ok(())
    }

    /// One without content loses nothing when the hub dies now: the next search finds what it was about.
    fn messages(&self, _: &Parts, body: Bytes, mut facts: SourceMap) -> Result<Vec<RawMessage>, Refusal> {
        if body.trim_ascii().is_empty() {
            let wakes = self.wakes.as_ref().ok_or_else(|| {
                let title = "the notification has no content: give the Subscription a payload, or the source poll";
                Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, title)
            })?;
            wakes.notify_one();
            return Ok(Vec::new());
        }
        let version = version_of(&body);
        facts.extend(version.as_ref().map(Version::facts).unwrap_or_default());
        Ok(vec![RawMessage {
            source: facts,
            event: version.and_then(|version| version.event(self.remember.get())),
            ..RawMessage::new(body)
        }])
    }
}

/// What is no resource goes to the channel as it is, which keeps it in error.
fn version_of(body: &[u8]) -> Option<Version> {
    let head: Head = match serde_json::from_slice(body) {
        Ok(head) => head,
        Err(_) => serde_json::from_value(nilecare_fhir::parse(body).ok()?.value).ok()?,
    };
    head.version()
}
