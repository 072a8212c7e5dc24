//! Notes that several people write or sign: who is asked, and whose draft was taken over.

use nilecare_contracts::ehr::SoapNoteNews;
use nilecare_contracts::notification::{NotificationCategory, NotificationChannel};
use nilecare_types::Timestamp;

use super::tell::Message;
use crate::model::facts::Facts;
use crate::{NotificationError, NotificationService};

impl NotificationService {
    /// Tells who is asked to co-sign, or from whom the lock of a draft was taken, on their screen.
    pub(crate) async fn tell_of_note(
        &self,
        cause: &str,
        note: &SoapNoteNews,
        at: Timestamp,
    ) -> Result<(), NotificationError> {
        let (category, name) = match (&note.lock_taken_from, &note.awaited_cosigner) {
            (Some(name), _) => (NotificationCategory::DraftTakenOver, name),
            (None, Some(name)) => (NotificationCategory::CosignatureAsked, name),
            (None, None) => return Ok(()),
        };
        let Some(person) = self.user_named(name).await? else {
            tracing::warn!(cause, "nobody signs in with the name that a note was to be told to");
            return Ok(());
        };
        let message = Message {
            cause: cause.to_owned(),
            category,
            about: Some(note.note_id.to_string()),
            facts: Facts {
                facility: self.place(note.facility_id).await?,
                at: Some(at),
                ..Facts::default()
            },
            link: Some(format!("/patients/{}", note.patient_id)),
            send_at: None,
            expires_at: None,
        };
        self.tell(&message, &[person], &[NotificationChannel::InApp]).await?;
        Ok(())
    }
}
