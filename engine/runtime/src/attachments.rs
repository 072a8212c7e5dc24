//! Large parts of messages that are kept beside them: taken out on the way in, put back on the way out.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_model::AttachmentHandler;
use nilecare_channel_steps::Compiler;
use nilecare_document::Document;
use nilecare_document::attachment::{self, Extraction};
use nilecare_message_store::{NewAttachment, SharedStore, StoreError};
use nilecare_script::{CompiledScript, ScriptContext, ScriptError, ScriptHost};
use nilecare_types::MessageId;

/// The largest attachment that is put back, in bytes.
const SIZE_LIMIT: u64 = 1 << 30;

/// An attachment handler, ready to run.
#[derive(Clone)]
pub(crate) enum Handler {
    Built(Arc<attachment::Handler>),
    Script(CompiledScript),
}

impl Handler {
    /// Compiles a handler; `None` when it is none, which is then among the problems.
    pub(crate) fn compile(compiler: &mut Compiler<'_>, path: &str, handler: &AttachmentHandler) -> Option<Self> {
        let built = match handler {
            AttachmentHandler::Script(text) => return compiler.script(path, "attachments", text).map(Self::Script),
            AttachmentHandler::Fields {
                paths,
                min_size,
                mime_type,
            } => attachment::Handler::fields(paths, *min_size, mime_type),
            AttachmentHandler::Pattern { pattern, mime_type } => attachment::Handler::pattern(pattern, mime_type),
            AttachmentHandler::Entire { mime_type } => Ok(attachment::Handler::entire(mime_type)),
        };
        match built {
            Ok(handler) => Some(Self::Built(Arc::new(handler))),
            Err(error) => {
                compiler.problem(path, error.to_string());
                None
            }
        }
    }
}

/// Takes the parts out that the handlers find.
pub(crate) fn take_out(
    handlers: &[Handler],
    host: &ScriptHost,
    received: &Bytes,
) -> Result<(Bytes, Vec<NewAttachment>), ScriptError> {
    let mut extraction = Extraction::new(received);
    for handler in handlers {
        match handler {
            Handler::Built(handler) => extraction.apply(handler),
            Handler::Script(script) => run(script, host, &mut extraction)?,
        }
    }
    let (content, extracted) = extraction.finish();
    let attachments = extracted.into_iter().map(|part| NewAttachment {
        mime_type: part.mime_type,
        name: Some(part.name),
        content: part.content,
    });
    Ok((content, attachments.collect()))
}

fn run(script: &CompiledScript, host: &ScriptHost, extraction: &mut Extraction) -> Result<(), ScriptError> {
    let document = Document::Raw(extraction.content().clone());
    let mut context = ScriptContext::new(&document, Arc::default());
    context.allow_attachments(extraction.n_attachments());
    host.run(script, &mut context)?;
    for made in context.take_attachments() {
        // Both number them in the order in which they are made.
        let _ = extraction.attach(&made.content, &made.media_type);
    }
    if let Document::Raw(content) = context.document(script.name())? {
        extraction.set_content(content);
    }
    Ok(())
}

/// Puts the parts back in the place of their tokens.
pub(crate) async fn put_back(store: &SharedStore, message: MessageId, content: Bytes) -> Result<Bytes, StoreError> {
    let mut numbers = Vec::new();
    let _ = attachment::reattach(&content, |number| {
        numbers.push(number);
        None
    });
    let mut parts = BTreeMap::new();
    for number in numbers {
        let Ok(wanted) = u32::try_from(number) else { continue };
        if let Some(found) = store.attachment(message, wanted, SIZE_LIMIT).await? {
            parts.insert(number, found.content);
        }
    }
    Ok(attachment::reattach(&content, |number| parts.get(&number).cloned()))
}
