//! Notifications handed to who carries them.

use jiff::SignedDuration;
use nilecare_contracts::business::StaffMember;
use nilecare_contracts::clinical::{Patient, Telecom};
use nilecare_contracts::life::step;
use nilecare_contracts::notification::{
    Delivery, DeliveryStatus, Notification, NotificationChannel, NotificationStatus, RecipientKind,
};
use nilecare_http::IfMatch;
use nilecare_sql::{Executor, documents};
use nilecare_tasks::TaskFailure;
use nilecare_types::{DeliveryId, NotificationId, PatientId, StaffId, Timestamp};

use super::allow;
use super::people::works;
use super::tell::{not_set_up, touch};
use crate::carrier::{Carrier, CarrierError, Outgoing};
use crate::model::phone::e164;
use crate::store::delivery;
use crate::store::notification::{self, NOTIFICATIONS};
use crate::work::failure;
use crate::{NotificationError, NotificationService};
use std::sync::Arc;

/// What waits longer than that without being sent is looked after.
const OVERDUE: SignedDuration = SignedDuration::from_mins(2);
const ROUND: i64 = 200;

/// What was done in a round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Notifications whose tasks were handed in, most of them again.
    pub n_handed_in: usize,
}

/// Where somebody can be reached.
enum Reach {
    At(String),
    Not(&'static str),
}

impl NotificationService {
    /// Hands in the tasks of what waits for minutes: a crash came between the notification and its task. Call it once a minute.
    ///
    /// # Errors
    /// When the database or the queue fails.
    pub async fn do_what_is_due(&self) -> Result<SweepReport, NotificationError> {
        let mut report = SweepReport::default();
        let before = self.clock.now() - OVERDUE;
        let mut after = String::new();
        loop {
            let waiting = notification::queued_before(self.db.readers(), before, &after, ROUND).await?;
            self.enqueue(&waiting).await?;
            report.n_handed_in += waiting.len();
            match waiting.last() {
                Some(last) if waiting.len() as i64 == ROUND => after = last.id.to_string(),
                _ => return Ok(report),
            }
        }
    }

    /// Sends one, unless that was done, or it is of no use any more.
    pub(crate) async fn send_out(&self, id: NotificationId, attempt: u32) -> Result<(), TaskFailure> {
        let found = notification_of(self.db.readers(), id).await;
        let mut one = found.map_err(|error| failure(&error))?;
        if one.status == NotificationStatus::Failed && one.sent_at.is_none() && attempt == 1 {
            // Its task was dead, and somebody has it done again.
            let again = self.change(id, |one| Ok(step(&mut one.status, NotificationStatus::Queued)?));
            one = again.await.map_err(|error| failure(&error))?;
        }
        if one.status != NotificationStatus::Queued {
            return Ok(());
        }
        let now = self.clock.now();
        if one.expires_at.is_some_and(|end| end <= now) {
            return self.not_sent(id, "it came too late to be of use").await;
        }
        if !one.critical {
            let quiet = self.quiet_end(&one, now).await.map_err(|error| failure(&error))?;
            if let Some(end) = quiet {
                self.postpone(id, end).await.map_err(|error| failure(&error))?;
                return Err(TaskFailure::Later(end));
            }
        }
        let Some(carrier) = self.carrier(one.channel) else {
            return self.not_sent(id, not_set_up(one.channel)).await;
        };
        let to = match self.reach(&one).await.map_err(|error| failure(&error))? {
            Reach::At(address) => address,
            Reach::Not(reason) => return self.not_sent(id, reason).await,
        };
        let outgoing = Outgoing {
            id,
            to,
            subject: one.subject.clone(),
            body: one.body.clone(),
            attempt,
        };
        match carrier.send(&outgoing).await {
            Ok(accepted) => {
                let kept = self.sent(id, carrier.provider(), accepted.message_id).await;
                kept.map_err(|error| failure(&error))
            }
            Err(CarrierError::Retry { problem, after }) => {
                let noted = self.attempt_failed(id, carrier.provider(), &problem).await;
                noted.map_err(|error| failure(&error))?;
                Err(TaskFailure::Retry { problem, after })
            }
            Err(CarrierError::Refused(problem)) => {
                let noted = self.attempt_failed(id, carrier.provider(), &problem).await;
                noted.map_err(|error| failure(&error))?;
                let given_up = self.give_up(id, &problem).await;
                given_up.map_err(|error| failure(&error))
            }
        }
    }

    /// Notes that it will not be tried again.
    pub(crate) async fn give_up(&self, id: NotificationId, problem: &str) -> Result<(), NotificationError> {
        self.change(id, |one| {
            if one.status == NotificationStatus::Queued {
                step(&mut one.status, NotificationStatus::Failed)?;
                one.problem = Some(problem.to_owned());
            }
            Ok(())
        })
        .await?;
        Ok(())
    }

    /// Queues one again that failed or was not sent.
    pub(crate) async fn send_again(
        &self,
        id: NotificationId,
        version: IfMatch,
    ) -> Result<Notification, NotificationError> {
        let now = self.clock.now();
        let again = self
            .change(id, |one| {
                allow(version, one.version)?;
                step(&mut one.status, NotificationStatus::Queued)?;
                one.problem = None;
                one.queued_again += 1;
                one.send_at = now;
                Ok(())
            })
            .await?;
        self.enqueue(std::slice::from_ref(&again)).await?;
        Ok(again)
    }

    pub(super) fn carrier(&self, channel: NotificationChannel) -> Option<&Arc<dyn Carrier>> {
        match channel {
            NotificationChannel::Email => self.carriers.email.as_ref(),
            NotificationChannel::Sms => self.carriers.sms.as_ref(),
            NotificationChannel::InApp => None,
        }
    }

    async fn quiet_end(&self, one: &Notification, now: Timestamp) -> Result<Option<Timestamp>, NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let wish = self.wish(&mut tx, &one.recipient, one.channel, one.category).await?;
        drop(tx);
        let Some(quiet) = wish.quiet_hours else { return Ok(None) };
        let zone = self.zone(&quiet, one.facility_id).await?;
        Ok(crate::model::quiet::quiet_until(now, &quiet, &zone))
    }

    async fn postpone(&self, id: NotificationId, end: Timestamp) -> Result<(), NotificationError> {
        self.change(id, |one| {
            one.send_at = end;
            one.problem = Some("it waits for the end of the recipient's quiet hours".to_owned());
            Ok(())
        })
        .await?;
        Ok(())
    }

    async fn not_sent(&self, id: NotificationId, reason: &str) -> Result<(), TaskFailure> {
        let noted = self.change(id, |one| {
            step(&mut one.status, NotificationStatus::NotSent)?;
            one.problem = Some(format!("not sent: {reason}"));
            Ok(())
        });
        noted.await.map(drop).map_err(|error| failure(&error))
    }

    async fn sent(
        &self,
        id: NotificationId,
        provider: &str,
        message_id: Option<String>,
    ) -> Result<(), NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let mut one = notification_of(&mut *tx, id).await?;
        // The provider's callback may have come before this.
        if one.status == NotificationStatus::Queued {
            step(&mut one.status, NotificationStatus::Sent)?;
        }
        one.problem = None;
        one.attempts += 1;
        one.provider = Some(provider.to_owned());
        one.provider_message_id.clone_from(&message_id);
        one.sent_at = Some(now);
        touch(&mut one, now);
        notification::update(&mut tx, &one).await?;
        let delivery = track(&one, provider, message_id, DeliveryStatus::Sent, None, now);
        delivery::insert(&mut tx, &delivery).await?;
        self.commit(tx).await
    }

    async fn attempt_failed(&self, id: NotificationId, provider: &str, problem: &str) -> Result<(), NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let mut one = notification_of(&mut *tx, id).await?;
        one.attempts += 1;
        one.problem = Some(problem.to_owned());
        touch(&mut one, now);
        notification::update(&mut tx, &one).await?;
        let delivery = track(&one, provider, None, DeliveryStatus::Failed, Some(problem), now);
        delivery::insert(&mut tx, &delivery).await?;
        self.commit(tx).await
    }

    pub(super) async fn change(
        &self,
        id: NotificationId,
        change: impl FnOnce(&mut Notification) -> Result<(), NotificationError> + Send,
    ) -> Result<Notification, NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let mut one = notification_of(&mut *tx, id).await?;
        change(&mut one)?;
        touch(&mut one, self.clock.now());
        notification::update(&mut tx, &one).await?;
        self.commit(tx).await?;
        Ok(one)
    }

    /// Finds the address or number that counts now; it is kept nowhere else.
    async fn reach(&self, one: &Notification) -> Result<Reach, NotificationError> {
        let found = match (one.recipient.kind, one.staff_id) {
            (RecipientKind::Patient, _) => match one.recipient.id.parse::<PatientId>() {
                Ok(id) => return self.reach_patient(id, one.channel).await,
                Err(_) => None,
            },
            (_, Some(id)) => self.staff_contact(id, one.channel).await?,
            (_, None) => None,
        };
        Ok(found.map_or(Reach::Not(no_contact(one.channel)), |contact| {
            self.usable(&contact, one.channel)
        }))
    }

    async fn reach_patient(&self, id: PatientId, channel: NotificationChannel) -> Result<Reach, NotificationError> {
        let Some(ids) = self.clinical.patient_ids(id).await? else {
            return Ok(Reach::Not("there is no such patient any more"));
        };
        let Some(patient) = self.clinical.patient(ids.patient_id).await? else {
            return Ok(Reach::Not("there is no such patient any more"));
        };
        if patient.deceased == Some(true) {
            return Ok(Reach::Not("the patient has died"));
        }
        let contact = patient_contact(&patient, channel);
        Ok(contact.map_or(Reach::Not(no_contact(channel)), |contact| {
            self.usable(&contact, channel)
        }))
    }

    async fn staff_contact(
        &self,
        id: StaffId,
        channel: NotificationChannel,
    ) -> Result<Option<String>, NotificationError> {
        let member = self.business.staff(id).await?.filter(works);
        Ok(member.and_then(|StaffMember { email, phone, .. }| match channel {
            NotificationChannel::Email => email,
            NotificationChannel::Sms => phone,
            NotificationChannel::InApp => None,
        }))
    }

    fn usable(&self, contact: &str, channel: NotificationChannel) -> Reach {
        if channel == NotificationChannel::Sms {
            return match e164(contact, self.options.country_code.as_deref()) {
                Some(number) => Reach::At(number),
                None => {
                    Reach::Not("the phone number on record is not a whole one; give it with + and the country's code")
                }
            };
        }
        // One address, and nothing that a mail server could take for more.
        let is_one = contact.matches('@').count() == 1
            && contact.len() <= 254
            && !contact
                .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"'));
        if is_one {
            Reach::At(contact.to_owned())
        } else {
            Reach::Not("the mail address on record is none")
        }
    }
}

fn no_contact(channel: NotificationChannel) -> &'static str {
    match channel {
        NotificationChannel::Email => "no mail address is on record",
        NotificationChannel::Sms | NotificationChannel::InApp => "no phone number is on record",
    }
}

/// A number for text messages before a mobile one before any other.
fn patient_contact(patient: &Patient, channel: NotificationChannel) -> Option<String> {
    let is = |telecom: &&Telecom, system: &str| {
        telecom
            .system
            .as_deref()
            .is_some_and(|of| of.eq_ignore_ascii_case(system))
    };
    let mut of = patient.telecoms.iter();
    let found = match channel {
        NotificationChannel::Email => of.find(|telecom| is(telecom, "email")),
        NotificationChannel::Sms => {
            let is_mobile = |telecom: &&Telecom| {
                telecom
                    .usage
                    .as_deref()
                    .is_some_and(|usage| usage.eq_ignore_ascii_case("mobile"))
            };
            of.clone()
                .find(|telecom| is(telecom, "sms"))
                .or_else(|| of.clone().find(|telecom| is(telecom, "phone") && is_mobile(telecom)))
                .or_else(|| of.find(|telecom| is(telecom, "phone")))
        }
        NotificationChannel::InApp => None,
    };
    found.map(|telecom| telecom.value.trim().to_owned())
}

pub(super) fn track(
    one: &Notification,
    provider: &str,
    message_id: Option<String>,
    status: DeliveryStatus,
    detail: Option<&str>,
    at: Timestamp,
) -> Delivery {
    Delivery {
        id: DeliveryId::generate(),
        notification_id: one.id,
        provider: provider.to_owned(),
        provider_message_id: message_id,
        status,
        detail: detail.map(str::to_owned),
        at,
    }
}

pub(super) async fn notification_of(
    db: impl Executor<'_>,
    id: NotificationId,
) -> Result<Notification, NotificationError> {
    let found = documents::find(db, NOTIFICATIONS, &id.to_string()).await?;
    found.ok_or(NotificationError::NotFound("notification"))
}
