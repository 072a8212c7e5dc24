//! Patients and the words of their names.

use nilecare_sql::{DbError, Executor, Query, WriteTx, from_millis, json, to_millis};
use nilecare_types::{PatientId, Timestamp};
use sqlx::{AssertSqlSafe, FromRow};

use crate::model::patient::PatientRecord;

const TABLE: &str = "patients";
const COLUMNS: &str = "id, names, birth_date, gender, addresses, telecoms, marital_status, language, \
                       CAST(deceased AS BIGINT) AS deceased, death_time, replaced_by, last_event_at, created_at, updated_at";
/// Sorts after every word that begins with the term.
const LAST: char = char::MAX;

#[derive(FromRow)]
struct Row {
    id: String,
    names: String,
    birth_date: Option<String>,
    gender: String,
    addresses: String,
    telecoms: String,
    marital_status: Option<String>,
    language: Option<String>,
    deceased: Option<i64>,
    death_time: Option<i64>,
    replaced_by: Option<String>,
    last_event_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
}

pub(crate) async fn find(db: impl Executor<'_>, id: PatientId) -> Result<Option<PatientRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM patients WHERE id = ?");
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(Row::into_record).transpose()
}

/// Lists active patients by id, from the one after `after`, whose names hold a word beginning with each of `terms`.
pub(crate) async fn by_name(
    db: impl Executor<'_>,
    terms: &[String],
    after: &str,
    fetch: i64,
) -> Result<Vec<PatientRecord>, DbError> {
    let has_term = " AND id IN (SELECT patient_id FROM patient_name_words WHERE word >= ? AND word < ?)";
    let filter = has_term.repeat(terms.len());
    let sql =
        format!("SELECT {COLUMNS} FROM patients WHERE replaced_by IS NULL AND id > ?{filter} ORDER BY id LIMIT ?");
    let mut query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql)).bind(after);
    for term in terms {
        query = query.bind(term).bind(format!("{term}{LAST}"));
    }
    let rows = query.bind(fetch).fetch_all(db).await?;
    rows.into_iter().map(Row::into_record).collect()
}

pub(crate) async fn insert(tx: &mut WriteTx, patient: &PatientRecord) -> Result<(), DbError> {
    let sql = "INSERT INTO patients (names, birth_date, gender, addresses, telecoms, marital_status, language, deceased, \
               death_time, last_event_at, updated_at, created_at, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let insert = bind_data(sqlx::query(sql), patient).bind(to_millis(patient.created_at));
    insert.bind(patient.id.to_string()).execute(&mut **tx).await?;
    write_words(tx, patient).await
}

pub(crate) async fn update(tx: &mut WriteTx, patient: &PatientRecord) -> Result<(), DbError> {
    let sql = "UPDATE patients SET names = ?, birth_date = ?, gender = ?, addresses = ?, telecoms = ?, marital_status = ?, \
               language = ?, deceased = ?, death_time = ?, last_event_at = ?, updated_at = ? WHERE id = ?";
    bind_data(sqlx::query(sql), patient)
        .bind(patient.id.to_string())
        .execute(&mut **tx)
        .await?;
    let id = patient.id.to_string();
    sqlx::query("DELETE FROM patient_name_words WHERE patient_id = ?")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    write_words(tx, patient).await
}

/// Points a record, and all that were merged into it before, to the survivor.
pub(crate) async fn replace(tx: &mut WriteTx, prior: PatientId, by: PatientId, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE patients SET replaced_by = ?, updated_at = ? WHERE id = ? OR replaced_by = ?";
    let update = sqlx::query(sql).bind(by.to_string()).bind(to_millis(now));
    update
        .bind(prior.to_string())
        .bind(prior.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes `id` active again, and points those that had been merged into it before to it.
pub(crate) async fn restore(
    tx: &mut WriteTx,
    id: PatientId,
    with: &[PatientId],
    now: Timestamp,
) -> Result<(), DbError> {
    for &one in with {
        let by = (one != id).then(|| id.to_string());
        sqlx::query("UPDATE patients SET replaced_by = ?, updated_at = ? WHERE id = ?")
            .bind(by)
            .bind(to_millis(now))
            .bind(one.to_string())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Lists the records that were merged into `id`, oldest first.
pub(crate) async fn former_ids(db: impl Executor<'_>, id: PatientId) -> Result<Vec<PatientId>, DbError> {
    let sql = "SELECT id FROM patients WHERE replaced_by = ? ORDER BY id";
    let ids: Vec<String> = sqlx::query_scalar(sql).bind(id.to_string()).fetch_all(db).await?;
    ids.iter().map(|id| parse_id(id, "id")).collect()
}

async fn write_words(tx: &mut WriteTx, patient: &PatientRecord) -> Result<(), DbError> {
    for word in patient.name_words() {
        let sql = "INSERT INTO patient_name_words (word, patient_id) VALUES (?, ?)";
        sqlx::query(sql)
            .bind(word)
            .bind(patient.id.to_string())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

fn bind_data<'q>(query: Query<'q>, patient: &PatientRecord) -> Query<'q> {
    query
        .bind(json::write(&patient.names.as_deref().unwrap_or_default()))
        .bind(patient.birth_date.clone())
        .bind(json::name(&patient.gender.unwrap_or_default()))
        .bind(json::write(&patient.addresses.as_deref().unwrap_or_default()))
        .bind(json::write(&patient.telecoms.as_deref().unwrap_or_default()))
        .bind(patient.marital_status.clone())
        .bind(patient.language.clone())
        .bind(patient.deceased.map(i64::from))
        .bind(patient.death_time.map(to_millis))
        .bind(patient.last_event_at.map(to_millis))
        .bind(to_millis(patient.updated_at))
}

fn parse_id(text: &str, column: &'static str) -> Result<PatientId, DbError> {
    text.parse().map_err(|_| DbError::Corrupt { table: TABLE, column })
}

impl Row {
    fn into_record(self) -> Result<PatientRecord, DbError> {
        let time = |column, millis: Option<i64>| millis.map(|millis| from_millis(TABLE, column, millis)).transpose();
        let gender = json::from_name(TABLE, "gender", &self.gender)?;
        Ok(PatientRecord {
            id: parse_id(&self.id, "id")?,
            names: some_list(json::read(TABLE, "names", &self.names)?),
            birth_date: self.birth_date,
            gender: Some(gender).filter(|gender| *gender != Default::default()),
            addresses: some_list(json::read(TABLE, "addresses", &self.addresses)?),
            telecoms: some_list(json::read(TABLE, "telecoms", &self.telecoms)?),
            marital_status: self.marital_status,
            language: self.language,
            deceased: self.deceased.map(|deceased| deceased != 0),
            death_time: time("death_time", self.death_time)?,
            replaced_by: self
                .replaced_by
                .as_deref()
                .map(|id| parse_id(id, "replaced_by"))
                .transpose()?,
            last_event_at: time("last_event_at", self.last_event_at)?,
            created_at: from_millis(TABLE, "created_at", self.created_at)?,
            updated_at: from_millis(TABLE, "updated_at", self.updated_at)?,
        })
    }
}

fn some_list<T>(list: Vec<T>) -> Option<Vec<T>> {
    if list.is_empty() { None } else { Some(list) }
}
