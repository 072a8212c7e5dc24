//! The verbs that hand over, packed for their channels.

use super::{
    CONTROL_ID, PATIENT_ID, PackedAdmission, PackedAdvance, PackedAttachment, PackedCompletion, PackedRecording, Packer,
};
use crate::seal::{Kind, Place, Vault};
use crate::sqlite::policies::Policies;
use crate::{
    Admission, Advance, Completion, NewAttachment, OnAdmitted, OnRecorded, Packed, Recording, StorageLevel, StoreError,
    StoreErrorKind,
};

/// The largest content or attachment, in bytes: half of what SQLite takes.
const CONTENT_LIMIT: usize = 500_000_000;

/// Packs a message; gives it back with the reason when it cannot be kept as its channel wants.
pub(in crate::sqlite) fn admission(
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
pub(in crate::sqlite) fn check_sizes(mut n_bytes: impl Iterator<Item = usize>) -> Result<(), StoreError> {
    if n_bytes.any(|n_bytes| n_bytes > CONTENT_LIMIT) {
        let detail = format!("a content has more than {CONTENT_LIMIT} bytes; the store keeps none so large");
        return Err(StoreError::invalid(detail));
    }
    Ok(())
}

pub(in crate::sqlite) fn attachment(new: NewAttachment) -> PackedAttachment {
    PackedAttachment {
        mime_type: new.mime_type,
        name: new.name,
        n_bytes: new.content.len() as u64,
        content: Packed::pack(&new.content),
    }
}

pub(in crate::sqlite) fn no_key() -> StoreError {
    let detail = "the channel is encrypted and the keyring has no key for it; give the store its keys";
    StoreError::new(StoreErrorKind::MissingKey, detail)
}

pub(in crate::sqlite) fn recording(
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

pub(in crate::sqlite) fn advance(
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

pub(in crate::sqlite) fn completion(
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
