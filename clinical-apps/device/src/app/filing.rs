//! What new readings mean: alarms that they raise, worsen or end, and what others are told.

use std::collections::{BTreeSet, HashMap};

use nilecare_contracts::device::{
    ALARM_RAISED, ALARM_RESOLVED, AlarmKind, AlarmSeverity, AlarmState, DeviceAlarm, VITALS_CRITICAL, VitalParameter,
    VitalThreshold, VitalsEvent,
};
use nilecare_sql::WriteTx;
use nilecare_types::{AlarmId, PatientId, Timestamp};

use super::events::{tell_alarm, tell_vitals};
use super::ingest::Known;
use crate::model::alarm::{ease, worsen};
use crate::model::limits::{Limits, judge, needed, scope_keys};
use crate::service::DeviceOptions;
use crate::store::{alarm, reading, threshold};
use crate::{DeviceError, DeviceService};

/// More patients than this are not remembered; one that was forgotten is told once more.
const MOST_TOLD: usize = 20_000;

/// The alarms of a batch while it is filed.
pub(super) struct Filing<'o> {
    options: &'o DeviceOptions,
    now: Timestamp,
    limits: Limits,
    open: HashMap<(PatientId, VitalParameter), DeviceAlarm>,
    changed: BTreeSet<(PatientId, VitalParameter)>,
    n_raised: u32,
}

impl<'o> Filing<'o> {
    /// Reads the limits and the open alarms of everybody in the batch.
    pub async fn begin(
        tx: &mut WriteTx,
        options: &'o DeviceOptions,
        now: Timestamp,
        fresh: &[Known<'_>],
    ) -> Result<Self, DeviceError> {
        let mut scopes = BTreeSet::new();
        let mut patients = BTreeSet::new();
        for known in fresh {
            if let Some(patient) = known.row.patient_id {
                patients.insert(patient);
                scopes.extend(scope_keys(patient, known.device.id, &known.device.details.facility));
            }
        }
        let mut filing = Self {
            options,
            now,
            limits: Limits::default(),
            open: HashMap::new(),
            changed: BTreeSet::new(),
            n_raised: 0,
        };
        if patients.is_empty() {
            return Ok(filing);
        }
        let scopes: Vec<_> = scopes.into_iter().collect();
        filing.limits = Limits::new(threshold::of_scopes(&mut **tx, &scopes).await?);
        for found in alarm::open_of_patients(&mut **tx, patients.into_iter()).await? {
            if let (Some(patient), Some(parameter)) = (found.patient_id, found.parameter) {
                filing.open.insert((patient, parameter), found);
            }
        }
        Ok(filing)
    }

    /// Takes one reading, in the order of time.
    pub async fn judge(&mut self, tx: &mut WriteTx, known: &Known<'_>) -> Result<(), DeviceError> {
        let Some(patient) = known.row.patient_id else {
            return Ok(());
        };
        let was_held_back = known.row.at < self.now - self.options.alarm_window;
        if was_held_back || !known.input.is_trusted() {
            return Ok(());
        }
        for (parameter, value) in known.row.values.iter() {
            let limits = self
                .limits
                .of(parameter, patient, known.device.id, &known.device.details.facility);
            let Some(threshold) = limits.cloned() else {
                continue;
            };
            match judge(&threshold, value) {
                None => self.ease(tx, (patient, parameter), value).await?,
                Some((severity, limit)) => {
                    let beyond = Beyond {
                        parameter,
                        severity,
                        value,
                        limit,
                    };
                    self.beyond(tx, known, patient, &threshold, beyond).await?;
                }
            }
        }
        Ok(())
    }

    async fn ease(
        &mut self,
        tx: &mut WriteTx,
        key: (PatientId, VitalParameter),
        value: f64,
    ) -> Result<(), DeviceError> {
        let Some(open) = self.open.get_mut(&key) else {
            return Ok(());
        };
        self.changed.insert(key);
        if ease(open, value, self.now) {
            tell_alarm(tx, ALARM_RESOLVED, open, self.now).await?;
            if let Some(over) = self.open.remove(&key) {
                // Written now: its unique key is free for the next one of this batch.
                alarm::update(tx, &over).await?;
                self.changed.remove(&key);
            }
        }
        Ok(())
    }

    async fn beyond(
        &mut self,
        tx: &mut WriteTx,
        known: &Known<'_>,
        patient: PatientId,
        threshold: &VitalThreshold,
        beyond: Beyond,
    ) -> Result<(), DeviceError> {
        let key = (patient, beyond.parameter);
        let escalates_at = self.now + self.options.escalate_after;
        let severity = held(tx, patient, known.row.at, threshold, &beyond).await?;
        if let Some(open) = self.open.get_mut(&key) {
            let severity = severity.unwrap_or(AlarmSeverity::Warning);
            let is_worse = worsen(open, severity, beyond.value, beyond.limit, escalates_at);
            self.changed.insert(key);
            if is_worse {
                self.n_raised += 1;
                tell_alarm(tx, VITALS_CRITICAL, open, self.now).await?;
            }
            return Ok(());
        }
        let Some(severity) = severity else {
            return Ok(());
        };
        let raised = DeviceAlarm {
            id: AlarmId::generate(),
            kind: AlarmKind::VitalSign,
            severity,
            state: AlarmState::Active,
            device_id: known.device.id,
            facility: known.device.details.facility.clone(),
            patient_id: Some(patient),
            parameter: Some(beyond.parameter),
            value: Some(beyond.value),
            limit: Some(beyond.limit),
            last_value: Some(beyond.value),
            n_normal: 0,
            raised_at: self.now,
            acknowledged_by: None,
            acknowledged_at: None,
            escalation_level: 0,
            escalates_at: (severity == AlarmSeverity::Critical).then_some(escalates_at),
            resolved_by: None,
            resolved_at: None,
            note: None,
        };
        alarm::insert(tx, &raised).await?;
        tell_alarm(tx, ALARM_RAISED, &raised, self.now).await?;
        if severity == AlarmSeverity::Critical {
            tell_alarm(tx, VITALS_CRITICAL, &raised, self.now).await?;
        }
        self.n_raised += 1;
        self.open.insert(key, raised);
        Ok(())
    }

    /// Writes the alarms that changed and tells how many were raised or became critical.
    pub async fn finish(self, tx: &mut WriteTx) -> Result<u32, DeviceError> {
        for key in &self.changed {
            if let Some(changed) = self.open.get(key) {
                alarm::update(tx, changed).await?;
            }
        }
        Ok(self.n_raised)
    }
}

/// A value beyond its limits.
struct Beyond {
    parameter: VitalParameter,
    severity: AlarmSeverity,
    value: f64,
    limit: f64,
}

/// How bad it is after the hold-off: enough of the last values must be that bad. `None`: not yet.
async fn held(
    tx: &mut WriteTx,
    patient: PatientId,
    at: Timestamp,
    threshold: &VitalThreshold,
    beyond: &Beyond,
) -> Result<Option<AlarmSeverity>, DeviceError> {
    let wanted = [AlarmSeverity::Critical, AlarmSeverity::Warning]
        .into_iter()
        .filter(|severity| *severity <= beyond.severity);
    let mut values: Option<Vec<f64>> = None;
    for severity in wanted {
        let needed = usize::from(needed(threshold, severity));
        if needed <= 1 {
            return Ok(Some(severity));
        }
        if values.is_none() {
            values = Some(reading::recent(tx, patient, beyond.parameter, at, threshold.of).await?);
        }
        let is_as_bad = |value: &&f64| judge(threshold, **value).is_some_and(|(found, _)| found >= severity);
        let n = values.iter().flatten().filter(is_as_bad).count();
        if n >= needed {
            return Ok(Some(severity));
        }
    }
    Ok(None)
}

impl DeviceService {
    /// Tells others the newest values of each patient who was not told of lately; gives who was.
    pub(super) async fn tell_newest(
        &self,
        tx: &mut WriteTx,
        fresh: &[Known<'_>],
        now: Timestamp,
    ) -> Result<Vec<PatientId>, DeviceError> {
        let mut newest = HashMap::new();
        for known in fresh.iter().filter(|known| !known.row.values.is_empty()) {
            if let Some(patient) = known.row.patient_id {
                newest.insert(patient, known);
            }
        }
        {
            let told = self.told.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            newest.retain(|patient, _| told.get(patient).is_none_or(|at| now >= *at + self.options.tell_every));
        }
        for (patient, known) in &newest {
            let data = VitalsEvent {
                patient_id: *patient,
                device_id: known.device.id,
                facility: known.device.details.facility.clone(),
                at: known.row.at,
                values: known.row.values,
            };
            tell_vitals(tx, &data, now).await?;
        }
        Ok(newest.into_keys().collect())
    }

    /// After the commit: these were told.
    pub(super) fn note_told(&self, patients: Vec<PatientId>, now: Timestamp) {
        let mut told = self.told.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if told.len() + patients.len() > MOST_TOLD {
            told.retain(|_, at| now < *at + self.options.tell_every);
        }
        told.extend(patients.into_iter().map(|patient| (patient, now)));
    }
}
