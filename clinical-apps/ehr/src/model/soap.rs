//! What becomes of a structured note: who edits it, who signs it, and what changes after that.

use jiff::SignedDuration;
use nilecare_contracts::clinical::{Addendum, EnteredInError};
use nilecare_contracts::ehr::{
    Cosignature, CosignatureState, DeclinedCosignature, EditLock, NoteAmendment, NoteSignature, SoapNote,
    SoapNoteRequest, SoapNoteStatus,
};
use nilecare_contracts::life::{refused, step};
use nilecare_sql::json;
use nilecare_types::Timestamp;

use super::content::sha256;
use crate::EhrError;

/// Most addenda, and most amendments, of one note.
const MOST: usize = 200;

/// Who does something, when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act<'a> {
    pub by: &'a str,
    pub now: Timestamp,
}

/// Returns the hash of a content: SHA-256 of its JSON in the order of the contract's fields.
pub(crate) fn content_sha256(content: &SoapNoteRequest) -> String {
    sha256(json::write(content).as_bytes())
}

/// Returns a new lock.
pub(crate) fn lock(act: Act<'_>, holds_for: SignedDuration) -> EditLock {
    EditLock {
        holder: act.by.to_owned(),
        since: act.now,
        until: until(act.now, holds_for),
        taken_from: None,
    }
}

fn until(now: Timestamp, holds_for: SignedDuration) -> Timestamp {
    now.saturating_add(holds_for).unwrap_or(Timestamp::MAX)
}

/// Takes or keeps the lock of a draft; tells whether it was taken from somebody who still held it.
pub(crate) fn take_lock(
    note: &mut SoapNote,
    act: Act<'_>,
    holds_for: SignedDuration,
    take_over: bool,
) -> Result<bool, EhrError> {
    demand_draft(note, "edited")?;
    let other = note.lock.take_if(|lock| lock.holder != act.by);
    let Some(other) = other else {
        let kept = note.lock.get_or_insert_with(|| lock(act, holds_for));
        kept.until = until(act.now, holds_for);
        return Ok(false);
    };
    let is_held = other.until > act.now;
    if is_held && !take_over {
        let refusal = EhrError::Locked {
            holder: other.holder.clone(),
            until: other.until,
        };
        note.lock = Some(other);
        return Err(refusal);
    }
    note.lock = Some(EditLock {
        taken_from: is_held.then_some(other.holder),
        ..lock(act, holds_for)
    });
    Ok(is_held)
}

/// Gives the lock back; nothing happens when somebody else has it.
pub(crate) fn release_lock(note: &mut SoapNote, act: Act<'_>) -> Result<(), EhrError> {
    demand_draft(note, "edited")?;
    note.lock.take_if(|lock| lock.holder == act.by);
    touch(note, act);
    Ok(())
}

/// Saves what was written so far.
pub(crate) fn save(note: &mut SoapNote, request: SoapNoteRequest, act: Act<'_>) -> Result<(), EhrError> {
    demand_draft(note, "saved")?;
    let is_author = note.author == act.by;
    if request.confidential != note.confidential && !is_author {
        return Err(EhrError::Invalid(vec![
            "/confidential: is for the author to change".to_owned(),
        ]));
    }
    if !is_author && !note.contributors.iter().any(|name| name == act.by) {
        note.contributors.push(act.by.to_owned());
    }
    note.replace(request, act.now);
    act.by.clone_into(&mut note.changed_by);
    Ok(())
}

/// Signs a draft: from now on its content is locked.
pub(crate) fn sign(
    note: &mut SoapNote,
    attestation: &str,
    cosigner: Option<(&str, bool)>,
    act: Act<'_>,
) -> Result<(), EhrError> {
    demand_author(note, act)?;
    demand_draft(note, "finalized")?;
    if let Some(lock) = note
        .lock
        .as_ref()
        .filter(|lock| lock.holder != act.by && lock.until > act.now)
    {
        return Err(EhrError::Locked {
            holder: lock.holder.clone(),
            until: lock.until,
        });
    }
    let missing = note.content().missing_to_sign();
    if !missing.is_empty() {
        return Err(EhrError::Invalid(missing));
    }
    let cosignature = cosigner
        .map(|(name, required)| asked(note, name, required, act))
        .transpose()?;
    step(&mut note.status, SoapNoteStatus::Finalized)?;
    touch(note, act);
    note.lock = None;
    note.signature = Some(signature(note, attestation, act));
    note.cosignature = cosignature;
    Ok(())
}

/// Changes a signed note: another version with a reason, signed anew.
pub(crate) fn amend(
    note: &mut SoapNote,
    (reason, attestation): (&str, &str),
    content: SoapNoteRequest,
    cosigner: Option<(&str, bool)>,
    act: Act<'_>,
) -> Result<(), EhrError> {
    demand_author(note, act)?;
    demand_room(note.amendments.len(), "amendments")?;
    let cosignature = cosigner
        .map(|(name, required)| asked(note, name, required, act))
        .transpose()?;
    step(&mut note.status, SoapNoteStatus::Amended)?;
    let amendment = NoteAmendment {
        number: u32::try_from(note.amendments.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1),
        of_version: note.version,
        reason: reason.to_owned(),
        by: act.by.to_owned(),
        at: act.now,
    };
    note.replace(content, act.now);
    act.by.clone_into(&mut note.changed_by);
    note.amendments.push(amendment);
    note.signature = Some(signature(note, attestation, act));
    note.cosignature = cosignature;
    Ok(())
}

/// Adds to a signed note; what was signed stays.
pub(crate) fn add(note: &mut SoapNote, text: String, act: Act<'_>) -> Result<(), EhrError> {
    demand_signed(note, "added to")?;
    demand_room(note.addenda.len(), "addenda")?;
    note.addenda.push(Addendum {
        text,
        by: act.by.to_owned(),
        at: act.now,
    });
    touch(note, act);
    Ok(())
}

/// Asks somebody to co-sign, in place of who was asked before.
pub(crate) fn ask_cosigner(note: &mut SoapNote, cosigner: &str, act: Act<'_>) -> Result<(), EhrError> {
    demand_author(note, act)?;
    demand_signed(note, "co-signed")?;
    let required = match &note.cosignature {
        Some(given) if given.state == CosignatureState::Signed => return Err(refused(given.state, "asked").into()),
        Some(before) => before.required,
        None => false,
    };
    note.cosignature = Some(asked(note, cosigner, required, act)?);
    touch(note, act);
    Ok(())
}

/// Co-signs the content as it is.
pub(crate) fn cosign(note: &mut SoapNote, attestation: &str, act: Act<'_>) -> Result<(), EhrError> {
    let mut cosignature = asked_of(note, act)?;
    step(&mut cosignature.state, CosignatureState::Signed)?;
    touch(note, act);
    cosignature.signature = Some(signature(note, attestation, act));
    note.cosignature = Some(cosignature);
    Ok(())
}

/// Declines to co-sign; the author can ask somebody else.
pub(crate) fn decline(note: &mut SoapNote, reason: String, act: Act<'_>) -> Result<(), EhrError> {
    let mut cosignature = asked_of(note, act)?;
    step(&mut cosignature.state, CosignatureState::Declined)?;
    touch(note, act);
    cosignature.declined = Some(DeclinedCosignature { reason, at: act.now });
    note.cosignature = Some(cosignature);
    Ok(())
}

/// Gives a draft up, or says that a signed note should never have been there.
pub(crate) fn mark_error(note: &mut SoapNote, reason: String, act: Act<'_>) -> Result<(), EhrError> {
    demand_author(note, act)?;
    let to = if note.status == SoapNoteStatus::Draft {
        SoapNoteStatus::Discarded
    } else {
        SoapNoteStatus::EnteredInError
    };
    step(&mut note.status, to)?;
    touch(note, act);
    note.lock = None;
    note.entered_in_error = Some(EnteredInError {
        reason,
        by: act.by.to_owned(),
        at: act.now,
    });
    Ok(())
}

/// Returns the co-signature that this person is asked for.
fn asked_of(note: &SoapNote, act: Act<'_>) -> Result<Cosignature, EhrError> {
    if note.author == act.by {
        return Err(EhrError::SamePerson);
    }
    demand_signed(note, "co-signed")?;
    let cosignature = note.cosignature.clone().ok_or(EhrError::NotAsked)?;
    if cosignature.cosigner != act.by {
        return Err(EhrError::NotAsked);
    }
    Ok(cosignature)
}

fn asked(note: &SoapNote, cosigner: &str, required: bool, act: Act<'_>) -> Result<Cosignature, EhrError> {
    if cosigner == note.author {
        let problem = "/cosigner: must be somebody else than the author".to_owned();
        return Err(EhrError::Invalid(vec![problem]));
    }
    Ok(Cosignature {
        cosigner: cosigner.to_owned(),
        required,
        state: CosignatureState::Asked,
        asked_at: act.now,
        signature: None,
        declined: None,
    })
}

/// Signs the content as it is, as the version that it has.
fn signature(note: &SoapNote, attestation: &str, act: Act<'_>) -> NoteSignature {
    NoteSignature {
        by: act.by.to_owned(),
        at: act.now,
        attestation: attestation.to_owned(),
        version: note.version,
        content_sha256: content_sha256(&note.content()),
    }
}

fn touch(note: &mut SoapNote, act: Act<'_>) {
    note.touch(act.now);
    act.by.clone_into(&mut note.changed_by);
}

fn demand_author(note: &SoapNote, act: Act<'_>) -> Result<(), EhrError> {
    if note.author == act.by {
        Ok(())
    } else {
        Err(EhrError::OtherAuthor("note"))
    }
}

fn demand_draft(note: &SoapNote, wanted: &str) -> Result<(), EhrError> {
    if note.status == SoapNoteStatus::Draft {
        Ok(())
    } else {
        Err(refused(note.status, wanted).into())
    }
}

fn demand_signed(note: &SoapNote, wanted: &str) -> Result<(), EhrError> {
    if matches!(note.status, SoapNoteStatus::Finalized | SoapNoteStatus::Amended) {
        Ok(())
    } else {
        Err(refused(note.status, wanted).into())
    }
}

fn demand_room(n: usize, what: &str) -> Result<(), EhrError> {
    if n < MOST {
        Ok(())
    } else {
        let problem = format!("/: the note has {MOST} {what}, which is the most; write another note");
        Err(EhrError::Invalid(vec![problem]))
    }
}
