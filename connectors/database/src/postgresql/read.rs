//! Values of a row.

use sqlx::postgres::{PgRow, PgTypeInfo, PgTypeKind};
use sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};

use jiff::civil::{DateTime, Time, date};
use jiff::{SignedDuration, Span, Timestamp};
use serde_json::Value as Json;

use super::{EPOCH_DAYS, EPOCH_MICROSECONDS, array, decimal, interval};
use crate::row::{Row, RowError};
use crate::value::Value;

/// Reads all columns.
///
/// # Errors
/// The column that cannot be read.
pub(super) fn row(found: &PgRow) -> Result<Row, RowError> {
    let mut row = Row::default();
    for column in found.columns() {
        let unreadable = |found: &PgTypeInfo| RowError::Unreadable {
            column: column.name().to_owned(),
            found: found.name().to_owned(),
        };
        let wanted = column.type_info();
        let value = found.try_get_raw(column.ordinal()).map_err(|_| unreadable(wanted))?;
        let value = if value.is_null() {
            Value::Null
        } else {
            if !is_known(wanted) {
                return Err(RowError::UnknownType {
                    column: column.name().to_owned(),
                    found: wanted.name().to_owned(),
                });
            }
            let bytes = value.as_bytes().map_err(|_| unreadable(wanted))?;
            read(bytes, wanted).ok_or_else(|| unreadable(wanted))?
        };
        row.push(column.name(), value)?;
    }
    Ok(row)
}

const KNOWN: [&str; 24] = [
    "BOOL",
    "INT2",
    "INT4",
    "INT8",
    "OID",
    "FLOAT4",
    "FLOAT8",
    "NUMERIC",
    "TEXT",
    "VARCHAR",
    "CHAR",
    "\"CHAR\"",
    "NAME",
    "UNKNOWN",
    "XML",
    "JSON",
    "JSONB",
    "BYTEA",
    "UUID",
    "DATE",
    "TIME",
    "TIMESTAMP",
    "TIMESTAMPTZ",
    "INTERVAL",
];

fn is_known(found: &PgTypeInfo) -> bool {
    match found.kind() {
        PgTypeKind::Domain(inner) | PgTypeKind::Array(inner) => is_known(inner),
        PgTypeKind::Enum(_) => true,
        _ => KNOWN.contains(&found.name()) || found.name().eq_ignore_ascii_case("citext") || found.name() == "VOID",
    }
}

fn read(bytes: &[u8], found: &PgTypeInfo) -> Option<Value> {
    match found.kind() {
        PgTypeKind::Domain(inner) => return read(bytes, inner),
        PgTypeKind::Enum(_) => return text(bytes).map(Value::Text),
        PgTypeKind::Array(inner) => {
            let elements = array::read(bytes, |element| read(element, inner).map(Value::into_json));
            return elements.map(Value::Json);
        }
        _ => {}
    }
    Some(match found.name() {
        "BOOL" => Value::Bool(*bytes.first()? != 0),
        "INT2" => Value::Number(i16::from_be_bytes(*bytes.first_chunk()?).to_string()),
        "INT4" => Value::Number(i32::from_be_bytes(*bytes.first_chunk()?).to_string()),
        "INT8" => Value::Number(i64::from_be_bytes(*bytes.first_chunk()?).to_string()),
        "OID" => Value::Number(u32::from_be_bytes(*bytes.first_chunk()?).to_string()),
        "FLOAT4" => Value::of_float(f32::from_be_bytes(*bytes.first_chunk()?)),
        "FLOAT8" => Value::of_float(f64::from_be_bytes(*bytes.first_chunk()?)),
        "NUMERIC" => Value::Number(decimal::read(bytes)?),
        "JSON" => json(bytes)?,
        "JSONB" => json(bytes.strip_prefix(&[1])?)?,
        "BYTEA" => Value::Bytes(bytes.to_vec()),
        "UUID" => Value::Text(uuid(bytes.first_chunk()?)),
        "DATE" => Value::Text(day(i32::from_be_bytes(*bytes.first_chunk()?))?),
        "TIME" => {
            let microseconds = i64::from_be_bytes(*bytes.first_chunk()?);
            // 24:00:00 is a time of PostgreSQL.
            match Time::midnight().checked_add(SignedDuration::from_micros(microseconds)) {
                Ok(time) => Value::Text(time.to_string()),
                Err(_) => Value::Text("24:00:00".to_owned()),
            }
        }
        "TIMESTAMP" => Value::Text(local(i64::from_be_bytes(*bytes.first_chunk()?))?),
        "TIMESTAMPTZ" => Value::Text(instant(i64::from_be_bytes(*bytes.first_chunk()?))?),
        "INTERVAL" => Value::Text(interval::read(bytes)?),
        "VOID" => Value::Null,
        _ => Value::Text(text(bytes)?),
    })
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

fn json(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice::<Json>(bytes).ok().map(Value::Json)
}

fn uuid(bytes: &[u8; 16]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let (a, b, c, d, e) = (
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    );
    format!("{a}-{b}-{c}-{d}-{e}")
}

fn day(days: i32) -> Option<String> {
    Some(match days {
        i32::MAX => "infinity".to_owned(),
        i32::MIN => "-infinity".to_owned(),
        days => {
            let since = i64::from(days) + EPOCH_DAYS;
            let since = Span::new().try_days(since).ok()?;
            date(1970, 1, 1).checked_add(since).ok()?.to_string()
        }
    })
}

fn local(microseconds: i64) -> Option<String> {
    Some(match microseconds {
        i64::MAX => "infinity".to_owned(),
        i64::MIN => "-infinity".to_owned(),
        microseconds => {
            let since = SignedDuration::from_micros(microseconds.checked_add(EPOCH_MICROSECONDS)?);
            let local: DateTime = date(1970, 1, 1).at(0, 0, 0, 0).checked_add(since).ok()?;
            local.to_string()
        }
    })
}

fn instant(microseconds: i64) -> Option<String> {
    Some(match microseconds {
        i64::MAX => "infinity".to_owned(),
        i64::MIN => "-infinity".to_owned(),
        microseconds => Timestamp::from_microsecond(microseconds.checked_add(EPOCH_MICROSECONDS)?)
            .ok()?
            .to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_iso_8601() {
        assert_eq!(day(0).as_deref(), Some("2000-01-01"));
        assert_eq!(day(-1).as_deref(), Some("1999-12-31"));
        assert_eq!(day(i32::MAX).as_deref(), Some("infinity"));
        assert_eq!(local(-1).as_deref(), Some("1999-12-31T23:59:59.999999"));
        assert_eq!(instant(86_400_000_000).as_deref(), Some("2000-01-02T00:00:00Z"));
        assert_eq!(instant(i64::MIN + 1), None);
        assert_eq!(uuid(&[0xab; 16]), "abababab-abab-abab-abab-abababababab");
    }
}
