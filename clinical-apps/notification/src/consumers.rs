//! What the service does when others tell of something: whom it concerns is told.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::SignedDuration;
use nilecare_bus::{Consumer, Event, EventBus, Handler, HandlerError};
use nilecare_contracts::appointment::{
    APPOINTMENT_BOOKED, APPOINTMENT_CANCELLED, APPOINTMENT_CHECKED_IN, APPOINTMENT_NO_SHOW, APPOINTMENT_REMINDER_DUE,
    APPOINTMENT_RESCHEDULED, AppointmentEvent, WAITLIST_OFFERED, WaitlistEvent,
};
use nilecare_contracts::billing::{INVOICE_ISSUED, InvoiceEvent};
use nilecare_contracts::device::{
    ALARM_ACKNOWLEDGED, ALARM_ESCALATED, ALARM_RESOLVED, AlarmEvent, AlarmKind, AlarmSeverity, VITALS_CRITICAL,
};
use nilecare_contracts::ehr::{EHR_NOTE_COSIGN_ASKED, EHR_NOTE_COSIGNED, EHR_NOTE_LOCK_TAKEN, SoapNoteEvent};
use nilecare_contracts::lab::{
    CriticalEvent, CriticalResultEvent, LAB_CRITICAL_ACKNOWLEDGED, LAB_CRITICAL_ESCALATED, LAB_RESULT_CRITICAL,
};
use nilecare_contracts::medication::{
    PRESCRIPTION_CANCELLED, PRESCRIPTION_DISPENSED, PRESCRIPTION_STOPPED, PRESCRIPTION_VERIFIED, PrescriptionEvent,
};
use nilecare_contracts::notification::{NotificationCategory, SERVICE};
use serde::de::DeserializeOwned;

use crate::{NotificationError, NotificationService};

const TOPICS: [&str; 22] = [
    APPOINTMENT_BOOKED,
    APPOINTMENT_RESCHEDULED,
    APPOINTMENT_REMINDER_DUE,
    APPOINTMENT_CANCELLED,
    APPOINTMENT_CHECKED_IN,
    APPOINTMENT_NO_SHOW,
    WAITLIST_OFFERED,
    VITALS_CRITICAL,
    ALARM_ESCALATED,
    ALARM_ACKNOWLEDGED,
    ALARM_RESOLVED,
    LAB_RESULT_CRITICAL,
    LAB_CRITICAL_ESCALATED,
    LAB_CRITICAL_ACKNOWLEDGED,
    PRESCRIPTION_VERIFIED,
    PRESCRIPTION_DISPENSED,
    PRESCRIPTION_CANCELLED,
    PRESCRIPTION_STOPPED,
    INVOICE_ISSUED,
    EHR_NOTE_COSIGN_ASKED,
    EHR_NOTE_COSIGNED,
    EHR_NOTE_LOCK_TAKEN,
];

/// What happened longer ago is no news: a hub that gets this service is not to tell everybody of the last week.
const NEWS: SignedDuration = SignedDuration::from_hours(24);

impl NotificationService {
    /// Returns what reads the events of others; to be run as long as the service is.
    pub fn consumer(&self, bus: Arc<dyn EventBus>) -> Consumer {
        Consumer::new(bus, SERVICE, &TOPICS, Arc::new(Sources(self.clone())))
    }
}

struct Sources(NotificationService);

#[async_trait]
impl Handler for Sources {
    /// Twice is once: a notification has the key of its event.
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        if event.timestamp < self.0.clock.now() - NEWS {
            tracing::info!(event.id = %event.event_id, topic = event.event_type, "too old to be told");
            return Ok(());
        }
        let cause = event.event_id.to_string();
        let done = match event.event_type.as_str() {
            APPOINTMENT_BOOKED => {
                self.appointment(event, &cause, NotificationCategory::AppointmentBooked)
                    .await
            }
            APPOINTMENT_RESCHEDULED => {
                self.appointment(event, &cause, NotificationCategory::AppointmentMoved)
                    .await
            }
            APPOINTMENT_REMINDER_DUE => {
                self.appointment(event, &cause, NotificationCategory::AppointmentReminder)
                    .await
            }
            APPOINTMENT_CANCELLED => {
                self.appointment(event, &cause, NotificationCategory::AppointmentCancelled)
                    .await
            }
            APPOINTMENT_CHECKED_IN | APPOINTMENT_NO_SHOW => {
                let told: AppointmentEvent = read(event)?;
                self.0.forget_appointment(&told.appointment).await
            }
            WAITLIST_OFFERED => {
                let told: WaitlistEvent = read(event)?;
                self.0.tell_of_offer(&cause, &told.entry).await
            }
            VITALS_CRITICAL | ALARM_ESCALATED => {
                let told: AlarmEvent = read(event)?;
                self.alarm(&cause, &told).await
            }
            ALARM_ACKNOWLEDGED | ALARM_RESOLVED => {
                let told: AlarmEvent = read(event)?;
                self.0.note_seen(&told.alarm.id.to_string()).await
            }
            LAB_RESULT_CRITICAL => {
                let told: CriticalResultEvent = read(event)?;
                self.0.tell_of_result(&cause, &told.result, event.timestamp).await
            }
            LAB_CRITICAL_ESCALATED => {
                let told: CriticalEvent = read(event)?;
                self.0.tell_of_escalation(&cause, &told.critical).await
            }
            LAB_CRITICAL_ACKNOWLEDGED => {
                let told: CriticalEvent = read(event)?;
                self.0.note_seen(&told.critical.result_id.to_string()).await
            }
            PRESCRIPTION_VERIFIED => {
                let told: PrescriptionEvent = read(event)?;
                self.0.tell_of_prescription(&cause, &told.prescription).await
            }
            PRESCRIPTION_DISPENSED | PRESCRIPTION_CANCELLED | PRESCRIPTION_STOPPED => {
                let told: PrescriptionEvent = read(event)?;
                self.0.forget_prescription(&told.prescription).await
            }
            INVOICE_ISSUED => {
                let told: InvoiceEvent = read(event)?;
                self.0.tell_of_invoice(&cause, &told.invoice, event.timestamp).await
            }
            EHR_NOTE_COSIGN_ASKED | EHR_NOTE_LOCK_TAKEN => {
                let told: SoapNoteEvent = read(event)?;
                self.0.tell_of_note(&cause, &told.note, event.timestamp).await
            }
            EHR_NOTE_COSIGNED => {
                let told: SoapNoteEvent = read(event)?;
                self.0.note_seen(&told.note.note_id.to_string()).await
            }
            _ => {
                return Err(HandlerError::Dead(
                    "the topic is not one that notification knows".to_owned(),
                ));
            }
        };
        done.map_err(|error| {
            let text = error.to_string();
            if error.is_passing() {
                HandlerError::Retry(text)
            } else {
                HandlerError::Dead(text)
            }
        })
    }
}

impl Sources {
    async fn appointment(
        &self,
        event: &Event,
        cause: &str,
        category: NotificationCategory,
    ) -> Result<(), NotificationError> {
        let told: AppointmentEvent = serde_json::from_value(event.data.clone()).map_err(|_| {
            NotificationError::Invalid(vec!["/: the event cannot be read as what its topic says".to_owned()])
        })?;
        self.0.tell_of_appointment(cause, &told.appointment, category).await
    }

    /// Only a vital sign that is critical is told to people's pockets.
    async fn alarm(&self, cause: &str, told: &AlarmEvent) -> Result<(), NotificationError> {
        let alarm = &told.alarm;
        if alarm.kind == AlarmKind::VitalSign && alarm.severity == AlarmSeverity::Critical {
            self.0.tell_of_alarm(cause, &told.facility, alarm).await?;
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(event: &Event) -> Result<T, HandlerError> {
    let read = serde_json::from_value(event.data.clone());
    read.map_err(|_| HandlerError::Dead("the event cannot be read as what its topic says".to_owned()))
}
