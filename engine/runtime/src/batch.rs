//! Content that holds several messages: taken apart on the way in, answered as its sender wants.

use bytes::Bytes;
use nilecare_channel_model::{BatchReply, BatchSettings, BatchSplit};
use nilecare_document::batch::{self, Split};
use nilecare_document::{Document, Layout, ParseFailure};
use nilecare_engine_api::{AcceptError, Accepted, AcceptedProblem, AcceptedProblemKind};
use nilecare_script::{CompiledScript, ScriptContext, ScriptHost};
use nilecare_types::Timestamp;

/// How content is split into messages.
pub(crate) struct Batch {
    pub settings: BatchSettings,
    /// Of the records that are split; `None` for other formats.
    pub layout: Option<Layout>,
    /// Where a script splits.
    pub script: Option<CompiledScript>,
}

impl Batch {
    /// `None`: a script splits.
    fn split_kind(&self) -> Option<Split<'_>> {
        match &self.settings.split {
            BatchSplit::Hl7v2 => Some(Split::Hl7v2),
            BatchSplit::JsonArray => Some(Split::JsonArray),
            BatchSplit::Lines => Some(Split::Lines),
            BatchSplit::Separator(separator) => Some(Split::Separator(separator)),
            BatchSplit::X12Interchanges => Some(Split::X12Interchanges),
            BatchSplit::X12TransactionSets => Some(Split::X12TransactionSets),
            // A channel that splits records has their layout, see `Channel::validate`.
            BatchSplit::Records(n_records) => Some(Split::Records(self.layout.as_ref()?, *n_records)),
            BatchSplit::RecordsBy(column) => Some(Split::RecordsBy(self.layout.as_ref()?, column)),
            BatchSplit::XmlElements(path) => Some(Split::XmlElements(path)),
            BatchSplit::Script(_) => None,
        }
    }

    /// Takes content apart. May run a script.
    pub(crate) fn split(&self, host: &ScriptHost, content: &Bytes) -> Result<Vec<Bytes>, ParseFailure> {
        let messages = match (self.split_kind(), &self.script) {
            (Some(kind), _) => batch::split(kind, content)?,
            (None, Some(script)) => split_by_script(host, script, content)?,
            (None, None) => vec![content.clone()],
        };
        if messages.is_empty() {
            return Err(ParseFailure("the batch holds no message".to_owned()));
        }
        Ok(messages)
    }

    /// Tells whether the content is one plain message, which is taken as if there were no batches.
    pub(crate) fn is_plain(&self, content: &Bytes, messages: &[Bytes]) -> bool {
        messages.len() == 1 && self.split_kind().is_none_or(|kind| !batch::is_framed(kind, content))
    }

    /// Builds the reply to the whole from what became of each message.
    pub(crate) fn reply(
        &self,
        content: &Bytes,
        results: &[Result<Accepted, AcceptError>],
        now: Timestamp,
        control_id: &str,
    ) -> Option<Bytes> {
        let replies = || {
            results
                .iter()
                .filter_map(|result| reply_of(result).cloned())
                .collect::<Vec<_>>()
        };
        match (self.settings.reply, self.split_kind()) {
            (BatchReply::First, _) => results.first().and_then(reply_of).cloned(),
            (BatchReply::Last, _) => results.last().and_then(reply_of).cloned(),
            (BatchReply::Whole, Some(Split::Hl7v2)) => {
                let are_accepted: Vec<_> = results.iter().map(is_positive).collect();
                batch::whole_reply(content, &are_accepted, now, control_id)
            }
            (_, kind) => {
                let replies = replies();
                let kind = kind.unwrap_or(Split::Lines);
                (!replies.is_empty()).then(|| batch::join_replies(kind, content, &replies, now, control_id))
            }
        }
    }
}

fn reply_of(result: &Result<Accepted, AcceptError>) -> Option<&Bytes> {
    match result {
        Ok(accepted) => accepted.reply.as_ref(),
        Err(error) => error.reply.as_ref(),
    }
}

/// Tells why a message of a batch is not taken.
pub(crate) fn problem(result: &Result<Accepted, AcceptError>) -> Option<AcceptedProblem> {
    match result {
        Ok(accepted) => accepted.problem.clone(),
        Err(error) => Some(AcceptedProblem::new(AcceptedProblemKind::Failed, error.detail.clone())),
    }
}

/// Tells whether a message of a batch was taken.
pub(crate) fn is_positive(result: &Result<Accepted, AcceptError>) -> bool {
    result.as_ref().is_ok_and(|accepted| accepted.is_positive)
}

fn split_by_script(host: &ScriptHost, script: &CompiledScript, content: &Bytes) -> Result<Vec<Bytes>, ParseFailure> {
    let mut context = ScriptContext::new(&Document::Raw(content.clone()), std::sync::Arc::default());
    let texts = host.texts(script, &mut context);
    let texts =
        texts.map_err(|error| ParseFailure(format!("the script that splits batches failed: {}", error.place())))?;
    Ok(texts.into_iter().map(Bytes::from).collect())
}
