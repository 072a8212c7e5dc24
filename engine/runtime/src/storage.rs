//! What the store is told about how a channel's messages are kept.

use nilecare_channel_model as model;
use nilecare_message_store::{MetadataColumn, MetadataKind, StorageLevel, StoragePolicy};

/// Says it in the store's words.
pub(crate) fn storage_policy(settings: &model::StorageSettings) -> StoragePolicy {
    let columns = settings.metadata.iter().map(|column| MetadataColumn {
        name: column.name.clone(),
        kind: match column.kind {
            model::MetadataKind::Text => MetadataKind::Text,
            model::MetadataKind::Number => MetadataKind::Number,
            model::MetadataKind::Boolean => MetadataKind::Boolean,
            model::MetadataKind::Timestamp => MetadataKind::Timestamp,
        },
    });
    StoragePolicy {
        level: match settings.level {
            model::StorageLevel::Development => StorageLevel::Development,
            model::StorageLevel::Production => StorageLevel::Production,
            model::StorageLevel::Raw => StorageLevel::Raw,
            model::StorageLevel::Metadata => StorageLevel::Metadata,
            model::StorageLevel::Disabled => StorageLevel::Disabled,
        },
        encrypt: settings.encrypt,
        index_text: settings.text_index == model::TextIndex::On,
        metadata_columns: columns.collect(),
    }
}
