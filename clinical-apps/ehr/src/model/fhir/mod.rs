//! The summary as a FHIR R4 document: a Bundle whose first entry is a Composition (FHIR R4 §3.3, Documents).
//!
//! Each resource has a `urn:uuid` as `fullUrl`, and a reference is there only to what the Bundle holds. A section without entries says
//! why: `unavailable` when the service that knows did not answer, `notasked` and `nilknown` for allergies, and in words that nothing is on
//! record otherwise.

mod chart;
mod history;
mod parts;
mod patient;
mod plans;
mod wishes;

use nilecare_contracts::clinical::AllergyKnowledge;
use nilecare_contracts::ehr::{PatientSummary, SectionState, SummarySection};
use serde_json::{Value, json};

use parts::{clean, concept, derived_url, narrative, reference, url};

/// A resource with the line that tells people of it.
struct Written {
    url: String,
    resource: Value,
    line: String,
}

/// A section while it is put together.
struct Section {
    title: &'static str,
    loinc: (&'static str, &'static str),
    state: SectionState,
    written: Vec<Written>,
    /// Why it is empty, when the state alone does not tell: a code of list-empty-reason with its display.
    empty: Option<(&'static str, &'static str)>,
}

/// Writes the document.
pub(crate) fn document(summary: &PatientSummary) -> Value {
    let patient = url(summary.patient_id);
    let author = derived_url(&format!("user {}", summary.generated_by));
    let sections = sections(summary, &patient);
    let (problems, goals): (Vec<_>, Vec<_>) = (plans::problem_urls(summary), plans::goals(summary, &patient));
    let plans = plans::care_plans(summary, &patient, &problems);
    let mut composed: Vec<Value> = Vec::new();
    let mut entries: Vec<Written> = Vec::new();
    for section in sections.into_iter().chain([plans]) {
        composed.push(compose(&section));
        entries.extend(section.written);
    }
    composed.push(notes(summary));
    let composition = json!({
        "resourceType": "Composition",
        "status": "final",
        "type": concept("http://loinc.org", "60591-5", "Patient summary Document"),
        "subject": reference(&patient),
        "date": summary.generated_at.to_string(),
        "author": [reference(&author)],
        "title": "Patient summary",
        "confidentiality": "N",
        "section": composed,
    });
    let composition_url = derived_url(&format!("composition {} {}", summary.patient_id, summary.generated_at));
    let head = [
        (composition_url.clone(), composition),
        (patient, patient::patient(&summary.patient)),
        (author, patient::author(&summary.generated_by)),
    ];
    let all = head
        .into_iter()
        .chain(entries.into_iter().map(|written| (written.url, written.resource)))
        .chain(goals.into_iter().map(|goal| (goal.url, goal.resource)));
    let entry: Vec<Value> = all
        .map(|(url, resource)| json!({"fullUrl": url, "resource": resource}))
        .collect();
    clean(json!({
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": composition_url},
        "type": "document",
        "timestamp": summary.generated_at.to_string(),
        "entry": entry,
    }))
}

/// Lists the sections but for care plans and notes.
fn sections(summary: &PatientSummary, patient: &str) -> Vec<Section> {
    vec![
        section(
            "Problems",
            ("11450-4", "Problem list - Reported"),
            &summary.problems,
            |problem| chart::problem(problem, patient),
        ),
        allergies(summary, patient),
        section(
            "Medications",
            ("10160-0", "History of Medication use Narrative"),
            &summary.medications,
            |prescription| chart::prescription(prescription, patient),
        ),
        section(
            "Diagnoses",
            ("29548-5", "Diagnosis Narrative"),
            &summary.diagnoses,
            |condition| chart::diagnosis(condition, patient),
        ),
        section(
            "Immunizations",
            ("11369-6", "History of Immunization Narrative"),
            &summary.immunizations,
            |immunization| chart::immunization(immunization, patient),
        ),
        section(
            "Procedures",
            ("47519-4", "History of Procedures Document"),
            &summary.procedures,
            |procedure| chart::procedure(procedure, patient),
        ),
        section(
            "Family history",
            ("10157-6", "History of family member diseases Narrative"),
            &summary.family_history,
            |history| history::family(history, patient),
        ),
        section(
            "Social history",
            ("29762-2", "Social history Narrative"),
            &summary.social_history,
            |history| history::social(history, patient),
        ),
        section(
            "Advance directives",
            ("42348-3", "Advance directives"),
            &summary.advance_directives,
            |directive| wishes::directive(directive, patient),
        ),
        section(
            "Consents",
            ("59284-0", "Consent Document"),
            &summary.consents,
            |consent| wishes::consent(consent, patient),
        ),
        Section {
            title: "Care team",
            loinc: ("85847-2", "Patient Care team information"),
            state: summary.care_team.state,
            written: history::care_team(summary, patient).into_iter().collect(),
            empty: None,
        },
        section(
            "Documents",
            ("55107-7", "Addendum Document"),
            &summary.documents,
            |document| history::document(document, patient),
        ),
    ]
}

fn section<T>(
    title: &'static str,
    loinc: (&'static str, &'static str),
    from: &SummarySection<T>,
    write: impl Fn(&T) -> Written,
) -> Section {
    Section {
        title,
        loinc,
        state: from.state,
        written: from.entries.iter().map(write).collect(),
        empty: None,
    }
}

fn allergies(summary: &PatientSummary, patient: &str) -> Section {
    let known = summary.allergies.entries.first();
    let state = match known {
        Some(known) if known.has_more => SectionState::Truncated,
        _ => summary.allergies.state,
    };
    let mut written = Vec::new();
    if let Some(known) = known {
        written.extend(known.allergies.iter().map(|allergy| chart::allergy(allergy, patient)));
        written.extend(known.statements.iter().map(|it| chart::no_allergies(it, patient)));
    }
    let empty = match known.map(|known| known.knowledge) {
        Some(AllergyKnowledge::NoneKnown) => Some(("nilknown", "Nil Known")),
        Some(AllergyKnowledge::Unknown) => Some(("notasked", "Not Asked")),
        _ => None,
    };
    Section {
        title: "Allergies and intolerances",
        loinc: ("48765-2", "Allergies and adverse reactions Document"),
        state,
        written,
        empty,
    }
}

/// Writes a section of the Composition: entries, or why there are none (FHIR R4 cmp-1, cmp-2).
fn compose(section: &Section) -> Value {
    let mut lines: Vec<&str> = section.written.iter().map(|written| written.line.as_str()).collect();
    let entries: Vec<Value> = section.written.iter().map(|written| reference(&written.url)).collect();
    let empty = entries.is_empty().then(|| match (section.state, section.empty) {
        (SectionState::Unavailable, _) => empty_reason("unavailable", "Unavailable"),
        (_, Some((code, display))) => empty_reason(code, display),
        _ => json!({"text": "Nothing is on record"}),
    });
    match section.state {
        SectionState::Unavailable => lines.push("The service that knows did not answer; this section is missing."),
        SectionState::Truncated => lines.push("There is more on record than is shown here."),
        SectionState::Complete if lines.is_empty() => lines.push("Nothing is on record."),
        SectionState::Complete => {}
    }
    json!({
        "title": section.title,
        "code": concept("http://loinc.org", section.loinc.0, section.loinc.1),
        "text": narrative(&lines),
        "entry": entries,
        "emptyReason": empty,
    })
}

fn empty_reason(code: &str, display: &str) -> Value {
    concept("http://terminology.hl7.org/CodeSystem/list-empty-reason", code, display)
}

/// Writes signed notes as text: what was assessed and planned, by whom and when.
fn notes(summary: &PatientSummary) -> Value {
    let mut lines: Vec<String> = Vec::new();
    for note in &summary.notes.entries {
        let signed = note.signature.as_ref().map(|signature| signature.at.to_string());
        let parts = [
            note.chief_complaint.as_deref(),
            Some(note.assessment.as_str()),
            Some(note.plan.as_str()),
        ];
        let said: Vec<&str> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.trim().is_empty())
            .collect();
        lines.push(format!(
            "{} {}: {}",
            signed.unwrap_or_default(),
            note.author,
            said.join(" / ")
        ));
    }
    let mut shown: Vec<&str> = lines.iter().map(String::as_str).collect();
    if summary.notes.state == SectionState::Truncated {
        shown.push("There are more notes on record than are shown here.");
    }
    let empty = shown.is_empty().then(|| json!({"text": "Nothing is on record"}));
    if shown.is_empty() {
        shown.push("Nothing is on record.");
    }
    json!({
        "title": "Notes",
        "code": concept("http://loinc.org", "11506-3", "Progress note"),
        "text": narrative(&shown),
        "emptyReason": empty,
    })
}
