//! A message as the broker holds it, once for all who get it.

use std::time::{Duration, Instant};

use bytes::Bytes;
use nilecare_mqtt::{Publish, PublishProperties, Qos};

/// What a message takes besides its texts.
const OVERHEAD: usize = 256;

#[derive(Debug)]
pub(crate) struct Message {
    pub topic: String,
    pub payload: Bytes,
    pub properties: Option<Box<PublishProperties>>,
    pub qos: Qos,
    /// The session that it came from.
    pub publisher: String,
    expires_at: Option<Instant>,
}

impl Message {
    pub(crate) fn new(publish: Publish, publisher: &str, now: Instant) -> Self {
        let mut properties = publish.properties;
        let mut expires_at = None;
        if let Some(properties) = &mut properties {
            // Both belong to the connection that it came by.
            properties.topic_alias = None;
            properties.subscription_identifiers = Vec::new();
            let seconds = properties.message_expiry_interval;
            expires_at = seconds.and_then(|seconds| now.checked_add(Duration::from_secs(u64::from(seconds))));
        }
        Self {
            topic: publish.topic,
            payload: publish.payload,
            properties,
            qos: publish.qos,
            publisher: publisher.to_owned(),
            expires_at,
        }
    }

    pub(crate) fn is_over(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }

    /// How many bytes it counts for.
    pub(crate) fn size(&self) -> usize {
        let properties = self.properties.as_ref().map_or(0, |properties| {
            let pairs = properties.user_properties.iter();
            pairs.map(|(name, value)| name.len() + value.len()).sum::<usize>()
                + properties.correlation_data.as_ref().map_or(0, Bytes::len)
        });
        OVERHEAD + self.topic.len() + self.payload.len() + properties
    }

    /// Writes the packet for one who gets it.
    pub(crate) fn publish(&self, qos: Qos, is_retained: bool, subscription_ids: &[usize], now: Instant) -> Publish {
        let mut properties = self.properties.clone();
        if !subscription_ids.is_empty() {
            properties.get_or_insert_default().subscription_identifiers = subscription_ids.to_vec();
        }
        if let (Some(properties), Some(at)) = (&mut properties, self.expires_at) {
            let left = at.saturating_duration_since(now).as_secs();
            properties.message_expiry_interval = Some(u32::try_from(left).unwrap_or(u32::MAX));
        }
        Publish {
            topic: self.topic.clone(),
            payload: self.payload.clone(),
            qos,
            is_retained,
            is_duplicate: false,
            id: 0,
            properties,
        }
    }
}
