//! Runs a message through a channel and writes down what each stage does. The stages are those of `pipeline`, one at a time; a
//! test holds the two together.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_model::ReplyWhen;
use nilecare_document::{Acknowledgment, DataType, Document, Refusal, SenderError, acknowledge, refuse};
use nilecare_engine_api::SourceMap;
use nilecare_message_store::{MetadataValue, Status};
use nilecare_script::{CompiledScript, ScriptContext, ScriptError, ScriptReply, TracedPart};
use nilecare_types::{ConnectorId, MessageId};

use crate::again::{self, ONLY_DESTINATIONS};
use crate::answer::{self, Answer};
use crate::attachments;
use crate::compiled::{MessageFacts, Scripts};
use crate::flow::{Conclusion, FirstOutcome};
use crate::metadata;
use crate::pipeline::{self, Failure};
use crate::rig::TestRig;
use crate::trace::{
    ChannelTrace, DestinationTrace, StageTrace, TraceError, TraceOptions, TraceStage, TracedDescription,
};
use crate::trace_recorder::Recorder;

/// The number that a traced message has, and its reply: there is no store to give one.
const MESSAGE: MessageId = MessageId(1);
const REPLY_ID: &str = "REPLY";
/// So many attachments are told.
const ATTACHMENTS_TOLD: usize = 1_000;

/// A trace that is being made.
pub(crate) struct Tracer<'a> {
    pub rig: &'a TestRig,
    pub options: &'a TraceOptions,
    pub recorder: Recorder,
    pub trace: ChannelTrace,
}

/// What the source left.
struct AtSource {
    document: Document,
    context: ScriptContext,
    route: Vec<usize>,
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
                cuts: Default::default(),
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
    pub(crate) fn scripts(&self) -> &Scripts {
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

    /// Takes attachments out and reads the message; gives the refusal when that cannot be done.
    pub(crate) fn received(&mut self, raw: &Bytes) -> Result<Document, Option<Bytes>> {
        let rig = self.rig;
        let scripts = &rig.compiled.scripts;
        let raw = &self.take_attachments_out(raw)?;
        let mut stage = Recorder::empty(TraceStage::Received, "/source");
        let parsed = scripts.data_type.parse(raw, scripts.charset);
        match &parsed {
            Ok(document) => {
                let description = document.describe();
                stage.description = Some(TracedDescription {
                    control_id: description.control_id,
                    patient_id: description.patient_id,
                    message_type: description.message_type,
                });
                stage.text = self.recorder.document(document);
            }
            Err(failure) => {
                self.trace.status = Status::Error;
                stage.error = Some(failure.0.clone());
                stage.text = Some(self.recorder.content(raw));
            }
        }
        self.trace.stages.push(stage);
        parsed.map_err(|failure| self.refusal(raw, &failure.0))
    }

    fn take_attachments_out(&mut self, raw: &Bytes) -> Result<Bytes, Option<Bytes>> {
        let rig = self.rig;
        let handlers = &rig.compiled.scripts.attachments;
        if handlers.is_empty() {
            return Ok(raw.clone());
        }
        let mut stage = Recorder::empty(TraceStage::Attachments, "/attachments");
        let taken_out = attachments::take_out(handlers, &rig.host, raw);
        match &taken_out {
            Ok((content, parts)) => {
                let told = parts.iter().enumerate().map(|(number, part)| {
                    let what = format!("{}, {} bytes", part.mime_type, part.content.len());
                    (number.to_string(), what)
                });
                stage.values = told.take(ATTACHMENTS_TOLD).collect();
                stage.text = Some(self.recorder.content(content));
            }
            Err(error) => {
                self.trace.status = Status::Error;
                stage.error = Some(error.to_string());
            }
        }
        self.trace.stages.push(stage);
        taken_out.map(|(content, _)| content).map_err(|error| {
            let why = format!("taking attachments out failed at {}", error.place());
            self.refusal(raw, &why)
        })
    }

    fn refusal(&self, raw: &Bytes, why: &str) -> Option<Bytes> {
        let is_hl7 = self.scripts().data_type == DataType::Hl7v2;
        is_hl7.then(|| refuse(raw, Refusal::Unreadable(why), self.options.now, REPLY_ID))
    }

    /// `None`: a filter did not let it pass, or the trace stops here.
    fn at_source(
        &mut self,
        received: &Document,
        mut context: ScriptContext,
        only: Option<&str>,
    ) -> Result<Option<AtSource>, Failure> {
        let rig = self.rig;
        let scripts = &rig.compiled.scripts;
        let mut document = received.clone();
        if self.recorder.wants(TraceStage::Preprocessor) {
            for script in &scripts.preprocessors {
                document = self.preprocess(script, &document, &mut context)?;
            }
        }
        if !self.filter(&mut context)? || !self.recorder.wants(TraceStage::SourceTransformer) {
            return Ok(None);
        }
        let document = self.transform(&document, &mut context)?;
        self.metadata(&context)?;
        self.trace.status = Status::Transformed;
        if !self.recorder.wants(TraceStage::Route) {
            return Ok(None);
        }
        let route = self.route(&context, only);
        Ok(self.recorder.wants(TraceStage::DestinationFilter).then_some(AtSource {
            document,
            context,
            route,
        }))
    }

    fn preprocess(
        &mut self,
        script: &CompiledScript,
        before: &Document,
        context: &mut ScriptContext,
    ) -> Result<Document, Failure> {
        let rig = self.rig;
        let (mut stage, result) = self
            .recorder
            .run(TraceStage::Preprocessor, "/preprocessor", context, |context| {
                let part = script_part("/preprocessor", script);
                let run = |context: &mut ScriptContext| {
                    pipeline::preprocess(&rig.host, &rig.compiled.scripts, script, before, context)
                };
                context.traced(part, rig.host.environment(), |_| None, run)
            });
        stage.text = result
            .as_ref()
            .ok()
            .and_then(|document| self.recorder.document(document));
        self.add(stage, result)
    }

    fn filter(&mut self, context: &mut ScriptContext) -> Result<bool, Failure> {
        if !self.recorder.wants(TraceStage::SourceFilter) {
            return Ok(false);
        }
        let rig = self.rig;
        let filter = &rig.compiled.scripts.filter;
        let (mut stage, result) = self
            .recorder
            .run(TraceStage::SourceFilter, "/source/filter", context, |context| {
                filter.passes(&rig.host, context).map_err(Failure::from)
            });
        stage.passed = result.as_ref().ok().copied();
        if stage.passed == Some(false) {
            self.trace.status = Status::Filtered;
        }
        self.add(stage, result)
    }

    fn transform(&mut self, before: &Document, context: &mut ScriptContext) -> Result<Document, Failure> {
        let rig = self.rig;
        let transformer = &rig.compiled.scripts.transformer;
        let place = "/source/transformer";
        let (mut stage, result) = self
            .recorder
            .run(TraceStage::SourceTransformer, place, context, |context| {
                pipeline::transform(&rig.host, transformer, context, before)
            });
        stage.text = result
            .as_ref()
            .ok()
            .and_then(|document| self.recorder.document(document));
        self.add(stage, result)
    }

    fn metadata(&mut self, context: &ScriptContext) -> Result<(), Failure> {
        let rig = self.rig;
        let columns = &rig.compiled.scripts.metadata;
        if columns.is_empty() || !self.recorder.wants(TraceStage::Metadata) {
            return Ok(());
        }
        let mut stage = Recorder::empty(TraceStage::Metadata, "/storage/metadata");
        let values = metadata::values(columns, context).map_err(Failure::from);
        match &values {
            Ok(values) => {
                stage.values = values
                    .iter()
                    .map(|(name, value)| (name.clone(), shown(value)))
                    .collect()
            }
            Err(failure) => stage.error = Some(failure.detail.clone()),
        }
        self.add(stage, values.map(drop))
    }

    fn route(&mut self, context: &ScriptContext, only: Option<&str>) -> Vec<usize> {
        let route = context.route();
        let mut stage = Recorder::empty(TraceStage::Route, "/destinations");
        let mut chosen = Vec::new();
        let rig = self.rig;
        for (index, to) in rig.compiled.scripts.destinations.iter().enumerate() {
            let is_chosen = route.has(to.id.as_str()) && again::is_for(only, &to.id);
            let word = if is_chosen { "chosen" } else { "left out" };
            stage.values.push((to.id.to_string(), word.to_owned()));
            chosen.extend(is_chosen.then_some(index));
        }
        self.trace.stages.push(stage);
        chosen
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

    /// Runs the postprocessors; `None` when the trace stops before.
    fn conclude(
        &mut self,
        outcomes: Vec<(ConnectorId, FirstOutcome)>,
        document: &Document,
        mut context: ScriptContext,
    ) -> Option<Conclusion> {
        let rig = self.rig;
        let scripts = &rig.compiled.scripts;
        if !self.recorder.wants(TraceStage::Postprocessor) {
            return None;
        }
        let mut replied = Ok(None);
        if scripts.has_postprocessor() {
            replied = self.postprocess(&outcomes, document, &mut context);
        }
        Some(match scripts.reply.when {
            ReplyWhen::Postprocessor => Conclusion::ByPostprocessor(replied),
            ReplyWhen::AfterSourceTransformer => Conclusion::AtSource { error: None },
            _ => Conclusion::AtDestinations(outcomes),
        })
    }

    fn postprocess(
        &mut self,
        outcomes: &[(ConnectorId, FirstOutcome)],
        document: &Document,
        context: &mut ScriptContext,
    ) -> Result<Option<ScriptReply>, SenderError> {
        let rig = self.rig;
        for (id, outcome) in outcomes {
            pipeline::note(context, id, outcome);
        }
        context.set_document(document);
        context.add_reply();
        let mut last = "";
        for script in &rig.compiled.scripts.postprocessors {
            last = script.name();
            let (stage, result) = self
                .recorder
                .run(TraceStage::Postprocessor, "/postprocessor", context, |context| {
                    let part = script_part("/postprocessor", script);
                    let run = |context: &mut ScriptContext| rig.host.run(script, context);
                    context.traced(part, rig.host.environment(), |()| None, run)
                });
            self.trace.end.push(stage);
            result.map_err(for_sender)?;
        }
        context.reply(last).map_err(for_sender)
    }

    fn answer(&self, conclusion: Conclusion, document: &Document) -> Option<Bytes> {
        let when = &self.scripts().reply.when;
        let acknowledged = |what: &Acknowledgment<'_>| acknowledge(document, what, self.options.now, REPLY_ID);
        match when {
            ReplyWhen::Never => return None,
            ReplyWhen::OnReceipt => return acknowledged(&Acknowledgment::Accept),
            _ => {}
        }
        match answer::of(conclusion, when) {
            Answer::Accept => acknowledged(&Acknowledgment::Accept),
            Answer::Error(error) => acknowledged(&Acknowledgment::Error(&error)),
            Answer::Forward(forwarded) => acknowledged(&Acknowledgment::Forward(&forwarded)),
            Answer::Text(text) => Some(text),
        }
    }

    fn reply(&mut self, reply: Option<Bytes>) {
        if !self.recorder.wants(TraceStage::Reply) {
            return;
        }
        let mut stage = Recorder::empty(TraceStage::Reply, "/source/reply");
        stage.text = reply.map(|reply| self.recorder.content(&reply));
        self.trace.end.push(stage);
    }

    fn add<T>(&mut self, stage: StageTrace, result: Result<T, Failure>) -> Result<T, Failure> {
        if result.is_err() {
            self.trace.status = Status::Error;
        }
        self.trace.stages.push(stage);
        result
    }

    /// Runs one step over the message as received.
    fn one_step(&mut self, place: &str, raw: &Bytes, source: SourceMap) -> Result<(), TraceError> {
        let rig = self.rig;
        let scripts = &rig.compiled.scripts;
        let document = self.received(raw).map_err(|_| {
            let error = self.trace.stages.pop().and_then(|stage| stage.error);
            TraceError::Unreadable(error.unwrap_or_default())
        })?;
        let facts = MessageFacts::at_source(MESSAGE, self.options.now);
        let mut context = scripts.context(&document, Arc::new(source), &facts);
        if scripts.transformer.places().contains(&place) {
            let transformer = &scripts.transformer;
            let (mut stage, result) =
                self.recorder
                    .run(TraceStage::SourceTransformer, place, &mut context, |context| {
                        transformer.run_step(place, &rig.host, context)?;
                        context.document(transformer.last_name())
                    });
            stage.text = result
                .as_ref()
                .ok()
                .and_then(|document| self.recorder.document(document));
            self.trace.status = if result.is_ok() {
                Status::Transformed
            } else {
                Status::Error
            };
            self.trace.stages.push(stage);
            return Ok(());
        }
        self.one_step_of_destination(place, &document, &context)
    }

    fn one_step_of_destination(
        &mut self,
        place: &str,
        document: &Document,
        context: &ScriptContext,
    ) -> Result<(), TraceError> {
        let rig = self.rig;
        let scripts = &rig.compiled.scripts;
        for (index, to) in scripts.destinations.iter().enumerate() {
            let is_response = to.response_transformer.places().contains(&place);
            let (stage, transformer) = if is_response {
                (TraceStage::ResponseTransformer, &to.response_transformer)
            } else {
                (TraceStage::DestinationTransformer, &to.transformer)
            };
            if !transformer.places().contains(&place) {
                continue;
            }
            let mut own = context.for_destination(document);
            if is_response {
                self.add_response(index, &mut own);
            }
            let (mut stage, result) = self.recorder.run(stage, place, &mut own, |context| {
                transformer.run_step(place, &rig.host, context)
            });
            let after = own.document(transformer.last_name()).ok().filter(|_| !is_response);
            stage.text = match after {
                Some(document) => self.recorder.document(&document),
                None => own.response().map(|response| self.recorder.content(&response)),
            };
            let status = if result.is_ok() {
                Status::Transformed
            } else {
                Status::Error
            };
            self.trace.destinations.push(DestinationTrace {
                status,
                stages: vec![stage],
                ..self.new_destination(index)
            });
            return Ok(());
        }
        let destinations = scripts.destinations.iter();
        let of_destinations = destinations.flat_map(|to| {
            to.transformer
                .places()
                .into_iter()
                .chain(to.response_transformer.places())
        });
        let known = scripts.transformer.places().into_iter().chain(of_destinations);
        Err(TraceError::NoStep {
            known: known.map(str::to_owned).collect(),
        })
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

fn script_part<'a>(place: &'a str, script: &'a CompiledScript) -> TracedPart<'a> {
    TracedPart {
        place,
        name: script.name(),
        kind: "script",
        is_group: false,
    }
}

fn for_sender(error: ScriptError) -> SenderError {
    SenderError {
        code: error.code.clone(),
        ..SenderError::new(error.for_sender())
    }
}

fn shown(value: &MetadataValue) -> String {
    match value {
        MetadataValue::Text(text) => text.clone(),
        MetadataValue::Number(number) => number.to_string(),
        MetadataValue::Boolean(is_true) => is_true.to_string(),
        MetadataValue::Timestamp(timestamp) => timestamp.to_string(),
    }
}
