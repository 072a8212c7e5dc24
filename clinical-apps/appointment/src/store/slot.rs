//! Who and what is taken when. The key of the table keeps appointments from overlapping.

use std::collections::BTreeSet;
use std::ops::Range;

use nilecare_sql::{Backend, DbError, Executor, WriteTx};
use nilecare_types::AppointmentId;
use sqlx::QueryBuilder;

/// Rows of one statement; each has three values, and SQLite takes 32766 of them, the others more.
const ROWS: usize = 1000;

/// Takes the slots of every resource; fails with a unique violation when one is taken.
pub(crate) async fn take(
    tx: &mut WriteTx,
    id: AppointmentId,
    resources: &BTreeSet<String>,
    slots: Range<i64>,
) -> Result<(), DbError> {
    let rows: Vec<(&String, i64)> = resources
        .iter()
        .flat_map(|resource| slots.clone().map(move |slot| (resource, slot)))
        .collect();
    for rows in rows.chunks(ROWS) {
        let mut sql = QueryBuilder::<Backend>::new("INSERT INTO appointment_slots (resource, slot, appointment_id) ");
        sql.push_values(rows, |mut row, (resource, slot)| {
            row.push_bind((*resource).clone())
                .push_bind(*slot)
                .push_bind(id.to_string());
        });
        sql.build().execute(&mut **tx).await?;
    }
    Ok(())
}

/// Gives back everything that an appointment has.
pub(crate) async fn give_back(tx: &mut WriteTx, id: AppointmentId) -> Result<(), DbError> {
    sqlx::query("DELETE FROM appointment_slots WHERE appointment_id = ?")
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists which slots of these resources are taken, those of `except` left out.
pub(crate) async fn taken(
    db: impl Executor<'_>,
    resources: impl Iterator<Item = &String>,
    slots: &Range<i64>,
    except: Option<AppointmentId>,
) -> Result<Vec<(String, i64)>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT resource, slot FROM appointment_slots WHERE slot >= ");
    sql.push_bind(slots.start).push(" AND slot < ").push_bind(slots.end);
    if let Some(id) = except {
        sql.push(" AND appointment_id <> ").push_bind(id.to_string());
    }
    sql.push(" AND resource IN (");
    let mut separated = sql.separated(", ");
    for resource in resources {
        separated.push_bind(resource.clone());
    }
    sql.push(") ORDER BY resource, slot");
    Ok(sql.build_query_as().fetch_all(db).await?)
}
