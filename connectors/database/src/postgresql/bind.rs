//! Values as a statement's places want them.

use std::borrow::Cow;

use sqlx::TypeInfo as _;
use sqlx::postgres::{PgTypeInfo, PgTypeKind};

use super::{EPOCH_DAYS, EPOCH_MICROSECONDS, decimal};
use crate::moment::Moment;
use crate::value::{NotThat, Value, is_true};

/// Writes a value in the binary format of a type; `None` is NULL.
///
/// # Errors
/// What the value would have to be.
pub(super) fn bytes(value: &Value, wanted: &PgTypeInfo) -> Result<Option<Vec<u8>>, NotThat> {
    if *value == Value::Null {
        return Ok(None);
    }
    match wanted.kind() {
        PgTypeKind::Domain(inner) => return bytes(value, inner),
        PgTypeKind::Enum(_) => return text(value).map(|text| Some(text.into_owned().into_bytes())),
        _ => {}
    }
    named(value, wanted.name())
}

/// Writes a value that is not NULL in the binary format of a type of the server's own.
fn named(value: &Value, name: &str) -> Result<Option<Vec<u8>>, NotThat> {
    if name == "BYTEA" {
        return Ok(Some(match value {
            Value::Bytes(bytes) => bytes.clone(),
            other => text(other)?.into_owned().into_bytes(),
        }));
    }
    let text = text(value)?;
    let word = text.trim();
    let bytes = match name {
        "TEXT" | "VARCHAR" | "CHAR" | "NAME" | "UNKNOWN" | "XML" | "JSON" | "CITEXT" | "citext" => {
            text.as_bytes().to_vec()
        }
        "JSONB" => [&[1], text.as_bytes()].concat(),
        "BOOL" => vec![u8::from(is_true(word).ok_or(not("true or false"))?)],
        "INT2" => whole::<i16>(word)?.to_be_bytes().to_vec(),
        "INT4" => whole::<i32>(word)?.to_be_bytes().to_vec(),
        "INT8" => whole::<i64>(word)?.to_be_bytes().to_vec(),
        "OID" => whole::<u32>(word)?.to_be_bytes().to_vec(),
        "FLOAT4" => number::<f32>(word)?.to_be_bytes().to_vec(),
        "FLOAT8" => number::<f64>(word)?.to_be_bytes().to_vec(),
        "NUMERIC" => decimal::write(word).ok_or(not("a decimal number"))?,
        "UUID" => uuid(word).ok_or(not("a UUID"))?.to_vec(),
        "DATE" => {
            let moment = moment(word, "a date, such as 2026-01-31 or 20260131")?;
            date(&moment).to_be_bytes().to_vec()
        }
        "TIME" => {
            let time = word
                .parse::<jiff::civil::Time>()
                .map_err(|_| not("a time, such as 08:30:00"))?;
            let since = time.since(jiff::civil::Time::midnight());
            let microseconds = since.ok().and_then(|since| since.total(jiff::Unit::Microsecond).ok());
            (microseconds.unwrap_or_default() as i64).to_be_bytes().to_vec()
        }
        "TIMESTAMP" => {
            let moment = moment(word, "a date and time, such as 2026-01-31T08:30:00")?;
            let micro = moment.date_time.time().subsec_nanosecond() / 1_000;
            let seconds = i64::from(date(&moment)) * 86_400 + seconds_of_day(&moment);
            (seconds * 1_000_000 + i64::from(micro)).to_be_bytes().to_vec()
        }
        "TIMESTAMPTZ" => {
            let instant = Moment::parse(word).and_then(|moment| moment.instant());
            let instant = instant.ok_or(not("a date and time with a zone, such as 2026-01-31T08:30:00+02:00; \
                 for one without, write CAST(:name AS timestamp) AT TIME ZONE 'Africa/Cairo'"))?;
            (instant.as_microsecond() - EPOCH_MICROSECONDS).to_be_bytes().to_vec()
        }
        _ => {
            let what = format!("of the type {name}, which cannot be bound; write CAST(CAST(:name AS text) AS {name})");
            return Err(NotThat(what.into()));
        }
    };
    Ok(Some(bytes))
}

fn not(what: &'static str) -> NotThat {
    NotThat(what.into())
}

fn text(value: &Value) -> Result<Cow<'_, str>, NotThat> {
    let text = value.text().ok_or(not("text in UTF-8"))?;
    if text.contains('\0') {
        return Err(not("text without the character NUL"));
    }
    Ok(text)
}

fn whole<N: std::str::FromStr>(text: &str) -> Result<N, NotThat> {
    text.parse().map_err(|_| not("a whole number that fits its column"))
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, NotThat> {
    text.parse().map_err(|_| not("a number"))
}

fn moment(text: &str, needs: &'static str) -> Result<Moment, NotThat> {
    Moment::parse(text).ok_or(not(needs))
}

/// Days since 2000-01-01.
fn date(moment: &Moment) -> i32 {
    let first = jiff::civil::date(1970, 1, 1);
    let days = moment
        .date_time
        .date()
        .since(first)
        .map_or(0, |since| i64::from(since.get_days()));
    i32::try_from(days - EPOCH_DAYS).unwrap_or_default()
}

fn seconds_of_day(moment: &Moment) -> i64 {
    let time = moment.date_time.time();
    i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

fn uuid(text: &str) -> Option<[u8; 16]> {
    let digits: Vec<u8> = text.bytes().filter(|&byte| byte != b'-').collect();
    if digits.len() != 32 || text.len() > 36 {
        return None;
    }
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(text: &str, wanted: &str) -> Option<Vec<u8>> {
        named(&Value::Text(text.to_owned()), &wanted.to_ascii_uppercase())
            .ok()
            .flatten()
    }

    #[test]
    fn values_are_written_as_their_places_want_them() {
        assert_eq!(bound("7", "int4"), Some(vec![0, 0, 0, 7]));
        assert_eq!(bound("1999-12-31", "date"), Some((-1_i32).to_be_bytes().to_vec()));
        assert_eq!(bound("20000102", "date"), Some(1_i32.to_be_bytes().to_vec()));
        let day = 86_400_000_000_i64;
        assert_eq!(
            bound("2000-01-02T00:00:00.5", "timestamp"),
            Some((day + 500_000).to_be_bytes().to_vec())
        );
        assert_eq!(
            bound("1999-12-31T12:00:00", "timestamp"),
            Some((-day / 2).to_be_bytes().to_vec())
        );
        assert_eq!(
            bound("2000-01-02T02:00:00+02:00", "timestamptz"),
            Some(day.to_be_bytes().to_vec())
        );
        assert_eq!(bound("00:00:01", "time"), Some(1_000_000_i64.to_be_bytes().to_vec()));
        assert_eq!(bound("{\"a\":1}", "jsonb"), Some(b"\x01{\"a\":1}".to_vec()));
        for (text, wanted) in [
            ("70000", "int2"),
            ("7.5", "int4"),
            ("x", "bool"),
            ("2026-01-31T08:30:00", "timestamptz"),
            ("a\0b", "text"),
            ("10.0.0.1", "inet"),
            ("00112233-4455-6677-8899-aabbccddeef", "uuid"),
        ] {
            assert_eq!(bound(text, wanted), None, "{text} as {wanted}");
        }
    }
}
