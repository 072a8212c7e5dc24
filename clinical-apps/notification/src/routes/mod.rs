//! The routes of the service.

mod callbacks;
mod notifications;
mod outgoing;
mod subscriptions;
mod templates;

use nilecare_contracts::notification::{NOTIFICATIONS_MANAGE, NOTIFICATIONS_READ, NOTIFICATIONS_SEND};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::NotificationService;

impl NotificationService {
    /// Gives the routes below `/api/v1/notifications`; every request about patients is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .public(routes!(callbacks::twilio_status))
            .permit(NOTIFICATIONS_READ, routes!(notifications::list_notifications))
            .permit(NOTIFICATIONS_READ, routes!(notifications::count_unread))
            .permit(NOTIFICATIONS_READ, routes!(notifications::get_notification))
            .permit(NOTIFICATIONS_READ, routes!(notifications::mark_read))
            .permit(NOTIFICATIONS_READ, routes!(notifications::mark_all_read))
            .permit(NOTIFICATIONS_READ, routes!(notifications::list_channels))
            .permit(NOTIFICATIONS_READ, routes!(subscriptions::list_subscriptions))
            .permit(NOTIFICATIONS_READ, routes!(subscriptions::subscribe))
            .permit(NOTIFICATIONS_READ, routes!(subscriptions::subscribe_all))
            .permit(NOTIFICATIONS_READ, routes!(subscriptions::unsubscribe_all))
            .permit(NOTIFICATIONS_READ, routes!(subscriptions::check_subscription))
            .audited(self.auditor.clone())
            .permit(NOTIFICATIONS_SEND, routes!(notifications::send_notification))
            .permit(NOTIFICATIONS_SEND, routes!(subscriptions::list_patient_subscriptions))
            .permit(NOTIFICATIONS_SEND, routes!(subscriptions::subscribe_patient))
            .permit(NOTIFICATIONS_SEND, routes!(outgoing::list_patient_notifications))
            .permit(NOTIFICATIONS_MANAGE, routes!(outgoing::list_outgoing))
            .permit(NOTIFICATIONS_MANAGE, routes!(outgoing::get_outgoing))
            .permit(NOTIFICATIONS_MANAGE, routes!(outgoing::list_deliveries))
            .permit(NOTIFICATIONS_MANAGE, routes!(outgoing::send_again))
            .permit(NOTIFICATIONS_MANAGE, routes!(outgoing::get_stats))
            .permit(NOTIFICATIONS_MANAGE, routes!(templates::list_templates))
            .permit(NOTIFICATIONS_MANAGE, routes!(templates::add_template))
            .permit(NOTIFICATIONS_MANAGE, routes!(templates::get_template))
            .permit(NOTIFICATIONS_MANAGE, routes!(templates::change_template))
            .permit(NOTIFICATIONS_MANAGE, routes!(templates::toggle_template))
            .permit(NOTIFICATIONS_MANAGE, routes!(templates::preview_template))
            .permit(NOTIFICATIONS_MANAGE, routes!(templates::list_template_versions))
            .into_router()
            .with_state(self.clone())
    }
}
