//! A message as it comes in.

use nilecare_types::MessageId;
use rusqlite::params;
use rusqlite::types::Value;

use super::life::{Row, insert, stopped};
use super::removal::drop_resolved;
use super::step::Step;
use crate::seal::{Kind, Place};
use crate::sqlite::pack::{Field, PackedAdmission, PackedAttachment, PackedRecord};
use crate::{Packed, Status};

pub(super) fn admit(step: &mut Step<'_>, admission: &PackedAdmission) -> rusqlite::Result<i64> {
    let id = step.progress.next_id;
    step.progress.next_id += 1;
    let sealed = |kind, packed: &Packed| step.vault.seal(Place::new(id, 0, kind), packed).map_err(stopped);
    let raw = if admission.is_sealed {
        Some(sealed(Kind::Raw, &admission.raw)?)
    } else {
        None
    };
    let identifiers = admission.identifiers.as_ref();
    let identifiers = identifiers
        .map(|packed| sealed(Kind::Identifiers, packed))
        .transpose()?;
    let source_map = match &admission.source_map {
        Some(json) if admission.is_sealed => {
            let sealed = sealed(Kind::SourceMap, &Packed::pack(json.as_bytes()))?;
            Value::Blob(sealed.as_bytes().to_vec())
        }
        Some(json) => Value::Text(json.clone()),
        None => Value::Null,
    };
    step.connection
        .prepare_cached(
            "INSERT INTO message (id, channel, received_at, control_id, message_type, source_map, raw, patient_id, \
             origin, identifiers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id,
            admission.channel.0,
            admission.received_at,
            admission.control_id,
            admission.message_type,
            source_map,
            raw.as_ref().unwrap_or(&admission.raw).as_bytes(),
            admission.patient_id,
            admission.origin.map(|origin| origin.0),
            identifiers.as_ref().map(Packed::as_bytes),
        ])?;
    step.tally.receive(admission.source);
    attach(step, id, &admission.attachments, admission.is_sealed)?;
    if let Some(defect) = &admission.defect {
        keep_defect(step, id, admission, defect)?;
    }
    if let Some(origin) = admission.origin {
        drop_resolved(step, origin.0, admission.channel, admission.level)?;
    }
    Ok(id)
}

fn keep_defect(step: &mut Step<'_>, id: i64, admission: &PackedAdmission, defect: &str) -> rusqlite::Result<()> {
    let error = if admission.is_sealed {
        let place = Place::new(id, admission.source.0, Kind::Error);
        let sealed = step.vault.seal(place, &Packed::pack(defect.as_bytes()));
        Field::Sealed(sealed.map_err(stopped)?)
    } else {
        Field::Text(defect.to_owned())
    };
    let record = PackedRecord {
        status: Status::Error,
        content: None,
        response: None,
        error: Some(error),
        order_key: None,
    };
    let row = Row {
        message: MessageId(id),
        connector: admission.source,
        at: admission.received_at,
        record: &record,
    };
    insert(step, &row)?;
    step.tally.add(admission.source, Status::Error, 1);
    Ok(())
}

pub(super) fn attach(
    step: &Step<'_>,
    id: i64,
    attachments: &[PackedAttachment],
    is_sealed: bool,
) -> rusqlite::Result<()> {
    for (number, attachment) in attachments.iter().enumerate() {
        let place = |kind| Place::new(id, number as i64, kind);
        let name = match &attachment.name {
            Some(name) if is_sealed => {
                let sealed = step
                    .vault
                    .seal(place(Kind::AttachmentName), &Packed::pack(name.as_bytes()));
                Some(Field::Sealed(sealed.map_err(stopped)?))
            }
            name => name.clone().map(Field::Text),
        };
        let sealed = if is_sealed {
            Some(
                step.vault
                    .seal(place(Kind::Attachment), &attachment.content)
                    .map_err(stopped)?,
            )
        } else {
            None
        };
        step.connection
            .prepare_cached(
                "INSERT INTO attachment (message, number, mime_type, name, n_bytes, content) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                id,
                number as i64,
                attachment.mime_type,
                name,
                attachment.n_bytes as i64,
                sealed.as_ref().unwrap_or(&attachment.content).as_bytes(),
            ])?;
    }
    Ok(())
}
