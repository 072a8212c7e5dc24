//! Problems, and what clinical and medication know.

use nilecare_contracts::clinical::{
    Allergy, AllergyScope, AllergyStatement, Condition, ConditionSeverity, Immunization, ImmunizationStatus, Procedure,
};
use nilecare_contracts::ehr::{ListedProblem, ProblemStatus};
use nilecare_contracts::medication::{Prescription, PrescriptionStatus};
use serde_json::{Value, json};

use super::Written;
use super::parts::{code, concept, name, note, present, reference, url, word, words};

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const VERIFICATION: &str = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/condition-category";
const ALLERGY_CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
const ALLERGY_VERIFICATION: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
const SNOMED: &str = "http://snomed.info/sct";
const RXNORM: &str = "http://www.nlm.nih.gov/research/umls/rxnorm";

pub(super) fn problem(problem: &ListedProblem, patient: &str) -> Written {
    let status = match problem.status {
        // It is there in one way or another.
        ProblemStatus::Active | ProblemStatus::Chronic | ProblemStatus::Intermittent => "active",
        ProblemStatus::Recurrent => "recurrence",
        ProblemStatus::Inactive => "inactive",
        ProblemStatus::Resolved => "resolved",
    };
    let mut which = code(&problem.code);
    if let (Some(snomed), Some(codings)) = (&problem.snomed, which["coding"].as_array_mut()) {
        codings.push(json!({"system": SNOMED, "code": snomed.code, "display": present(snomed.text.as_deref())}));
    }
    Written {
        url: url(problem.id),
        line: format!("{} ({})", name(&problem.code), words(&problem.status)),
        resource: json!({
            "resourceType": "Condition",
            "clinicalStatus": concept(CLINICAL, status, status),
            "category": [concept(CATEGORY, "problem-list-item", "Problem List Item")],
            "severity": problem.severity.map(severity),
            "code": which,
            "subject": reference(patient),
            "onsetDateTime": problem.onset,
            "abatementDateTime": problem.abatement,
            "recordedDate": problem.created_at.to_string(),
            "note": note(problem.note.as_deref()),
        }),
    }
}

pub(super) fn diagnosis(condition: &Condition, patient: &str) -> Written {
    let (status, verification) = (word(&condition.clinical_status), word(&condition.verification_status));
    let category = if condition.encounter_id.is_some() {
        concept(CATEGORY, "encounter-diagnosis", "Encounter Diagnosis")
    } else {
        concept(CATEGORY, "problem-list-item", "Problem List Item")
    };
    Written {
        url: url(condition.id),
        line: format!("{} ({status}, {verification})", name(&condition.code)),
        resource: json!({
            "resourceType": "Condition",
            "clinicalStatus": concept(CLINICAL, &status, &status),
            "verificationStatus": concept(VERIFICATION, &verification, &verification),
            "category": [category],
            "severity": condition.severity.map(severity),
            "code": code(&condition.code),
            "subject": reference(patient),
            "onsetDateTime": condition.onset,
            "abatementDateTime": condition.abatement,
            "recordedDate": condition.created_at.to_string(),
            "note": note(condition.note.as_deref()),
        }),
    }
}

fn severity(severity: ConditionSeverity) -> Value {
    match severity {
        ConditionSeverity::Mild => concept(SNOMED, "255604002", "Mild"),
        ConditionSeverity::Moderate => concept(SNOMED, "6736007", "Moderate"),
        ConditionSeverity::Severe => concept(SNOMED, "24484000", "Severe"),
    }
}

pub(super) fn allergy(allergy: &Allergy, patient: &str) -> Written {
    let (status, verification) = (word(&allergy.clinical_status), word(&allergy.verification_status));
    let reactions: Vec<Value> = allergy
        .reactions
        .iter()
        .map(|reaction| {
            let mut manifestation = reaction.code.as_ref().map_or_else(|| json!({}), code);
            manifestation["text"] = json!(reaction.manifestation);
            json!({
                "manifestation": [manifestation],
                "severity": reaction.severity.map(|severity| word(&severity)),
                "onset": reaction.onset,
            })
        })
        .collect();
    Written {
        url: url(allergy.id),
        line: format!("{} ({status}, {verification})", name(&allergy.substance)),
        resource: json!({
            "resourceType": "AllergyIntolerance",
            "clinicalStatus": concept(ALLERGY_CLINICAL, &status, &status),
            "verificationStatus": concept(ALLERGY_VERIFICATION, &verification, &verification),
            "type": allergy.kind.map(|kind| word(&kind)),
            "category": allergy.category.map(|category| [word(&category)]),
            "criticality": allergy.criticality.map(|criticality| word(&criticality)),
            "code": code(&allergy.substance),
            "patient": reference(patient),
            "onsetDateTime": allergy.onset,
            "recordedDate": allergy.created_at.to_string(),
            "reaction": reactions,
            "note": note(allergy.note.as_deref()),
        }),
    }
}

/// Writes a statement that there are none, by the codes that SNOMED CT has for it.
pub(super) fn no_allergies(statement: &AllergyStatement, patient: &str) -> Written {
    let (code, display) = match statement.scope {
        AllergyScope::Any => ("716186003", "No known allergy"),
        AllergyScope::Medication => ("409137002", "No known drug allergy"),
        AllergyScope::Food => ("429625007", "No known food allergy"),
        AllergyScope::Environment => ("428607008", "No known environmental allergy"),
    };
    Written {
        url: url(statement.id),
        line: display.to_owned(),
        resource: json!({
            "resourceType": "AllergyIntolerance",
            "clinicalStatus": concept(ALLERGY_CLINICAL, "active", "Active"),
            "verificationStatus": concept(ALLERGY_VERIFICATION, "confirmed", "Confirmed"),
            "code": concept(SNOMED, code, display),
            "patient": reference(patient),
            "recordedDate": statement.created_at.to_string(),
        }),
    }
}

pub(super) fn prescription(prescription: &Prescription, patient: &str) -> Written {
    let status = match prescription.status {
        PrescriptionStatus::Draft | PrescriptionStatus::Pending => "draft",
        PrescriptionStatus::OnHold => "on-hold",
        PrescriptionStatus::Completed | PrescriptionStatus::Expired => "completed",
        PrescriptionStatus::Stopped => "stopped",
        PrescriptionStatus::Cancelled => "cancelled",
        PrescriptionStatus::EnteredInError => "entered-in-error",
        PrescriptionStatus::Active | PrescriptionStatus::PartiallyDispensed | PrescriptionStatus::Dispensed => "active",
    };
    let (drug, dose) = (&prescription.drug, &prescription.dose);
    let called = drug.name.as_deref().or(drug.rxcui.as_deref()).unwrap_or_default();
    let how = format!(
        "{} {} {}, {} times a day",
        dose.amount, dose.unit, prescription.route, dose.times_per_day
    );
    // FHIR counts whole times; what is none is said in words only.
    let is_whole = dose.times_per_day >= 1.0 && dose.times_per_day.fract() == 0.0;
    let timing =
        is_whole.then(|| json!({"repeat": {"frequency": dose.times_per_day as u32, "period": 1, "periodUnit": "d"}}));
    let coding = drug
        .rxcui
        .as_ref()
        .map(|rxcui| json!([{"system": RXNORM, "code": rxcui, "display": present(drug.name.as_deref())}]));
    Written {
        url: url(prescription.id),
        line: format!("{called}: {how} ({})", words(&prescription.status)),
        resource: json!({
            "resourceType": "MedicationRequest",
            "status": status,
            "intent": "order",
            "medicationCodeableConcept": {"coding": coding, "text": present(Some(called))},
            "subject": reference(patient),
            "authoredOn": prescription.created_at.to_string(),
            "requester": {"display": prescription.prescribed_by},
            "dosageInstruction": [{
                "text": how,
                "timing": timing,
                "route": {"text": present(Some(&prescription.route))},
                "doseAndRate": [{"doseQuantity": {"value": dose.amount, "unit": present(Some(&dose.unit))}}],
            }],
            "note": note(prescription.instructions.as_deref()),
        }),
    }
}

pub(super) fn immunization(immunization: &Immunization, patient: &str) -> Written {
    let is_done = immunization.status == ImmunizationStatus::Completed;
    let reason = present(immunization.status_reason.as_deref()).filter(|_| !is_done);
    Written {
        url: url(immunization.id),
        line: format!(
            "{} {} ({})",
            name(&immunization.vaccine),
            immunization.occurred_at,
            words(&immunization.status)
        ),
        resource: json!({
            "resourceType": "Immunization",
            "status": word(&immunization.status),
            "statusReason": reason.map(|reason| json!({"text": reason})),
            "vaccineCode": code(&immunization.vaccine),
            "patient": reference(patient),
            "occurrenceDateTime": immunization.occurred_at.to_string(),
            "primarySource": !immunization.reported,
            "lotNumber": present(immunization.lot_number.as_deref()),
            "expirationDate": immunization.lot_expires_on,
            "note": note(immunization.note.as_deref()),
        }),
    }
}

pub(super) fn procedure(procedure: &Procedure, patient: &str) -> Written {
    let reason = present(procedure.status_reason.as_deref());
    Written {
        url: url(procedure.id),
        line: format!("{} ({})", name(&procedure.code), words(&procedure.status)),
        resource: json!({
            "resourceType": "Procedure",
            "status": word(&procedure.status),
            "statusReason": reason.map(|reason| json!({"text": reason})),
            "code": code(&procedure.code),
            "subject": reference(patient),
            "performedDateTime": procedure.performed_at.map(|at| at.to_string()),
            "bodySite": procedure.body_site.as_ref().map(|site| [code(site)]),
            "outcome": present(procedure.outcome.as_deref()).map(|outcome| json!({"text": outcome})),
            "note": note(procedure.note.as_deref()),
        }),
    }
}
