//! What resources are made of: codes, references, text, addresses of entries.

use std::fmt::Write as _;

use nilecare_contracts::Code;
use serde_json::{Value, json};

use crate::model::content::sha256;

/// Returns the `fullUrl` of what has an id of ours: the same 128 bits as a UUID.
pub(super) fn url(id: impl ToString) -> String {
    let text = id.to_string();
    match ulid_bits(&text) {
        Some(bits) => uuid(&format!("{bits:032x}")),
        None => derived_url(&text),
    }
}

/// Returns the `fullUrl` of what has no id of its own: a UUID made of what it is, version 8 (RFC 9562 §5.8).
pub(super) fn derived_url(of: &str) -> String {
    let digest = sha256(of.as_bytes());
    let hex = format!("{}8{}8{}", &digest[..12], &digest[13..16], &digest[17..32]);
    uuid(&hex)
}

fn uuid(hex: &str) -> String {
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..32]
    )
}

/// Reads the bits of a ULID: 26 characters of Crockford's base 32.
fn ulid_bits(text: &str) -> Option<u128> {
    const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    if text.len() != 26 {
        return None;
    }
    text.chars().try_fold(0_u128, |bits, character| {
        let digit = DIGITS.find(character.to_ascii_uppercase())?;
        Some((bits << 5) | digit as u128)
    })
}

pub(super) fn reference(url: &str) -> Value {
    json!({"reference": url})
}

/// Writes a CodeableConcept of one code.
pub(super) fn concept(system: &str, code: &str, display: &str) -> Value {
    json!({"coding": [{"system": system, "code": code, "display": display}], "text": display})
}

/// Writes a code as somebody sent it. What is no address of a code system is left out, so that the code says only what it says.
pub(super) fn code(code: &Code) -> Value {
    json!({
        "coding": [{"system": system(&code.system), "code": token(&code.code), "display": present(code.text.as_deref())}],
        "text": present(Some(name(code))),
    })
}

/// Returns what people read of a code.
pub(super) fn name(code: &Code) -> &str {
    code.text.as_deref().unwrap_or(&code.code)
}

/// Returns the address of a code system, by the names of HL7 table 0396 too.
pub(super) fn system(name: &str) -> Option<String> {
    let known = match name.to_ascii_uppercase().as_str() {
        "LN" => "http://loinc.org",
        "SCT" | "SNM" => "http://snomed.info/sct",
        "I10" | "ICD10" => "http://hl7.org/fhir/sid/icd-10",
        "I10C" | "ICD10CM" | "ICD-10-CM" => "http://hl7.org/fhir/sid/icd-10-cm",
        "CVX" => "http://hl7.org/fhir/sid/cvx",
        "RXNORM" | "RXN" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        _ => name,
    };
    let is_uri = known.contains(':') && !known.contains(char::is_whitespace);
    is_uri.then(|| known.to_owned())
}

/// Writes a code as FHIR has codes: no white space around it, single spaces within.
fn token(code: &str) -> String {
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Leaves out a text that says nothing; FHIR has no empty strings.
pub(super) fn present(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

pub(super) fn note(text: Option<&str>) -> Option<Value> {
    present(text).map(|text| json!([{"text": text}]))
}

/// Returns the word that an enum has in JSON.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    nilecare_sql::json::name(value)
}

/// The same with spaces, for people.
pub(super) fn words(value: &impl serde::Serialize) -> String {
    word(value).replace('-', " ")
}

/// Writes a Narrative of lines.
pub(super) fn narrative(lines: &[&str]) -> Value {
    let mut div = String::from("<div xmlns=\"http://www.w3.org/1999/xhtml\"><ul>");
    for line in lines {
        let _ = write!(div, "<li>{}</li>", escaped(line));
    }
    div.push_str("</ul></div>");
    json!({"status": "generated", "div": div})
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Leaves out what is null or empty, at any depth.
pub(super) fn clean(node: Value) -> Value {
    match node {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, clean(value)));
            Value::Object(fields.filter(|(_, value)| !is_empty(value)).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(clean).filter(|item| !is_empty(item)).collect()),
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_becomes_the_uuid_of_the_same_bits() {
        // The example of the ULID specification in its two forms.
        let url = url("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assert_eq!(url, "urn:uuid:01563e3a-b5d3-d676-4c61-efb99302bd5b");
        let made = derived_url("x");
        assert_eq!((made.len(), &made[23..24], &made[28..29]), (45, "8", "8"), "{made}");
    }

    #[test]
    fn text_of_people_is_no_markup() {
        let written = narrative(&["<b> & \"x\""]);
        let div = written["div"].as_str().expect("a text");
        assert!(div.contains("<li>&lt;b&gt; &amp; &quot;x&quot;</li>"), "{div}");
    }

    #[test]
    fn what_is_no_address_is_no_system() {
        assert_eq!(system("LN").as_deref(), Some("http://loinc.org"));
        assert_eq!(system("HOSP"), None);
        assert_eq!(system("urn:oid:1.2.3").as_deref(), Some("urn:oid:1.2.3"));
    }
}
