//! What providers say of what they took.

use bytes::Bytes;
use http::request::Parts;
use nilecare_contracts::life::{Life, step};
use nilecare_contracts::notification::{DeliveryStatus, NotificationChannel, NotificationStatus};
use nilecare_types::NotificationId;

use super::send::{notification_of, track};
use super::tell::touch;
use crate::store::{delivery, notification};
use crate::{NotificationError, NotificationService};

/// A callback as it came.
pub(crate) struct Callback {
    pub head: Parts,
    pub body: Bytes,
}

impl NotificationService {
    /// Takes a status callback of Twilio (twilio.com/docs/messaging/guides/track-outbound-message-status), when it is signed. The same again changes nothing,
    /// and one that comes late takes nothing back.
    pub(crate) async fn take_twilio_status(&self, callback: &Callback) -> Result<(), NotificationError> {
        let carrier = self
            .carrier(NotificationChannel::Sms)
            .ok_or(NotificationError::NotSigned)?;
        if !carrier.is_signed(&callback.head, &callback.body) {
            metrics::counter!("nilecare_notification_callbacks_refused_total").increment(1);
            return Err(NotificationError::NotSigned);
        }
        let field = |wanted: &str| {
            let mut fields = form_urlencoded::parse(&callback.body);
            fields
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.into_owned())
        };
        let query = callback.head.uri.query().unwrap_or_default();
        let id = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "notification");
        let id = id.and_then(|(_, id)| id.parse::<NotificationId>().ok());
        let id = id.ok_or(NotificationError::NotFound("notification"))?;
        // Accepted, scheduled and the like are no news.
        let Some(status) = field("MessageStatus").as_deref().and_then(status_of) else {
            return Ok(());
        };
        let detail = field("ErrorCode").filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
        self.note(id, carrier.provider(), field("MessageSid"), status, detail)
            .await
    }

    async fn note(
        &self,
        id: NotificationId,
        provider: &str,
        message_id: Option<String>,
        said: DeliveryStatus,
        detail: Option<String>,
    ) -> Result<(), NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let mut one = notification_of(&mut *tx, id).await?;
        let detail = detail.map(|code| format!("the provider's code {code}"));
        let delivery = track(&one, provider, message_id.clone(), said, detail.as_deref(), now);
        if !delivery::insert(&mut tx, &delivery).await? {
            return Ok(());
        }
        let to = match said {
            DeliveryStatus::Queued => None,
            DeliveryStatus::Sent => Some(NotificationStatus::Sent),
            DeliveryStatus::Delivered | DeliveryStatus::Opened => Some(NotificationStatus::Delivered),
            DeliveryStatus::Failed => Some(NotificationStatus::Failed),
            DeliveryStatus::Bounced => Some(NotificationStatus::Bounced),
        };
        // Callbacks overtake one another; what is final stays.
        let is_from_us = matches!(one.status, NotificationStatus::Queued | NotificationStatus::Sent);
        if let Some(to) = to.filter(|to| is_from_us && one.status.next().contains(to)) {
            step(&mut one.status, to)?;
            one.problem = detail.filter(|_| to != NotificationStatus::Delivered);
        }
        if matches!(said, DeliveryStatus::Delivered | DeliveryStatus::Opened) && one.delivered_at.is_none() {
            one.delivered_at = Some(now);
        }
        if said == DeliveryStatus::Opened && one.read_at.is_none() {
            one.read_at = Some(now);
        }
        one.provider = Some(provider.to_owned());
        if one.provider_message_id.is_none() {
            one.provider_message_id = message_id;
        }
        touch(&mut one, now);
        notification::update(&mut tx, &one).await?;
        self.commit(tx).await
    }
}

fn status_of(word: &str) -> Option<DeliveryStatus> {
    match word {
        "queued" => Some(DeliveryStatus::Queued),
        "sending" | "sent" => Some(DeliveryStatus::Sent),
        "delivered" => Some(DeliveryStatus::Delivered),
        "undelivered" => Some(DeliveryStatus::Bounced),
        "failed" | "canceled" => Some(DeliveryStatus::Failed),
        "read" => Some(DeliveryStatus::Opened),
        _ => None,
    }
}
