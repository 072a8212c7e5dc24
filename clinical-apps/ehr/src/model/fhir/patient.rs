//! The patient, and for whom the summary was put together.

use nilecare_contracts::clinical::{Address, HumanName, Identifier, Patient, Telecom};
use serde_json::{Value, json};

use super::parts::{present, system, word};

/// Writes a Patient.
pub(super) fn patient(patient: &Patient) -> Value {
    let died_at = patient.death_time.map(|at| at.to_string());
    json!({
        "resourceType": "Patient",
        "identifier": patient.identifiers.iter().map(identifier).collect::<Vec<_>>(),
        "name": patient.names.iter().map(name).collect::<Vec<_>>(),
        "gender": word(&patient.gender),
        "birthDate": patient.birth_date,
        "deceasedDateTime": died_at,
        "deceasedBoolean": if died_at.is_none() { patient.deceased } else { None },
        "address": patient.addresses.iter().map(address).collect::<Vec<_>>(),
        "telecom": patient.telecoms.iter().filter_map(telecom).collect::<Vec<_>>(),
    })
}

/// Writes the Practitioner for whom the summary was put together.
pub(super) fn author(username: &str) -> Value {
    json!({
        "resourceType": "Practitioner",
        "identifier": [{"system": "urn:nilecare:username", "value": username}],
        "name": [{"text": username}],
    })
}

fn identifier(identifier: &Identifier) -> Value {
    let system = system(&identifier.system);
    let assigner = if system.is_none() {
        present(Some(&identifier.system))
    } else {
        None
    };
    let kind = present(identifier.kind.as_deref())
        .map(|kind| json!({"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": kind}]}));
    json!({
        "type": kind,
        "system": system,
        "value": present(Some(&identifier.value)),
        "assigner": assigner.map(|name| json!({"display": name})),
    })
}

fn name(name: &HumanName) -> Value {
    const USES: [&str; 7] = ["usual", "official", "temp", "nickname", "anonymous", "old", "maiden"];
    let given: Vec<&str> = name.given.iter().filter_map(|given| present(Some(given))).collect();
    json!({
        "use": one_of(name.usage.as_deref(), &USES),
        "family": present(name.family.as_deref()),
        "given": given,
        "prefix": present(name.prefix.as_deref()).map(|prefix| [prefix]),
        "suffix": present(name.suffix.as_deref()).map(|suffix| [suffix]),
    })
}

fn address(address: &Address) -> Value {
    let lines: Vec<&str> = address.lines.iter().filter_map(|line| present(Some(line))).collect();
    json!({
        "use": one_of(address.usage.as_deref(), &["home", "work", "temp", "old", "billing"]),
        "line": lines,
        "city": present(address.city.as_deref()),
        "district": present(address.district.as_deref()),
        "state": present(address.state.as_deref()),
        "postalCode": present(address.postal_code.as_deref()),
        "country": present(address.country.as_deref()),
    })
}

fn telecom(telecom: &Telecom) -> Option<Value> {
    const SYSTEMS: [&str; 6] = ["phone", "fax", "email", "pager", "url", "sms"];
    let value = present(Some(&telecom.value))?;
    Some(json!({
        // FHIR R4 cpt-2: a value needs a system.
        "system": one_of(telecom.system.as_deref(), &SYSTEMS).unwrap_or("other"),
        "use": one_of(telecom.usage.as_deref(), &["home", "work", "temp", "old", "mobile"]),
        "value": value,
    }))
}

/// Leaves out a word that the standard does not have.
fn one_of<'a>(text: Option<&'a str>, all: &[&str]) -> Option<&'a str> {
    text.filter(|text| all.contains(text))
}
