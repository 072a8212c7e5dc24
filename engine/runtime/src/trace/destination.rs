//! What one destination does with a traced message, and with the response that its receiver is said to give.

use bytes::Bytes;
use nilecare_document::Document;
use nilecare_message_store::Status;
use nilecare_script::ScriptContext;
use nilecare_types::MessageId;

use super::recorder::Recorder;
use super::run::Tracer;
use super::{DestinationTrace, SimulatedOutcome, SimulatedStatus, StageTrace, TraceStage};
use crate::compiled::{DestinationScripts, MessageFacts};
use crate::flow::FirstOutcome;
use crate::judge::{self, Verdict};
use crate::parameters;
use crate::pipeline::{self, Failure};

/// What the scripts before the delivery made.
enum Made {
    Content {
        content: Bytes,
        maps: Option<String>,
    },
    Filtered,
    /// The trace stops here.
    Stopped,
}

impl Tracer<'_> {
    pub(super) fn new_destination(&self, index: usize) -> DestinationTrace {
        let id = self.scripts().destinations[index].id.clone();
        // Disabled ones are not compiled, and are counted in the places.
        let all = &self.rig.compiled.folder.channel.destinations;
        let at = all.iter().position(|destination| destination.id == id).unwrap_or(index);
        DestinationTrace {
            place: format!("/destinations/{at}"),
            status: Status::Received,
            is_assumed: !self.options.outcomes.contains_key(&id),
            id,
            stages: Vec::new(),
        }
    }

    /// Runs a destination in a context of its own.
    pub(super) fn destination(
        &mut self,
        index: usize,
        document: &Document,
        mut context: ScriptContext,
    ) -> (DestinationTrace, FirstOutcome) {
        let rig = self.rig;
        let to = &rig.compiled.scripts.destinations[index];
        let mut trace = self.new_destination(index);
        match self.make(to, document, &mut context, &mut trace) {
            Ok(Made::Filtered) => {
                trace.status = Status::Filtered;
                (trace, FirstOutcome::Filtered)
            }
            Ok(Made::Stopped) => (trace, FirstOutcome::Sent(None)),
            Ok(Made::Content { content, maps }) => {
                let outcome = self.outcome(index, &content, maps.as_deref(), &mut trace);
                trace.status = outcome.status();
                // It counts as queued before any attempt.
                let first = if to.is_always_queued() {
                    FirstOutcome::Queued
                } else {
                    outcome
                };
                (trace, first)
            }
            Err(_) => {
                trace.status = Status::Error;
                let text = format!("the scripts of destination {} failed", to.id);
                (trace, FirstOutcome::Error(text, None))
            }
        }
    }

    fn make(
        &mut self,
        to: &DestinationScripts,
        document: &Document,
        context: &mut ScriptContext,
        trace: &mut DestinationTrace,
    ) -> Result<Made, Failure> {
        let rig = self.rig;
        let place = |part: &str| format!("{}/{part}", trace.place);
        let (filter, transformer, content, order_by) = (
            place("filter"),
            place("transformer"),
            place("content"),
            place("queue/order_by"),
        );
        let (mut stage, result) = self
            .recorder
            .run(TraceStage::DestinationFilter, &filter, context, |context| {
                to.filter.passes(&rig.host, context).map_err(Failure::from)
            });
        stage.passed = result.as_ref().ok().copied();
        trace.stages.push(stage);
        if !result? {
            return Ok(Made::Filtered);
        }
        if !self.recorder.wants(TraceStage::DestinationTransformer) {
            return Ok(Made::Stopped);
        }
        let stage = TraceStage::DestinationTransformer;
        let (mut stage, result) = self.recorder.run(stage, &transformer, context, |context| {
            pipeline::transform(&rig.host, &to.transformer, context, document)
        });
        stage.text = result
            .as_ref()
            .ok()
            .and_then(|document| self.recorder.document(document));
        trace.stages.push(stage);
        let transformed = result?;
        if !self.recorder.wants(TraceStage::Content) {
            return Ok(Made::Stopped);
        }
        let (mut stage, result) = self.recorder.run(TraceStage::Content, &content, context, |context| {
            let content = match &to.content {
                Some(template) => Bytes::from(template.expand(context)?),
                None => transformed.encode()?,
            };
            Ok::<_, Failure>((content, parameters::render(&to.parameters, context)?))
        });
        stage.text = result.as_ref().ok().map(|(content, _)| self.recorder.content(content));
        if let Ok((_, parameters)) = &result {
            stage.values.extend(
                parameters
                    .iter()
                    .map(|(name, value)| (format!("parameters.{name}"), value.clone())),
            );
        }
        trace.stages.push(stage);
        let (content, parameters) = result?;
        if let (Some(key), true) = (&to.order_by, self.recorder.wants(TraceStage::OrderKey)) {
            let (mut stage, result) = self.recorder.run(TraceStage::OrderKey, &order_by, context, |context| {
                key.expand(context).map_err(Failure::from)
            });
            stage
                .values
                .extend(result.as_ref().ok().map(|key| ("key".to_owned(), key.clone())));
            trace.stages.push(stage);
            result?;
        }
        if !self.recorder.wants(TraceStage::ResponseValidation) {
            return Ok(Made::Stopped);
        }
        Ok(Made::Content {
            content,
            maps: parameters::keep(context.maps_json(), &parameters),
        })
    }

    /// Looks at the simulated response as at a real one.
    fn outcome(
        &mut self,
        index: usize,
        sent: &Bytes,
        maps: Option<&str>,
        trace: &mut DestinationTrace,
    ) -> FirstOutcome {
        let rig = self.rig;
        let to = &rig.compiled.scripts.destinations[index];
        let simulated = self.options.outcomes.get(&to.id).cloned().unwrap_or_default();
        let mut verdict = verdict_of(simulated.status);
        let mut detail = simulated.error.clone();
        if let (Some(validation), Verdict::Sent) = (&to.response_validation, verdict) {
            let refused = judge::validate(validation, sent, simulated.response.as_ref());
            let mut stage =
                self.response_stage(TraceStage::ResponseValidation, trace, "response_validation", &simulated);
            stage.passed = Some(refused.is_none());
            if let Some((other, why)) = refused {
                stage.error = Some(why.clone());
                (verdict, detail) = (other, Some(why));
            }
            trace.stages.push(stage);
        }
        let mut response = simulated.response.clone();
        if !to.response_transformer.is_empty() && self.recorder.wants(TraceStage::ResponseTransformer) {
            let place = format!("{}/response_transformer", trace.place);
            let facts = facts(to, self.options.now);
            let mut context = rig.compiled.scripts.empty_context(&facts);
            let restored = maps.map_or(Ok(()), |maps| context.restore_maps(maps));
            let id = to.id.as_str();
            context.add_outcome(id, verdict.word(), simulated.response.as_ref(), detail.as_deref());
            context.add_response(simulated.response.as_ref(), verdict.word());
            let stage = TraceStage::ResponseTransformer;
            let (mut stage, result) = self.recorder.run(stage, &place, &mut context, |context| {
                restored?;
                judge::run_transformer(to, &rig.host, context, simulated.response.as_ref())
            });
            match result {
                Ok((decided, transformed)) => {
                    if decided != verdict {
                        detail = Some("the response transformer set this status".to_owned());
                    }
                    verdict = decided;
                    stage.values.push(("status".to_owned(), decided.word().to_owned()));
                    // What is refused is told to the sender in the receiver's own words.
                    response = transformed.filter(|_| decided == Verdict::Sent).or(response);
                }
                Err(why) => (verdict, detail) = (Verdict::Error, Some(why)),
            }
            stage.text = response.as_ref().map(|response| self.recorder.content(response));
            trace.stages.push(stage);
        }
        match verdict {
            Verdict::Sent => FirstOutcome::Sent(response),
            Verdict::Retry => FirstOutcome::Queued,
            Verdict::Error => {
                let detail = detail.unwrap_or_else(|| "the receiver did not take it".to_owned());
                FirstOutcome::Error(detail, response)
            }
        }
    }

    /// Puts the simulated response into the context of one step.
    pub(super) fn add_response(&self, index: usize, context: &mut ScriptContext) {
        let id = &self.scripts().destinations[index].id;
        let simulated = self.options.outcomes.get(id).cloned().unwrap_or_default();
        let word = verdict_of(simulated.status).word();
        context.add_outcome(
            id.as_str(),
            word,
            simulated.response.as_ref(),
            simulated.error.as_deref(),
        );
        context.add_response(simulated.response.as_ref(), word);
    }

    fn response_stage(
        &mut self,
        stage: TraceStage,
        trace: &DestinationTrace,
        part: &str,
        simulated: &SimulatedOutcome,
    ) -> StageTrace {
        StageTrace {
            text: simulated
                .response
                .as_ref()
                .map(|response| self.recorder.content(response)),
            ..Recorder::empty(stage, &format!("{}/{part}", trace.place))
        }
    }
}

fn facts(to: &DestinationScripts, now: nilecare_types::Timestamp) -> MessageFacts<'_> {
    MessageFacts {
        message: MessageId(1),
        received_at: now,
        connector: to.id.as_str(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

fn verdict_of(status: SimulatedStatus) -> Verdict {
    match status {
        SimulatedStatus::Sent => Verdict::Sent,
        SimulatedStatus::Error => Verdict::Error,
        SimulatedStatus::Queued => Verdict::Retry,
    }
}
