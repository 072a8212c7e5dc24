//! What a channel makes of one message: a function of the message, with no store and no connector in it.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_steps::Transformer;
use nilecare_document::{Document, SenderError};
use nilecare_engine_api::SourceMap;
use nilecare_message_store::Status;
use nilecare_script::{CompiledScript, ScriptContext, ScriptError, ScriptHost};
use nilecare_types::ConnectorId;

use crate::compiled::{DestinationScripts, Scripts};

/// What became of a message at its source.
#[derive(Debug, Clone)]
pub struct SourceOutcome {
    /// Filtered, Transformed or Error.
    pub status: Status,
    /// The content after the transformer, when it differs from the received one.
    pub transformed: Option<Bytes>,
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
    /// Filtered, Queued or Error.
    pub status: Status,
    /// What is to be sent.
    pub content: Option<Bytes>,
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
struct Failure {
    detail: String,
    for_sender: SenderError,
}

impl From<ScriptError> for Failure {
    fn from(error: ScriptError) -> Self {
        Self {
            detail: error.to_string(),
            for_sender: SenderError {
                text: error.for_sender(),
                code: error.code,
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

/// Runs a message through the scripts of a channel.
pub(crate) fn process(host: &ScriptHost, scripts: &Scripts, document: &Document, source: Arc<SourceMap>) -> Outcome {
    match at_source(host, scripts, document, source) {
        Ok(Some((outcome, document, context))) => {
            let destinations = fan_out(host, scripts, &document, &context);
            Outcome {
                source: outcome,
                destinations,
            }
        }
        Ok(None) => stopped(Status::Filtered, None),
        Err(failure) => stopped(Status::Error, Some(failure)),
    }
}

fn stopped(status: Status, failure: Option<Failure>) -> Outcome {
    let (error, error_for_sender) = failure.map(|failure| (failure.detail, failure.for_sender)).unzip();
    Outcome {
        source: SourceOutcome {
            status,
            transformed: None,
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
    source: Arc<SourceMap>,
) -> Result<Option<(SourceOutcome, Document, ScriptContext)>, Failure> {
    let preprocessed = match &scripts.preprocessor {
        Some(script) => Some(preprocess(host, scripts, script, received, Arc::clone(&source))?),
        None => None,
    };
    let document = preprocessed.as_ref().unwrap_or(received);
    let mut context = ScriptContext::new(document, source);
    if !scripts.filter.passes(host, &mut context)? {
        return Ok(None);
    }
    let document = transform(host, &scripts.transformer, &mut context, document)?;
    let is_changed = preprocessed.is_some() || document.is_changed();
    let transformed = if is_changed { Some(document.encode()?) } else { None };
    let outcome = SourceOutcome {
        status: Status::Transformed,
        transformed,
        error: None,
        error_for_sender: None,
    };
    Ok(Some((outcome, document, context)))
}

fn preprocess(
    host: &ScriptHost,
    scripts: &Scripts,
    script: &CompiledScript,
    received: &Document,
    source: Arc<SourceMap>,
) -> Result<Document, Failure> {
    let text = match received {
        Document::Hl7v2(document) => document.message.text().into_bytes(),
        other => other.encode()?,
    };
    let mut context = ScriptContext::new(&Document::Raw(text), source);
    host.run(script, &mut context)?;
    let text = match context.document(script.name())? {
        Document::Raw(text) => String::from_utf8_lossy(&text).into_owned(),
        other => String::from_utf8_lossy(&other.encode()?).into_owned(),
    };
    Ok(scripts.data_type.parse_text(text, received)?)
}

fn transform(
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

fn fan_out(
    host: &ScriptHost,
    scripts: &Scripts,
    document: &Document,
    context: &ScriptContext,
) -> Vec<DestinationOutcome> {
    let route = context.route();
    let routed = scripts
        .destinations
        .iter()
        .enumerate()
        .filter(|(_, to)| route.has(to.id.as_str()));
    routed
        .map(|(index, to)| {
            let (status, content, error) = match for_destination(host, to, document, context) {
                Ok(Some(content)) => (Status::Queued, Some(content), None),
                Ok(None) => (Status::Filtered, None, None),
                Err(failure) => (Status::Error, None, Some(failure.detail)),
            };
            DestinationOutcome {
                index,
                id: to.id.clone(),
                status,
                content,
                error,
            }
        })
        .collect()
}

fn for_destination(
    host: &ScriptHost,
    to: &DestinationScripts,
    document: &Document,
    context: &ScriptContext,
) -> Result<Option<Bytes>, Failure> {
    if to.filter.is_empty() && to.transformer.is_empty() {
        return Ok(Some(document.encode()?));
    }
    let mut context = context.for_destination(document);
    if !to.filter.passes(host, &mut context)? {
        return Ok(None);
    }
    Ok(Some(
        transform(host, &to.transformer, &mut context, document)?.encode()?,
    ))
}
