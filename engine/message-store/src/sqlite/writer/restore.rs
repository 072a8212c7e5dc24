//! Messages from an export, put back under new numbers.

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::admit::attach;
use super::life::{put_extras, put_metadata, stopped};
use super::step::Step;
use crate::seal::{Kind, Place, Vault};
use crate::sqlite::pack::{CONTROL_ID, Extra, Field, PATIENT_ID, PackedAttachment, Packer, attachment};
use crate::sqlite::policies::ChannelPolicy;
use crate::{ConnectorKey, Packed, Status, StoreError, StoredConnector, StoredMessage};
use nilecare_types::MessageId;

/// A message from an export, prepared as far as that can be done without its number.
pub(in crate::sqlite) struct PackedMessage {
    message: StoredMessage,
    raw: Option<Packed>,
    control_id: Option<Value>,
    patient_id: Option<Value>,
    identifiers: Option<Packed>,
    attachments: Vec<PackedAttachment>,
}

/// Packs on the caller's thread.
pub(in crate::sqlite) fn pack_message(packer: &Packer<'_>, mut message: StoredMessage) -> PackedMessage {
    let key = |kind, value: &Option<String>| value.as_ref().and_then(|value| packer.key(kind, value));
    PackedMessage {
        raw: message.raw.as_deref().map(Packed::pack),
        control_id: key(CONTROL_ID, &message.control_id),
        patient_id: key(PATIENT_ID, &message.patient_id),
        identifiers: packer.identifiers(message.control_id.as_ref(), message.patient_id.as_ref()),
        attachments: std::mem::take(&mut message.attachments)
            .into_iter()
            .map(attachment)
            .collect(),
        message,
    }
}

/// Writes a message under a new number.
pub(in crate::sqlite) fn restore(
    step: &mut Step<'_>,
    packed: &PackedMessage,
    policy: &ChannelPolicy,
    vault: &Vault,
) -> rusqlite::Result<MessageId> {
    let packer = Packer { policy, vault };
    let message = &packed.message;
    let id = MessageId(step.progress.next_id);
    step.progress.next_id += 1;
    insert_message(step.connection, id, packed, &packer).map_err(flatten)?;
    attach(step, id.0, &packed.attachments, policy.is_sealed)?;
    for connector in &message.connectors {
        insert_connector(step, id, connector, &packer)?;
    }
    put_extras(step, id, &extras(id, message, &packer).map_err(stopped)?)?;
    let metadata = packer.metadata(id, &message.metadata).map_err(stopped)?;
    put_metadata(step, id, &metadata)?;
    Ok(id)
}

enum Failure {
    Store(StoreError),
    Sqlite(rusqlite::Error),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn flatten(failure: Failure) -> rusqlite::Error {
    match failure {
        Failure::Store(error) => stopped(error),
        Failure::Sqlite(error) => error,
    }
}

fn insert_message(
    connection: &Connection,
    id: MessageId,
    packed: &PackedMessage,
    packer: &Packer<'_>,
) -> Result<(), Failure> {
    let message = &packed.message;
    let place = |kind| Place::new(id.0, 0, kind);
    let sealed = |kind, content: &Packed| {
        if packer.policy.is_sealed {
            packer.vault.seal(place(kind), content)
        } else {
            Ok(content.clone())
        }
    };
    let raw = packed.raw.as_ref().map(|raw| sealed(Kind::Raw, raw)).transpose()?;
    let identifiers = packed.identifiers.as_ref();
    let identifiers = identifiers
        .map(|content| sealed(Kind::Identifiers, content))
        .transpose()?;
    let source_map = packer.text(place(Kind::SourceMap), message.source_map.clone())?;
    connection
        .prepare_cached(
            "INSERT INTO message (id, channel, received_at, control_id, message_type, source_map, raw, patient_id, \
             origin, identifiers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id.0,
            message.channel.0,
            message.received_at.as_millisecond(),
            packed.control_id,
            message.message_type,
            source_map,
            raw.as_ref().map_or(&b""[..], Packed::as_bytes),
            packed.patient_id,
            message.origin.map(|origin| origin.0),
            identifiers.as_ref().map(Packed::as_bytes),
        ])?;
    Ok(())
}

fn insert_connector(
    step: &mut Step<'_>,
    id: MessageId,
    connector: &StoredConnector,
    packer: &Packer<'_>,
) -> rusqlite::Result<()> {
    let place = |kind| Place::new(id.0, connector.connector.0, kind);
    let content = |kind, content: Option<&bytes::Bytes>| {
        content
            .map(|content| packer.alone(place(kind), content))
            .transpose()
            .map_err(stopped)
    };
    let kept = content(Kind::Content, connector.content.as_ref())?;
    let response = content(Kind::Response, connector.response.as_ref())?;
    let text = |kind, text: &Option<String>| -> rusqlite::Result<Option<Field>> {
        packer.text(place(kind), text.clone()).map_err(stopped)
    };
    step.connection
        .prepare_cached(
            "INSERT INTO connector_message (message, connector, status, attempts, is_possible_duplicate, updated_at, \
             content, response, error, order_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id.0,
            connector.connector.0,
            step.code(id, connector.status),
            connector.attempts,
            connector.is_possible_duplicate,
            connector.updated_at.map(|at| at.as_millisecond()),
            kept.as_ref().map(Packed::as_bytes),
            response.as_ref().map(Packed::as_bytes),
            text(Kind::Error, &connector.error)?,
            text(Kind::OrderKey, &connector.order_key)?,
        ])?;
    // What waits is counted as waiting; it will be taken off when it is sent.
    if matches!(connector.status, Status::Queued | Status::Pending) {
        step.tally.add(connector.connector, Status::Queued, 1);
    }
    Ok(())
}

fn extras(id: MessageId, message: &StoredMessage, packer: &Packer<'_>) -> Result<Vec<Extra>, StoreError> {
    let mut extras = Vec::new();
    let mut put = |part: ConnectorKey, kind, content: Option<&[u8]>| {
        packer.extra(&mut extras, Place::new(id.0, part.0, kind), content, b"")
    };
    let nowhere = ConnectorKey(0);
    put(
        nowhere,
        Kind::ImportedFrom,
        message.imported_from.as_deref().map(str::as_bytes),
    )?;
    if let Some(source) = message.connectors.first() {
        put(source.connector, Kind::Preprocessed, message.preprocessed.as_deref())?;
        let error = message.postprocessor_error.as_deref().map(str::as_bytes);
        put(source.connector, Kind::PostprocessorError, error)?;
    }
    for connector in &message.connectors {
        put(connector.connector, Kind::Sent, connector.sent.as_deref())?;
        put(
            connector.connector,
            Kind::ResponseTransformed,
            connector.response_transformed.as_deref(),
        )?;
        put(
            connector.connector,
            Kind::Maps,
            connector.maps.as_deref().map(str::as_bytes),
        )?;
    }
    Ok(extras)
}
