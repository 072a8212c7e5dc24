//! Encounters and their places.

use nilecare_contracts::AssignedNumber;
use nilecare_contracts::clinical::{EncounterClass, EncounterStatus, LocationStay};
use nilecare_sql::{Conn, DbError, Query, WriteTx, from_millis, json, to_millis};
use nilecare_types::{EncounterId, PatientId, Timestamp};
use sqlx::{AssertSqlSafe, FromRow};

use crate::model::encounter::EncounterRecord;

const TABLE: &str = "encounters";
const COLUMNS: &str = "id, patient_id, visit_system, visit_value, class, status, attending, admit_time, discharge_time, \
                       discharge_disposition, reason, last_event_at, created_at, updated_at";

#[derive(FromRow)]
struct Row {
    id: String,
    patient_id: String,
    visit_system: Option<String>,
    visit_value: Option<String>,
    class: String,
    status: String,
    attending: Option<String>,
    admit_time: Option<i64>,
    discharge_time: Option<i64>,
    discharge_disposition: Option<String>,
    reason: Option<String>,
    last_event_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
}

pub(crate) async fn find(db: &mut Conn, id: EncounterId) -> Result<Option<EncounterRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM encounters WHERE id = ?");
    let row = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(&mut *db)
        .await?;
    with_places(db, row).await
}

pub(crate) async fn by_visit(db: &mut Conn, number: &AssignedNumber) -> Result<Option<EncounterRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM encounters WHERE visit_system = ? AND visit_value = ?");
    let query = sqlx::query_as(AssertSqlSafe(sql))
        .bind(&number.system)
        .bind(&number.value);
    let row = query.fetch_optional(&mut *db).await?;
    with_places(db, row).await
}

/// Finds the patient's newest encounter without a number, in one of `statuses`, of `class` where given.
pub(crate) async fn newest_unnumbered(
    db: &mut Conn,
    patient: PatientId,
    statuses: &[EncounterStatus],
    class: Option<EncounterClass>,
) -> Result<Option<EncounterRecord>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM encounters WHERE patient_id = ? AND visit_value IS NULL ORDER BY id DESC LIMIT 50"
    );
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(patient.to_string())
        .fetch_all(&mut *db)
        .await?;
    let statuses: Vec<String> = statuses.iter().map(json::name).collect();
    let class = class.map(|class| json::name(&class));
    let fits = |row: &Row| statuses.contains(&row.status) && class.as_ref().is_none_or(|class| *class == row.class);
    let row = rows.into_iter().find(fits);
    with_places(db, row).await
}

/// Lists a patient's encounters, newest first; `before` is the id of the one above, or empty.
pub(crate) async fn of_patient(
    db: &mut Conn,
    patient: PatientId,
    before: &str,
    fetch: i64,
) -> Result<Vec<EncounterRecord>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM encounters WHERE patient_id = ? AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?"
    );
    let query = sqlx::query_as(AssertSqlSafe(sql))
        .bind(patient.to_string())
        .bind(before)
        .bind(before)
        .bind(fetch);
    let rows: Vec<Row> = query.fetch_all(&mut *db).await?;
    let mut encounters = Vec::with_capacity(rows.len());
    for row in rows {
        encounters.extend(with_places(db, Some(row)).await?);
    }
    Ok(encounters)
}

pub(crate) async fn insert(tx: &mut WriteTx, encounter: &EncounterRecord) -> Result<(), DbError> {
    let sql = "INSERT INTO encounters (patient_id, visit_system, visit_value, class, status, attending, admit_time, \
               discharge_time, discharge_disposition, reason, last_event_at, updated_at, created_at, id) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let insert = bind_data(sqlx::query(sql), encounter).bind(to_millis(encounter.created_at));
    insert.bind(encounter.id.to_string()).execute(&mut **tx).await?;
    write_places(tx, encounter).await
}

pub(crate) async fn update(tx: &mut WriteTx, encounter: &EncounterRecord) -> Result<(), DbError> {
    let sql = "UPDATE encounters SET patient_id = ?, visit_system = ?, visit_value = ?, class = ?, status = ?, \
               attending = ?, admit_time = ?, discharge_time = ?, discharge_disposition = ?, reason = ?, \
               last_event_at = ?, updated_at = ? WHERE id = ?";
    let id = encounter.id.to_string();
    bind_data(sqlx::query(sql), encounter)
        .bind(&id)
        .execute(&mut **tx)
        .await?;
    sqlx::query("DELETE FROM encounter_locations WHERE encounter_id = ?")
        .bind(&id)
        .execute(&mut **tx)
        .await?;
    write_places(tx, encounter).await
}

/// Lists the ids of a patient's encounters.
pub(crate) async fn ids_of_patient(db: &mut Conn, patient: PatientId) -> Result<Vec<EncounterId>, DbError> {
    let sql = "SELECT id FROM encounters WHERE patient_id = ? ORDER BY id";
    let ids: Vec<String> = sqlx::query_scalar(sql).bind(patient.to_string()).fetch_all(db).await?;
    let parse = |id: &String| {
        id.parse().map_err(|_| DbError::Corrupt {
            table: TABLE,
            column: "id",
        })
    };
    ids.iter().map(parse).collect()
}

/// Gives one encounter to `to`.
pub(crate) async fn give(tx: &mut WriteTx, id: EncounterId, to: PatientId, now: Timestamp) -> Result<(), DbError> {
    sqlx::query("UPDATE encounters SET patient_id = ?, updated_at = ? WHERE id = ?")
        .bind(to.to_string())
        .bind(to_millis(now))
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Gives every encounter of `from` to `to`.
pub(crate) async fn move_all(tx: &mut WriteTx, from: PatientId, to: PatientId, now: Timestamp) -> Result<(), DbError> {
    let sql = "UPDATE encounters SET patient_id = ?, updated_at = ? WHERE patient_id = ?";
    let update = sqlx::query(sql)
        .bind(to.to_string())
        .bind(to_millis(now))
        .bind(from.to_string());
    update.execute(&mut **tx).await?;
    Ok(())
}

async fn write_places(tx: &mut WriteTx, encounter: &EncounterRecord) -> Result<(), DbError> {
    for (position, stay) in encounter.locations.iter().enumerate() {
        let sql = "INSERT INTO encounter_locations (encounter_id, position, location, from_time, until_time) \
                   VALUES (?, ?, ?, ?, ?)";
        let insert = sqlx::query(sql).bind(encounter.id.to_string()).bind(position as i64);
        let insert = insert.bind(json::write(&stay.location)).bind(to_millis(stay.from));
        insert.bind(stay.until.map(to_millis)).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn with_places(db: &mut Conn, row: Option<Row>) -> Result<Option<EncounterRecord>, DbError> {
    let Some(row) = row else { return Ok(None) };
    let sql =
        "SELECT location, from_time, until_time FROM encounter_locations WHERE encounter_id = ? ORDER BY position";
    let places: Vec<(String, i64, Option<i64>)> = sqlx::query_as(sql).bind(&row.id).fetch_all(db).await?;
    let mut locations = Vec::with_capacity(places.len());
    for (location, from, until) in places {
        locations.push(LocationStay {
            location: json::read("encounter_locations", "location", &location)?,
            from: from_millis("encounter_locations", "from_time", from)?,
            until: until
                .map(|until| from_millis("encounter_locations", "until_time", until))
                .transpose()?,
        });
    }
    row.into_record(locations).map(Some)
}

fn bind_data<'q>(query: Query<'q>, encounter: &EncounterRecord) -> Query<'q> {
    let (visit_system, visit_value) = encounter.visit_number.clone().map(|n| (n.system, n.value)).unzip();
    query
        .bind(encounter.patient_id.to_string())
        .bind(visit_system)
        .bind(visit_value)
        .bind(json::name(&encounter.class))
        .bind(json::name(&encounter.status))
        .bind(encounter.attending.as_ref().map(json::write))
        .bind(encounter.admit_time.map(to_millis))
        .bind(encounter.discharge_time.map(to_millis))
        .bind(encounter.discharge_disposition.clone())
        .bind(encounter.reason.clone())
        .bind(encounter.last_event_at.map(to_millis))
        .bind(to_millis(encounter.updated_at))
}

impl Row {
    fn into_record(self, locations: Vec<LocationStay>) -> Result<EncounterRecord, DbError> {
        let time = |column, millis: Option<i64>| millis.map(|millis| from_millis(TABLE, column, millis)).transpose();
        let number = self.visit_system.zip(self.visit_value);
        Ok(EncounterRecord {
            id: self.id.parse().map_err(|_| DbError::Corrupt {
                table: TABLE,
                column: "id",
            })?,
            patient_id: self.patient_id.parse().map_err(|_| DbError::Corrupt {
                table: TABLE,
                column: "patient_id",
            })?,
            visit_number: number.map(|(system, value)| AssignedNumber { system, value }),
            class: json::from_name(TABLE, "class", &self.class)?,
            status: json::from_name(TABLE, "status", &self.status)?,
            locations,
            attending: self
                .attending
                .map(|text| json::read(TABLE, "attending", &text))
                .transpose()?,
            admit_time: time("admit_time", self.admit_time)?,
            discharge_time: time("discharge_time", self.discharge_time)?,
            discharge_disposition: self.discharge_disposition,
            reason: self.reason,
            last_event_at: time("last_event_at", self.last_event_at)?,
            created_at: from_millis(TABLE, "created_at", self.created_at)?,
            updated_at: from_millis(TABLE, "updated_at", self.updated_at)?,
        })
    }
}
