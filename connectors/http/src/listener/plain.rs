//! The listener `http`: a body is a message, or each of its parts.

use bytes::Bytes;
use http::request::Parts;
use http::{StatusCode, header};
use nilecare_engine_api::{RawMessage, SourceError, SourceMap};

use super::multipart::{self, Part};
use super::{Refusal, Take};
use crate::{HttpSourceConfig, ListenerAuthentication};

pub(crate) struct Plain {
    authentication: Option<ListenerAuthentication>,
    split_parts: bool,
}

impl Plain {
    pub(crate) fn new(config: HttpSourceConfig) -> Self {
        Self {
            authentication: config.authentication,
            split_parts: config.split_parts,
        }
    }
}

impl Take for Plain {
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

    fn messages(&self, head: &Parts, body: Bytes, facts: SourceMap) -> Result<Vec<RawMessage>, Refusal> {
        let content_type = head.headers.get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|content_type| content_type.to_str().ok());
        let boundary = content_type.and_then(multipart::boundary).filter(|_| self.split_parts);
        let Some(boundary) = boundary else {
            let message = RawMessage {
                source: facts,
                ..RawMessage::new(body)
            };
            return Ok(vec![message]);
        };
        let parts = multipart::split(&body, &boundary);
        let parts = parts.ok_or(Refusal::new(StatusCode::BAD_REQUEST, "the multipart body is damaged"))?;
        Ok(parts.into_iter().map(|part| message_of(part, facts.clone())).collect())
    }
}

fn message_of(part: Part, mut facts: SourceMap) -> RawMessage {
    let told = [
        ("part.name", part.name),
        ("part.filename", part.filename),
        ("part.content_type", part.content_type),
    ];
    for (name, value) in told {
        facts.extend(value.map(|value| (name.to_owned(), value)));
    }
    RawMessage {
        source: facts,
        ..RawMessage::new(part.content)
    }
}
