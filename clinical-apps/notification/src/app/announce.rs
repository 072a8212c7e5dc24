//! What somebody of the staff has to say.

use nilecare_contracts::notification::{AnnouncementReply, AnnouncementRequest, NotificationCategory};
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::json;

use super::tell::Message;
use super::valid;
use crate::model::facts::Facts;
use crate::{NotificationError, NotificationService};

impl NotificationService {
    /// Tells people something; the same key again gives the first reply.
    pub(crate) async fn send(
        &self,
        key: &str,
        request: AnnouncementRequest,
    ) -> Result<AnnouncementReply, NotificationError> {
        valid(request.validate())?;
        let command = Command::new("send-notification", key, json::write(&request).as_bytes());
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, &command).await? {
            Seen::New => drop(tx),
            Seen::Done(reply) => return Ok(json::read("processed_commands", "reply", &reply)?),
            Seen::OtherContent => return Err(NotificationError::KeyReused),
        }
        let mut people = self.people_of(&request.user_ids).await?;
        if let Some(id) = request.patient_id {
            people.push(self.patient(id).await?.ok_or(NotificationError::NotFound("patient"))?);
        }
        let facility = match request.facility_id {
            Some(id) => Some(self.place(id).await?.ok_or(NotificationError::NotFound("facility"))?),
            None => None,
        };
        let message = Message {
            // Two attempts at the same moment name the same cause, and make one.
            cause: format!("send.{}", &command.digest()[..32]) + "." + &digest_of(key),
            category: NotificationCategory::Announcement,
            about: None,
            facts: Facts {
                facility,
                title: Some(request.title),
                text: Some(request.text),
                ..Facts::default()
            },
            link: None,
            send_at: request.send_at,
            expires_at: None,
        };
        let told = self.tell(&message, &people, &request.channels).await?;
        let reply = AnnouncementReply {
            notification_ids: told.iter().map(|one| one.id).collect(),
        };
        let mut tx = self.db.begin_write().await?;
        if inbox::look_up(&mut tx, &command).await? == Seen::New {
            inbox::remember(&mut tx, &command, &json::write(&reply), self.clock.now()).await?;
        }
        self.commit(tx).await?;
        Ok(reply)
    }
}

/// A key may be long; its digest is not.
fn digest_of(key: &str) -> String {
    Command::new("key", key, key.as_bytes()).digest()[..32].to_owned()
}
