//! Answers about devices, vital signs and limits.

use nilecare_contracts::device::{
    Calibration, Device, DeviceAssociation, DeviceLogEntry, Maintenance, ThresholdScope, VitalBucket, VitalParameter,
    VitalReading, VitalThreshold,
};
use nilecare_types::{DeviceId, Page, PatientId, Timestamp};

use super::valid;
use crate::model::limits::scope_key;
use crate::store::device::Filter;
use crate::store::{association, device, log, reading, series, threshold};
use crate::{DeviceError, DeviceService};

/// So many entries of a device's history are given.
const MOST_ENTRIES: i64 = 200;
/// So many buckets a series has at most.
const MOST_BUCKETS: i64 = 2000;

/// Which readings are wanted.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReadingsQuery {
    /// Whose; any id of the person.
    pub patient: PatientId,
    /// From when.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// To before when.
    #[param(value_type = Option<String>, format = DateTime)]
    pub to: Option<Timestamp>,
}

/// Which stretch of which vital sign is wanted.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SeriesQuery {
    /// Whose; any id of the person.
    pub patient: PatientId,
    /// Which vital sign.
    pub parameter: VitalParameter,
    /// From when.
    #[param(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// To before when.
    #[param(value_type = String, format = DateTime)]
    pub to: Timestamp,
    /// How long each part is, in seconds; at most 2000 parts.
    pub bucket_seconds: u32,
}

impl DeviceService {
    /// Gives a device.
    pub(crate) async fn device(&self, id: DeviceId) -> Result<Device, DeviceError> {
        let found = device::find(self.db.readers(), id).await?;
        found.ok_or(DeviceError::DeviceNotFound)
    }

    /// Lists devices, oldest first.
    pub(crate) async fn devices(
        &self,
        facility: Option<&str>,
        online: Option<bool>,
        after: &str,
        limit: usize,
    ) -> Result<Page<Device>, DeviceError> {
        let filter = Filter {
            facility,
            online,
            after,
            fetch: limit as i64 + 1,
        };
        let rows = device::list(self.db.readers(), &filter).await?;
        Ok(Page::from_rows(rows, limit, |device| device.id.to_string()))
    }

    /// Lists whom a device measured, newest first.
    pub(crate) async fn associations_of(&self, id: DeviceId) -> Result<Vec<DeviceAssociation>, DeviceError> {
        self.device(id).await?;
        Ok(association::of_device(self.db.readers(), id, MOST_ENTRIES).await?)
    }

    /// Lists the devices that measure a person now.
    pub(crate) async fn associations_with(&self, patient: PatientId) -> Result<Vec<DeviceAssociation>, DeviceError> {
        let ids = self.ids_of(patient).await?.all();
        Ok(association::open_of_patient(self.db.readers(), &ids, MOST_ENTRIES).await?)
    }

    /// Lists calibrations, newest first.
    pub(crate) async fn calibrations(&self, id: DeviceId) -> Result<Vec<Calibration>, DeviceError> {
        self.device(id).await?;
        Ok(log::calibrations(self.db.readers(), id, MOST_ENTRIES).await?)
    }

    /// Lists work on a device, newest first.
    pub(crate) async fn maintenance(&self, id: DeviceId) -> Result<Vec<Maintenance>, DeviceError> {
        self.device(id).await?;
        Ok(log::maintenance(self.db.readers(), id, MOST_ENTRIES).await?)
    }

    /// Lists what a device went through, newest first.
    pub(crate) async fn history(&self, id: DeviceId) -> Result<Vec<DeviceLogEntry>, DeviceError> {
        self.device(id).await?;
        Ok(log::history(self.db.readers(), id, MOST_ENTRIES).await?)
    }

    /// Lists readings, newest first.
    pub(crate) async fn readings(
        &self,
        query: &ReadingsQuery,
        before: &str,
        limit: usize,
    ) -> Result<Page<VitalReading>, DeviceError> {
        let before = match before.split_once(':') {
            Some((at, device)) => Some((at.parse().map_err(|_| bad_cursor())?, device.to_owned())),
            None if before.is_empty() => None,
            None => return Err(bad_cursor()),
        };
        let ids = self.ids_of(query.patient).await?;
        let filter = reading::Filter {
            patients: &ids.all(),
            from: query.from,
            to: query.to,
            before,
            fetch: limit as i64 + 1,
        };
        let rows = reading::list(self.db.readers(), &filter).await?;
        let cursor = |reading: &VitalReading| format!("{}:{}", reading.at.as_millisecond(), reading.device_id);
        let page = Page::from_rows(rows, limit, cursor);
        Ok(page.map(|reading| VitalReading {
            patient_id: ids.patient_id,
            ..reading
        }))
    }

    /// Gives one vital sign, down-sampled.
    pub(crate) async fn series(&self, query: &SeriesQuery) -> Result<Vec<VitalBucket>, DeviceError> {
        let bucket_ms = i64::from(query.bucket_seconds) * 1000;
        let stretch_ms = query.to.as_millisecond() - query.from.as_millisecond();
        let fits = bucket_ms > 0 && stretch_ms > 0 && stretch_ms / bucket_ms <= MOST_BUCKETS;
        if !fits {
            let problem = "/bucket_seconds: from must be before to, with at most 2000 parts between";
            return Err(DeviceError::Invalid(vec![problem.to_owned()]));
        }
        let ids = self.ids_of(query.patient).await?.all();
        let wanted = series::Series {
            patients: &ids,
            parameter: query.parameter,
            from: query.from,
            to: query.to,
            bucket_ms,
        };
        Ok(series::read(&self.db, &wanted).await?)
    }

    /// Lists the limits of a scope.
    pub(crate) async fn thresholds(
        &self,
        scope: ThresholdScope,
        subject: Option<&str>,
    ) -> Result<Vec<VitalThreshold>, DeviceError> {
        Ok(threshold::of_scopes(self.db.readers(), &[scope_key(scope, subject)]).await?)
    }

    /// Sets limits.
    pub(crate) async fn put_threshold(&self, wanted: VitalThreshold) -> Result<VitalThreshold, DeviceError> {
        valid(wanted.validate())?;
        let subject = self.known_subject(wanted.scope, wanted.subject.as_deref()).await?;
        let wanted = VitalThreshold { subject, ..wanted };
        let mut tx = self.db.begin_write().await?;
        threshold::put(&mut tx, &wanted).await?;
        tx.commit().await?;
        Ok(wanted)
    }

    /// Takes limits away; those of the scope behind hold then.
    pub(crate) async fn remove_threshold(
        &self,
        scope: ThresholdScope,
        subject: Option<&str>,
        parameter: VitalParameter,
    ) -> Result<(), DeviceError> {
        let mut tx = self.db.begin_write().await?;
        if !threshold::remove(&mut tx, &scope_key(scope, subject), parameter).await? {
            return Err(DeviceError::ThresholdNotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Checks that there is such a device or patient, and gives the id of today.
    async fn known_subject(&self, scope: ThresholdScope, subject: Option<&str>) -> Result<Option<String>, DeviceError> {
        let bad = || DeviceError::Invalid(vec!["/subject: must be an id".to_owned()]);
        let text = subject.unwrap_or_default();
        match scope {
            ThresholdScope::Default => Ok(None),
            ThresholdScope::Facility => Ok(Some(text.to_owned())),
            ThresholdScope::Device => {
                let id: DeviceId = text.parse().map_err(|_| bad())?;
                Ok(Some(self.device(id).await?.id.to_string()))
            }
            ThresholdScope::Patient => {
                let id: PatientId = text.parse().map_err(|_| bad())?;
                Ok(Some(self.ids_of(id).await?.patient_id.to_string()))
            }
        }
    }
}

fn bad_cursor() -> DeviceError {
    DeviceError::Invalid(vec!["/cursor: must be what the page before gave as next".to_owned()])
}
