//! Runs a message through a channel and writes down what each stage does. The stages are those of `pipeline`, one at a time; a
//! test holds the two together.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_document::Document;
use nilecare_engine_api::SourceMap;
use nilecare_message_store::Status;
use nilecare_script::{CompiledScript, ScriptContext, TracedPart};
use nilecare_types::{ConnectorId, MessageId};

use super::recorder::Recorder;
use super::{ChannelTrace, TraceCuts, TraceError, TraceOptions, TraceStage};
use crate::again::ONLY_DESTINATIONS;
use crate::compiled::{MessageFacts, Scripts};
use crate::flow::{Conclusion, FirstOutcome};
use crate::pipeline;
use crate::rig::TestRig;

/// The number that a traced message has, and its reply: there is no store to give one.
pub(super) const MESSAGE: MessageId = MessageId(1);
pub(super) const REPLY_ID: &str = "REPLY";

/// A trace that is being made.
pub(super) struct Tracer<'a> {
    pub rig: &'a TestRig,
    pub options: &'a TraceOptions,
    pub recorder: Recorder,
    pub trace: ChannelTrace,
}

/// What the source left.
pub(super) struct AtSource {
    pub document: Document,
    pub context: ScriptContext,
    pub route: Vec<usize>,
}

impl TestRig {
    /// Runs one message and tells what each stage, rule and step did. No connector is opened and nothing is kept; the message
    /// has the number 1.
    ///
    /// A trace has at most 5,000 events with 4 MiB of values, and 4 MiB of texts of at most 64 KiB each; what was left out is
    /// counted.
    ///
    /// # Errors
    /// When the options name a step or destination that is not there. A message that cannot be read, and a script that fails,
    /// are told in the trace.
    pub fn trace(&self, raw: &Bytes, source: SourceMap, options: &TraceOptions) -> Result<ChannelTrace, TraceError> {
        let scripts = &self.compiled.scripts;
        let named = options.outcomes.keys().chain(options.destinations.iter().flatten());
        for id in named {
            if !scripts.destinations.iter().any(|to| to.id == *id) {
                return Err(TraceError::NoDestination(id.clone()));
            }
        }
        let mut tracer = Tracer {
            rig: self,
            options,
            recorder: Recorder::new(options.stop_after),
            trace: ChannelTrace {
                channel: scripts.id.clone(),
                revision: self.compiled.folder.revision.clone(),
                status: Status::Received,
                stages: Vec::new(),
                destinations: Vec::new(),
                end: Vec::new(),
                cuts: TraceCuts::default(),
            },
        };
        match &options.only {
            Some(place) => tracer.one_step(place, raw, source)?,
            None => tracer.all(raw, source),
        }
        tracer.trace.cuts = tracer.recorder.cuts;
        Ok(tracer.trace)
    }
}

impl Tracer<'_> {
    pub(super) fn scripts(&self) -> &Scripts {
        &self.rig.compiled.scripts
    }

    fn all(&mut self, raw: &Bytes, source: SourceMap) {
        let rig = self.rig;
        let scripts = &rig.compiled.scripts;
        let document = match self.received(raw) {
            Ok(document) => document,
            Err(reply) => return self.reply(reply),
        };
        let source = Arc::new(source);
        let only = source.get(ONLY_DESTINATIONS).cloned();
        let facts = MessageFacts::at_source(MESSAGE, self.options.now);
        let context = scripts.context(&document, source, &facts);
        let conclusion = match self.at_source(&document, context, only.as_deref()) {
            Ok(Some(passed)) => {
                let (outcomes, context) = self.destinations(&passed);
                self.conclude(outcomes, &passed.document, context)
            }
            Ok(None) => Some(Conclusion::AtSource { error: None }),
            Err(failure) => Some(Conclusion::AtSource {
                error: Some(failure.for_sender),
            }),
        };
        if let Some(conclusion) = conclusion.filter(|_| self.recorder.wants(TraceStage::Reply)) {
            let reply = self.answer(conclusion, &document);
            self.reply(reply);
        }
    }

    /// Runs the destinations in order; each chain goes on with the simulated outcomes.
    fn destinations(&mut self, at_source: &AtSource) -> (Vec<(ConnectorId, FirstOutcome)>, ScriptContext) {
        let rig = self.rig;
        let scripts = &rig.compiled.scripts;
        let mut context = at_source.context.for_destination(&at_source.document);
        let mut outcomes: Vec<(ConnectorId, FirstOutcome)> = Vec::new();
        let mut chain = None;
        for &index in &at_source.route {
            let to = &scripts.destinations[index];
            let is_follower = chain == Some(to.chain);
            chain = Some(to.chain);
            let mut own = context.for_destination(&at_source.document);
            for (id, outcome) in outcomes.iter().filter(|_| is_follower) {
                pipeline::note(&mut own, id, outcome);
            }
            let (trace, outcome) = self.destination(index, &at_source.document, own);
            if self.is_told(&to.id) {
                self.trace.destinations.push(trace);
            }
            let is_known = !matches!(outcome, FirstOutcome::Sent(_));
            if scripts.has_chains && is_known {
                pipeline::note(&mut context, &to.id, &outcome);
            }
            outcomes.push((to.id.clone(), outcome));
        }
        (outcomes, context)
    }

    fn is_told(&self, id: &ConnectorId) -> bool {
        let told = self.options.destinations.as_ref();
        told.is_none_or(|told| told.contains(id))
    }
}

/// A script as a part of its own.
pub(super) fn script_part<'a>(place: &'a str, script: &'a CompiledScript) -> TracedPart<'a> {
    TracedPart {
        place,
        name: script.name(),
        kind: "script",
        is_group: false,
    }
}
