//! What comes after the destinations of a traced message: the postprocessors and the reply.

use bytes::Bytes;
use nilecare_channel_model::ReplyWhen;
use nilecare_document::{Acknowledgment, Document, SenderError, acknowledge};
use nilecare_script::{ScriptContext, ScriptError, ScriptReply};
use nilecare_types::ConnectorId;

use super::TraceStage;
use super::recorder::Recorder;
use super::run::{REPLY_ID, Tracer, script_part};
use crate::answer::{self, Answer};
use crate::flow::{Conclusion, FirstOutcome};
use crate::pipeline;

impl Tracer<'_> {
    /// Runs the postprocessors; `None` when the trace stops before.
    pub(super) fn conclude(
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

    pub(super) fn answer(&self, conclusion: Conclusion, document: &Document) -> Option<Bytes> {
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
            Answer::Unfinished => None,
            Answer::Forward { reply, .. } if answer::has_acknowledgments(&self.scripts().data_type) => {
                acknowledged(&Acknowledgment::Forward(&reply))
            }
            Answer::Forward { reply, .. } => Some(reply),
            Answer::Text(text) => Some(text),
        }
    }

    pub(super) fn reply(&mut self, reply: Option<Bytes>) {
        if !self.recorder.wants(TraceStage::Reply) {
            return;
        }
        let mut stage = Recorder::empty(TraceStage::Reply, "/source/reply");
        stage.text = reply.map(|reply| self.recorder.content(&reply));
        self.trace.end.push(stage);
    }
}

fn for_sender(error: ScriptError) -> SenderError {
    SenderError {
        code: error.code.clone(),
        ..SenderError::new(error.for_sender())
    }
}
