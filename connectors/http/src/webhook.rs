//! The receiver of webhooks: whose they are, how old, and which event.

use std::sync::Arc;

use bytes::Bytes;
use http::request::Parts;
use http::{StatusCode, header};
use nilecare_engine_api::{PeerEvent, RawMessage, SourceError, SourceMap};
use nilecare_types::Clock;

use crate::listener::{Refusal, Take};
use crate::{WebhookSourceConfig, secrets};

mod event;
mod form;
mod signature;

use signature::Unsigned;
pub use signature::is_signed_by_twilio;

/// Takes what is signed.
pub(crate) struct Signed {
    config: WebhookSourceConfig,
    clock: Arc<dyn Clock>,
}

impl Signed {
    pub(crate) fn new(config: WebhookSourceConfig, clock: Arc<dyn Clock>) -> Self {
        Self { config, clock }
    }
}

impl Take for Signed {
    fn check(&self) -> Result<(), SourceError> {
        secrets::check(&self.config.secrets)
    }

    fn let_in(&self, head: &Parts, _: &mut SourceMap) -> Result<(), Refusal> {
        let header = signature::header(&self.config);
        if head.headers.contains_key(header) {
            return Ok(());
        }
        Err(Refusal::new(StatusCode::BAD_REQUEST, "the request is not signed"))
    }

    fn messages(&self, head: &Parts, body: Bytes, mut facts: SourceMap) -> Result<Vec<RawMessage>, Refusal> {
        let verified = signature::verify(&self.config, head, &body, self.clock.now());
        verified.map_err(|why| {
            metrics::counter!("nilecare_webhook_refused_signatures_total").increment(1);
            let title = match why {
                Unsigned::Wrong => "the signature is missing, damaged or wrong",
                Unsigned::Old => "the signature is too old, or from the future",
            };
            Refusal::new(StatusCode::BAD_REQUEST, title)
        })?;
        let form = form::of(head, &body);
        let id = event::id(&self.config, head, &body, form.as_deref());
        facts.insert("event".to_owned(), id.clone());
        let content = match form {
            Some(form) if self.config.form_as_json => form::json(form),
            _ => body,
        };
        Ok(vec![RawMessage {
            source: facts,
            event: Some(PeerEvent {
                id,
                within: self.config.remember.get(),
            }),
            ..RawMessage::new(content)
        }])
    }
}

/// Returns a header as text.
fn text_of<'a>(head: &'a Parts, name: &str) -> Option<&'a str> {
    head.headers.get(name).and_then(|value| value.to_str().ok())
}

fn is_form(head: &Parts) -> bool {
    let content_type = text_of(head, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
