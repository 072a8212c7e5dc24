//! The seam to whoever carries mails and text messages.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use http::request::Parts;
use nilecare_types::NotificationId;

/// What is to be carried.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Which notification; the same on every attempt, so that a receiver can recognise a repeat.
    pub id: NotificationId,
    /// A mail address, or a telephone number as E.164 has it.
    pub to: String,
    /// The subject of a mail.
    pub subject: String,
    /// What is said.
    pub body: String,
    /// 1 for the first attempt.
    pub attempt: u32,
}

/// An address is a patient's datum and never shown.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What a provider says when it took it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The notification's id there.
    pub message_id: Option<String>,
}

/// Why it was not carried. The text holds no address and nothing of the notification.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CarrierError {
    /// It may work later.
    #[error("{problem}")]
    Retry {
        /// What failed.
        problem: String,
        /// How long the provider wants to be left in peace.
        after: Option<Duration>,
    },
    /// The provider does not take this one.
    #[error("{0}")]
    Refused(String),
}

/// Carries what is sent.
#[async_trait]
pub trait Carrier: fmt::Debug + Send + Sync {
    /// Returns who it is, such as `smtp`.
    fn provider(&self) -> &'static str;

    /// Makes one attempt, with a time-out.
    ///
    /// # Errors
    /// When it was not taken.
    async fn send(&self, outgoing: &Outgoing) -> Result<Accepted, CarrierError>;

    /// Tells whether a callback is the provider's. Without callbacks none is.
    fn is_signed(&self, _: &Parts, _: &[u8]) -> bool {
        false
    }
}
