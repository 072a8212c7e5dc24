//! Runs a message through a channel without a store, a connector or a server: for cases and traces.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_model::ChannelFolder;
use nilecare_document::{Acknowledgment, Refusal, SenderError, acknowledge, refuse};
use nilecare_engine_api::{ConnectorRegistry, SourceMap};
use nilecare_message_store::Status;
use nilecare_script::ScriptHost;
use nilecare_types::{MessageId, Timestamp};

use crate::compiled::{CompileProblem, CompiledChannel, MessageFacts};
use crate::flow::{FirstOutcome, Held};
use crate::pipeline::{self, Outcome};

/// A channel set up for trials.
pub struct TestRig {
    pub(crate) compiled: CompiledChannel,
    pub(crate) host: Arc<ScriptHost>,
}

/// What a channel makes of one message.
#[derive(Debug, Clone)]
pub struct Trial {
    /// At the source.
    pub status: Status,
    /// Why it is in Error.
    pub error: Option<String>,
    /// After the source transformer, when it differs.
    pub transformed: Option<Bytes>,
    /// For each destination that it is routed to.
    pub destinations: Vec<TrialDestination>,
    /// The reply to the sender, as if every destination had accepted.
    pub reply: Option<Bytes>,
}

/// What a destination would get.
#[derive(Debug, Clone)]
pub struct TrialDestination {
    /// Its id.
    pub id: String,
    /// Filtered, Queued (to be sent) or Error.
    pub status: Status,
    /// What would be sent.
    pub content: Option<Bytes>,
    /// Why it is in Error.
    pub error: Option<String>,
}

impl TestRig {
    /// Compiles a channel.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn new(folder: ChannelFolder, registry: &ConnectorRegistry) -> Result<Self, Vec<CompileProblem>> {
        Self::with_host(folder, registry, Arc::default())
    }

    /// Compiles a channel with the tables, configuration and libraries of a host.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn with_host(
        folder: ChannelFolder,
        registry: &ConnectorRegistry,
        host: Arc<ScriptHost>,
    ) -> Result<Self, Vec<CompileProblem>> {
        Ok(Self {
            compiled: CompiledChannel::new(folder, registry, &host)?,
            host,
        })
    }

    /// Runs one message as if every destination had accepted it and answered nothing. `now` stamps the reply, whose control id is always `REPLY`, so that the same message gives
    /// the same bytes.
    pub fn run(&self, raw: &Bytes, now: Timestamp) -> Trial {
        self.run_answered(raw, now, &BTreeMap::new())
    }

    /// The same with what destinations answer, by their ids; those that wait for them see it.
    pub fn run_answered(&self, raw: &Bytes, now: Timestamp, answers: &BTreeMap<String, Bytes>) -> Trial {
        let scripts = &self.compiled.scripts;
        let document = match scripts.data_type.parse(raw, scripts.charset) {
            Ok(document) => document,
            Err(failure) => {
                return Trial {
                    status: Status::Error,
                    reply: Some(refuse(raw, Refusal::Unreadable(&failure.0), now, "REPLY")),
                    error: Some(failure.0),
                    transformed: None,
                    destinations: Vec::new(),
                };
            }
        };
        let source = Arc::<SourceMap>::default();
        let facts = MessageFacts::at_source(MessageId(1), now);
        let (mut outcome, held) = pipeline::process(&self.host, scripts, &facts, raw, &document, source);
        if let Some(mut held) = held {
            self.go_on(&mut outcome, &mut held, answers);
        }
        let failed = outcome.destinations.iter().find(|to| to.status == Status::Error);
        let error_for_sender = outcome
            .source
            .error_for_sender
            .clone()
            .or_else(|| failed.map(|to| SenderError::new(format!("the scripts of destination {} failed", to.id))));
        let what = error_for_sender
            .as_ref()
            .map_or(Acknowledgment::Accept, Acknowledgment::Error);
        let reply = acknowledge(&document, &what, now, "REPLY");
        let destinations = outcome.destinations.into_iter().map(|to| TrialDestination {
            id: to.id.to_string(),
            status: to.status,
            content: to.content,
            error: to.error,
        });
        Trial {
            status: outcome.source.status,
            error: outcome.source.error,
            transformed: outcome.source.transformed,
            destinations: destinations.collect(),
            reply,
        }
    }

    /// Runs the rest of each chain as if the destinations before had accepted.
    fn go_on(&self, outcome: &mut Outcome, held: &mut Held, answers: &BTreeMap<String, Bytes>) {
        let scripts = &self.compiled.scripts;
        let mut outcomes = Vec::new();
        for to in &mut outcome.destinations {
            if to.status == Status::Received {
                *to = pipeline::follow(&self.host, scripts, to.index, held, &outcomes);
            }
            let answer = answers.get(to.id.as_str()).cloned();
            let first = pipeline::known_outcome(scripts, to).unwrap_or(FirstOutcome::Sent(answer));
            outcomes.push((to.id.clone(), first));
        }
    }
}
