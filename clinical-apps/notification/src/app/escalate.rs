//! Who is told of what is critical when the ones before did not see to it. When that is, the service says that watches over it.

use nilecare_contracts::business::StaffRole;
use nilecare_contracts::notification::NotificationCategory;

use super::tell::{ALERT_CHANNELS, Message};
use crate::model::facts::Where;
use crate::{NotificationError, NotificationService};

impl NotificationService {
    /// Tells the role that stands at `level` in the order of the settings, counted from 0; the last one beyond it. A role that nobody holds is passed
    /// over.
    pub(super) async fn alert(&self, message: &Message, place: &Where, level: usize) -> Result<(), NotificationError> {
        let last = self.options.escalation.len().saturating_sub(1);
        for &role in self.options.escalation.iter().skip(level.min(last)) {
            let people = self.on_duty(place, role).await?;
            if !people.is_empty() {
                self.tell(message, &people, &ALERT_CHANNELS).await?;
                return Ok(());
            }
            tell_of_nobody(role, message.category, &message.cause);
        }
        Ok(())
    }
}

/// Says to the operator that an alert found nobody of a role.
fn tell_of_nobody(role: StaffRole, category: NotificationCategory, cause: &str) {
    tracing::error!(
        ?role,
        ?category,
        cause,
        "a critical alert has nobody of this role to be told to"
    );
    metrics::counter!("nilecare_notifications_nobody_total").increment(1);
}
