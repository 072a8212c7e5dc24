//! Weekly rules, exceptions from them, and what comes of both.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_contracts::business::{
    Availability, SCHEDULE_CHANGED, Schedule, ScheduleException, ScheduleExceptionRequest, ScheduleRequest, StaffStatus,
};
use nilecare_contracts::facility::PlaceStatus;
use nilecare_http::IfMatch;
use nilecare_sql::{WriteTx, documents, json};
use nilecare_types::{FacilityId, Page, ScheduleExceptionId, ScheduleId, StaffId, Timestamp};
use serde_json::json;

use super::people::staff_of;
use super::{allow, tell, valid};
use crate::model::{availability, overlap};
use crate::store::{SCHEDULES, exception};
use crate::{BusinessError, BusinessService};

/// More rules, or exceptions to come, than this nobody has.
const MOST: i64 = 500;
/// Longest time that availability is given for.
const MOST_DAYS: i32 = 62;

impl BusinessService {
    pub(crate) async fn add_schedule(
        &self,
        staff_id: StaffId,
        request: ScheduleRequest,
    ) -> Result<Schedule, BusinessError> {
        self.check_schedule(&request).await?;
        let mut tx = self.db.begin_write().await?;
        staff_of(&mut *tx, staff_id).await?;
        demand_free(&mut tx, staff_id, &request, None).await?;
        let now = self.clock.now();
        let schedule = Schedule::new(ScheduleId::generate(), staff_id, request, now);
        let columns = [("staff_id", Some(staff_id.to_string()))];
        documents::insert(&mut tx, SCHEDULES, &schedule.id.to_string(), &columns, &schedule).await?;
        self.commit(tx, staff_id, now).await?;
        Ok(schedule)
    }

    pub(crate) async fn change_schedule(
        &self,
        id: ScheduleId,
        version: IfMatch,
        request: ScheduleRequest,
    ) -> Result<Schedule, BusinessError> {
        self.check_schedule(&request).await?;
        let mut tx = self.db.begin_write().await?;
        let found: Option<Schedule> = documents::find(&mut *tx, SCHEDULES, &id.to_string()).await?;
        let mut schedule = found.ok_or(BusinessError::NotFound("schedule"))?;
        allow(version, schedule.version)?;
        demand_free(&mut tx, schedule.staff_id, &request, Some(id)).await?;
        let now = self.clock.now();
        schedule.replace(request, now);
        documents::update(&mut tx, SCHEDULES, &id.to_string(), &[], &schedule).await?;
        self.commit(tx, schedule.staff_id, now).await?;
        Ok(schedule)
    }

    pub(crate) async fn remove_schedule(&self, id: ScheduleId) -> Result<(), BusinessError> {
        let mut tx = self.db.begin_write().await?;
        let found: Option<Schedule> = documents::find(&mut *tx, SCHEDULES, &id.to_string()).await?;
        let schedule = found.ok_or(BusinessError::NotFound("schedule"))?;
        documents::remove(&mut tx, SCHEDULES, &id.to_string()).await?;
        self.commit(tx, schedule.staff_id, self.clock.now()).await
    }

    pub(crate) async fn schedules(
        &self,
        staff: StaffId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Schedule>, BusinessError> {
        self.staff_member(staff).await?;
        let equal = [("staff_id", staff.to_string())];
        let rows = documents::list(self.db.readers(), SCHEDULES, &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |schedule: &Schedule| {
            schedule.id.to_string()
        }))
    }

    pub(crate) async fn add_exception(
        &self,
        staff_id: StaffId,
        request: ScheduleExceptionRequest,
    ) -> Result<ScheduleException, BusinessError> {
        valid(request.validate())?;
        if let Some(id) = request.facility_id {
            self.demand_facility(id).await?;
        }
        let mut tx = self.db.begin_write().await?;
        staff_of(&mut *tx, staff_id).await?;
        let now = self.clock.now();
        let exception = ScheduleException::new(ScheduleExceptionId::generate(), staff_id, request, now);
        exception::insert(&mut tx, &exception).await?;
        self.commit(tx, staff_id, now).await?;
        Ok(exception)
    }

    pub(crate) async fn remove_exception(&self, id: ScheduleExceptionId) -> Result<(), BusinessError> {
        let mut tx = self.db.begin_write().await?;
        let found: Option<ScheduleException> =
            documents::find(&mut *tx, exception::EXCEPTIONS, &id.to_string()).await?;
        let exception = found.ok_or(BusinessError::NotFound("exception"))?;
        documents::remove(&mut tx, exception::EXCEPTIONS, &id.to_string()).await?;
        self.commit(tx, exception.staff_id, self.clock.now()).await
    }

    /// Lists exceptions that are not over, by their end.
    pub(crate) async fn exceptions(&self, staff: StaffId) -> Result<Vec<ScheduleException>, BusinessError> {
        self.staff_member(staff).await?;
        Ok(exception::of_staff(self.db.readers(), staff, self.clock.now(), MOST).await?)
    }

    /// Tells when somebody can be visited; never when the person does not work.
    pub(crate) async fn availability(
        &self,
        staff_id: StaffId,
        facility: Option<FacilityId>,
        from: Date,
        to: Date,
    ) -> Result<Availability, BusinessError> {
        let is_range = from <= to && (to - from).get_days() < MOST_DAYS;
        let problem = format!("/to: must not be before from, and at most {MOST_DAYS} days in all");
        valid(if is_range { Vec::new() } else { vec![problem] })?;
        let member = self.staff_member(staff_id).await?;
        let mut answer = Availability {
            staff_id,
            periods: Vec::new(),
        };
        if member.status != StaffStatus::Active {
            return Ok(answer);
        }
        let equal = [("staff_id", staff_id.to_string())];
        let rules: Vec<Schedule> = documents::list(self.db.readers(), SCHEDULES, &equal, "", MOST).await?;
        // The day begins somewhere on Earth at most a day before it does in UTC.
        let since = from
            .yesterday()
            .unwrap_or(from)
            .to_zoned(TimeZone::UTC)
            .map_or(Timestamp::MIN, |start| start.timestamp());
        let exceptions = exception::of_staff(self.db.readers(), staff_id, since, MOST).await?;
        let mut zones = BTreeMap::new();
        let places = rules.iter().map(|rule| rule.facility_id);
        let places = places.chain(exceptions.iter().filter_map(|exception| exception.facility_id));
        for id in places.filter(|id| facility.is_none_or(|wanted| wanted == *id)) {
            if zones.contains_key(&id) {
                continue;
            }
            let found = self.facility.facility(id).await?;
            if let Some(place) = found.filter(|place| place.status == PlaceStatus::Active) {
                let zone = TimeZone::get(&place.time_zone).map_err(|_| BusinessError::UnknownZone)?;
                zones.insert(id, zone);
            }
        }
        answer.periods = availability::periods(&rules, &exceptions, &zones, from, to);
        Ok(answer)
    }

    async fn check_schedule(&self, request: &ScheduleRequest) -> Result<(), BusinessError> {
        valid(request.validate())?;
        self.demand_facility(request.facility_id).await
    }

    async fn demand_facility(&self, id: FacilityId) -> Result<(), BusinessError> {
        match self.facility.facility(id).await? {
            Some(_) => Ok(()),
            None => valid(vec!["/facility_id: there is no such facility".to_owned()]),
        }
    }

    async fn commit(&self, mut tx: WriteTx, staff: StaffId, now: Timestamp) -> Result<(), BusinessError> {
        let id = staff.to_string();
        tell(&mut tx, SCHEDULE_CHANGED, &id, now, json!({ "staff_id": id })).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

/// Demands that no other rule of the person has these hours. The transaction holds the right to write, so none can come meanwhile.
async fn demand_free(
    tx: &mut WriteTx,
    staff: StaffId,
    request: &ScheduleRequest,
    own: Option<ScheduleId>,
) -> Result<(), BusinessError> {
    let equal = [("staff_id", staff.to_string())];
    let rules: Vec<Schedule> = documents::list(&mut **tx, SCHEDULES, &equal, "", MOST).await?;
    match overlap::find(&rules, request, own) {
        None => Ok(()),
        Some(rule) => Err(BusinessError::Overlap {
            weekday: json::name(&rule.weekday),
            start: rule.start.to_string(),
            end: rule.end.to_string(),
        }),
    }
}
