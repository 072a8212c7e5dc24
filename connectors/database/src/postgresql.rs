//! Values of PostgreSQL: bound and read in its binary formats, so that none loses a digit.

mod array;
mod bind;
mod decimal;
mod interval;
mod read;

use futures_util::TryStreamExt as _;
use sqlx::postgres::{PgArguments, PgConnection, PgTypeInfo};
use sqlx::{
    Arguments as _, AssertSqlSafe, Either, Encode, Executor as _, Postgres, SqlSafeStr as _, Statement as _, Type,
};

use crate::failure::RunError;
use crate::link::Ran;
use crate::row::TakeRows;
use crate::statement::Statement;
use crate::value::Value;

/// Days from 1970-01-01 to the epoch of PostgreSQL, 2000-01-01.
const EPOCH_DAYS: i64 = 10_957;
/// The same in microseconds.
const EPOCH_MICROSECONDS: i64 = EPOCH_DAYS * 86_400_000_000;

/// Runs one statement. The server says of what type each place is, and values are written as that.
pub(crate) async fn run(
    connection: &mut PgConnection,
    statement: &Statement,
    values: &[Value],
    rows: &mut dyn TakeRows,
) -> Result<Ran, RunError> {
    let prepared = connection
        .prepare(AssertSqlSafe(statement.text.as_str()).into_sql_str())
        .await?;
    let types = match prepared.parameters() {
        Some(Either::Left(types)) => types,
        _ => &[],
    };
    let mut arguments = PgArguments::default();
    for ((place, value), wanted) in statement.places.iter().zip(values).zip(types) {
        let bytes = bind::bytes(value, wanted).map_err(|needs| RunError::Value {
            place: place.clone(),
            needs,
        })?;
        let bound = Bound {
            bytes,
            type_info: wanted.clone(),
        };
        // Only values that are too long for the protocol are refused here.
        arguments.add(bound).map_err(|_| RunError::Value {
            place: place.clone(),
            needs: crate::value::NotThat("shorter".into()),
        })?;
    }
    let query = prepared.query_with(arguments);
    let mut stream = connection.fetch_many(query);
    let mut ran = Ran::default();
    while let Some(next) = stream.try_next().await? {
        match next {
            Either::Left(result) => ran.affected = result.rows_affected(),
            Either::Right(row) => {
                if rows.take(read::row(&row)?).is_break() {
                    ran.is_cut = true;
                    break;
                }
            }
        }
    }
    Ok(ran)
}

/// A value in the format of its type.
struct Bound {
    bytes: Option<Vec<u8>>,
    type_info: PgTypeInfo,
}

impl Type<Postgres> for Bound {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("text")
    }
}

impl Encode<'_, Postgres> for Bound {
    fn encode_by_ref(
        &self,
        buffer: &mut sqlx::postgres::PgArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        let Some(bytes) = &self.bytes else {
            return Ok(sqlx::encode::IsNull::Yes);
        };
        buffer.extend_from_slice(bytes);
        Ok(sqlx::encode::IsNull::No)
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        Some(self.type_info.clone())
    }
}
