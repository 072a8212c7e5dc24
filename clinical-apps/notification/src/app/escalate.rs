//! A critical alert that nobody has seen to goes to the next role.

use nilecare_contracts::business::StaffRole;
use nilecare_contracts::notification::NotificationCategory;
use nilecare_types::{FacilityId, Timestamp};
use serde::{Deserialize, Serialize};

use super::tell::{ALERT_CHANNELS, Message};
use crate::model::facts::{Facts, Where};
use crate::store::notification;
use crate::{NotificationError, NotificationService};

/// What is told to the next role unless somebody sees to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Escalation {
    /// The event that caused it.
    pub cause: String,
    /// What it tells of.
    pub about: String,
    pub category: NotificationCategory,
    /// Which of the roles is next, counted from 0.
    pub level: usize,
    /// Where; absent when nobody knows.
    pub facility_id: Option<FacilityId>,
    pub at: Timestamp,
    pub link: Option<String>,
}

impl NotificationService {
    /// Tells the next role, unless somebody has read it meanwhile.
    pub(crate) async fn escalate(&self, escalation: &Escalation) -> Result<(), NotificationError> {
        if notification::is_seen(self.db.readers(), &escalation.about, escalation.category).await? {
            return Ok(());
        }
        let place = match escalation.facility_id {
            Some(id) => self.place(id).await?,
            None => None,
        };
        self.alert(escalation, place).await
    }

    /// Tells the role of a level what is critical, and has the next one told if nobody sees to it. A role that nobody holds is passed over.
    pub(super) async fn alert(&self, escalation: &Escalation, place: Option<Where>) -> Result<(), NotificationError> {
        let message = Message {
            cause: format!("{}.{}", escalation.cause, escalation.level),
            category: escalation.category,
            about: Some(escalation.about.clone()),
            facts: Facts {
                facility: place.clone(),
                at: Some(escalation.at),
                level: u32::try_from(escalation.level + 1).ok(),
                ..Facts::default()
            },
            link: escalation.link.clone(),
            send_at: None,
            expires_at: None,
        };
        let somewhere = place.unwrap_or_else(Where::unknown);
        let mut level = escalation.level;
        let mut since = self.clock.now();
        while let Some(&role) = self.options.escalation.get(level) {
            let people = self.on_duty(&somewhere, role).await?;
            level += 1;
            if !people.is_empty() {
                let told = self.tell(&message, &people, &ALERT_CHANNELS).await?;
                since = told.first().map_or(since, |one| one.created_at);
                break;
            }
            tell_of_nobody(role, escalation.category, &escalation.cause);
        }
        if level < self.options.escalation.len() {
            let next = Escalation {
                level,
                ..escalation.clone()
            };
            self.enqueue_escalation(&next, since).await?;
        }
        Ok(())
    }
}

/// Says to the operator that an alert found nobody of a role.
pub(super) fn tell_of_nobody(role: StaffRole, category: NotificationCategory, cause: &str) {
    tracing::error!(
        ?role,
        ?category,
        cause,
        "a critical alert has nobody of this role to be told to"
    );
    metrics::counter!("nilecare_notifications_nobody_total").increment(1);
}
