//! Histories, the care team, documents.

use nilecare_contracts::ehr::{ClinicalDocument, DocumentStatus, FamilyHistory, PatientSummary, SocialHistory};
use serde_json::{Value, json};

use super::Written;
use super::parts::{code, concept, derived_url, name, note, present, reference, url, words};

pub(super) fn family(history: &FamilyHistory, patient: &str) -> Written {
    let conditions: Vec<Value> = history
        .conditions
        .iter()
        .map(|condition| {
            json!({
                "code": code(&condition.code),
                "contributedToDeath": condition.led_to_death.then_some(true),
                "onsetAge": condition.age_at_onset.map(age),
            })
        })
        .collect();
    let named: Vec<&str> = history
        .conditions
        .iter()
        .map(|condition| name(&condition.code))
        .collect();
    let relation = words(&history.relation);
    let died_at = history.age_at_death.map(age);
    Written {
        url: url(history.id),
        line: format!("{relation}: {}", named.join(", ")),
        resource: json!({
            "resourceType": "FamilyMemberHistory",
            "status": "completed",
            "patient": reference(patient),
            "date": history.updated_at.to_string(),
            "relationship": concept(
                "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
                history.relation.role_code(),
                &relation,
            ),
            "deceasedBoolean": if died_at.is_none() { history.deceased } else { None },
            "deceasedAge": died_at,
            "condition": conditions,
            "note": note(history.note.as_deref()),
        }),
    }
}

fn age(years: u32) -> Value {
    json!({"value": years, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"})
}

pub(super) fn social(history: &SocialHistory, patient: &str) -> Written {
    let category = words(&history.category);
    let what = match history.category.loinc() {
        Some((loinc, display)) => concept("http://loinc.org", loinc, display),
        None => json!({"text": category}),
    };
    let period = (history.from.is_some() || history.until.is_some())
        .then(|| json!({"start": history.from, "end": history.until}));
    let quantity = present(history.quantity.as_deref()).map(|quantity| format!(", {quantity}"));
    let quantity = quantity.unwrap_or_default();
    let said = [history.quantity.as_deref(), history.note.as_deref()];
    let said: Vec<&str> = said.into_iter().filter_map(present).collect();
    Written {
        url: url(history.id),
        line: format!("{category}: {}{quantity}", name(&history.value)),
        resource: json!({
            "resourceType": "Observation",
            "status": "final",
            "category": [concept(
                "http://terminology.hl7.org/CodeSystem/observation-category",
                "social-history",
                "Social History",
            )],
            "code": what,
            "subject": reference(patient),
            "effectivePeriod": period,
            "issued": history.updated_at.to_string(),
            "valueCodeableConcept": code(&history.value),
            "note": note(Some(&said.join("; "))),
        }),
    }
}

/// Writes the whole team as one CareTeam; `None` when nobody takes part.
pub(super) fn care_team(summary: &PatientSummary, patient: &str) -> Option<Written> {
    let members = &summary.care_team.entries;
    let mut lines = Vec::new();
    let mut participants = Vec::new();
    for member in members {
        let names = [member.member.given.as_deref(), member.member.family.as_deref()];
        let names: Vec<&str> = names.into_iter().filter_map(present).collect();
        let (called, role) = (names.join(" "), words(&member.role));
        lines.push(format!("{called} ({role})"));
        participants.push(json!({
            "role": [{"text": role}],
            "member": {"display": called},
            "period": {"start": member.from.to_string(), "end": member.until.map(|day| day.to_string())},
        }));
    }
    (!participants.is_empty()).then(|| Written {
        url: derived_url(&format!("care team {}", summary.patient_id)),
        line: lines.join(", "),
        resource: json!({
            "resourceType": "CareTeam",
            "status": "active",
            "subject": reference(patient),
            "participant": participants,
        }),
    })
}

pub(super) fn document(document: &ClinicalDocument, patient: &str) -> Written {
    let kind = match document.kind.loinc() {
        Some((loinc, display)) => concept("http://loinc.org", loinc, display),
        None => json!({"text": words(&document.kind)}),
    };
    let status = if document.status == DocumentStatus::Amended {
        "amended"
    } else {
        "final"
    };
    let content = document.content.as_ref();
    Written {
        url: url(document.id),
        line: format!("{} ({})", document.title, words(&document.kind)),
        resource: json!({
            "resourceType": "DocumentReference",
            "status": "current",
            "docStatus": status,
            "type": kind,
            "subject": reference(patient),
            "date": document.updated_at.to_string(),
            "description": present(document.description.as_deref()),
            "content": [{"attachment": {
                "contentType": content.map(|content| content.content_type.as_str()),
                "size": content.map(|content| content.size_bytes),
                "url": format!("/api/v1/ehr/documents/{}/content", document.id),
                "title": document.title,
                "creation": document.dated.map(|day| day.to_string()),
            }}],
        }),
    }
}
