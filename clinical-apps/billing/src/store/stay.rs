//! Who lay in which bed.

use nilecare_contracts::facility::{BedAssignment, BedKind};
use nilecare_sql::{DbError, Executor, WriteTx, from_millis, json, to_millis};
use nilecare_types::{BedId, EncounterId, FacilityId, PatientId, Timestamp};
use sqlx::{FromRow, query_as};

const TABLE: &str = "bed_stays";

/// A stay in a bed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stay {
    pub id: String,
    pub patient_id: PatientId,
    pub facility_id: FacilityId,
    pub kind: BedKind,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    patient_id: String,
    facility_id: String,
    kind: String,
    starts_at: i64,
    ends_at: Option<i64>,
}

impl Row {
    fn into_stay(self) -> Result<Stay, DbError> {
        let corrupt = |column| DbError::Corrupt { table: TABLE, column };
        Ok(Stay {
            patient_id: self.patient_id.parse().map_err(|_| corrupt("patient_id"))?,
            facility_id: self.facility_id.parse().map_err(|_| corrupt("facility_id"))?,
            kind: json::from_name(TABLE, "kind", &self.kind)?,
            from: from_millis(TABLE, "starts_at", self.starts_at)?,
            until: self.ends_at.map(|at| from_millis(TABLE, "ends_at", at)).transpose()?,
            id: self.id,
        })
    }
}

/// Notes a stay; one that is known stays as it is.
pub(crate) async fn begin(
    tx: &mut WriteTx,
    assignment: &BedAssignment,
    facility: FacilityId,
    kind: BedKind,
) -> Result<(), DbError> {
    let id = assignment.id.to_string();
    let known: Option<(String,)> = query_as("SELECT id FROM bed_stays WHERE id = ?")
        .bind(&id)
        .fetch_optional(&mut **tx)
        .await?;
    if known.is_some() {
        return Ok(());
    }
    let sql = "INSERT INTO bed_stays (id, bed_id, encounter_id, patient_id, facility_id, kind, starts_at, ends_at, is_settled) \
               VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 0)";
    sqlx::query(sql)
        .bind(id)
        .bind(assignment.bed_id.to_string())
        .bind(assignment.encounter_id.to_string())
        .bind(assignment.patient_id.to_string())
        .bind(facility.to_string())
        .bind(json::name(&kind))
        .bind(to_millis(assignment.from))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends the stays in a bed, but for the one that goes on.
pub(crate) async fn end_in_bed(
    tx: &mut WriteTx,
    bed: BedId,
    except: Option<&BedAssignment>,
    at: Timestamp,
) -> Result<(), DbError> {
    sqlx::query("UPDATE bed_stays SET ends_at = ? WHERE bed_id = ? AND ends_at IS NULL AND id <> ?")
        .bind(to_millis(at))
        .bind(bed.to_string())
        .bind(except.map(|assignment| assignment.id.to_string()).unwrap_or_default())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends the stays of an encounter that is over.
pub(crate) async fn end_of_encounter(tx: &mut WriteTx, encounter: EncounterId, at: Timestamp) -> Result<(), DbError> {
    sqlx::query("UPDATE bed_stays SET ends_at = ? WHERE encounter_id = ? AND ends_at IS NULL")
        .bind(to_millis(at))
        .bind(encounter.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists the stays of an encounter in the order of time.
pub(crate) async fn of_encounter(db: impl Executor<'_>, encounter: EncounterId) -> Result<Vec<Stay>, DbError> {
    let sql = "SELECT id, patient_id, facility_id, kind, starts_at, ends_at FROM bed_stays WHERE encounter_id = ? \
               ORDER BY starts_at, id LIMIT 1000";
    let rows: Vec<Row> = query_as(sql).bind(encounter.to_string()).fetch_all(db).await?;
    rows.into_iter().map(Row::into_stay).collect()
}

/// Lists encounters with stays that are not charged to their end.
pub(crate) async fn unsettled(db: impl Executor<'_>, after: &str, most: i64) -> Result<Vec<String>, DbError> {
    let sql = "SELECT DISTINCT encounter_id FROM bed_stays WHERE is_settled = 0 AND encounter_id > ? ORDER BY encounter_id LIMIT ?";
    let rows: Vec<(String,)> = query_as(sql).bind(after).bind(most).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Notes that all days of an encounter's stays are charged.
pub(crate) async fn settle(tx: &mut WriteTx, encounter: EncounterId) -> Result<(), DbError> {
    sqlx::query("UPDATE bed_stays SET is_settled = 1 WHERE encounter_id = ? AND ends_at IS NOT NULL")
        .bind(encounter.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

impl Stay {
    /// Returns from when to when it was.
    pub(crate) fn span(&self) -> crate::model::bed_days::Span {
        crate::model::bed_days::Span {
            from: self.from,
            until: self.until,
        }
    }
}
