//! Packs what is handed over, on the caller's thread, so that the writer only writes.

mod hand_over;
mod packer;

pub(super) use hand_over::{admission, advance, attachment, check_sizes, completion, no_key, recording};
pub(super) use packer::Packer;

use nilecare_types::MessageId;
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value};

use crate::seal::Kind;
use crate::{ChannelKey, ConnectorKey, MetadataValue, OnAdmitted, OnRecorded, Packed, Status, StorageLevel, Urgency};

/// What messages are found by, in the table `search_key`.
pub(super) const CONTROL_ID: i64 = 1;
pub(super) const PATIENT_ID: i64 = 2;
/// Added to the number of a metadata column.
pub(super) const METADATA: i64 = 16;

/// A text as it is stored: as it is, or sealed.
pub(super) enum Field {
    Text(String),
    Sealed(Packed),
}

impl ToSql for Field {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Sealed(packed) => packed.as_bytes().to_sql(),
        }
    }
}

/// A content of the table `content`.
pub(super) struct Extra {
    pub part: i64,
    pub kind: Kind,
    pub content: Packed,
}

pub(super) struct PackedAttachment {
    pub mime_type: String,
    pub name: Option<String>,
    pub n_bytes: u64,
    pub content: Packed,
}

/// A message to write; sealed by the writer, which gives it its number.
pub(super) struct PackedAdmission {
    pub channel: ChannelKey,
    pub source: ConnectorKey,
    pub received_at: i64,
    pub raw: Packed,
    pub control_id: Option<Value>,
    pub patient_id: Option<Value>,
    /// Control id and patient id as JSON, in encrypted channels.
    pub identifiers: Option<Packed>,
    pub message_type: Option<String>,
    pub source_map: Option<String>,
    pub origin: Option<MessageId>,
    pub attachments: Vec<PackedAttachment>,
    pub defect: Option<String>,
    pub level: StorageLevel,
    pub is_sealed: bool,
    pub then: OnAdmitted,
}

pub(super) struct PackedRecord {
    pub status: Status,
    pub content: Option<Packed>,
    pub response: Option<Packed>,
    pub error: Option<Field>,
    pub order_key: Option<Field>,
}

pub(super) struct PackedMetadata {
    pub number: i64,
    pub value: Value,
    pub sealed: Option<Packed>,
}

pub(super) struct PackedProcessed {
    pub message: MessageId,
    pub source: PackedRecord,
    pub destinations: Vec<(ConnectorKey, PackedRecord)>,
    pub extras: Vec<Extra>,
    pub metadata: Vec<PackedMetadata>,
}

pub(super) struct PackedRecording {
    pub source: ConnectorKey,
    pub processed: Vec<PackedProcessed>,
    pub processed_through: Option<MessageId>,
    pub at: i64,
    pub level: StorageLevel,
    pub index_text: bool,
    pub urgency: Urgency,
    pub then: OnRecorded,
}

pub(super) struct PackedAdvance {
    pub message: MessageId,
    pub connector: ConnectorKey,
    pub record: PackedRecord,
    pub extras: Vec<Extra>,
    pub at: i64,
    pub level: StorageLevel,
    pub index_text: bool,
    pub urgency: Urgency,
    pub then: OnRecorded,
}

pub(super) struct PackedCompletion {
    pub message: MessageId,
    pub connector: ConnectorKey,
    pub status: Status,
    pub attempts: u32,
    pub response: Option<Packed>,
    pub error: Option<Field>,
    pub extras: Vec<Extra>,
    pub is_possible_duplicate: bool,
    pub at: i64,
    pub level: StorageLevel,
    pub index_text: bool,
    /// Dropped when it is on disk.
    pub _guard: Option<Box<dyn Send>>,
}

/// Returns a metadata value as it is stored in the clear.
pub(super) fn plain_value(value: &MetadataValue) -> Value {
    match value {
        MetadataValue::Text(text) => Value::Text(text.clone()),
        MetadataValue::Number(number) => Value::Real(*number),
        MetadataValue::Boolean(is_true) => Value::Integer(i64::from(*is_true)),
        MetadataValue::Timestamp(at) => Value::Integer(at.as_millisecond()),
    }
}

/// Returns the bytes of a value, to be hashed or sealed.
pub(super) fn value_bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::Text(text) => text.as_bytes().to_vec(),
        Value::Real(number) => number.to_le_bytes().to_vec(),
        Value::Integer(number) => number.to_le_bytes().to_vec(),
        Value::Blob(bytes) => bytes.clone(),
        Value::Null => Vec::new(),
    }
}
