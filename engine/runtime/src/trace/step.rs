//! One step alone, over the message as received.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_document::Document;
use nilecare_engine_api::SourceMap;
use nilecare_message_store::Status;
use nilecare_script::ScriptContext;

use super::run::{MESSAGE, Tracer};
use super::{DestinationTrace, TraceError, TraceStage};
use crate::compiled::MessageFacts;

impl Tracer<'_> {
    /// Runs one step over the message as received.
    pub(super) fn one_step(&mut self, place: &str, raw: &Bytes, source: SourceMap) -> Result<(), TraceError> {
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
