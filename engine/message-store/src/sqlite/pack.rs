//! Packs what is handed over, on the caller's thread, so that the writer only writes.

use bytes::Bytes;
use nilecare_types::MessageId;
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value};

use super::policies::{ChannelPolicy, Policies};
use crate::seal::{Kind, Place, Vault};
use crate::{
    Admission, Advance, ChannelKey, Completion, ConnectorKey, DestinationRecord, MetadataValue, NewAttachment,
    OnAdmitted, OnRecorded, Packed, Processed, Recording, SourceRecord, Status, StorageLevel, StoreError,
    StoreErrorKind, Urgency,
};

/// What messages are found by, in the table `search_key`.
pub(super) const CONTROL_ID: i64 = 1;
pub(super) const PATIENT_ID: i64 = 2;
/// The largest content or attachment, in bytes: half of what SQLite takes.
const CONTENT_LIMIT: usize = 500_000_000;
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

/// Packs for one channel.
pub(super) struct Packer<'a> {
    pub policy: &'a ChannelPolicy,
    pub vault: &'a Vault,
}

impl Packer<'_> {
    pub(super) fn content(&self, place: Place, plain: &[u8], raw: &[u8]) -> Result<Packed, StoreError> {
        self.sealed(place, Packed::pack_beside(plain, raw))
    }

    pub(super) fn alone(&self, place: Place, plain: &[u8]) -> Result<Packed, StoreError> {
        self.sealed(place, Packed::pack(plain))
    }

    fn sealed(&self, place: Place, packed: Packed) -> Result<Packed, StoreError> {
        if self.policy.is_sealed {
            self.vault.seal(place, &packed)
        } else {
            Ok(packed)
        }
    }

    pub(super) fn text(&self, place: Place, text: Option<String>) -> Result<Option<Field>, StoreError> {
        let field = |text: String| {
            if self.policy.is_sealed {
                self.vault
                    .seal(place, &Packed::pack(text.as_bytes()))
                    .map(Field::Sealed)
            } else {
                Ok(Field::Text(text))
            }
        };
        text.map(field).transpose()
    }

    /// Returns what a value is found by.
    pub(super) fn key(&self, kind: i64, value: &str) -> Option<Value> {
        if self.policy.is_sealed {
            self.vault.hash(kind, value.as_bytes()).map(Value::Blob)
        } else {
            Some(Value::Text(value.to_owned()))
        }
    }

    pub(super) fn identifiers(&self, control_id: Option<&String>, patient_id: Option<&String>) -> Option<Packed> {
        let is_needed = self.policy.is_sealed && (control_id.is_some() || patient_id.is_some());
        is_needed.then(|| Packed::pack(serde_json::json!([control_id, patient_id]).to_string().as_bytes()))
    }

    pub(super) fn metadata(
        &self,
        message: MessageId,
        values: &[(String, MetadataValue)],
    ) -> Result<Vec<PackedMetadata>, StoreError> {
        let mut packed = Vec::new();
        for (name, value) in values {
            let Some(number) = self.policy.column(name, value) else {
                continue;
            };
            let plain = plain_value(value);
            if matches!(plain, Value::Real(number) if number.is_nan()) {
                continue;
            }
            let (value, sealed) = if self.policy.is_sealed {
                let bytes = value_bytes(&plain);
                let hash = self.vault.hash(METADATA + number, &bytes).unwrap_or_default();
                let place = Place::new(message.0, number, Kind::Metadata);
                (Value::Blob(hash), Some(self.vault.seal(place, &Packed::pack(&bytes))?))
            } else {
                (plain, None)
            };
            packed.push(PackedMetadata { number, value, sealed });
        }
        Ok(packed)
    }

    /// Packs what a destination gets, with its maps as an extra.
    fn destination(
        &self,
        message: MessageId,
        record: DestinationRecord,
        raw: &[u8],
        extras: &mut Vec<Extra>,
    ) -> Result<PackedRecord, StoreError> {
        let place = |kind| Place::new(message.0, record.connector.0, kind);
        self.extra(
            extras,
            place(Kind::Maps),
            record.maps.as_deref().map(str::as_bytes),
            raw,
        )?;
        let content = record.content.as_ref();
        Ok(PackedRecord {
            status: record.status,
            content: content
                .map(|content| self.content(place(Kind::Content), content, raw))
                .transpose()?,
            response: None,
            error: self.text(place(Kind::Error), record.error)?,
            order_key: self.text(place(Kind::OrderKey), record.order_key)?,
        })
    }

    pub(super) fn extra(
        &self,
        extras: &mut Vec<Extra>,
        place: Place,
        plain: Option<&[u8]>,
        raw: &[u8],
    ) -> Result<(), StoreError> {
        if let Some(plain) = plain {
            extras.push(Extra {
                part: place.part,
                kind: place.kind,
                content: self.content(place, plain, raw)?,
            });
        }
        Ok(())
    }

    fn processed(&self, source: ConnectorKey, processed: Processed) -> Result<PackedProcessed, StoreError> {
        let Processed {
            message,
            raw,
            source: at_source,
            destinations,
        } = processed;
        let SourceRecord {
            status,
            preprocessed,
            transformed,
            reply,
            maps,
            metadata,
            error,
        } = at_source;
        let place = |kind| Place::new(message.0, source.0, kind);
        let mut extras = Vec::new();
        let preprocessed = preprocessed.filter(|_| self.policy.level == StorageLevel::Development);
        self.extra(&mut extras, place(Kind::Preprocessed), preprocessed.as_deref(), &raw)?;
        self.extra(&mut extras, place(Kind::Maps), maps.as_deref().map(str::as_bytes), &raw)?;
        let destinations = destinations.into_iter().map(|record| {
            let connector = record.connector;
            Ok((connector, self.destination(message, record, &raw, &mut extras)?))
        });
        let destinations = destinations.collect::<Result<_, StoreError>>()?;
        let content = |kind, content: Option<Bytes>| {
            content
                .map(|content| self.content(place(kind), &content, &raw))
                .transpose()
        };
        Ok(PackedProcessed {
            message,
            source: PackedRecord {
                status,
                content: content(Kind::Content, transformed)?,
                response: content(Kind::Response, reply)?,
                error: self.text(place(Kind::Error), error)?,
                order_key: None,
            },
            destinations,
            extras,
            metadata: self.metadata(message, &metadata)?,
        })
    }
}

/// Packs a message; gives it back with the reason when it cannot be kept as its channel wants.
pub(super) fn admission(
    policies: &Policies,
    vault: &Vault,
    admission: Admission,
) -> Result<PackedAdmission, (OnAdmitted, StoreError)> {
    let policy = policies.of_channel(admission.channel);
    if policy.is_sealed && !vault.is_ready() {
        return Err((admission.then, no_key()));
    }
    let attached = admission.attachments.iter().map(|part| part.content.len());
    if let Err(error) = check_sizes(attached.chain([admission.raw.len()])) {
        return Err((admission.then, error));
    }
    let packer = Packer { policy: &policy, vault };
    let key = |kind, value: &Option<String>| value.as_ref().and_then(|value| packer.key(kind, value));
    Ok(PackedAdmission {
        channel: admission.channel,
        source: admission.source,
        received_at: admission.received_at.as_millisecond(),
        raw: Packed::pack(&admission.raw),
        control_id: key(CONTROL_ID, &admission.control_id),
        patient_id: key(PATIENT_ID, &admission.patient_id),
        identifiers: packer.identifiers(admission.control_id.as_ref(), admission.patient_id.as_ref()),
        message_type: admission.message_type,
        source_map: admission.source_map,
        origin: admission.origin,
        attachments: admission.attachments.into_iter().map(attachment).collect(),
        defect: admission.defect,
        level: policy.level,
        is_sealed: policy.is_sealed,
        then: admission.then,
    })
}

/// Refuses what SQLite could not keep: it would stop the whole transaction.
pub(super) fn check_sizes(mut n_bytes: impl Iterator<Item = usize>) -> Result<(), StoreError> {
    if n_bytes.any(|n_bytes| n_bytes > CONTENT_LIMIT) {
        let detail = format!("a content has more than {CONTENT_LIMIT} bytes; the store keeps none so large");
        return Err(StoreError::invalid(detail));
    }
    Ok(())
}

pub(super) fn attachment(new: NewAttachment) -> PackedAttachment {
    PackedAttachment {
        mime_type: new.mime_type,
        name: new.name,
        n_bytes: new.content.len() as u64,
        content: Packed::pack(&new.content),
    }
}

pub(super) fn no_key() -> StoreError {
    let detail = "the channel is encrypted and the keyring has no key for it; give the store its keys";
    StoreError::new(StoreErrorKind::MissingKey, detail)
}

pub(super) fn recording(
    policies: &Policies,
    vault: &Vault,
    recording: Recording,
) -> Result<PackedRecording, (OnRecorded, StoreError)> {
    let policy = policies.of_connector(recording.source);
    let packer = Packer { policy: &policy, vault };
    let processed = recording.processed.into_iter();
    let processed = processed.map(|processed| packer.processed(recording.source, processed));
    let processed = match processed.collect() {
        Ok(processed) => processed,
        Err(error) => return Err((recording.then, error)),
    };
    Ok(PackedRecording {
        source: recording.source,
        processed,
        processed_through: recording.processed_through,
        at: recording.at.as_millisecond(),
        level: policy.level,
        index_text: policy.index_text,
        urgency: recording.urgency,
        then: recording.then,
    })
}

pub(super) fn advance(
    policies: &Policies,
    vault: &Vault,
    advance: Advance,
) -> Result<PackedAdvance, (OnRecorded, StoreError)> {
    let connector = advance.record.connector;
    let policy = policies.of_connector(connector);
    let packer = Packer { policy: &policy, vault };
    let mut extras = Vec::new();
    match packer.destination(advance.message, advance.record, &advance.raw, &mut extras) {
        Ok(record) => Ok(PackedAdvance {
            message: advance.message,
            connector,
            record,
            extras,
            at: advance.at.as_millisecond(),
            level: policy.level,
            index_text: policy.index_text,
            urgency: advance.urgency,
            then: advance.then,
        }),
        Err(error) => Err((advance.then, error)),
    }
}

pub(super) fn completion(
    policies: &Policies,
    vault: &Vault,
    completion: Completion,
) -> Result<PackedCompletion, StoreError> {
    let policy = policies.of_connector(completion.connector);
    let packer = Packer { policy: &policy, vault };
    let place = |kind| Place::new(completion.message.0, completion.connector.0, kind);
    let transformed = completion.response_transformed;
    let transformed = transformed.filter(|_| policy.level == StorageLevel::Development);
    let mut extras = Vec::new();
    for (kind, content) in [
        (Kind::Sent, completion.sent.as_deref()),
        (Kind::ResponseTransformed, transformed.as_deref()),
        (Kind::Maps, completion.maps.as_deref().map(str::as_bytes)),
    ] {
        packer.extra(&mut extras, place(kind), content, b"")?;
    }
    let response = completion.response.as_ref();
    Ok(PackedCompletion {
        message: completion.message,
        connector: completion.connector,
        status: completion.status,
        attempts: completion.attempts,
        response: response
            .map(|content| packer.alone(place(Kind::Response), content))
            .transpose()?,
        error: packer.text(place(Kind::Error), completion.error)?,
        extras,
        is_possible_duplicate: completion.is_possible_duplicate,
        at: completion.at.as_millisecond(),
        level: policy.level,
        index_text: policy.index_text,
        _guard: completion.guard,
    })
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
