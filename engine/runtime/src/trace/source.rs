//! What the source does with a traced message: attachments, reading, preprocessors, filter, transformer, metadata, route.

use bytes::Bytes;
use nilecare_document::{DataType, Document, Refusal, refuse};
use nilecare_message_store::{MetadataValue, Status};
use nilecare_script::{CompiledScript, ScriptContext};

use super::recorder::Recorder;
use super::run::{AtSource, REPLY_ID, Tracer, script_part};
use super::{StageTrace, TraceStage, TracedDescription};
use crate::again;
use crate::attachments;
use crate::metadata;
use crate::pipeline::{self, Failure};

/// So many attachments are told.
const ATTACHMENTS_TOLD: usize = 1_000;

impl Tracer<'_> {
    /// Takes attachments out and reads the message; gives the refusal when that cannot be done.
    pub(super) fn received(&mut self, raw: &Bytes) -> Result<Document, Option<Bytes>> {
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
    pub(super) fn at_source(
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

    fn add<T>(&mut self, stage: StageTrace, result: Result<T, Failure>) -> Result<T, Failure> {
        if result.is_err() {
            self.trace.status = Status::Error;
        }
        self.trace.stages.push(stage);
        result
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
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
