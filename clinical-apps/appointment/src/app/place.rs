//! Where and with whom: what the other services know of a time.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use nilecare_contracts::Practitioner;
use nilecare_contracts::appointment::{APPOINTMENTS_OVERRIDE, PatientSummary, ResourceKind};
use nilecare_contracts::business::{OpenPeriod, StaffMember, StaffStatus};
use nilecare_contracts::clinical::PatientIds;
use nilecare_contracts::facility::{Facility, PlaceStatus, SettingsRecord};
use nilecare_http::Principal;
use nilecare_types::{FacilityId, PatientId, StaffId, Timestamp};

use crate::model::life::Context;
use crate::{AppointmentError, AppointmentService};

/// A facility with what it has settled.
#[derive(Debug)]
pub(super) struct Place {
    pub facility: Facility,
    pub settings: SettingsRecord,
    pub zone: TimeZone,
}

/// A patient with all ids.
#[derive(Debug)]
pub(super) struct Person {
    pub ids: PatientIds,
    pub summary: PatientSummary,
}

impl AppointmentService {
    /// Gives all ids of a person, before and after merges.
    pub(super) async fn ids_of(&self, id: PatientId) -> Result<PatientIds, AppointmentError> {
        let known = self.clinical.patient_ids(id).await?;
        known.ok_or(AppointmentError::NotFound("patient"))
    }

    pub(super) async fn person(&self, id: PatientId) -> Result<Person, AppointmentError> {
        let ids = self.ids_of(id).await?;
        let found = self.clinical.patient(ids.patient_id).await?;
        let summary = found.ok_or(AppointmentError::NotFound("patient"))?.into();
        Ok(Person { ids, summary })
    }

    pub(super) async fn place(&self, id: FacilityId) -> Result<Place, AppointmentError> {
        let found = self.facility.facility(id).await?;
        let facility = found.ok_or(AppointmentError::NotFound("facility"))?;
        if facility.status != PlaceStatus::Active {
            return Err(AppointmentError::Invalid(vec![
                "/facility_id: the facility is closed".to_owned(),
            ]));
        }
        let settings = self.facility.settings(id).await?;
        let settings = settings.ok_or(AppointmentError::NotFound("facility"))?;
        let zone = TimeZone::get(&facility.time_zone).map_err(|_| AppointmentError::UnknownZone)?;
        Ok(Place {
            facility,
            settings,
            zone,
        })
    }

    pub(super) async fn provider(&self, id: StaffId) -> Result<StaffMember, AppointmentError> {
        let found = self.business.staff(id).await?;
        let member = found.ok_or(AppointmentError::NotFound("staff"))?;
        if member.status != StaffStatus::Active {
            return Err(AppointmentError::Invalid(vec![
                "/provider_id: does not work at present".to_owned(),
            ]));
        }
        Ok(member)
    }

    /// Finds the period of the provider's schedule that the whole time lies in.
    pub(super) async fn period(
        &self,
        provider: StaffId,
        place: &Place,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Option<OpenPeriod>, AppointmentError> {
        let day = place.zone.to_datetime(from).date();
        // What began the day before may still go on.
        let before = day.yesterday().unwrap_or(day);
        let known = self.business.availability(provider, before, day).await?;
        let availability = known.ok_or(AppointmentError::NotFound("staff"))?;
        let is_around = |period: &OpenPeriod| {
            period.facility_id == place.facility.id && period.from <= from && until <= period.until
        };
        Ok(availability.periods.into_iter().find(is_around))
    }

    /// Demands that the time can be booked: not over, not too far ahead, in the provider's schedule unless somebody who may says otherwise.
    pub(super) async fn demand_open(
        &self,
        provider: StaffId,
        place: &Place,
        from: Timestamp,
        until: Timestamp,
        outside: Option<&Principal>,
    ) -> Result<Option<OpenPeriod>, AppointmentError> {
        let now = self.clock.now();
        let furthest = now + SignedDuration::from_hours(24 * i64::from(place.settings.booking_days_ahead));
        let mut problems = Vec::new();
        if until <= now {
            problems.push("/starts_at: the time is over".to_owned());
        }
        if from > furthest {
            let days = place.settings.booking_days_ahead;
            problems.push(format!("/starts_at: the facility books at most {days} days ahead"));
        }
        super::valid(problems)?;
        let period = self.period(provider, place, from, until).await?;
        match (period, outside) {
            (Some(period), _) => Ok(Some(period)),
            (None, Some(by)) if by.may(APPOINTMENTS_OVERRIDE) => Ok(None),
            (None, Some(_)) => Err(AppointmentError::NotPermitted),
            (None, None) => Err(AppointmentError::OutsideSchedule { at: from }),
        }
    }
}

/// Remembers what later changes and messages need.
pub(super) fn context(patient: PatientSummary, provider: &StaffMember, place: &Place) -> Context {
    Context {
        patient,
        practitioner: Practitioner::new(&provider.number, &provider.family, &provider.given),
        facility_code: place.facility.code.clone(),
        cancel_notice_hours: place.settings.cancel_notice_hours,
        no_show_minutes: place.settings.no_show_minutes,
        reminder_hours: place.settings.reminder_hours.clone(),
    }
}

/// Says how a provider is called.
pub(super) fn called(provider: &StaffMember) -> String {
    format!("{}, {}", provider.family, provider.given)
}

/// Lists staff that is booked along by something that is no id.
pub(super) fn check_resources(resources: &[nilecare_contracts::appointment::AppointmentResource]) -> Vec<String> {
    let is_wrong = |resource: &nilecare_contracts::appointment::AppointmentResource| {
        resource.kind == ResourceKind::Staff && resource.name.trim().parse::<StaffId>().is_err()
    };
    let wrong = resources.iter().enumerate().filter(|(_, resource)| is_wrong(resource));
    wrong
        .map(|(at, _)| format!("/resources/{at}/name: must be the id of somebody on the staff"))
        .collect()
}
