//! Notifications made of what there is to tell.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::notification::{
    NOTIFICATION_NEW, Notification, NotificationCategory, NotificationChannel, NotificationEvent, NotificationStatus,
    NotificationTemplate, RecipientKind, SERVICE,
};
use nilecare_sql::{WriteTx, json};
use nilecare_types::{NotificationId, Timestamp};

use super::people::{Person, language_of};
use crate::model::facts::Facts;
use crate::store::{notification, template};
use crate::{NotificationError, NotificationService};

/// What there is to tell.
#[derive(Debug, Clone)]
pub(super) struct Message {
    /// The event or command; one is told of it once by a channel.
    pub cause: String,
    pub category: NotificationCategory,
    /// What becomes of it withdraws what is not sent yet.
    pub about: Option<String>,
    pub facts: Facts,
    pub link: Option<String>,
    /// Not before. Absent: now.
    pub send_at: Option<Timestamp>,
    /// It is of no use after.
    pub expires_at: Option<Timestamp>,
}

/// Patients have no screen here.
pub(super) const PATIENT_CHANNELS: [NotificationChannel; 2] = [NotificationChannel::Email, NotificationChannel::Sms];
/// What is critical goes by these to who works here.
pub(super) const ALERT_CHANNELS: [NotificationChannel; 2] = [NotificationChannel::InApp, NotificationChannel::Sms];

/// Why nothing goes out by a channel.
pub(super) fn not_set_up(channel: NotificationChannel) -> &'static str {
    match channel {
        NotificationChannel::Email => "email is not set up",
        NotificationChannel::Sms => "SMS is not set up",
        NotificationChannel::InApp => "the recipient does not sign in here",
    }
}

impl NotificationService {
    /// Tells people something, each once by each channel, and returns what was made now or before.
    pub(super) async fn tell(
        &self,
        message: &Message,
        people: &[Person],
        channels: &[NotificationChannel],
    ) -> Result<Vec<Notification>, NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let mut told = Vec::with_capacity(people.len() * channels.len());
        for person in people {
            for &channel in channels {
                if person.recipient.kind == RecipientKind::Patient && channel == NotificationChannel::InApp {
                    continue;
                }
                let key = notification::once_key(&message.cause, &person.recipient, channel);
                if let Some(known) = notification::of_key(&mut *tx, &key).await? {
                    told.push(known);
                    continue;
                }
                let new = self.make(&mut tx, message, person, channel, now).await?;
                notification::insert(&mut tx, &new).await?;
                metrics::counter!("nilecare_notifications_total", "channel" => json::name(&channel), "status" => json::name(&new.status))
                    .increment(1);
                if channel == NotificationChannel::InApp && new.status == NotificationStatus::Delivered {
                    announce(&mut tx, NOTIFICATION_NEW, &new, now).await?;
                }
                told.push(new);
            }
        }
        self.commit(tx).await?;
        let queued: Vec<_> = told
            .iter()
            .filter(|one| one.status == NotificationStatus::Queued)
            .cloned()
            .collect();
        self.enqueue(&queued).await?;
        Ok(told)
    }

    async fn make(
        &self,
        tx: &mut WriteTx,
        message: &Message,
        person: &Person,
        channel: NotificationChannel,
        now: Timestamp,
    ) -> Result<Notification, NotificationError> {
        let category = message.category;
        let wish = self.wish(&mut *tx, &person.recipient, channel, category).await?;
        let of_place = message.facts.facility.as_ref().map(|place| place.language.as_str());
        let language = wish
            .language
            .as_deref()
            .or(person.language.as_deref())
            .or(of_place)
            .and_then(language_of)
            .unwrap_or("en");
        let name = json::name(&category);
        let found = active_template(tx, &name, channel, language).await?;
        let text = found.as_ref().map(|template| message.facts.fill(template));
        let problem = if !wish.is_wanted {
            Some("the recipient does not want this by this channel")
        } else if text.is_none() {
            Some("there is no active template for it")
        } else if !self.is_on(channel)
            || (channel == NotificationChannel::InApp && person.recipient.kind != RecipientKind::User)
        {
            Some(not_set_up(channel))
        } else {
            None
        };
        let status = match (problem, channel) {
            (Some(_), _) => NotificationStatus::NotSent,
            (None, NotificationChannel::InApp) => NotificationStatus::Delivered,
            (None, _) => NotificationStatus::Queued,
        };
        let is_there = status == NotificationStatus::Delivered;
        Ok(Notification {
            id: NotificationId::generate(),
            version: 1,
            recipient: person.recipient.clone(),
            staff_id: person.staff_id,
            channel,
            category,
            template: name,
            template_version: found.as_ref().map_or(0, |template| template.version),
            language: found.map_or_else(|| language.to_owned(), |template| template.language),
            subject: text.as_ref().and_then(|text| text.subject.clone()).unwrap_or_default(),
            body: text.map(|text| text.body).unwrap_or_default(),
            link: message.link.clone(),
            critical: category.is_critical(),
            status,
            problem: problem.map(|reason| format!("not sent: {reason}")),
            cause: message.cause.clone(),
            about: message.about.clone(),
            facility_id: message.facts.facility.as_ref().and_then(|place| place.id),
            send_at: message.send_at.unwrap_or(now).max(now),
            expires_at: message.expires_at,
            attempts: 0,
            queued_again: 0,
            provider: None,
            provider_message_id: None,
            sent_at: is_there.then_some(now),
            delivered_at: is_there.then_some(now),
            read_at: None,
            created_at: now,
            updated_at: now,
        })
    }

    /// Tells whether a channel is set up.
    pub(super) fn is_on(&self, channel: NotificationChannel) -> bool {
        match channel {
            NotificationChannel::Email => self.carriers.email.is_some(),
            NotificationChannel::Sms => self.carriers.sms.is_some(),
            NotificationChannel::InApp => true,
        }
    }

    /// Takes back what waits to be sent and tells of `about`, but for what `cause` made: its event may come again.
    pub(super) async fn withdraw_about(
        &self,
        about: &str,
        cause: &str,
        reason: &str,
    ) -> Result<usize, NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let mut waiting = notification::queued_about(&mut *tx, about).await?;
        waiting.retain(|one| one.cause != cause);
        for one in &mut waiting {
            nilecare_contracts::life::step(&mut one.status, NotificationStatus::Withdrawn)?;
            one.problem = Some(format!("not sent: {reason}"));
            touch(one, self.clock.now());
            notification::update(&mut tx, one).await?;
        }
        self.commit(tx).await?;
        for one in &waiting {
            self.withdraw_task(one).await?;
        }
        Ok(waiting.len())
    }
}

/// Finds the template of a name: in this language, else in English, else in Arabic.
async fn active_template(
    tx: &mut WriteTx,
    name: &str,
    channel: NotificationChannel,
    language: &str,
) -> Result<Option<NotificationTemplate>, NotificationError> {
    for language in [language, "en", "ar"] {
        let found = template::of_name(&mut **tx, name, channel, language).await?;
        if let Some(found) = found.filter(|template| template.active) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Tells a user's screens of a notification.
pub(super) async fn announce(
    tx: &mut WriteTx,
    topic: &str,
    notification: &Notification,
    now: Timestamp,
) -> Result<(), NotificationError> {
    let data = NotificationEvent {
        user_id: notification.recipient.id.clone(),
        id: notification.id,
        category: notification.category,
        critical: notification.critical,
        subject: notification.subject.clone(),
        link: notification.link.clone(),
    };
    let data = crate::work::payload(&data);
    outbox::put(tx, &Event::new(SERVICE, topic, &notification.recipient.id, now, data)).await?;
    Ok(())
}

pub(super) fn touch(notification: &mut Notification, now: Timestamp) {
    notification.version += 1;
    notification.updated_at = now;
}
