//! Values of scripts and maps, outside scripts: as text, as JSON, and as copies that nothing else can change.

use std::fmt;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rhai::{Array, Blob, Dynamic, ImmutableString, Map};
use rust_decimal::Decimal;
use serde_json::{Number, Value as Json};

use crate::Configuration;
use crate::library::{Hl7, Hl7Group, Hl7Repetition, Hl7Segment, Part, SecretName};

/// A value of a script or a map. `Debug` tells its type only, since the content may be a patient's.
#[derive(Clone)]
pub struct Value(pub(crate) Dynamic);

/// Whether secrets are told where a value becomes text.
#[derive(Debug, Clone, Copy)]
pub enum Secrets<'a> {
    /// They show as `***`.
    Hidden,
    /// They are told: for the settings of connectors, and nothing that is kept.
    Told(&'a Configuration),
}

/// What stands for a secret wherever it may not be told.
pub(crate) const HIDDEN: &str = "***";

/// Marks, in maps that are kept as JSON, values that JSON has no form for.
const TAG: &str = "$nilecare";

impl Value {
    /// Wraps a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self(Dynamic::from(text.into()))
    }

    /// Wraps a JSON value.
    pub fn json(value: &Json) -> Self {
        Self(from_json(value))
    }

    /// Writes the value as templates do: text as it is, nothing for `()`, a map or an array as JSON.
    pub fn write(&self, secrets: Secrets<'_>, out: &mut String) {
        write_text(&self.0, secrets, out);
    }

    /// Returns the value as JSON; what JSON has no form for is told as text, a secret as `***`.
    pub fn to_json(&self) -> Json {
        shown(&self.0)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({})", self.0.type_name())
    }
}

/// Writes a value as text.
pub(crate) fn write_text(value: &Dynamic, secrets: Secrets<'_>, out: &mut String) {
    if let Ok(text) = value.as_immutable_string_ref() {
        out.push_str(&text);
    } else if value.is_unit() {
    } else if let Some(name) = value.read_lock::<SecretName>() {
        match secrets {
            Secrets::Told(configuration) => out.push_str(configuration.secret(&name.0).unwrap_or_default()),
            Secrets::Hidden => out.push_str(HIDDEN),
        }
    } else if value.is_map() || value.is_array() {
        let _ = write!(out, "{}", shown(value));
    } else if let Some(text) = format_text(value) {
        out.push_str(&text);
    } else {
        let _ = write!(out, "{value}");
    }
}

/// Gives a value as text, secrets hidden.
pub(crate) fn text_of(value: &Dynamic) -> String {
    let mut text = String::new();
    write_text(value, Secrets::Hidden, &mut text);
    text
}

/// Gives the text of a message or of a part of one.
fn format_text(value: &Dynamic) -> Option<String> {
    if let Some(message) = value.read_lock::<Hl7>() {
        return Some(message.message().text().as_str().to_owned());
    }
    if let Some(segment) = value.read_lock::<Hl7Segment>() {
        return Some(segment.text());
    }
    if let Some(group) = value.read_lock::<Hl7Group>() {
        return Some(group.text());
    }
    if let Some(part) = value.read_lock::<Part>() {
        return Some(part.value());
    }
    value.read_lock::<Hl7Repetition>().map(|repetition| repetition.text())
}

/// Gives a script the value of a JSON document.
pub(crate) fn from_json(value: &Json) -> Dynamic {
    match value {
        Json::Null => Dynamic::UNIT,
        Json::Bool(value) => Dynamic::from_bool(*value),
        Json::Number(number) => from_number(number),
        Json::String(text) => Dynamic::from(ImmutableString::from(text.as_str())),
        Json::Array(items) => Dynamic::from_array(items.iter().map(from_json).collect()),
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.as_str().into(), from_json(value)));
            Dynamic::from_map(members.collect::<Map>())
        }
    }
}

/// Gives an integer, a decimal where that holds all digits, otherwise a float.
fn from_number(number: &Number) -> Dynamic {
    if let Some(number) = number.as_i64() {
        return Dynamic::from_int(number);
    }
    let text = number.to_string();
    match Decimal::from_str_exact(&text) {
        Ok(decimal) if decimal.to_string() == text => Dynamic::from_decimal(decimal),
        _ => Dynamic::from_float(number.as_f64().unwrap_or(f64::NAN)),
    }
}

/// Puts members into the order that they have in `like`, and writes numbers as they are written there where the amount is
/// the same: maps of scripts have an order of their own, and floats no trailing zeros.
pub(crate) fn restore(value: &mut Json, like: &Json) {
    match (value, like) {
        (Json::Object(members), Json::Object(like)) => {
            let mut rest = std::mem::take(members);
            for (name, like) in like {
                if let Some(mut value) = rest.swap_remove(name) {
                    restore(&mut value, like);
                    members.insert(name.clone(), value);
                }
            }
            rest.sort_keys();
            members.extend(rest);
        }
        (Json::Array(items), Json::Array(like)) => {
            items.iter_mut().zip(like).for_each(|(item, like)| restore(item, like));
        }
        (Json::Number(number), Json::Number(like)) if number.as_f64() == like.as_f64() && number != like => {
            let is_exact = |number: &Number| Decimal::from_str_exact(&number.to_string()).is_ok();
            // A decimal of a script says what its digits are.
            if !is_exact(like) {
                *number = like.clone();
            }
        }
        _ => {}
    }
}

/// Makes JSON of a value; `other` tells what becomes of that which JSON has no form for.
fn to_json<E>(value: &Dynamic, other: &impl Fn(&Dynamic) -> Result<Json, E>) -> Result<Json, E> {
    if value.is_unit() {
        return Ok(Json::Null);
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(Json::String(text.as_str().to_owned()));
    }
    if let Ok(number) = value.as_int() {
        return Ok(number.into());
    }
    if let Ok(number) = value.as_decimal() {
        // It writes what JSON reads.
        return Ok(number.to_string().parse::<Number>().map_or(Json::Null, Json::Number));
    }
    if let Ok(number) = value.as_float() {
        return Ok(number.into());
    }
    if let Ok(value) = value.as_bool() {
        return Ok(value.into());
    }
    if let Ok(character) = value.as_char() {
        return Ok(Json::String(character.to_string()));
    }
    if let Some(items) = value.read_lock::<Array>() {
        return items.iter().map(|item| to_json(item, other)).collect();
    }
    if let Some(members) = value.read_lock::<Map>() {
        let mut object = serde_json::Map::with_capacity(members.len());
        for (key, value) in members.iter() {
            object.insert(key.to_string(), to_json(value, other)?);
        }
        return Ok(Json::Object(object));
    }
    other(value)
}

/// Makes JSON of a value that is sent.
pub(crate) fn sent(value: &Dynamic) -> Result<Json, String> {
    to_json(value, &|value| match value.read_lock::<SecretName>() {
        Some(name) => Err(format!(
            "msg holds the secret {}; take it out, and use ${{configuration.{}}} in the settings of the connector",
            name.0, name.0
        )),
        None => Err("msg holds something that JSON cannot express".to_owned()),
    })
}

/// Makes JSON of a value for people: messages as text, secrets hidden.
pub(crate) fn shown(value: &Dynamic) -> Json {
    let text = |value: &Dynamic| {
        let mut text = String::new();
        write_text(value, Secrets::Hidden, &mut text);
        Ok::<Json, std::convert::Infallible>(Json::String(text))
    };
    to_json(value, &text).unwrap_or_else(|never| match never {})
}

/// Makes JSON of a value that is kept, so that [`restored`] gives the value again. A secret is kept by its name only. An
/// object that has our mark itself, as one in a message might, is wrapped, so that it is not taken for a secret.
pub(crate) fn kept(value: &Dynamic) -> Json {
    if let Some(items) = value.read_lock::<Array>() {
        return items.iter().map(kept).collect();
    }
    if let Some(members) = value.read_lock::<Map>() {
        let object = members.iter().map(|(key, value)| (key.to_string(), kept(value)));
        let object = Json::Object(object.collect());
        return match members.contains_key(TAG) {
            true => serde_json::json!({ TAG: "object", "value": object }),
            false => object,
        };
    }
    let (kind, text) = if let Some(name) = value.read_lock::<SecretName>() {
        ("secret", name.0.to_string())
    } else if let Some(bytes) = value.read_lock::<Blob>() {
        ("bytes", STANDARD.encode(&*bytes))
    } else if value.is::<Hl7>() {
        ("hl7v2", format_text(value).unwrap_or_default())
    } else {
        return shown(value);
    };
    serde_json::json!({ TAG: kind, "value": text })
}

/// Gives the value that [`kept`] made JSON of.
pub(crate) fn restored(value: &Json) -> Dynamic {
    match value {
        Json::Array(items) => Dynamic::from_array(items.iter().map(restored).collect()),
        Json::Object(members) => match (members.get(TAG), members.get("value")) {
            (Some(Json::String(kind)), Some(Json::String(text))) => untagged(kind, text),
            (Some(_), Some(Json::Object(members))) => restored_members(members),
            _ => restored_members(members),
        },
        plain => from_json(plain),
    }
}

fn restored_members(members: &serde_json::Map<String, Json>) -> Dynamic {
    let members = members
        .iter()
        .map(|(key, value)| (key.as_str().into(), restored(value)));
    Dynamic::from_map(members.collect::<Map>())
}

fn untagged(kind: &str, text: &str) -> Dynamic {
    match kind {
        "secret" => Dynamic::from(SecretName(text.into())),
        "bytes" => Dynamic::from_blob(STANDARD.decode(text).unwrap_or_default()),
        "hl7v2" => message_or_text(text),
        _ => Dynamic::from(ImmutableString::from(text)),
    }
}

/// Gives a text as the HL7 message that it is, or as text.
pub(crate) fn message_or_text(text: &str) -> Dynamic {
    match nilecare_hl7v2::Message::parse(text) {
        Ok(message) => Dynamic::from(Hl7::new(message)),
        Err(_) => Dynamic::from(ImmutableString::from(text)),
    }
}

/// Copies a value so that nobody else can change it, with its size in bytes, about. Messages become text.
///
/// # Errors
/// When it is a function, which cannot leave its script.
pub(crate) fn detached(value: &Dynamic) -> Result<(Dynamic, usize), String> {
    const OVERHEAD: usize = 24;
    if let Some(items) = value.read_lock::<Array>() {
        let mut size = OVERHEAD;
        let mut copy = Array::with_capacity(items.len());
        for item in items.iter() {
            let (item, item_size) = detached(item)?;
            size += item_size;
            copy.push(item);
        }
        return Ok((Dynamic::from_array(copy), size));
    }
    if let Some(members) = value.read_lock::<Map>() {
        let mut size = OVERHEAD;
        let mut copy = Map::new();
        for (key, value) in members.iter() {
            let (value, value_size) = detached(value)?;
            size += key.len() + OVERHEAD + value_size;
            copy.insert(key.clone(), value);
        }
        return Ok((Dynamic::from_map(copy), size));
    }
    if value.is_fnptr() {
        return Err("a function cannot be put into a map that messages share; put its result there".to_owned());
    }
    let value = match format_text(value) {
        Some(text) => Dynamic::from(ImmutableString::from(text)),
        None => value.flatten_clone(),
    };
    let size = match (value.as_immutable_string_ref(), value.read_lock::<Blob>()) {
        (Ok(text), _) => text.len(),
        (_, Some(bytes)) => bytes.len(),
        _ => 0,
    };
    Ok((value, size + OVERHEAD))
}
