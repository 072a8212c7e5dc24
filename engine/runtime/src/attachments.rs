//! Large parts of messages that are kept beside them.

use bytes::Bytes;
use nilecare_channel_model::AttachmentHandler;
use nilecare_channel_steps::Compiler;
use nilecare_message_store::{SharedStore, StoreError};
use nilecare_types::MessageId;

/// An attachment handler, ready to run.
pub(crate) struct Handler;

impl Handler {
    /// Compiles a handler.
    pub(crate) fn compile(_: &mut Compiler<'_>, _: &str, _: &AttachmentHandler) -> Option<Self> {
        None
    }
}

/// Puts the parts back.
pub(crate) async fn put_back(_: &SharedStore, _: MessageId, content: Bytes) -> Result<Bytes, StoreError> {
    Ok(content)
}
