//! What people want to be told, and when not.

use jiff::tz::TimeZone;
use nilecare_contracts::notification::{
    NotificationCategory, NotificationChannel, QuietHours, Recipient, Subscription, SubscriptionCheck,
    SubscriptionRequest,
};
use nilecare_http::IfMatch;
use nilecare_sql::WriteTx;
use nilecare_types::{FacilityId, NotificationSubscriptionId, PatientId};

use super::{allow, valid};
use crate::model::quiet::quiet_until;
use crate::store::subscription;
use crate::{NotificationError, NotificationService};

/// What counts of what somebody has said.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub is_wanted: bool,
    pub quiet_hours: Option<QuietHours>,
    pub language: Option<String>,
}

impl NotificationService {
    /// Finds what counts: what was said of the category before what was said of all. Who said nothing wants everything. What is mandatory is wanted.
    pub(super) async fn wish(
        &self,
        tx: &mut WriteTx,
        recipient: &Recipient,
        channel: NotificationChannel,
        category: NotificationCategory,
    ) -> Result<Wish, NotificationError> {
        let own = subscription::find(&mut **tx, recipient, channel, Some(category)).await?;
        let general = subscription::find(&mut **tx, recipient, channel, None).await?;
        let said = own.as_ref().or(general.as_ref()).map(|said| &said.wish);
        let quiet_hours = said.and_then(|wish| wish.quiet_hours.clone());
        let of_general = general.as_ref().and_then(|said| said.wish.language.clone());
        Ok(Wish {
            is_wanted: category.is_mandatory() || said.is_none_or(|wish| wish.enabled),
            quiet_hours: quiet_hours.filter(|_| !category.is_critical()),
            language: said.and_then(|wish| wish.language.clone()).or(of_general),
        })
    }

    /// Returns the zone of quiet hours.
    pub(super) async fn zone(
        &self,
        quiet: &QuietHours,
        facility: Option<FacilityId>,
    ) -> Result<TimeZone, NotificationError> {
        if let Some(zone) = quiet.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()) {
            return Ok(zone);
        }
        let place = match facility {
            Some(id) => self.place(id).await?,
            None => None,
        };
        Ok(place.map_or(TimeZone::UTC, |place| place.zone))
    }

    pub(crate) async fn subscriptions(&self, recipient: &Recipient) -> Result<Vec<Subscription>, NotificationError> {
        Ok(subscription::of(self.db.readers(), recipient).await?)
    }

    /// Gives the patient as one who is told, the survivor after a merge.
    pub(crate) async fn patient_recipient(&self, id: PatientId) -> Result<Recipient, NotificationError> {
        let person = self.patient(id).await?;
        Ok(person.ok_or(NotificationError::NotFound("patient"))?.recipient)
    }

    /// Notes what somebody wants of a category by a channel, in place of what was said before.
    pub(crate) async fn subscribe(
        &self,
        recipient: &Recipient,
        version: IfMatch,
        request: SubscriptionRequest,
        by: &str,
    ) -> Result<Subscription, NotificationError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let known = subscription::find(&mut *tx, recipient, request.channel, request.category).await?;
        let said = match known {
            Some(known) => {
                allow(version, known.version)?;
                let said = Subscription {
                    version: known.version + 1,
                    wish: request,
                    by: by.to_owned(),
                    updated_at: now,
                    ..known
                };
                subscription::update(&mut tx, &said).await?;
                said
            }
            None => {
                let said = Subscription {
                    id: NotificationSubscriptionId::generate(),
                    version: 1,
                    recipient: recipient.clone(),
                    wish: request,
                    by: by.to_owned(),
                    updated_at: now,
                };
                subscription::insert(&mut tx, &said).await?;
                said
            }
        };
        self.commit(tx).await?;
        Ok(said)
    }

    /// Wants everything by every channel from now on, or nothing but what is mandatory. Quiet hours and languages stay.
    pub(crate) async fn subscribe_all(
        &self,
        recipient: &Recipient,
        enabled: bool,
        by: &str,
    ) -> Result<Vec<Subscription>, NotificationError> {
        let all = [
            NotificationChannel::Email,
            NotificationChannel::Sms,
            NotificationChannel::InApp,
        ];
        let said = self.subscriptions(recipient).await?;
        for subscription in &said {
            let is_mandatory = subscription
                .wish
                .category
                .is_some_and(NotificationCategory::is_mandatory);
            let request = SubscriptionRequest {
                enabled: enabled || is_mandatory,
                ..subscription.wish.clone()
            };
            self.subscribe(recipient, IfMatch(None), request, by).await?;
        }
        for channel in all {
            let is_said = said
                .iter()
                .any(|one| one.wish.channel == channel && one.wish.category.is_none());
            if !is_said {
                let request = SubscriptionRequest {
                    channel,
                    category: None,
                    enabled,
                    quiet_hours: None,
                    language: None,
                };
                self.subscribe(recipient, IfMatch(None), request, by).await?;
            }
        }
        self.subscriptions(recipient).await
    }

    /// Tells what would become of a notification now.
    pub(crate) async fn check_subscription(
        &self,
        recipient: &Recipient,
        channel: NotificationChannel,
        category: NotificationCategory,
    ) -> Result<SubscriptionCheck, NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let wish = self.wish(&mut tx, recipient, channel, category).await?;
        drop(tx);
        let quiet_until = match &wish.quiet_hours {
            Some(quiet) if channel != NotificationChannel::InApp => {
                let zone = self.zone(quiet, None).await?;
                quiet_until(self.clock.now(), quiet, &zone)
            }
            _ => None,
        };
        Ok(SubscriptionCheck {
            is_wanted: wish.is_wanted,
            quiet_until,
            is_on: self.is_on(channel),
        })
    }
}
