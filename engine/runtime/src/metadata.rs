//! The values of a channel's metadata columns.

use nilecare_channel_model::MetadataKind;
use nilecare_channel_steps::Template;
use nilecare_message_store::MetadataValue;
use nilecare_script::{ScriptContext, ScriptError};
use nilecare_types::Timestamp;

/// A metadata column, ready to be filled in.
pub(crate) struct Column {
    pub name: String,
    pub kind: MetadataKind,
    pub value: Template,
}

/// Fills the columns in. A value that is empty, or not of its column's type, is left out.
pub(crate) fn values(columns: &[Column], context: &ScriptContext) -> Result<Vec<(String, MetadataValue)>, ScriptError> {
    let mut values = Vec::new();
    for column in columns {
        let text = column.value.expand(context)?;
        let value = value_of(column.kind, text);
        values.extend(value.map(|value| (column.name.clone(), value)));
    }
    Ok(values)
}

/// Reads a value of a column's type; `None` when it is empty or none.
pub(crate) fn value_of(kind: MetadataKind, text: String) -> Option<MetadataValue> {
    match kind {
        MetadataKind::Text => (!text.is_empty()).then_some(MetadataValue::Text(text)),
        MetadataKind::Number => number(&text).map(MetadataValue::Number),
        MetadataKind::Boolean => boolean(&text).map(MetadataValue::Boolean),
        MetadataKind::Timestamp => timestamp(&text).map(MetadataValue::Timestamp),
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn boolean(text: &str) -> Option<bool> {
    match text.trim() {
        "true" | "1" | "Y" => Some(true),
        "false" | "0" | "N" => Some(false),
        _ => None,
    }
}

/// Reads RFC 3339, or what HL7 v2 writes; a time without a zone is taken as UTC.
fn timestamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(timestamp) = text.parse() {
        return Some(timestamp);
    }
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let format = match digits {
        8 => "%Y%m%d",
        12 => "%Y%m%d%H%M",
        14 => "%Y%m%d%H%M%S",
        _ => return None,
    };
    let zone = text
        .get(text.len().checked_sub(5)?..)
        .filter(|zone| zone.starts_with(['+', '-']));
    let civil = text.get(..digits)?;
    let time = if digits == 8 {
        jiff::civil::Date::strptime(format, civil)
            .ok()?
            .to_datetime(jiff::civil::Time::midnight())
    } else {
        jiff::civil::DateTime::strptime(format, civil).ok()?
    };
    let minutes = match zone {
        Some(zone) => {
            let hours: i32 = zone.get(1..3)?.parse().ok()?;
            let minutes: i32 = zone.get(3..5)?.parse().ok()?;
            (hours * 60 + minutes) * if zone.starts_with('-') { -1 } else { 1 }
        }
        None => 0,
    };
    let offset = jiff::tz::Offset::from_seconds(minutes * 60).ok()?;
    offset.to_timestamp(time).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_hl7_are_read_with_their_zone() {
        let read = |text| timestamp(text).map(|time| time.to_string());
        assert_eq!(read("2026-11-22T20:30:00Z").as_deref(), Some("2026-11-22T20:30:00Z"));
        assert_eq!(read("20261122203000+0200").as_deref(), Some("2026-11-22T18:30:00Z"));
        assert_eq!(read("20261122203000.123-0130").as_deref(), Some("2026-11-22T22:00:00Z"));
        assert_eq!(read("202611222030").as_deref(), Some("2026-11-22T20:30:00Z"));
        assert_eq!(read("20261122").as_deref(), Some("2026-11-22T00:00:00Z"));
        assert_eq!(read("2026"), None);
        assert_eq!(read("x"), None);
    }

    #[test]
    fn what_is_no_number_is_left_out() {
        assert_eq!(number("1.5"), Some(1.5));
        assert_eq!(number("inf"), None);
        assert_eq!(number("12a"), None);
        assert_eq!(boolean("Y"), Some(true));
        assert_eq!(boolean("maybe"), None);
    }
}
