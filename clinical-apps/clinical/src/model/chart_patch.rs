//! What an ADT message's entry does to the entry of a chart that it means.

use nilecare_contracts::clinical::{
    Allergy, AllergyPatch, Condition, DiagnosisPatch, Procedure, ProcedurePatch, Reaction, ReactionSeverity,
};
use nilecare_contracts::{Patch, Practitioner};
use nilecare_types::{EncounterId, Timestamp};

use super::chart::code_key;

/// Puts what a list says of one substance together: some senders send a segment for each reaction.
pub(crate) fn once_each(patches: &[AllergyPatch]) -> Vec<AllergyPatch> {
    let mut all: Vec<AllergyPatch> = Vec::new();
    for patch in patches {
        let key = code_key(&patch.substance);
        let Some(first) = all.iter_mut().find(|first| code_key(&first.substance) == key) else {
            all.push(patch.clone());
            continue;
        };
        let mut reactions = first.reactions.value().cloned().unwrap_or_default();
        for words in patch.reactions.value().into_iter().flatten() {
            if !reactions.contains(words) {
                reactions.push(words.clone());
            }
        }
        let said = (!reactions.is_empty()).then_some(reactions);
        let before = std::mem::replace(first, patch.clone());
        first.reactions = said.map_or(patch.reactions.clone(), Patch::Set);
        // What the later one leaves open, the earlier one said.
        keep_said(&mut first.category, before.category);
        keep_said(&mut first.severity, before.severity);
        keep_said(&mut first.criticality, before.criticality);
        keep_said(&mut first.onset, before.onset);
    }
    all
}

fn keep_said<T>(patch: &mut Patch<T>, before: Patch<T>) {
    if patch.is_keep() {
        *patch = before;
    }
}

pub(crate) fn put_allergy(allergy: &mut Allergy, patch: &AllergyPatch) {
    if patch.substance.text.is_some() {
        allergy.substance.text.clone_from(&patch.substance.text);
    }
    patch.category.apply_to(&mut allergy.category);
    patch.criticality.apply_to(&mut allergy.criticality);
    patch.onset.apply_to(&mut allergy.onset);
    let severity: Option<ReactionSeverity> = match &patch.severity {
        Patch::Keep => allergy.worst_reaction(),
        Patch::Clear => None,
        Patch::Set(severity) => Some(*severity),
    };
    match &patch.reactions {
        Patch::Keep => {}
        Patch::Clear => allergy.reactions.clear(),
        Patch::Set(words) => {
            let known = std::mem::take(&mut allergy.reactions);
            allergy.reactions = words.iter().map(|word| reaction(word, &known)).collect();
        }
    }
    if !patch.severity.is_keep() || !patch.reactions.is_keep() {
        for reaction in &mut allergy.reactions {
            reaction.severity = severity;
        }
    }
}

/// Keeps what is known of a reaction of the same words.
fn reaction(words: &str, known: &[Reaction]) -> Reaction {
    let same = known
        .iter()
        .find(|known| known.manifestation.eq_ignore_ascii_case(words));
    same.cloned().unwrap_or_else(|| Reaction {
        manifestation: words.to_owned(),
        code: None,
        severity: None,
        onset: None,
    })
}

pub(crate) fn put_diagnosis(condition: &mut Condition, patch: &DiagnosisPatch, encounter: Option<EncounterId>) {
    if patch.code.text.is_some() {
        condition.code.text.clone_from(&patch.code.text);
    }
    condition.encounter_id = condition.encounter_id.or(encounter);
    if condition.encounter_id.is_some() {
        patch.role.apply_to(&mut condition.role);
        patch.rank.apply_to(&mut condition.rank);
    }
    if let Some(status) = patch.verification_status {
        condition.verification_status = status;
    }
    patch.onset.apply_to(&mut condition.onset);
    patch.diagnosed_by.apply_to(&mut condition.diagnosed_by);
}

pub(crate) fn put_procedure(procedure: &mut Procedure, patch: &ProcedurePatch, encounter: Option<EncounterId>) {
    if patch.code.text.is_some() {
        procedure.code.text.clone_from(&patch.code.text);
    }
    procedure.encounter_id = procedure.encounter_id.or(encounter);
    procedure.performed_at = patch.performed_at.or(procedure.performed_at);
    patch.minutes.apply_to(&mut procedure.minutes);
    let mut performers: Option<Vec<Practitioner>> = Some(std::mem::take(&mut procedure.performers));
    patch.performers.apply_to(&mut performers);
    procedure.performers = performers.unwrap_or_default();
}

/// Picks the entry that a message means: the one of its encounter, else one that a message without encounter brought. A message that
/// names no encounter means the newest.
pub(crate) fn pick<T>(
    known: Vec<T>,
    encounter: Option<EncounterId>,
    of: impl Fn(&T) -> (Option<EncounterId>, bool),
) -> Option<T> {
    let mut known = known;
    let exact = known
        .iter()
        .position(|entry| encounter.is_none() || of(entry).0 == encounter);
    let at = exact.or_else(|| known.iter().position(|entry| of(entry) == (None, true)))?;
    Some(known.swap_remove(at))
}

/// Tells whether two times may be of one procedure: on the same day, or one of them is not known.
pub(crate) fn is_same_day(one: Option<Timestamp>, other: Option<Timestamp>) -> bool {
    let day = |time: Timestamp| time.to_zoned(jiff::tz::TimeZone::UTC).date();
    one.zip(other).is_none_or(|(one, other)| day(one) == day(other))
}
