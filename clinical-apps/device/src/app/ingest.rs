//! Filing readings: whole batches, once each, with the alarms that they raise, in one transaction.

use std::collections::{BTreeSet, HashMap};

use nilecare_contracts::device::{Device, DeviceAssociation, ReadingBatch, ReadingBatchReply, VitalReadingInput};
use nilecare_http::IdempotencyKey;
use nilecare_sql::{WriteTx, inbox, json, to_millis};
use nilecare_types::{DeviceId, PatientId, Timestamp};

use super::filing::Filing;
use super::{command, first_reply, valid};
use crate::model::device::takes_readings;
use crate::store::reading::{More, NewReading};
use crate::store::{association, device, reading};
use crate::{DeviceError, DeviceService};

/// Clocks of devices may be ahead by so much.
const AHEAD: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);
/// And behind by so much: what is older comes from a clock that was never set.
const BEHIND: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// A reading whose device is known.
pub(super) struct Known<'a> {
    pub input: &'a VitalReadingInput,
    pub device: &'a Device,
    pub row: NewReading,
}

impl DeviceService {
    /// Files all readings of a batch or none; the same key again gets the first reply.
    pub(crate) async fn file_readings(
        &self,
        key: &IdempotencyKey,
        batch: &ReadingBatch,
    ) -> Result<ReadingBatchReply, DeviceError> {
        valid(batch.validate())?;
        let now = self.clock.now();
        valid(time_problems(batch, now))?;
        let command = command("file-readings", key, batch);
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = first_reply(&mut tx, &command).await? {
            return Ok(reply);
        }
        let devices = devices(&mut tx, batch).await?;
        let associations = associations(&mut tx, batch, &devices, now).await?;
        let known: Vec<Known<'_>> = batch
            .readings
            .iter()
            .filter_map(|input| {
                Some(recognise(
                    input,
                    devices.get(input.device.as_str())?,
                    &associations,
                    now,
                ))
            })
            .collect();
        let rows: Vec<_> = known.iter().map(|known| known.row.clone()).collect();
        let mut new = reading::insert(&mut tx, &rows, now).await?;
        let ids: Vec<_> = devices.values().map(|device| device.id).collect();
        device::seen(&mut tx, &ids, now).await?;
        let mut fresh: Vec<Known<'_>> = known
            .into_iter()
            // Taken out, so that a second reading of the same time in one batch is a repeat.
            .filter(|known| new.remove(&(known.device.id.to_string(), to_millis(known.row.at))))
            .collect();
        fresh.sort_by_key(|known| known.row.at);
        let mut reply = count(batch, &fresh);
        let mut filing = Filing::begin(&mut tx, &self.options, now, &fresh).await?;
        for known in &fresh {
            filing.judge(&mut tx, known).await?;
        }
        reply.alarms = filing.finish(&mut tx).await?;
        let told = self.tell_newest(&mut tx, &fresh, now).await?;
        inbox::remember(&mut tx, &command, &json::write(&reply), now).await?;
        tx.commit().await?;
        self.note_told(told, now);
        self.outbox.wake();
        Ok(reply)
    }
}

fn time_problems(batch: &ReadingBatch, now: Timestamp) -> Vec<String> {
    let is_off = |at: Timestamp| at > now + AHEAD || at < now - BEHIND;
    let readings = batch.readings.iter().enumerate();
    readings
        .filter(|(_, reading)| reading.at.is_some_and(is_off))
        .map(|(n, _)| format!("/readings/{n}/at: must be of the last 30 days; set the clock of the device"))
        .collect()
}

/// Finds the devices by their names; one that is not there or not in use refuses the batch.
async fn devices<'a>(tx: &mut WriteTx, batch: &'a ReadingBatch) -> Result<HashMap<&'a str, Device>, DeviceError> {
    let keys: BTreeSet<&str> = batch.readings.iter().map(|reading| reading.device.as_str()).collect();
    let keys: Vec<&str> = keys.into_iter().collect();
    let found = device::by_keys(&mut **tx, &keys).await?;
    let mut by_key: HashMap<String, Device> = found.into_iter().map(|d| (d.details.key.clone(), d)).collect();
    let devices: HashMap<&str, Device> = keys
        .iter()
        .filter_map(|key| Some((*key, by_key.remove(*key)?)))
        .collect();
    let mut problems = Vec::new();
    for (n, reading) in batch.readings.iter().enumerate() {
        match devices.get(reading.device.as_str()) {
            None => problems.push(format!("/readings/{n}/device: is not registered")),
            Some(device) if !takes_readings(device.status) => {
                problems.push(format!("/readings/{n}/device: is not active"));
            }
            Some(_) => {}
        }
    }
    // Which devices these are says the sender's message; a few are enough to begin with.
    problems.truncate(20);
    if problems.is_empty() {
        Ok(devices)
    } else {
        Err(DeviceError::DeviceUnknown(problems))
    }
}

async fn associations(
    tx: &mut WriteTx,
    batch: &ReadingBatch,
    devices: &HashMap<&str, Device>,
    now: Timestamp,
) -> Result<HashMap<DeviceId, Vec<DeviceAssociation>>, DeviceError> {
    let times = || batch.readings.iter().map(|reading| reading.at.unwrap_or(now));
    let (from, to) = (times().min().unwrap_or(now), times().max().unwrap_or(now));
    let ids: Vec<_> = devices.values().map(|device| device.id).collect();
    let mut by_device = HashMap::<_, Vec<_>>::new();
    for found in association::lasting(&mut **tx, &ids, from, to).await? {
        by_device.entry(found.device_id).or_default().push(found);
    }
    Ok(by_device)
}

fn recognise<'a>(
    input: &'a VitalReadingInput,
    device: &'a Device,
    associations: &HashMap<DeviceId, Vec<DeviceAssociation>>,
    now: Timestamp,
) -> Known<'a> {
    let at = input.at.unwrap_or(now);
    let (values, implausible) = input.judged();
    let row = NewReading {
        device_id: device.id,
        at,
        patient_id: patient_at(associations.get(&device.id), at),
        values,
        more: More {
            implausible,
            rhythm: input.rhythm.clone(),
            signal_quality: input.signal_quality,
            lead_off: input.lead_off,
            artifact: input.artifact,
        },
    };
    Known { input, device, row }
}

/// Whom the device measured then: the reading's own time decides, not when it came in.
fn patient_at(associations: Option<&Vec<DeviceAssociation>>, at: Timestamp) -> Option<PatientId> {
    let lasted = |association: &&DeviceAssociation| {
        association.started_at <= at && association.ended_at.is_none_or(|ended_at| at < ended_at)
    };
    associations?
        .iter()
        .find(lasted)
        .map(|association| association.patient_id)
}

fn count(batch: &ReadingBatch, fresh: &[Known<'_>]) -> ReadingBatchReply {
    let stored = fresh.len() as u32;
    ReadingBatchReply {
        stored,
        repeated: batch.readings.len() as u32 - stored,
        without_patient: fresh.iter().filter(|known| known.row.patient_id.is_none()).count() as u32,
        implausible: fresh
            .iter()
            .map(|known| known.row.more.implausible.iter().count() as u32)
            .sum(),
        alarms: 0,
    }
}
