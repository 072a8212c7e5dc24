//! Results and what they were before.

use std::collections::HashMap;

use nilecare_contracts::Code;
use nilecare_contracts::lab::{FormerResult, Observation, ResultFlag};
use nilecare_sql::{DbError, Executor, Query, WriteTx, from_millis, json, to_millis};
use nilecare_types::{LabOrderId, LabResultId, PatientId, Timestamp};
use sqlx::{AssertSqlSafe, FromRow};

use super::{id, marks};
use crate::model::result::{ByHand, Finding, Replaced, ResultRecord};

const TABLE: &str = "lab_results";
const HISTORY: &str = "lab_result_history";
const COLUMNS: &str = "id, version, report_id, order_id, patient_id, code_system, code, code_text, sub_id, repetition, set_id, value, \
                       unit, reference_range, flags, status, observed_at, performing_lab, notes, reported_at, specimen_id, entered_by, verified_by, \
                       verified_at, verify_key, created_at, updated_at";

#[derive(FromRow)]
struct Row {
    id: String,
    version: i64,
    report_id: String,
    order_id: String,
    patient_id: String,
    code_system: String,
    code: String,
    code_text: Option<String>,
    sub_id: String,
    repetition: i64,
    set_id: Option<i64>,
    value: Option<String>,
    unit: Option<String>,
    reference_range: Option<String>,
    flags: String,
    status: String,
    observed_at: Option<i64>,
    performing_lab: Option<String>,
    notes: String,
    reported_at: Option<i64>,
    specimen_id: Option<String>,
    entered_by: Option<String>,
    verified_by: Option<String>,
    verified_at: Option<i64>,
    verify_key: Option<String>,
    created_at: i64,
    updated_at: i64,
}

pub(crate) async fn find(db: impl Executor<'_>, id: LabResultId) -> Result<Option<ResultRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM lab_results WHERE id = ?");
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(Row::into_record).transpose()
}

/// Finds the result that an observation of a report is about (OBX-3 and OBX-4; HL7 v2.5.1 §7.4.2.4).
pub(crate) async fn of_report(
    db: impl Executor<'_>,
    report_id: &str,
    observation: &Observation,
    repetition: u32,
) -> Result<Option<ResultRecord>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM lab_results \
         WHERE report_id = ? AND code_system = ? AND code = ? AND sub_id = ? AND repetition = ?"
    );
    let query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql))
        .bind(report_id)
        .bind(&observation.code.system);
    let query = query
        .bind(&observation.code.code)
        .bind(observation.sub_id.clone().unwrap_or_default());
    query
        .bind(i64::from(repetition))
        .fetch_optional(db)
        .await?
        .map(Row::into_record)
        .transpose()
}

/// Lists the results of one person, newest first, those that are not released only when `sees_all`; `before` is the id of the one above,
/// or empty.
pub(crate) async fn of_patient(
    db: impl Executor<'_>,
    ids: &[PatientId],
    sees_all: bool,
    before: &str,
    fetch: i64,
) -> Result<Vec<ResultRecord>, DbError> {
    let marks = marks(ids);
    let only_verified = if sees_all { "" } else { "AND verify_key IS NULL" };
    let sql = format!(
        "SELECT {COLUMNS} FROM lab_results WHERE patient_id IN ({marks}) {only_verified} \
         AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?"
    );
    let mut query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql));
    for id in ids {
        query = query.bind(id.to_string());
    }
    let query = query.bind(before).bind(before);
    let rows = query.bind(fetch).fetch_all(db).await?;
    rows.into_iter().map(Row::into_record).collect()
}

/// Lists the results of an order, oldest first.
pub(crate) async fn of_order(db: impl Executor<'_>, order: LabOrderId) -> Result<Vec<ResultRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM lab_results WHERE order_id = ? ORDER BY id");
    let query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql)).bind(order.to_string());
    let rows = query.fetch_all(db).await?;
    rows.into_iter().map(Row::into_record).collect()
}

/// Lists what is to be verified, the most urgent and oldest first; `after` is the key of the one above.
pub(crate) async fn to_verify(db: impl Executor<'_>, after: &str, fetch: i64) -> Result<Vec<ResultRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM lab_results WHERE verify_key > ? ORDER BY verify_key LIMIT ?");
    let query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql)).bind(after).bind(fetch);
    let rows = query.fetch_all(db).await?;
    rows.into_iter().map(Row::into_record).collect()
}

/// Finds the last number that was released for a code before a moment, not before `since`, but not that of `order`.
pub(crate) async fn last_number(
    db: impl Executor<'_>,
    patients: &[PatientId],
    code: &Code,
    order: LabOrderId,
    since: Timestamp,
) -> Result<Option<ResultRecord>, DbError> {
    let marks = marks(patients);
    let sql = format!(
        "SELECT {COLUMNS} FROM lab_results WHERE patient_id IN ({marks}) AND code_system = ? AND code = ? AND order_id <> ? \
         AND status IN ('final', 'corrected') AND COALESCE(observed_at, created_at) >= ? \
         ORDER BY COALESCE(observed_at, created_at) DESC, id DESC LIMIT 1"
    );
    let mut query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql));
    for id in patients {
        query = query.bind(id.to_string());
    }
    let query = query.bind(&code.system).bind(&code.code).bind(order.to_string());
    let row = query.bind(to_millis(since)).fetch_optional(db).await?;
    row.map(Row::into_record).transpose()
}

pub(crate) async fn insert(tx: &mut WriteTx, result: &ResultRecord) -> Result<(), DbError> {
    let sql = "INSERT INTO lab_results (code_text, set_id, value, unit, reference_range, flags, status, observed_at, \
               performing_lab, notes, reported_at, specimen_id, entered_by, verified_by, verified_at, verify_key, updated_at, \
               report_id, order_id, patient_id, code_system, code, sub_id, repetition, created_at, id) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let insert = bind_data(sqlx::query(sql), result)
        .bind(&result.report_id)
        .bind(result.order_id.to_string());
    let insert = insert
        .bind(result.patient_id.to_string())
        .bind(&result.code.system)
        .bind(&result.code.code);
    let insert = insert
        .bind(result.sub_id.clone().unwrap_or_default())
        .bind(i64::from(result.repetition));
    insert
        .bind(to_millis(result.created_at))
        .bind(result.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Keeps a changed result, as one version more.
pub(crate) async fn update(tx: &mut WriteTx, result: &mut ResultRecord) -> Result<(), DbError> {
    result.version += 1;
    let sql = "UPDATE lab_results SET code_text = ?, set_id = ?, value = ?, unit = ?, reference_range = ?, flags = ?, \
               status = ?, observed_at = ?, performing_lab = ?, notes = ?, reported_at = ?, specimen_id = ?, entered_by = ?, \
               verified_by = ?, verified_at = ?, verify_key = ?, updated_at = ?, version = ? WHERE id = ?";
    bind_data(sqlx::query(sql), result)
        .bind(i64::try_from(result.version).unwrap_or(i64::MAX))
        .bind(result.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Who replaced a finding, when, and why where a person did.
pub(crate) struct Why<'a> {
    pub by: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub now: Timestamp,
}

pub(crate) async fn keep(tx: &mut WriteTx, id: LabResultId, replaced: &Replaced, why: &Why<'_>) -> Result<(), DbError> {
    let count = "SELECT COUNT(*) FROM lab_result_history WHERE result_id = ?";
    let version: i64 = sqlx::query_scalar(count)
        .bind(id.to_string())
        .fetch_one(&mut **tx)
        .await?;
    let sql = "INSERT INTO lab_result_history (result_id, version, value, unit, reference_range, flags, status, \
               replaced_by, reason, replaced_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let Finding {
        value,
        unit,
        reference_range,
        flags,
    } = &replaced.finding;
    let insert = sqlx::query(sql)
        .bind(id.to_string())
        .bind(version)
        .bind(value.as_ref().map(json::write))
        .bind(unit);
    let insert = insert
        .bind(reference_range)
        .bind(json::write(flags))
        .bind(json::name(&replaced.status));
    let insert = insert.bind(why.by).bind(why.reason);
    insert.bind(to_millis(why.now)).execute(&mut **tx).await?;
    Ok(())
}

/// Gives what results were before, oldest first, by result.
pub(crate) async fn former(
    db: impl Executor<'_>,
    ids: &[LabResultId],
) -> Result<HashMap<LabResultId, Vec<FormerResult>>, DbError> {
    // `IN ()` is an error in MariaDB.
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let marks = marks(ids);
    let sql = format!(
        "SELECT result_id, value, unit, reference_range, flags, status, replaced_by, reason, replaced_at \
         FROM lab_result_history WHERE result_id IN ({marks}) ORDER BY result_id, version"
    );
    type Columns = (
        String,
        Option<String>,
        Option<String>,
        Option<String>,
        String,
        String,
        Option<String>,
        Option<String>,
        i64,
    );
    let mut query = sqlx::query_as::<_, Columns>(AssertSqlSafe(sql));
    for id in ids {
        query = query.bind(id.to_string());
    }
    let mut former: HashMap<LabResultId, Vec<FormerResult>> = HashMap::new();
    for (id, value, unit, reference_range, flags, status, replaced_by, reason, replaced_at) in
        query.fetch_all(db).await?
    {
        let id = id.parse().map_err(|_| DbError::Corrupt {
            table: HISTORY,
            column: "result_id",
        })?;
        let flags: Vec<String> = json::read(HISTORY, "flags", &flags)?;
        former.entry(id).or_default().push(FormerResult {
            value: value.map(|text| json::read(HISTORY, "value", &text)).transpose()?,
            unit,
            reference_range,
            flags: flags.iter().map(|code| ResultFlag::from_code(code)).collect(),
            status: json::from_name(HISTORY, "status", &status)?,
            replaced_at: from_millis(HISTORY, "replaced_at", replaced_at)?,
            replaced_by,
            reason,
        });
    }
    Ok(former)
}

fn bind_data<'q>(query: Query<'q>, result: &ResultRecord) -> Query<'q> {
    query
        .bind(result.code.text.clone())
        .bind(result.set_id.map(i64::from))
        .bind(result.finding.value.as_ref().map(json::write))
        .bind(result.finding.unit.clone())
        .bind(result.finding.reference_range.clone())
        .bind(json::write(&result.finding.flags))
        .bind(json::name(&result.status))
        .bind(result.observed_at.map(to_millis))
        .bind(result.performing_lab.clone())
        .bind(json::write(&result.notes))
        .bind(result.reported_at.map(to_millis))
        .bind(result.by_hand.specimen_id.map(|id| id.to_string()))
        .bind(result.by_hand.entered_by.clone())
        .bind(result.by_hand.verified_by.clone())
        .bind(result.by_hand.verified_at.map(to_millis))
        .bind(result.by_hand.verify_key.clone())
        .bind(to_millis(result.updated_at))
}

impl Row {
    fn into_record(self) -> Result<ResultRecord, DbError> {
        let corrupt = |column| DbError::Corrupt { table: TABLE, column };
        let time = |column, millis: Option<i64>| millis.map(|millis| from_millis(TABLE, column, millis)).transpose();
        let finding = Finding {
            value: self.value.map(|text| json::read(TABLE, "value", &text)).transpose()?,
            unit: self.unit,
            reference_range: self.reference_range,
            flags: json::read(TABLE, "flags", &self.flags)?,
        };
        let set_id = self.set_id.map(|id| u32::try_from(id).map_err(|_| corrupt("set_id")));
        Ok(ResultRecord {
            id: self.id.parse().map_err(|_| corrupt("id"))?,
            version: u64::try_from(self.version).map_err(|_| corrupt("version"))?,
            report_id: self.report_id,
            order_id: self.order_id.parse().map_err(|_| corrupt("order_id"))?,
            patient_id: self.patient_id.parse().map_err(|_| corrupt("patient_id"))?,
            code: Code {
                system: self.code_system,
                code: self.code,
                text: self.code_text,
            },
            sub_id: Some(self.sub_id).filter(|id| !id.is_empty()),
            repetition: u32::try_from(self.repetition).map_err(|_| corrupt("repetition"))?,
            set_id: set_id.transpose()?,
            finding,
            status: json::from_name(TABLE, "status", &self.status)?,
            observed_at: time("observed_at", self.observed_at)?,
            performing_lab: self.performing_lab,
            notes: json::read(TABLE, "notes", &self.notes)?,
            reported_at: time("reported_at", self.reported_at)?,
            by_hand: ByHand {
                specimen_id: id(self.specimen_id).map_err(|()| corrupt("specimen_id"))?,
                entered_by: self.entered_by,
                verified_by: self.verified_by,
                verified_at: time("verified_at", self.verified_at)?,
                verify_key: self.verify_key,
            },
            created_at: from_millis(TABLE, "created_at", self.created_at)?,
            updated_at: from_millis(TABLE, "updated_at", self.updated_at)?,
        })
    }
}
