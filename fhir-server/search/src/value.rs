//! From an element to values of a parameter's type (FHIR R4 §3.1.1.4.4 to §3.1.1.4.13).

use nilecare_fhir_model::{ParameterKind, is_id, is_resource_type_name};
use nilecare_fhirpath::{Item, Node};
use serde_json::Value;

use crate::date::{DateRange, date_range};
use crate::index::IndexValue;
use crate::registry::Variant;
use crate::text::fold;

/// A value and what of the parameter it is.
pub(crate) struct Collected {
    pub variant: Variant,
    pub value: IndexValue,
}

/// Longer text is cut; who searches for more has to read.
const MAX_TEXT: usize = 512;

pub(crate) fn collect(kind: ParameterKind, item: &Item<'_>) -> Vec<Collected> {
    let mut found = Vec::new();
    match kind {
        ParameterKind::String => strings(item, &mut found),
        ParameterKind::Token => tokens(item, &mut found),
        ParameterKind::Reference => references(item, &mut found),
        ParameterKind::Uri => {
            let uri = item.text();
            found.extend(uri.map(|uri| main(IndexValue::Uri(cut(&uri).to_owned()))));
        }
        ParameterKind::Date => {
            let range = dates(item).map(|DateRange { low, high }| main(IndexValue::Date { low, high }));
            found.extend(range);
        }
        ParameterKind::Number => {
            found.extend(number_range(item).map(|(low, high)| main(IndexValue::Number { low, high })));
        }
        ParameterKind::Quantity => quantities(item, &mut found),
        ParameterKind::Composite | ParameterKind::Special => {}
    }
    found
}

fn main(value: IndexValue) -> Collected {
    Collected {
        variant: Variant::Main,
        value,
    }
}

fn cut(text: &str) -> &str {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

fn member<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn strings(item: &Item<'_>, found: &mut Vec<Collected>) {
    let mut add = |text: &str, variant: Variant| {
        let text = cut(text);
        let value = IndexValue::String {
            folded: fold(text),
            exact: text.to_owned(),
        };
        found.push(Collected { variant, value });
    };
    if let Some(text) = item.text() {
        return add(&text, Variant::Main);
    }
    let Some(Node { value, kind, .. }) = item.node() else {
        return;
    };
    let parts: &[&str] = match kind {
        "HumanName" => &["family", "given", "prefix", "suffix", "text"],
        "Address" => &["line", "city", "district", "state", "postalCode", "country", "text"],
        "CodeableConcept" => &["text"],
        "Annotation" => &["text"],
        _ => &[],
    };
    for part in parts {
        match value.get(*part) {
            Some(Value::String(text)) => add(text, Variant::Main),
            Some(Value::Array(texts)) => texts
                .iter()
                .filter_map(Value::as_str)
                .for_each(|text| add(text, Variant::Main)),
            _ => {}
        }
    }
}

fn token(system: Option<&str>, code: &str, found: &mut Vec<Collected>) {
    found.push(main(IndexValue::Token {
        system: system.map(str::to_owned),
        code: cut(code).to_owned(),
    }));
}

fn text_of_token(text: Option<&str>, found: &mut Vec<Collected>) {
    if let Some(text) = text.map(cut) {
        let value = IndexValue::String {
            folded: fold(text),
            exact: String::new(),
        };
        found.push(Collected {
            variant: Variant::Text,
            value,
        });
    }
}

fn tokens(item: &Item<'_>, found: &mut Vec<Collected>) {
    if let Item::Boolean(value) = item {
        return token(None, if *value { "true" } else { "false" }, found);
    }
    if let Some(text) = item.text() {
        return token(None, &text, found);
    }
    let Some(Node { value, kind, .. }) = item.node() else {
        return;
    };
    match value {
        Value::Bool(value) => token(None, if *value { "true" } else { "false" }, found),
        Value::Number(number) => token(None, number.as_str(), found),
        Value::Object(_) => match kind {
            "Coding" => coding(value, found),
            "CodeableConcept" => {
                members(value, "coding").for_each(|each| coding(each, found));
                text_of_token(member(value, "text"), found);
            }
            "Identifier" => identifier(value, found),
            "ContactPoint" => {
                if let Some(value) = member(value, "value") {
                    token(None, value, found);
                }
            }
            _ => {}
        },
        _ => {}
    }
}

fn coding(value: &Value, found: &mut Vec<Collected>) {
    if let Some(code) = member(value, "code") {
        token(member(value, "system"), code, found);
    }
    text_of_token(member(value, "display"), found);
}

fn identifier(value: &Value, found: &mut Vec<Collected>) {
    let Some(number) = member(value, "value") else {
        return;
    };
    token(member(value, "system"), number, found);
    let Some(kind) = value.get("type") else {
        return;
    };
    text_of_token(member(kind, "text"), found);
    for coding in members(kind, "coding") {
        if let Some(code) = member(coding, "code") {
            let value = IndexValue::Token {
                system: member(coding, "system").map(str::to_owned),
                code: cut(&format!("{code}|{number}")).to_owned(),
            };
            found.push(Collected {
                variant: Variant::OfType,
                value,
            });
        }
    }
}

fn references(item: &Item<'_>, found: &mut Vec<Collected>) {
    if let Some(canonical) = item.text() {
        found.push(main(reference(&canonical)));
        // A canonical is also found without the version behind it.
        if let Some((url, _)) = canonical.split_once('|') {
            found.push(main(reference(url)));
        }
        return;
    }
    let Some(Node { value, kind, .. }) = item.node() else {
        return;
    };
    if kind != "Reference" {
        // A resource that stands where a reference could, as in a document.
        if let (Some(kind), Some(id)) = (member(value, "resourceType"), member(value, "id")) {
            let (kind, id) = (kind.to_owned(), id.to_owned());
            found.push(main(IndexValue::Reference { kind, id }));
        }
        return;
    }
    if let Some(text) = member(value, "reference").filter(|text| !text.starts_with('#')) {
        found.push(main(reference(text)));
    }
    let number = value
        .get("identifier")
        .filter(|identifier| member(identifier, "value").is_some());
    if let Some(identifier) = number {
        let value = IndexValue::Token {
            system: member(identifier, "system").map(str::to_owned),
            code: cut(member(identifier, "value").unwrap_or_default()).to_owned(),
        };
        found.push(Collected {
            variant: Variant::Identifier,
            value,
        });
    }
}

/// Reads a reference: `Type/id`, with or without a version, or a URL.
pub(crate) fn reference(text: &str) -> IndexValue {
    let plain = text.split("/_history/").next().unwrap_or_default();
    let local = plain
        .split_once('/')
        .filter(|(kind, id)| is_resource_type_name(kind) && is_id(id));
    match local {
        Some((kind, id)) => IndexValue::Reference {
            kind: kind.to_owned(),
            id: id.to_owned(),
        },
        None => IndexValue::Reference {
            kind: String::new(),
            id: cut(plain).to_owned(),
        },
    }
}

/// Returns when something is or was.
pub(crate) fn dates(item: &Item<'_>) -> Option<DateRange> {
    if let Some(text) = item.text() {
        return date_range(&text);
    }
    let Node { value, kind, .. } = item.node()?;
    match kind {
        "Period" => period(value),
        "Timing" => {
            let bounds = value
                .get("repeat")
                .and_then(|repeat| repeat.get("boundsPeriod"))
                .and_then(period);
            let events = members(value, "event").filter_map(|event| event.as_str().and_then(date_range));
            events.chain(bounds).reduce(|a, b| DateRange {
                low: a.low.min(b.low),
                high: a.high.max(b.high),
            })
        }
        _ => None,
    }
}

fn period(value: &Value) -> Option<DateRange> {
    let start = member(value, "start").and_then(date_range);
    let end = member(value, "end").and_then(date_range);
    if start.is_none() && end.is_none() {
        return None;
    }
    Some(DateRange {
        low: start.map_or(i64::MIN, |start| start.low),
        high: end.map_or(i64::MAX, |end| end.high),
    })
}

fn float(value: Option<&Value>) -> Option<f64> {
    value?
        .as_number()?
        .as_str()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// Returns the least and the greatest number.
pub(crate) fn number_range(item: &Item<'_>) -> Option<(f64, f64)> {
    if let Item::Integer(number) = item {
        return Some((*number as f64, *number as f64));
    }
    let Node { value, .. } = item.node()?;
    let number = float(Some(value)).or_else(|| float(value.get("value")));
    if let Some(number) = number {
        return Some((number, number));
    }
    let (low, high) = (value.get("low"), value.get("high"));
    let (low, high) = (
        float(low.and_then(|low| low.get("value"))),
        float(high.and_then(|high| high.get("value"))),
    );
    if low.is_none() && high.is_none() {
        return None;
    }
    Some((low.unwrap_or(f64::MIN), high.unwrap_or(f64::MAX)))
}

pub(crate) fn quantities(item: &Item<'_>, found: &mut Vec<Collected>) {
    let Some((low, high)) = number_range(item) else {
        return;
    };
    let Some(Node { value, kind, .. }) = item.node() else {
        return;
    };
    let measured = match kind {
        "Range" => value.get("low").or_else(|| value.get("high")).unwrap_or(value),
        _ => value,
    };
    let mut add = |system: Option<&str>, code: &str| {
        let (system, code) = (system.map(str::to_owned), cut(code).to_owned());
        let value = IndexValue::Quantity {
            low,
            high,
            system,
            code,
        };
        found.push(main(value));
    };
    if let Some(currency) = member(measured, "currency") {
        return add(Some("urn:iso:std:iso:4217"), currency);
    }
    let (code, unit) = (member(measured, "code"), member(measured, "unit"));
    match code {
        Some(code) => add(member(measured, "system"), code),
        None if unit.is_none() => add(None, ""),
        None => {}
    }
    // The unit as people write it, when that is not the code.
    if let Some(unit) = unit.filter(|unit| code != Some(*unit)) {
        add(None, unit);
    }
}
