//! Booking: one appointment or a series, all of it or nothing.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use nilecare_contracts::appointment::{
    APPOINTMENT_BOOKED, Appointment, AppointmentChange, AppointmentRequest, AppointmentSeries, AppointmentStatus,
    SeriesRequest, WaitlistEntry, WaitlistStatus,
};
use nilecare_contracts::business::{OpenPeriod, StaffMember};
use nilecare_http::{IdempotencyKey, Principal};
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{DbErrorKind, WriteTx, json};
use nilecare_types::{AppointmentId, PatientId, SeriesId, Timestamp};

use super::place::{Person, Place, called, check_resources, context};
use super::{events, valid};
use crate::model::life::Record;
use crate::model::{claim, recurrence};
use crate::store::{appointment, reminder, slot, waitlist};
use crate::{AppointmentError, AppointmentService};

impl AppointmentService {
    /// Books an appointment.
    pub(crate) async fn book(
        &self,
        key: &IdempotencyKey,
        request: &AppointmentRequest,
        by: &Principal,
    ) -> Result<Appointment, AppointmentError> {
        let content = json::write(request);
        let command = Command::new("book", key.as_str(), content.as_bytes());
        if let Some(reply) = self.done(&command).await? {
            return Ok(reply);
        }
        let (person, records) = self.prepare(request, None, by).await?;
        let booked = self.write(&command, &person, records, None, |mut records| {
            records.remove(0).appointment
        });
        booked.await
    }

    /// Books a series, all of its appointments or none.
    pub(crate) async fn book_series(
        &self,
        key: &IdempotencyKey,
        request: &SeriesRequest,
        by: &Principal,
    ) -> Result<AppointmentSeries, AppointmentError> {
        valid(request.validate())?;
        let content = json::write(request);
        let command = Command::new("book-series", key.as_str(), content.as_bytes());
        if let Some(reply) = self.done(&command).await? {
            return Ok(reply);
        }
        let (person, records) = self.prepare(&request.first, Some(request), by).await?;
        let booked = self.write(&command, &person, records, None, |records| AppointmentSeries {
            series_id: records[0].appointment.series_id.unwrap_or_else(SeriesId::generate),
            appointments: records.into_iter().map(|record| record.appointment).collect(),
        });
        booked.await
    }

    /// Books what was offered to somebody who waits, and ends the waiting.
    pub(super) async fn book_offered(
        &self,
        entry: &WaitlistEntry,
        request: &AppointmentRequest,
        by: &Principal,
    ) -> Result<Appointment, AppointmentError> {
        let key = format!("{}-{}", entry.id, entry.version);
        let content = json::write(request);
        let command = Command::new("accept", &key, content.as_bytes());
        let (person, mut records) = self.prepare(request, None, by).await?;
        for record in &mut records {
            record.appointment.waitlist_entry_id = Some(entry.id);
        }
        let booked = self.write(&command, &person, records, Some(entry), |mut records| {
            records.remove(0).appointment
        });
        booked.await
    }

    /// Asks the other services and makes the records; nothing is written yet.
    async fn prepare(
        &self,
        request: &AppointmentRequest,
        series: Option<&SeriesRequest>,
        by: &Principal,
    ) -> Result<(Person, Vec<Record>), AppointmentError> {
        let mut problems = request.validate();
        problems.extend(check_resources(&request.resources));
        valid(problems)?;
        let person = self.person(request.patient_id).await?;
        let provider = self.provider(request.provider_id).await?;
        let place = self.place(request.facility_id).await?;
        let minutes = request.minutes.unwrap_or(place.settings.appointment_minutes);
        let length = SignedDuration::from_mins(i64::from(minutes));
        let starts = match series {
            Some(series) => recurrence::starts(request.starts_at, series.recurrence, &place.zone).ok_or_else(|| {
                AppointmentError::Invalid(vec!["/recurrence: goes beyond what the calendar has".to_owned()])
            })?,
            None => vec![request.starts_at],
        };
        let series_id = series.map(|_| SeriesId::generate());
        let outside = request.outside_schedule.then_some(by);
        let mut records = Vec::with_capacity(starts.len());
        for starts_at in starts {
            let ends_at = starts_at + length;
            let open = self.demand_open(provider.id, &place, starts_at, ends_at, outside);
            let time = Time {
                starts_at,
                ends_at,
                period: open.await?,
                series_id,
            };
            records.push(new_record(
                request,
                &person,
                &provider,
                &place,
                time,
                by,
                self.clock.now(),
            ));
        }
        Ok((person, records))
    }

    /// Writes the records with everything that goes with them, in one transaction.
    async fn write<T>(
        &self,
        command: &Command<'_>,
        person: &Person,
        records: Vec<Record>,
        accepted: Option<&WaitlistEntry>,
        reply: impl FnOnce(Vec<Record>) -> T + Send,
    ) -> Result<T, AppointmentError>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + Send,
    {
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = done(&mut tx, command).await? {
            return Ok(reply);
        }
        let now = self.clock.now();
        for record in &records {
            let claimed = self.claim(&mut tx, record, &person.ids.all(), true).await?;
            if let Err(taken) = claimed {
                drop(tx);
                return Err(self.taken(record, taken).await?);
            }
            reminder::insert(&mut tx, record.appointment.id, 0, &record.reminders(now)).await?;
            events::tell(&mut tx, APPOINTMENT_BOOKED, record, now).await?;
        }
        if let Some(entry) = accepted {
            let mut entry = super::waitlist::entry_of(&mut *tx, entry.id, entry.version).await?;
            entry.status = WaitlistStatus::Booked;
            entry.touch(now);
            waitlist::update(&mut tx, &entry).await?;
        }
        let reply = reply(records);
        inbox::remember(&mut tx, command, &json::write(&reply), now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(reply)
    }

    /// Takes what an appointment needs, and writes the appointment itself when it is new. The inner error names resources that are
    /// taken, none when the database found it out by its key.
    pub(super) async fn claim(
        &self,
        tx: &mut WriteTx,
        record: &Record,
        ids: &[PatientId],
        is_new: bool,
    ) -> Result<Result<(), Vec<&'static str>>, AppointmentError> {
        let appointment = &record.appointment;
        let slots = claim::slots(appointment.starts_at, appointment.ends_at);
        // Before a merge the patient's appointments had other ids; the key cannot know that these are one person.
        let former: BTreeSet<String> = ids.iter().map(|id| claim::of_patient(*id)).collect();
        let of_patient = slot::taken(&mut **tx, former.iter(), &slots, Some(appointment.id)).await?;
        if !of_patient.is_empty() {
            return Ok(Err(vec!["patient"]));
        }
        if is_new {
            appointment::insert(tx, record).await?;
        }
        match slot::take(tx, appointment.id, &claim::resources(appointment), slots).await {
            Ok(()) => Ok(Ok(())),
            Err(error) if error.kind() == DbErrorKind::UniqueViolation => Ok(Err(Vec::new())),
            Err(error) => Err(error.into()),
        }
    }

    /// Says what is taken, after the transaction that found it out was given up.
    pub(super) async fn taken(
        &self,
        record: &Record,
        known: Vec<&'static str>,
    ) -> Result<AppointmentError, AppointmentError> {
        let appointment = &record.appointment;
        let mut taken = known;
        if taken.is_empty() {
            let slots = claim::slots(appointment.starts_at, appointment.ends_at);
            let wanted = claim::resources(appointment);
            let rows = slot::taken(self.db.readers(), wanted.iter(), &slots, Some(appointment.id)).await?;
            taken = rows.iter().map(|(resource, _)| claim::kind(resource)).collect();
            taken.dedup();
        }
        if taken.is_empty() {
            // It was given back meanwhile, or two of one series overlap.
            taken.push("something that was free a moment ago");
        }
        let at = appointment.starts_at;
        Ok(AppointmentError::Taken { at, taken })
    }

    async fn done<T: serde::de::DeserializeOwned>(&self, command: &Command<'_>) -> Result<Option<T>, AppointmentError> {
        let mut tx = self.db.begin_write().await?;
        done(&mut tx, command).await
    }
}

async fn done<T: serde::de::DeserializeOwned>(
    tx: &mut WriteTx,
    command: &Command<'_>,
) -> Result<Option<T>, AppointmentError> {
    match inbox::look_up(tx, command).await? {
        Seen::New => Ok(None),
        Seen::Done(reply) => Ok(Some(json::read("processed_commands", "reply", &reply)?)),
        Seen::OtherContent => Err(AppointmentError::KeyReused),
    }
}

/// When an appointment is, and the period of the schedule that it lies in.
struct Time {
    starts_at: Timestamp,
    ends_at: Timestamp,
    period: Option<OpenPeriod>,
    series_id: Option<SeriesId>,
}

fn new_record(
    request: &AppointmentRequest,
    person: &Person,
    provider: &StaffMember,
    place: &Place,
    time: Time,
    by: &Principal,
    now: Timestamp,
) -> Record {
    let id = AppointmentId::generate();
    let text = id.to_string();
    let period = time.period.as_ref();
    let room = request
        .room
        .clone()
        .or_else(|| period.and_then(|period| period.room.clone()));
    let appointment = Appointment {
        id,
        appointment_number: format!("AP-{}", &text[text.len() - 10..]),
        version: 1,
        patient_id: person.ids.patient_id,
        provider_id: provider.id,
        provider: called(provider),
        facility_id: place.facility.id,
        department_id: request
            .department_id
            .or_else(|| period.and_then(|period| period.department_id)),
        room,
        resources: request.resources.clone(),
        kind: request.kind,
        priority: request.priority,
        status: AppointmentStatus::Scheduled,
        starts_at: time.starts_at,
        ends_at: time.ends_at,
        time_zone: place.facility.time_zone.clone(),
        is_outside_schedule: period.is_none(),
        reason: request.reason.clone(),
        notes: request.notes.clone(),
        series_id: time.series_id,
        waitlist_entry_id: None,
        sequence: 0,
        started_at: None,
        completed_at: None,
        history: vec![AppointmentChange {
            status: AppointmentStatus::Scheduled,
            by: by.username.clone(),
            at: now,
            reason: None,
            moved_from: None,
            is_late: false,
        }],
        created_at: now,
        updated_at: now,
    };
    Record {
        appointment,
        context: context(person.summary.clone(), provider, place),
    }
}
