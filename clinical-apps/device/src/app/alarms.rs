//! Seeing to alarms.

use nilecare_contracts::device::{ALARM_ACKNOWLEDGED, ALARM_RESOLVED, AlarmNote, AlarmState, DeviceAlarm};
use nilecare_http::Principal;
use nilecare_types::{AlarmId, Page, PatientId};

use super::events::tell_alarm;
use super::valid;
use crate::model::alarm::{acknowledge, resolve};
use crate::store::alarm::{self, Filter};
use crate::{DeviceError, DeviceService};

impl DeviceService {
    /// Notes that somebody has seen to an alarm.
    pub(crate) async fn acknowledge_alarm(
        &self,
        id: AlarmId,
        note: &AlarmNote,
        by: &Principal,
    ) -> Result<DeviceAlarm, DeviceError> {
        valid(note.validate())?;
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let mut found = alarm::find(&mut *tx, id).await?.ok_or(DeviceError::AlarmNotFound)?;
        acknowledge(&mut found, &by.username, note.note.as_deref(), now)?;
        alarm::update(&mut tx, &found).await?;
        tell_alarm(&mut tx, ALARM_ACKNOWLEDGED, &found, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(found)
    }

    /// Ends an alarm by hand.
    pub(crate) async fn resolve_alarm(
        &self,
        id: AlarmId,
        note: &AlarmNote,
        by: &Principal,
    ) -> Result<DeviceAlarm, DeviceError> {
        valid(note.validate())?;
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let mut found = alarm::find(&mut *tx, id).await?.ok_or(DeviceError::AlarmNotFound)?;
        resolve(&mut found, Some(&by.username), note.note.as_deref(), now)?;
        alarm::update(&mut tx, &found).await?;
        tell_alarm(&mut tx, ALARM_RESOLVED, &found, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(found)
    }

    /// Gives an alarm.
    pub(crate) async fn alarm(&self, id: AlarmId) -> Result<DeviceAlarm, DeviceError> {
        let found = alarm::find(self.db.readers(), id).await?;
        found.ok_or(DeviceError::AlarmNotFound)
    }

    /// Lists alarms, newest first.
    pub(crate) async fn alarms(
        &self,
        patient: Option<PatientId>,
        facility: Option<&str>,
        state: Option<AlarmState>,
        before: &str,
        limit: usize,
    ) -> Result<Page<DeviceAlarm>, DeviceError> {
        let ids = match patient {
            Some(id) => Some(self.ids_of(id).await?.all()),
            None => None,
        };
        let filter = Filter {
            patients: ids.as_deref(),
            facility,
            state,
            before,
            fetch: limit as i64 + 1,
        };
        let rows = alarm::list(self.db.readers(), &filter).await?;
        Ok(Page::from_rows(rows, limit, |alarm| alarm.id.to_string()))
    }
}
