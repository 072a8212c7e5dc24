//! What an attempt came to: the connector's result, the validation of the response, the response transformer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_channel_model::ResponseValidation;
use nilecare_document::DataType;
use nilecare_engine_api::{FailureKind, Response, SendError};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{MapName, ScriptContext, ScriptHost, Value};

use crate::compiled::{DestinationScripts, MessageFacts, Scripts};
use crate::parameters;
use crate::queue::Waiting;

/// What is done with a message after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The receiver has it.
    Sent,
    /// Given up.
    Error,
    /// To be tried again.
    Retry,
}

impl Verdict {
    /// The word that scripts see and leave.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Error => "error",
            Self::Retry => "queued",
        }
    }
}

/// An attempt with all that is known of it.
pub(crate) struct Judged {
    pub verdict: Verdict,
    /// What was answered.
    pub response: Option<Bytes>,
    /// The same after the response transformer, when it differs.
    pub response_transformed: Option<Bytes>,
    /// What the scripts left in their maps, as JSON, where it is kept.
    pub maps: Option<String>,
    /// Why it is not sent.
    pub detail: Option<String>,
    /// What the protocol said beside the answer.
    pub facts: BTreeMap<String, String>,
    /// How long the receiver wants to be left in peace.
    pub retry_after: Option<Duration>,
    /// Whether the message may have arrived all the same.
    pub is_outcome_unknown: bool,
    /// Whether the receiver was there, whatever it said.
    pub is_answered: bool,
}

/// Looks at the result of an attempt. Scripts run off the runtime's threads.
pub(crate) async fn judge(
    scripts: &Arc<Scripts>,
    host: &Arc<ScriptHost>,
    index: usize,
    waiting: &Waiting,
    sent: &Bytes,
    result: Result<Response, SendError>,
) -> Judged {
    let mut judged = Judged::of_connector(result);
    let settings = &scripts.destinations[index];
    if judged.verdict == Verdict::Sent
        && let Some(validation) = &settings.response_validation
        && let Some((verdict, detail)) = validate(validation, sent, judged.response.as_ref())
    {
        judged.verdict = verdict;
        judged.detail = Some(detail);
    }
    if settings.response_transformer.is_empty() {
        return judged;
    }
    transform(scripts, host, index, waiting, judged).await
}

impl Judged {
    fn of_connector(result: Result<Response, SendError>) -> Self {
        let error = match result {
            Ok(response) => {
                return Self {
                    response: response.content,
                    facts: response.facts,
                    is_answered: true,
                    ..Self::new(Verdict::Sent)
                };
            }
            Err(error) => error,
        };
        let verdict = match error.kind {
            FailureKind::Reject => Verdict::Error,
            FailureKind::Retry | FailureKind::Stop => Verdict::Retry,
        };
        Self {
            is_answered: error.kind == FailureKind::Reject || error.response.is_some(),
            detail: Some(format!("{}: {error}", error.code)),
            is_outcome_unknown: error.is_outcome_unknown,
            retry_after: error.retry_after,
            response: error.response,
            facts: error.facts,
            ..Self::new(verdict)
        }
    }

    /// Knows the verdict and nothing else.
    pub(crate) fn new(verdict: Verdict) -> Self {
        Self {
            verdict,
            response: None,
            response_transformed: None,
            maps: None,
            detail: None,
            facts: BTreeMap::new(),
            retry_after: None,
            is_outcome_unknown: false,
            is_answered: false,
        }
    }
}

/// Looks into an HL7 v2 acknowledgement; `None` when it accepts.
pub(crate) fn validate(
    validation: &ResponseValidation,
    sent: &Bytes,
    response: Option<&Bytes>,
) -> Option<(Verdict, String)> {
    let Some(response) = response else {
        return Some((Verdict::Error, "the response is empty".to_owned()));
    };
    let read = |text: nilecare_hl7v2::Text| {
        let message = nilecare_hl7v2::Message::parse(text).ok()?;
        nilecare_hl7v2::acknowledgment::read(&message)
    };
    let decoded = nilecare_hl7v2::charset::decode_shared(response, Charset::LATIN_1);
    let Some(acknowledgment) = read(decoded.text) else {
        let detail = "the response is no HL7 v2 acknowledgement".to_owned();
        return Some((Verdict::Error, detail));
    };
    let code = acknowledgment.code.as_str();
    if validation.match_control_id {
        let own = DataType::Hl7v2
            .parse(sent, Charset::LATIN_1)
            .ok()
            .and_then(|document| document.describe().control_id);
        if own.as_deref() != Some(acknowledgment.control_id.as_str()) {
            let detail = "the response is for another control id".to_owned();
            return Some((Verdict::Retry, detail));
        }
    }
    let is_in = |codes: &[String]| codes.iter().any(|known| known == code);
    if is_in(&validation.accepted) {
        None
    } else if is_in(&validation.retry) {
        Some((Verdict::Retry, format!("the receiver answered {code}")))
    } else {
        Some((Verdict::Error, format!("the receiver answered {code}")))
    }
}

/// Runs the response transformer in a context that has the response; gives what it decided, and the response where it was
/// changed.
pub(crate) fn run_transformer(
    settings: &DestinationScripts,
    host: &ScriptHost,
    context: &mut ScriptContext,
    response: Option<&Bytes>,
) -> Result<(Verdict, Option<Bytes>), String> {
    let ran = settings.response_transformer.run(host, context);
    ran.map_err(|error| error.to_string())?;
    let verdict = [Verdict::Sent, Verdict::Error, Verdict::Retry]
        .into_iter()
        .find(|verdict| context.status().as_deref() == Some(verdict.word()))
        .ok_or("the response transformer must leave status as \"sent\", \"error\" or \"queued\"")?;
    Ok((verdict, context.response().filter(|after| Some(after) != response)))
}

/// Runs the response transformer, which decides.
async fn transform(
    scripts: &Arc<Scripts>,
    host: &Arc<ScriptHost>,
    index: usize,
    waiting: &Waiting,
    mut judged: Judged,
) -> Judged {
    let (scripts, host) = (Arc::clone(scripts), Arc::clone(host));
    let (message, maps, attempt) = (waiting.message, waiting.maps.clone(), waiting.attempts);
    let is_possible_duplicate = waiting.is_possible_duplicate;
    let (response, error) = (judged.response.clone(), judged.detail.clone());
    let facts = std::mem::take(&mut judged.facts);
    let before = judged.verdict.word();
    let task = tokio::task::spawn_blocking(move || {
        let settings = &scripts.destinations[index];
        let message_facts = MessageFacts {
            message,
            received_at: nilecare_types::Timestamp::UNIX_EPOCH,
            connector: settings.id.as_str(),
            attempt,
            is_possible_duplicate,
        };
        let mut context = scripts.empty_context(&message_facts);
        if let Some(maps) = &maps {
            context.restore_maps(maps)?;
        }
        let environment = Arc::clone(host.environment());
        for (name, value) in facts {
            context.set_variable(MapName::Connector, &name, Value::text(value), false, &environment)?;
        }
        let id = settings.id.as_str();
        context.add_outcome(id, before, response.as_ref(), error.as_deref());
        context.add_response(response.as_ref(), before);
        let (verdict, transformed) = run_transformer(settings, &host, &mut context, response.as_ref())?;
        let after = settings.keeps_maps.then(|| context.maps_json()).flatten();
        let maps = parameters::carry(maps.as_deref(), after);
        Ok((verdict, transformed, maps))
    });
    let ran = task
        .await
        .unwrap_or_else(|_| Err("the response transformer was cut short".to_owned()));
    match ran {
        Ok((verdict, transformed, maps)) => {
            if verdict != judged.verdict {
                judged.detail = Some("the response transformer set this status".to_owned());
            }
            judged.verdict = verdict;
            judged.response_transformed = transformed;
            judged.maps = maps;
        }
        Err(detail) => {
            judged.verdict = Verdict::Error;
            judged.detail = Some(detail);
        }
    }
    judged
}
