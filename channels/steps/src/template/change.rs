//! What can be done to a value within a template, behind `|`.

use nilecare_hl7v2::{Delimiters, escape};
use nilecare_script::{Environment, TimePattern};

/// One change of a value.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// Taken when the value is empty.
    Default(String),
    Upper,
    Lower,
    Trim,
    /// Translated by this table; empty when it is not in it.
    Lookup(String),
    /// Escaped for XML.
    Xml,
    /// Escaped for a JSON text, without the quotation marks around it.
    Json,
    /// Escaped for HL7 v2 with the usual delimiters.
    Hl7,
    /// Written by another pattern.
    Date(TimePattern, TimePattern),
}

/// Reads `NAME` or `NAME:ARGUMENT`.
pub(super) fn read(text: &str, environment: &Environment) -> Result<Change, String> {
    let (name, argument) = match text.split_once(':') {
        Some((name, argument)) => (name.trim(), Some(argument)),
        None => (text.trim(), None),
    };
    let change = match (name, argument) {
        ("default", Some(text)) => Change::Default(text.to_owned()),
        ("upper", None) => Change::Upper,
        ("lower", None) => Change::Lower,
        ("trim", None) => Change::Trim,
        ("xml", None) => Change::Xml,
        ("json", None) => Change::Json,
        ("hl7", None) => Change::Hl7,
        ("lookup", Some(table)) => {
            ensure_table(table.trim(), environment)?;
            Change::Lookup(table.trim().to_owned())
        }
        ("date", Some(patterns)) => {
            let (from, to) = patterns
                .split_once('>')
                .ok_or("date wants two patterns, as in date:yyyyMMdd>dd.MM.yyyy")?;
            Change::Date(TimePattern::compile(from)?, TimePattern::compile(to)?)
        }
        _ => {
            return Err(format!(
                "{text} is no change that is known; known are default:TEXT, upper, lower, trim, lookup:TABLE, xml, json, hl7, date:FROM>TO"
            ));
        }
    };
    Ok(change)
}

/// Tells that a table is not there.
pub(crate) fn ensure_table(table: &str, environment: &Environment) -> Result<(), String> {
    match environment.lookups.get().get(table) {
        Some(_) => Ok(()),
        None => Err(format!(
            "there is no lookup table {table}; add {table}.csv to the folder of lookup tables"
        )),
    }
}

/// Translates a value; empty when it is not in the table.
pub(crate) fn look_up(table: &str, key: &str, environment: &Environment) -> Result<String, String> {
    ensure_table(table, environment)?;
    let tables = environment.lookups.get();
    let value = tables.get(table).and_then(|table| table.get(key));
    Ok(value.unwrap_or_default().to_owned())
}

impl Change {
    pub fn apply(&self, value: String, environment: &Environment) -> Result<String, String> {
        Ok(match self {
            Self::Default(text) if value.is_empty() => text.clone(),
            Self::Default(_) => value,
            Self::Upper => value.to_uppercase(),
            Self::Lower => value.to_lowercase(),
            Self::Trim => value.trim().to_owned(),
            Self::Lookup(table) => look_up(table, &value, environment)?,
            Self::Xml => xml(&value),
            Self::Json => json(&value),
            Self::Hl7 => escape::encode(&value, &Delimiters::default()).into_owned(),
            Self::Date(from, to) => from.rewrite(&value, to)?,
        })
    }
}

/// Escapes for the content of an element and for an attribute. Characters that XML 1.0 §2.2 does not allow are left out.
fn xml(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len() + 16);
    for character in value.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

fn json(value: &str) -> String {
    let quoted = serde_json::Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}
