//! Readings.

use std::collections::{BTreeMap, HashSet};

use nilecare_contracts::device::{SignalQuality, VitalParameter, VitalReading, VitalValues};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, from_millis, json, to_millis};
use nilecare_types::{DeviceId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, QueryBuilder};

use super::device::id;

const TABLE: &str = "vital_signs_timeseries";
const COLUMNS: &str = "device_id, at, patient_id, heart_rate, respiratory_rate, systolic, diastolic, mean_pressure, \
                       oxygen_saturation, temperature, more";
/// So many rows go into one statement.
const ROWS: usize = 250;

/// A reading to be kept.
#[derive(Debug, Clone)]
pub(crate) struct NewReading {
    pub device_id: DeviceId,
    pub at: Timestamp,
    pub patient_id: Option<PatientId>,
    pub values: VitalValues,
    pub more: More,
}

/// What most readings have nothing of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct More {
    #[serde(skip_serializing_if = "VitalValues::is_empty")]
    pub implausible: VitalValues,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal_quality: Option<SignalQuality>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lead_off: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub artifact: bool,
}

#[derive(FromRow)]
struct Row {
    device_id: String,
    at: i64,
    patient_id: String,
    heart_rate: Option<f64>,
    respiratory_rate: Option<f64>,
    systolic: Option<f64>,
    diastolic: Option<f64>,
    mean_pressure: Option<f64>,
    oxygen_saturation: Option<f64>,
    temperature: Option<f64>,
    more: Option<String>,
}

/// Returns the column of a vital sign.
pub(crate) fn column(parameter: VitalParameter) -> &'static str {
    match parameter {
        VitalParameter::HeartRate => "heart_rate",
        VitalParameter::RespiratoryRate => "respiratory_rate",
        VitalParameter::Systolic => "systolic",
        VitalParameter::Diastolic => "diastolic",
        VitalParameter::MeanPressure => "mean_pressure",
        VitalParameter::OxygenSaturation => "oxygen_saturation",
        VitalParameter::Temperature => "temperature",
    }
}

/// Keeps readings; one of a device and time that is there already changes nothing. Tells which were new.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    readings: &[NewReading],
    now: Timestamp,
) -> Result<HashSet<(String, i64)>, DbError> {
    let mut new = HashSet::with_capacity(readings.len());
    for some in readings.chunks(ROWS) {
        let known = known(tx, some).await?;
        let is_new = |reading: &&NewReading| {
            let key = key(reading);
            !known.contains(&key) && new.insert(key)
        };
        let some: Vec<&NewReading> = some.iter().filter(is_new).collect();
        if some.is_empty() {
            continue;
        }
        let mut sql = QueryBuilder::<Backend>::new(format!("INSERT INTO {TABLE} ({COLUMNS}, received_at) "));
        sql.push_values(some, |mut row, reading| {
            row.push_bind(reading.device_id.to_string())
                .push_bind(to_millis(reading.at))
                .push_bind(reading.patient_id.map(|id| id.to_string()));
            for parameter in VitalParameter::ALL {
                row.push_bind(reading.values.get(parameter));
            }
            let more = (reading.more != More::default()).then(|| json::write(&reading.more));
            row.push_bind(more).push_bind(to_millis(now));
        });
        sql.build().execute(&mut **tx).await?;
    }
    Ok(new)
}

fn key(reading: &NewReading) -> (String, i64) {
    (reading.device_id.to_string(), to_millis(reading.at))
}

/// Tells which of the readings are there already; there is at least one to look for.
async fn known(tx: &mut WriteTx, readings: &[NewReading]) -> Result<HashSet<(String, i64)>, DbError> {
    let mut wanted: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (device, at) in readings.iter().map(key) {
        wanted.entry(device).or_default().push(at);
    }
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT device_id, at FROM {TABLE} WHERE 1 = 0"));
    for (device, times) in wanted {
        sql.push(" OR (device_id = ").push_bind(device).push(" AND at IN (");
        let mut separated = sql.separated(", ");
        for at in times {
            separated.push_bind(at);
        }
        sql.push("))");
    }
    let rows: Vec<(String, i64)> = sql.build_query_as().fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().collect())
}

/// Gives the values of a vital sign that came last up to `at`, newest first.
pub(crate) async fn recent(
    tx: &mut WriteTx,
    patient: PatientId,
    parameter: VitalParameter,
    at: Timestamp,
    most: u8,
) -> Result<Vec<f64>, DbError> {
    let column = column(parameter);
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT {column} FROM {TABLE} WHERE patient_id = "));
    sql.push_bind(patient.to_string())
        .push(" AND at <= ")
        .push_bind(to_millis(at))
        .push(format!(" AND {column} IS NOT NULL ORDER BY at DESC LIMIT "))
        .push_bind(i64::from(most));
    Ok(sql.build_query_scalar().fetch_all(&mut **tx).await?)
}

/// Which readings a list has; newest first.
#[derive(Debug)]
pub(crate) struct Filter<'a> {
    pub patients: &'a [PatientId],
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Time and device of the one above.
    pub before: Option<(i64, String)>,
    pub fetch: i64,
}

pub(crate) async fn list(db: impl Executor<'_>, filter: &Filter<'_>) -> Result<Vec<VitalReading>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT {COLUMNS} FROM {TABLE} WHERE patient_id IN ("));
    let mut separated = sql.separated(", ");
    for id in filter.patients {
        separated.push_bind(id.to_string());
    }
    sql.push(")");
    if let Some(from) = filter.from {
        sql.push(" AND at >= ").push_bind(to_millis(from));
    }
    if let Some(to) = filter.to {
        sql.push(" AND at < ").push_bind(to_millis(to));
    }
    if let Some((at, device)) = &filter.before {
        sql.push(" AND (at < ")
            .push_bind(*at)
            .push(" OR (at = ")
            .push_bind(*at)
            .push(" AND device_id < ")
            .push_bind(device.clone())
            .push("))");
    }
    sql.push(" ORDER BY at DESC, device_id DESC LIMIT ")
        .push_bind(filter.fetch);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(reading).collect()
}

fn reading(row: Row) -> Result<VitalReading, DbError> {
    let more: More = match &row.more {
        Some(text) => json::read(TABLE, "more", text)?,
        None => More::default(),
    };
    let pulse_pressure = row.systolic.zip(row.diastolic);
    Ok(VitalReading {
        patient_id: id(TABLE, "patient_id", &row.patient_id)?,
        device_id: id(TABLE, "device_id", &row.device_id)?,
        at: from_millis(TABLE, "at", row.at)?,
        values: VitalValues {
            heart_rate: row.heart_rate,
            respiratory_rate: row.respiratory_rate,
            systolic: row.systolic,
            diastolic: row.diastolic,
            mean_pressure: row.mean_pressure,
            oxygen_saturation: row.oxygen_saturation,
            temperature: row.temperature,
        },
        implausible: more.implausible,
        pulse_pressure: pulse_pressure.map(|(systolic, diastolic)| systolic - diastolic),
        rhythm: more.rhythm,
        signal_quality: more.signal_quality,
        lead_off: more.lead_off,
        artifact: more.artifact,
    })
}
