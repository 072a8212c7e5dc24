//! Packs, and seals where the channel's policy says so.

use bytes::Bytes;
use nilecare_types::MessageId;
use rusqlite::types::Value;

use super::{Extra, Field, METADATA, PackedMetadata, PackedProcessed, PackedRecord, plain_value, value_bytes};
use crate::seal::{Kind, Place, Vault};
use crate::sqlite::policies::ChannelPolicy;
use crate::{
    ConnectorKey, DestinationRecord, MetadataValue, Packed, Processed, SourceRecord, StorageLevel, StoreError,
};

/// Packs for one channel.
pub(in crate::sqlite) struct Packer<'a> {
    pub policy: &'a ChannelPolicy,
    pub vault: &'a Vault,
}

impl Packer<'_> {
    pub(in crate::sqlite) fn content(&self, place: Place, plain: &[u8], raw: &[u8]) -> Result<Packed, StoreError> {
        self.sealed(place, Packed::pack_beside(plain, raw))
    }

    pub(in crate::sqlite) fn alone(&self, place: Place, plain: &[u8]) -> Result<Packed, StoreError> {
        self.sealed(place, Packed::pack(plain))
    }

    fn sealed(&self, place: Place, packed: Packed) -> Result<Packed, StoreError> {
        if self.policy.is_sealed {
            self.vault.seal(place, &packed)
        } else {
            Ok(packed)
        }
    }

    pub(in crate::sqlite) fn text(&self, place: Place, text: Option<String>) -> Result<Option<Field>, StoreError> {
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
    pub(in crate::sqlite) fn key(&self, kind: i64, value: &str) -> Option<Value> {
        if self.policy.is_sealed {
            self.vault.hash(kind, value.as_bytes()).map(Value::Blob)
        } else {
            Some(Value::Text(value.to_owned()))
        }
    }

    pub(in crate::sqlite) fn identifiers(
        &self,
        control_id: Option<&String>,
        patient_id: Option<&String>,
    ) -> Option<Packed> {
        let is_needed = self.policy.is_sealed && (control_id.is_some() || patient_id.is_some());
        is_needed.then(|| Packed::pack(serde_json::json!([control_id, patient_id]).to_string().as_bytes()))
    }

    pub(in crate::sqlite) fn metadata(
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
    pub(super) fn destination(
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

    pub(in crate::sqlite) fn extra(
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

    pub(super) fn processed(&self, source: ConnectorKey, processed: Processed) -> Result<PackedProcessed, StoreError> {
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
