//! Consents and advance directives.

use nilecare_contracts::ehr::{AdvanceDirective, Consent, ConsentDecision, ConsentScope};
use serde_json::{Value, json};

use super::Written;
use super::parts::{concept, present, reference, url, word, words};

const SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";
const ACT: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

pub(super) fn consent(consent: &Consent, patient: &str) -> Written {
    let scope = match consent.scope {
        ConsentScope::Treatment | ConsentScope::Procedure => concept(SCOPE, "treatment", "Treatment"),
        ConsentScope::Research => concept(SCOPE, "research", "Research"),
        _ => concept(SCOPE, "patient-privacy", "Privacy Consent"),
    };
    let rule = match consent.decision {
        ConsentDecision::Permit => concept(ACT, "OPTIN", "opt-in"),
        ConsentDecision::Deny => concept(ACT, "OPTOUT", "opt-out"),
    };
    let (about, decision) = (words(&consent.scope), word(&consent.decision));
    let detail = present(consent.detail.as_deref());
    let given_by = present(consent.given_by.as_deref());
    Written {
        url: url(consent.id),
        line: format!("{about}: {decision} {}", detail.unwrap_or_default()),
        resource: json!({
            "resourceType": "Consent",
            "status": "active",
            "scope": scope,
            "category": [{"text": detail.unwrap_or(&about)}],
            "patient": reference(patient),
            "dateTime": consent.created_at.to_string(),
            "performer": given_by.map(|name| [json!({"display": name})]),
            "policyRule": rule,
            "provision": {
                "type": decision,
                "period": period(consent.valid_from, consent.valid_until),
            },
        }),
    }
}

pub(super) fn directive(directive: &AdvanceDirective, patient: &str) -> Written {
    let kind = words(&directive.kind);
    let proxy = directive.proxy.as_ref();
    let actor = proxy.map(|proxy| {
        json!([{
            "role": {"text": proxy.relation.as_deref().and_then(|it| present(Some(it))).unwrap_or("proxy")},
            "reference": {"display": proxy.name},
        }])
    });
    Written {
        url: url(directive.id),
        line: format!("{kind}: {}", directive.statement),
        resource: json!({
            "resourceType": "Consent",
            "status": "active",
            "scope": concept(SCOPE, "adr", "Advanced Care Directive"),
            "category": [{"text": kind}],
            "patient": reference(patient),
            "dateTime": directive.created_at.to_string(),
            "policyRule": {"text": directive.statement},
            "provision": {
                "period": period(directive.valid_from, directive.valid_until),
                "actor": actor,
            },
        }),
    }
}

fn period(from: jiff::civil::Date, until: Option<jiff::civil::Date>) -> Value {
    json!({"start": from.to_string(), "end": until.map(|day| day.to_string())})
}
