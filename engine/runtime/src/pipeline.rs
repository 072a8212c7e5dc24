//! What a channel makes of one message: functions of the message, with no store and no connector in them.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_steps::Transformer;
use nilecare_document::{Document, SenderError};
use nilecare_engine_api::SourceMap;
use nilecare_message_store::{MetadataValue, Status};
use nilecare_script::{CompiledScript, ScriptContext, ScriptError, ScriptHost, ScriptReply};
use nilecare_types::ConnectorId;

use crate::again::{self, ONLY_DESTINATIONS};
use crate::compiled::{DestinationScripts, MessageFacts, Scripts};
use crate::flow::{FirstOutcome, Held};
use crate::metadata;
use crate::parameters;
use crate::processor::{outcome_before_attempt, status_word};
use crate::repeats::{LEFT_OUT, REPEAT_OF};

/// What became of a message at its source.
#[derive(Debug, Clone)]
pub struct SourceOutcome {
    /// Filtered, Transformed or Error.
    pub status: Status,
    /// The content after the preprocessor, when there is one.
    pub preprocessed: Option<Bytes>,
    /// The content after the transformer, when it differs from the received one.
    pub transformed: Option<Bytes>,
    /// The channel map as JSON, where it is kept.
    pub maps: Option<String>,
    /// The values of the metadata columns.
    pub metadata: Vec<(String, MetadataValue)>,
    /// Why it is in Error; kept with the message only.
    pub error: Option<String>,
    /// Why it is in Error, in words for its sender.
    pub error_for_sender: Option<SenderError>,
}

/// What became of a message for one destination.
#[derive(Debug, Clone)]
pub struct DestinationOutcome {
    /// Which of the enabled destinations.
    pub index: usize,
    /// Its name.
    pub id: ConnectorId,
    /// Filtered, Queued, Error, or Received: it waits for the destination before it.
    pub status: Status,
    /// What is to be sent.
    pub content: Option<Bytes>,
    /// What its scripts left in the maps, as JSON, where it is kept.
    pub maps: Option<String>,
    /// Messages with the same key keep their order.
    pub order_key: Option<String>,
    /// Why it is in Error; kept with the message only.
    pub error: Option<String>,
}

/// What became of a message.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// At the source.
    pub source: SourceOutcome,
    /// For each destination that it is routed to.
    pub destinations: Vec<DestinationOutcome>,
}

/// A failure on the way: for the store and for the sender.
pub(crate) struct Failure {
    pub detail: String,
    pub for_sender: SenderError,
}

impl From<ScriptError> for Failure {
    fn from(error: ScriptError) -> Self {
        Self {
            detail: error.to_string(),
            for_sender: SenderError {
                code: error.code.clone(),
                ..SenderError::new(error.for_sender())
            },
        }
    }
}

impl From<nilecare_document::EncodeError> for Failure {
    fn from(error: nilecare_document::EncodeError) -> Self {
        Self {
            detail: error.to_string(),
            for_sender: SenderError::new(error.to_string()),
        }
    }
}

impl From<nilecare_document::ParseFailure> for Failure {
    fn from(error: nilecare_document::ParseFailure) -> Self {
        Self {
            detail: error.to_string(),
            for_sender: SenderError::new(error.to_string()),
        }
    }
}

/// Runs a message through the scripts of a channel, as far as nothing must be waited for. What later stages need is given
/// back where there are some.
pub(crate) fn process(
    host: &ScriptHost,
    scripts: &Scripts,
    facts: &MessageFacts<'_>,
    raw: &Bytes,
    document: &Document,
    source: Arc<SourceMap>,
) -> (Outcome, Option<Box<Held>>) {
    let is_left_out = scripts.leaves_repeats_out() || source.contains_key(LEFT_OUT);
    if is_left_out && source.contains_key(REPEAT_OF) {
        return (stopped(Status::Filtered, None), None);
    }
    let only = source.get(ONLY_DESTINATIONS).cloned();
    let context = scripts.context(document, source, facts);
    process_in(host, scripts, raw, document, context, only)
}

/// As [`process`], in a context that is given.
pub(crate) fn process_in(
    host: &ScriptHost,
    scripts: &Scripts,
    raw: &Bytes,
    document: &Document,
    context: ScriptContext,
    only: Option<String>,
) -> (Outcome, Option<Box<Held>>) {
    let (source, document, context) = match at_source(host, scripts, document, context) {
        Ok(Some(passed)) => passed,
        Ok(None) => return (stopped(Status::Filtered, None), None),
        Err(failure) => return (stopped(Status::Error, Some(failure)), None),
    };
    let mut held = Held {
        raw: raw.clone(),
        document,
        context,
        only,
    };
    let destinations = fan_out(host, scripts, &mut held);
    let is_waiting = destinations.iter().any(|to| to.status == Status::Received);
    let held = (is_waiting || scripts.has_postprocessor()).then(|| Box::new(held));
    (Outcome { source, destinations }, held)
}

fn stopped(status: Status, failure: Option<Failure>) -> Outcome {
    let (error, error_for_sender) = failure.map(|failure| (failure.detail, failure.for_sender)).unzip();
    Outcome {
        source: SourceOutcome {
            status,
            preprocessed: None,
            transformed: None,
            maps: None,
            metadata: Vec::new(),
            error,
            error_for_sender,
        },
        destinations: Vec::new(),
    }
}

/// `None`: a filter did not let it pass.
fn at_source(
    host: &ScriptHost,
    scripts: &Scripts,
    received: &Document,
    mut context: ScriptContext,
) -> Result<Option<(SourceOutcome, Document, ScriptContext)>, Failure> {
    let mut preprocessed = None;
    for script in &scripts.preprocessors {
        let before = preprocessed.as_ref().unwrap_or(received);
        preprocessed = Some(preprocess(host, scripts, script, before, &mut context)?);
    }
    let document = preprocessed.as_ref().unwrap_or(received);
    if !scripts.filter.passes(host, &mut context)? {
        return Ok(None);
    }
    let transformed = transform(host, &scripts.transformer, &mut context, document)?;
    let is_changed = preprocessed.is_some() || transformed.is_changed();
    let outcome = SourceOutcome {
        status: Status::Transformed,
        preprocessed: preprocessed.as_ref().map(Document::encode).transpose()?,
        transformed: if is_changed { Some(transformed.encode()?) } else { None },
        maps: scripts.keeps_maps.then(|| context.maps_json()).flatten(),
        metadata: metadata::values(&scripts.metadata, &context)?,
        error: None,
        error_for_sender: None,
    };
    Ok(Some((outcome, transformed, context)))
}

/// Runs a preprocessor over the text of the message; the message is read again from what it leaves.
pub(crate) fn preprocess(
    host: &ScriptHost,
    scripts: &Scripts,
    script: &CompiledScript,
    received: &Document,
    context: &mut ScriptContext,
) -> Result<Document, Failure> {
    let text = match received {
        Document::Hl7v2(document) => document.message.text().into_bytes(),
        other => other.encode()?,
    };
    context.set_document(&Document::Raw(text));
    host.run(script, context)?;
    let text = match context.document(script.name())? {
        Document::Raw(text) => String::from_utf8_lossy(&text).into_owned(),
        other => String::from_utf8_lossy(&other.encode()?).into_owned(),
    };
    let document = scripts.data_type.parse_text(text, received)?;
    context.set_document(&document);
    Ok(document)
}

/// Runs a transformer over the message of the context.
pub(crate) fn transform(
    host: &ScriptHost,
    transformer: &Transformer,
    context: &mut ScriptContext,
    before: &Document,
) -> Result<Document, Failure> {
    if transformer.is_empty() {
        return Ok(before.clone());
    }
    transformer.run(host, context)?;
    Ok(context.document(transformer.last_name())?)
}

/// Runs each chain as far as nothing must be waited for.
fn fan_out(host: &ScriptHost, scripts: &Scripts, held: &mut Held) -> Vec<DestinationOutcome> {
    let route = held.context.route();
    let mut outcomes: Vec<DestinationOutcome> = Vec::new();
    let mut chain = None;
    // Whether a destination of this chain must be waited for.
    let mut is_waiting = false;
    for (index, to) in scripts.destinations.iter().enumerate() {
        if !route.has(to.id.as_str()) || !again::is_for(held.only.as_deref(), &to.id) {
            continue;
        }
        if chain != Some(to.chain) {
            chain = Some(to.chain);
            is_waiting = false;
        }
        if is_waiting {
            outcomes.push(waits(index, to));
            continue;
        }
        let outcome = for_destination(host, to, index, held);
        let known = known_outcome(scripts, &outcome);
        is_waiting = known.is_none();
        if scripts.has_chains
            && let Some(known) = &known
        {
            note(&mut held.context, &to.id, known);
        }
        outcomes.push(outcome);
    }
    outcomes
}

fn waits(index: usize, to: &DestinationScripts) -> DestinationOutcome {
    DestinationOutcome {
        index,
        id: to.id.clone(),
        status: Status::Received,
        content: None,
        maps: None,
        order_key: None,
        error: None,
    }
}

/// Tells what is known of a destination before any attempt.
pub(crate) fn known_outcome(scripts: &Scripts, to: &DestinationOutcome) -> Option<FirstOutcome> {
    outcome_before_attempt(to, scripts.destinations[to.index].is_always_queued())
}

/// Returns the destination that another one waits for: the one before it in its chain that the message is routed to.
pub(crate) fn before(scripts: &Scripts, outcome: &Outcome, index: usize) -> Option<ConnectorId> {
    let chain = scripts.destinations[index].chain;
    let in_chain = |to: &&DestinationOutcome| to.index < index && scripts.destinations[to.index].chain == chain;
    outcome.destinations.iter().rfind(in_chain).map(|to| to.id.clone())
}

/// Lets later scripts see an outcome.
pub(crate) fn note(context: &mut ScriptContext, id: &ConnectorId, outcome: &FirstOutcome) {
    context.add_outcome(
        id.as_str(),
        status_word(outcome.status()),
        outcome.response(),
        outcome.error(),
    );
}

/// Runs the scripts of a destination that waited for others.
pub(crate) fn follow(
    host: &ScriptHost,
    scripts: &Scripts,
    index: usize,
    held: &mut Held,
    outcomes: &[(ConnectorId, FirstOutcome)],
) -> DestinationOutcome {
    for (id, outcome) in outcomes {
        note(&mut held.context, id, outcome);
    }
    for_destination(host, &scripts.destinations[index], index, held)
}

/// Runs the postprocessors.
pub(crate) fn postprocess(
    host: &ScriptHost,
    scripts: &Scripts,
    held: &mut Held,
    outcomes: &[(ConnectorId, FirstOutcome)],
) -> Result<Option<ScriptReply>, ScriptError> {
    for (id, outcome) in outcomes {
        note(&mut held.context, id, outcome);
    }
    held.context.set_document(&held.document);
    held.context.add_reply();
    let mut last = "";
    for script in &scripts.postprocessors {
        host.run(script, &mut held.context)?;
        last = script.name();
    }
    held.context.reply(last)
}

fn for_destination(host: &ScriptHost, to: &DestinationScripts, index: usize, held: &Held) -> DestinationOutcome {
    let mut outcome = waits(index, to);
    match try_destination(host, to, held, &mut outcome) {
        Ok(Some(content)) => {
            outcome.status = Status::Queued;
            outcome.content = Some(content);
        }
        Ok(None) => outcome.status = Status::Filtered,
        Err(failure) => {
            outcome.status = Status::Error;
            outcome.error = Some(failure.detail);
        }
    }
    outcome
}

fn try_destination(
    host: &ScriptHost,
    to: &DestinationScripts,
    held: &Held,
    outcome: &mut DestinationOutcome,
) -> Result<Option<Bytes>, Failure> {
    if to.is_plain() {
        return Ok(Some(held.document.encode()?));
    }
    let mut context = held.context.for_destination(&held.document);
    context.set_connector(to.id.as_str());
    if !to.filter.passes(host, &mut context)? {
        return Ok(None);
    }
    let document = transform(host, &to.transformer, &mut context, &held.document)?;
    let content = match &to.content {
        Some(template) => Bytes::from(template.expand(&context)?),
        None => document.encode()?,
    };
    outcome.order_key = to.order_by.as_ref().map(|key| key.expand(&context)).transpose()?;
    let maps = to.keeps_maps.then(|| context.maps_json()).flatten();
    outcome.maps = parameters::keep(maps, &parameters::render(&to.parameters, &context)?);
    Ok(Some(content))
}
