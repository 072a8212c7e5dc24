//! An exported message as files: one for each kind of content.

use nilecare_engine_runtime::{ExportedContent, ExportedMessage};

/// A content with the name of its file.
pub(super) struct ContentFile {
    pub name: String,
    pub content: Vec<u8>,
}

/// Returns the contents that are kept of a message, in a folder of its channel and its number. Attachments are files too;
/// `message.json` has all of it, to be imported.
pub(super) fn files(number: i64, message: &ExportedMessage) -> Vec<ContentFile> {
    let folder = format!("{}/{number}", message.channel);
    let mut files = Vec::new();
    let mut add = |name: String, content: &Option<ExportedContent>| {
        files.extend(content.as_ref().and_then(bytes).map(|content| ContentFile {
            name: format!("{folder}/{name}"),
            content,
        }));
    };
    add("raw".to_owned(), &message.raw);
    add("preprocessed".to_owned(), &message.preprocessed);
    for connector in &message.connectors {
        let content = if connector.is_source { "transformed" } else { "content" };
        let response = if connector.is_source { "reply" } else { "response" };
        add(format!("{}.{content}", connector.id), &connector.content);
        add(format!("{}.sent", connector.id), &connector.sent);
        add(format!("{}.{response}", connector.id), &connector.response);
        add(
            format!("{}.response_transformed", connector.id),
            &connector.response_transformed,
        );
    }
    for (index, attachment) in message.attachments.iter().enumerate() {
        add(format!("attachment-{index}"), &Some(attachment.content.clone()));
    }
    files.extend(serde_json::to_vec(message).ok().map(|content| ContentFile {
        name: format!("{folder}/message.json"),
        content,
    }));
    files
}

fn bytes(content: &ExportedContent) -> Option<Vec<u8>> {
    use base64::Engine as _;
    match content {
        ExportedContent::Text(text) => Some(text.clone().into_bytes()),
        ExportedContent::Base64 { base64 } => base64::engine::general_purpose::STANDARD.decode(base64).ok(),
    }
}
