//! What people are told: notifications, their templates, and what each wants to be told.

mod category;
mod event;
mod record;
mod subscription;
mod template;

use nilecare_http::Permission;

pub use category::{NotificationCategory, NotificationChannel};
pub use event::{NOTIFICATION_NEW, NOTIFICATION_READ, NotificationEvent};
pub use record::{
    AnnouncementReply, AnnouncementRequest, ChannelCount, ChannelSetup, Delivery, DeliveryStatus, Notification,
    NotificationStats, NotificationStatus, Recipient, RecipientKind, UnreadCount,
};
pub use subscription::{QuietHours, Subscription, SubscriptionCheck, SubscriptionRequest};
pub use template::{NotificationTemplate, PreviewRequest, TemplatePreview, TemplateRequest, variables_in};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "notification";

/// One's own notifications, and what one wants to be told.
pub const NOTIFICATIONS_READ: Permission = Permission::new("notifications:read");
/// Telling somebody something, and seeing and settling what patients are told.
pub const NOTIFICATIONS_SEND: Permission = Permission::new("notifications:send");
/// Templates, what was sent to whom, and counts.
pub const NOTIFICATIONS_MANAGE: Permission = Permission::new("notifications:manage");
