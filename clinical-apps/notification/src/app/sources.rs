//! What others tell of, and whom it concerns.

use jiff::SignedDuration;
use nilecare_contracts::appointment::{Appointment, WaitlistEntry};
use nilecare_contracts::billing::Invoice;
use nilecare_contracts::business::StaffRole;
use nilecare_contracts::clinical::EncounterClass;
use nilecare_contracts::device::{AlarmState, DeviceAlarm};
use nilecare_contracts::lab::{CriticalResult, LabResult};
use nilecare_contracts::medication::Prescription;
use nilecare_contracts::notification::NotificationCategory;
use nilecare_types::{LabResultId, PatientId, Timestamp};

use super::tell::{ALERT_CHANNELS, Message, PATIENT_CHANNELS};
use crate::model::facts::{Facts, Where};
use crate::{NotificationError, NotificationService};

impl NotificationService {
    /// Tells a patient of an appointment, in place of what is not sent yet. One that has begun is no news.
    pub(crate) async fn tell_of_appointment(
        &self,
        cause: &str,
        appointment: &Appointment,
        category: NotificationCategory,
    ) -> Result<(), NotificationError> {
        let about = appointment.id.to_string();
        if category != NotificationCategory::AppointmentReminder {
            let reason = "the appointment was moved or cancelled meanwhile";
            self.withdraw_about(&about, cause, reason).await?;
        }
        if appointment.starts_at <= self.clock.now() {
            return Ok(());
        }
        let message = Message {
            cause: cause.to_owned(),
            category,
            about: Some(about),
            facts: Facts {
                facility: self.place(appointment.facility_id).await?,
                at: Some(appointment.starts_at),
                number: Some(appointment.appointment_number.clone()),
                ..Facts::default()
            },
            link: None,
            send_at: None,
            expires_at: Some(appointment.starts_at),
        };
        self.tell_patient(&message, appointment.patient_id).await
    }

    /// Takes back what waits of an appointment that takes place, or does not.
    pub(crate) async fn forget_appointment(&self, appointment: &Appointment) -> Result<(), NotificationError> {
        let reason = "the appointment is over, or has begun";
        self.withdraw_about(&appointment.id.to_string(), "", reason).await?;
        Ok(())
    }

    /// Tells a patient who waits of a time that became free.
    pub(crate) async fn tell_of_offer(&self, cause: &str, entry: &WaitlistEntry) -> Result<(), NotificationError> {
        let Some(offer) = entry.offer.as_ref().filter(|offer| offer.expires_at > self.clock.now()) else {
            return Ok(());
        };
        let message = Message {
            cause: cause.to_owned(),
            category: NotificationCategory::WaitlistOffer,
            about: Some(entry.id.to_string()),
            facts: Facts {
                facility: self.place(entry.facility_id).await?,
                at: Some(offer.starts_at),
                ..Facts::default()
            },
            link: None,
            send_at: None,
            expires_at: Some(offer.expires_at),
        };
        self.tell_patient(&message, entry.patient_id).await
    }

    /// Tells who is on duty of a critical vital sign. The device service escalates: each time it does, the next role is told.
    pub(crate) async fn tell_of_alarm(
        &self,
        cause: &str,
        facility: &str,
        alarm: &DeviceAlarm,
    ) -> Result<(), NotificationError> {
        if alarm.state != AlarmState::Active || alarm.patient_id.is_none() {
            return Ok(());
        }
        let place = self.place_of_code(facility).await?;
        let message = Message {
            cause: cause.to_owned(),
            category: NotificationCategory::CriticalVitals,
            about: Some(alarm.id.to_string()),
            facts: Facts {
                facility: Some(place.clone()),
                at: Some(alarm.raised_at),
                level: Some(alarm.escalation_level + 1),
                ..Facts::default()
            },
            link: alarm.patient_id.map(|id| format!("/patients/{id}/vitals")),
            send_at: None,
            expires_at: None,
        };
        self.alert(&message, &place, alarm.escalation_level as usize).await
    }

    /// Tells who ordered of a critical result. When nobody of the staff has the number of who ordered, doctors are told.
    pub(crate) async fn tell_of_result(
        &self,
        cause: &str,
        result: &LabResult,
        told_at: Timestamp,
    ) -> Result<(), NotificationError> {
        let place = self.place_of_patient(result.patient_id).await?;
        let order = self.lab.order(result.order_id).await?;
        let number = order.and_then(|order| order.ordering_provider?.id);
        let who_ordered = match number {
            Some(number) => self.staff_of_number(&number).await?,
            None => None,
        };
        let message = critical_result(cause, (result.id, result.patient_id), place.clone(), told_at, 0);
        match who_ordered {
            Some(who_ordered) => {
                self.tell(&message, &[who_ordered], &ALERT_CHANNELS).await?;
                Ok(())
            }
            None => self.alert_doctors(&message, place, 0).await,
        }
    }

    /// Tells of a critical result that nobody has read back in time: doctors, and the next role each time the laboratory passes it on again.
    pub(crate) async fn tell_of_escalation(
        &self,
        cause: &str,
        critical: &CriticalResult,
    ) -> Result<(), NotificationError> {
        let place = self.place_of_patient(critical.patient_id).await?;
        let of = (critical.result_id, critical.patient_id);
        let message = critical_result(cause, of, place.clone(), critical.created_at, critical.level);
        let n_before = critical.level.saturating_sub(1) as usize;
        self.alert_doctors(&message, place, n_before).await
    }

    /// Tells doctors, or the role that comes so many after them. Nurses are no step of this: a doctor has to decide.
    async fn alert_doctors(
        &self,
        message: &Message,
        place: Option<Where>,
        n_after: usize,
    ) -> Result<(), NotificationError> {
        let doctors = self
            .options
            .escalation
            .iter()
            .position(|role| *role == StaffRole::Doctor);
        let place = place.unwrap_or_else(Where::unknown);
        self.alert(message, &place, doctors.unwrap_or(0) + n_after).await
    }

    /// Tells a patient that a medicine can be collected. Who lies in a bed is given it there.
    pub(crate) async fn tell_of_prescription(&self, cause: &str, told: &Prescription) -> Result<(), NotificationError> {
        if let Some(id) = told.encounter_id {
            let encounter = self.clinical.encounter(id).await?;
            let stays = encounter.is_some_and(|encounter| encounter.class == EncounterClass::Inpatient);
            if stays {
                return Ok(());
            }
        }
        let message = Message {
            cause: cause.to_owned(),
            category: NotificationCategory::PrescriptionReady,
            about: Some(told.id.to_string()),
            facts: Facts {
                facility: self.place_of_patient(told.patient_id).await?,
                at: Some(self.clock.now()),
                number: Some(told.prescription_number.clone()),
                ..Facts::default()
            },
            link: None,
            send_at: None,
            expires_at: Some(self.clock.now() + SignedDuration::from_hours(7 * 24)),
        };
        self.tell_patient(&message, told.patient_id).await
    }

    /// Takes back what waits of a prescription: it was collected, or is not to be any more.
    pub(crate) async fn forget_prescription(&self, told: &Prescription) -> Result<(), NotificationError> {
        let reason = "the medicine was handed out, or is not to be any more";
        self.withdraw_about(&told.id.to_string(), "", reason).await?;
        Ok(())
    }

    /// Tells a patient of a bill.
    pub(crate) async fn tell_of_invoice(
        &self,
        cause: &str,
        invoice: &Invoice,
        told_at: Timestamp,
    ) -> Result<(), NotificationError> {
        let message = Message {
            cause: cause.to_owned(),
            category: NotificationCategory::InvoiceIssued,
            about: Some(invoice.id.to_string()),
            facts: Facts {
                facility: self.place(invoice.facility_id).await?,
                at: Some(told_at),
                number: invoice.invoice_number.clone(),
                ..Facts::default()
            },
            link: None,
            send_at: None,
            expires_at: None,
        };
        self.tell_patient(&message, invoice.patient_id).await
    }

    async fn tell_patient(&self, message: &Message, id: PatientId) -> Result<(), NotificationError> {
        if let Some(person) = self.patient(id).await? {
            self.tell(message, &[person], &PATIENT_CHANNELS).await?;
        }
        Ok(())
    }

    /// Finds the facility of a patient's newest stay or visit; where there is only one in use, it is that one.
    async fn place_of_patient(&self, id: PatientId) -> Result<Option<Where>, NotificationError> {
        let encounters = self.clinical.encounters(id).await?;
        let mut codes = encounters
            .iter()
            .filter_map(|encounter| encounter.location.as_ref()?.facility.clone());
        let code = codes.next();
        let facilities = self.facility.facilities().await?;
        let of_code = code.and_then(|code| {
            facilities
                .iter()
                .find(|facility| facility.code.eq_ignore_ascii_case(&code))
        });
        let only = facilities.first().filter(|_| facilities.len() == 1);
        match of_code.or(only) {
            Some(facility) => self.place(facility.id).await,
            None => Ok(None),
        }
    }
}

fn critical_result(
    cause: &str,
    (result_id, patient_id): (LabResultId, PatientId),
    facility: Option<Where>,
    at: Timestamp,
    level: u32,
) -> Message {
    Message {
        cause: cause.to_owned(),
        category: NotificationCategory::CriticalLabResult,
        about: Some(result_id.to_string()),
        facts: Facts {
            facility,
            at: Some(at),
            level: Some(level + 1),
            ..Facts::default()
        },
        link: Some(format!("/patients/{patient_id}/results")),
        send_at: None,
        expires_at: None,
    }
}
