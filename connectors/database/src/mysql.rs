//! Values of MySQL and MariaDB, read in the binary format of prepared statements.

use futures_util::TryStreamExt as _;
use sqlx::mysql::{MySqlArguments, MySqlConnection, MySqlRow};
use sqlx::{Arguments as _, AssertSqlSafe, Column as _, Either, Executor as _, Row as _, TypeInfo as _, ValueRef as _};

use crate::failure::RunError;
use crate::link::Ran;
use crate::row::{Row, RowError, TakeRows};
use crate::statement::Statement;
use crate::value::{NotThat, Value};

/// Runs one statement. The server makes of texts what its columns are.
pub(crate) async fn run(
    connection: &mut MySqlConnection,
    statement: &Statement,
    values: &[Value],
    rows: &mut dyn TakeRows,
) -> Result<Ran, RunError> {
    let mut arguments = MySqlArguments::default();
    for (place, value) in statement.places.iter().zip(values) {
        bind(&mut arguments, value).map_err(|needs| RunError::Value {
            place: place.clone(),
            needs,
        })?;
    }
    let query = sqlx::query_with(AssertSqlSafe(statement.text.as_str()), arguments);
    let mut stream = connection.fetch_many(query);
    let mut ran = Ran::default();
    while let Some(next) = stream.try_next().await? {
        match next {
            Either::Left(result) => ran.affected = result.rows_affected(),
            Either::Right(row) => {
                if rows.take(read_row(&row)?).is_break() {
                    ran.is_cut = true;
                    break;
                }
            }
        }
    }
    Ok(ran)
}

fn bind(arguments: &mut MySqlArguments, value: &Value) -> Result<(), NotThat> {
    let bound = match value {
        Value::Null => arguments.add(None::<String>),
        Value::Bool(is) => arguments.add(i8::from(*is)),
        Value::Bytes(bytes) => arguments.add(bytes.clone()),
        Value::Number(text) => match text.parse::<i64>() {
            Ok(number) => arguments.add(number),
            Err(_) => arguments.add(text.clone()),
        },
        Value::Text(text) => arguments.add(text.clone()),
        Value::Json(json) => arguments.add(json.to_string()),
    };
    bound.map_err(|_| NotThat("shorter".into()))
}

fn read_row(found: &MySqlRow) -> Result<Row, RowError> {
    let mut row = Row::default();
    for column in found.columns() {
        let of_type = column.type_info().name();
        let unreadable = || RowError::Unreadable {
            column: column.name().to_owned(),
            found: of_type.to_owned(),
        };
        let value = found.try_get_raw(column.ordinal()).map_err(|_| unreadable())?;
        let value = if value.is_null() {
            Value::Null
        } else if of_type == "GEOMETRY" {
            return Err(RowError::UnknownType {
                column: column.name().to_owned(),
                found: of_type.to_owned(),
            });
        } else {
            let bytes: &[u8] = found.try_get_unchecked(column.ordinal()).map_err(|_| unreadable())?;
            read(bytes, of_type).ok_or_else(unreadable)?
        };
        row.push(column.name(), value)?;
    }
    Ok(row)
}

fn read(bytes: &[u8], of_type: &str) -> Option<Value> {
    Some(match of_type {
        "BOOLEAN" | "TINYINT" => number(i8::from_le_bytes(*bytes.first_chunk()?)),
        "TINYINT UNSIGNED" => number(*bytes.first()?),
        "SMALLINT" => number(i16::from_le_bytes(*bytes.first_chunk()?)),
        "SMALLINT UNSIGNED" | "YEAR" => number(u16::from_le_bytes(*bytes.first_chunk()?)),
        "INT" | "MEDIUMINT" => number(i32::from_le_bytes(*bytes.first_chunk()?)),
        "INT UNSIGNED" | "MEDIUMINT UNSIGNED" => number(u32::from_le_bytes(*bytes.first_chunk()?)),
        "BIGINT" => number(i64::from_le_bytes(*bytes.first_chunk()?)),
        "BIGINT UNSIGNED" => number(u64::from_le_bytes(*bytes.first_chunk()?)),
        "FLOAT" => Value::of_float(f32::from_le_bytes(*bytes.first_chunk()?)),
        "DOUBLE" => Value::of_float(f64::from_le_bytes(*bytes.first_chunk()?)),
        "DECIMAL" => Value::Number(text(bytes)?),
        "BIT" => number(bytes.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte))),
        "DATE" => Value::Text(date(bytes.get(1..)?)?),
        "DATETIME" => Value::Text(date_time(bytes)?),
        // The session's zone is UTC.
        "TIMESTAMP" => Value::Text(date_time(bytes)? + "Z"),
        "TIME" => Value::Text(time(bytes)?),
        "JSON" => Value::Json(serde_json::from_slice(bytes).ok()?),
        name if name.ends_with("BLOB") || name.ends_with("BINARY") => Value::Bytes(bytes.to_vec()),
        _ => Value::Text(text(bytes)?),
    })
}

fn number(number: impl std::fmt::Display) -> Value {
    Value::Number(number.to_string())
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

/// Year, month, day.
fn date(bytes: &[u8]) -> Option<String> {
    let year = u16::from_le_bytes(*bytes.first_chunk()?);
    Some(format!("{year:04}-{:02}-{:02}", bytes.get(2)?, bytes.get(3)?))
}

/// A length, then as much of date, time and microseconds as is not 0.
fn date_time(bytes: &[u8]) -> Option<String> {
    let date = date(bytes.get(1..)?)?;
    let part = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let micro = bytes
        .get(8..)
        .and_then(<[u8]>::first_chunk)
        .map_or(0, |micro| u32::from_le_bytes(*micro));
    Some(format!(
        "{date}T{:02}:{:02}:{:02}{}",
        part(5),
        part(6),
        part(7),
        fraction(micro)
    ))
}

/// A length, a sign, days, hours, minutes, seconds and microseconds; it may be longer than a day.
fn time(bytes: &[u8]) -> Option<String> {
    if *bytes.first()? == 0 {
        return Some("00:00:00".to_owned());
    }
    let sign = if *bytes.get(1)? == 1 { "-" } else { "" };
    let days = u64::from(u32::from_le_bytes(*bytes.get(2..)?.first_chunk()?));
    let hours = days * 24 + u64::from(*bytes.get(6)?);
    let micro = bytes
        .get(9..)
        .and_then(<[u8]>::first_chunk)
        .map_or(0, |micro| u32::from_le_bytes(*micro));
    Some(format!(
        "{sign}{hours:02}:{:02}:{:02}{}",
        bytes.get(7)?,
        bytes.get(8)?,
        fraction(micro)
    ))
}

fn fraction(micro: u32) -> String {
    if micro == 0 {
        return String::new();
    }
    format!(".{micro:06}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_iso_8601() {
        let year = 2026_u16.to_le_bytes();
        let day = [year[0], year[1], 1, 31];
        assert_eq!(
            read(&[&[4], &day[..]].concat(), "DATE"),
            Some(Value::Text("2026-01-31".to_owned()))
        );
        let moment = [&[7], &day[..], &[8, 30, 5]].concat();
        assert_eq!(
            read(&moment, "TIMESTAMP"),
            Some(Value::Text("2026-01-31T08:30:05Z".to_owned()))
        );
        let moment = [&[11], &day[..], &[8, 30, 5], &250_000_u32.to_le_bytes()].concat();
        assert_eq!(
            read(&moment, "DATETIME"),
            Some(Value::Text("2026-01-31T08:30:05.25".to_owned()))
        );
        assert_eq!(
            read(&[8, 1, 1, 0, 0, 0, 2, 3, 4], "TIME"),
            Some(Value::Text("-26:03:04".to_owned()))
        );
        assert_eq!(read(&[1, 2], "BIT"), Some(Value::Number("258".to_owned())));
        assert_eq!(read(&[1], "INT"), None);
    }
}
