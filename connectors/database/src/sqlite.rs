//! Values of SQLite, which have the type of the value and not that of the column.

use futures_util::TryStreamExt as _;
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Arguments as _, AssertSqlSafe, Column as _, Either, Executor as _, Row as _, TypeInfo as _, ValueRef as _};

use crate::failure::RunError;
use crate::link::Ran;
use crate::row::{Row, RowError, TakeRows};
use crate::statement::Statement;
use crate::value::{NotThat, Value};

/// Runs one statement.
pub(crate) async fn run(
    connection: &mut SqliteConnection,
    statement: &Statement,
    values: &[Value],
    rows: &mut dyn TakeRows,
) -> Result<Ran, RunError> {
    let mut arguments = SqliteArguments::default();
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

/// A number with a point is bound as text, which a numeric column makes a number of.
fn bind(arguments: &mut SqliteArguments, value: &Value) -> Result<(), NotThat> {
    let bound = match value {
        Value::Null => arguments.add(None::<String>),
        Value::Bool(is) => arguments.add(i64::from(*is)),
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

fn read_row(found: &SqliteRow) -> Result<Row, RowError> {
    let mut row = Row::default();
    for column in found.columns() {
        let unreadable = |of_type: &str| RowError::Unreadable {
            column: column.name().to_owned(),
            found: of_type.to_owned(),
        };
        let at = column.ordinal();
        let value = found.try_get_raw(at).map_err(|_| unreadable("a value"))?;
        let is_null = value.is_null();
        let of_type = value.type_info().name().to_owned();
        drop(value);
        let read = match of_type.as_str() {
            _ if is_null => Ok(Value::Null),
            "INTEGER" | "BOOLEAN" => found
                .try_get_unchecked::<i64, _>(at)
                .map(|number| Value::Number(number.to_string())),
            "REAL" => found.try_get_unchecked::<f64, _>(at).map(Value::of_float),
            "BLOB" => found.try_get_unchecked::<Vec<u8>, _>(at).map(Value::Bytes),
            _ => found.try_get_unchecked::<String, _>(at).map(Value::Text),
        };
        row.push(column.name(), read.map_err(|_| unreadable(&of_type))?)?;
    }
    Ok(row)
}
