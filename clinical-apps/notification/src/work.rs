//! The tasks of the service, and who does them.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use nilecare_contracts::notification::{Notification, NotificationChannel};
use nilecare_tasks::{NewTask, Priority, Rate, RetryPolicy, Task, TaskFailure, TaskHandler, Worker, WorkerOptions};
use nilecare_types::NotificationId;
use serde::{Deserialize, Serialize};

use crate::{NotificationError, NotificationService};

/// Sending mails.
pub const EMAIL: &str = "email";
/// Sending text messages.
pub const SMS: &str = "sms";

/// Names what is to be sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Send {
    notification_id: NotificationId,
}

/// Returns the task that sends a notification; in the application there is nothing to send.
pub(crate) fn sending(notification: &Notification) -> Option<NewTask> {
    let kind = match notification.channel {
        NotificationChannel::Email => EMAIL,
        NotificationChannel::Sms => SMS,
        NotificationChannel::InApp => return None,
    };
    Some(NewTask {
        kind: kind.to_owned(),
        key: key(notification),
        payload: payload(&Send {
            notification_id: notification.id,
        }),
        not_before: notification.send_at,
        priority: if notification.critical {
            Priority::High
        } else {
            Priority::Normal
        },
    })
}

/// One that is sent again by hand is other work.
fn key(notification: &Notification) -> String {
    format!("{}.{}", notification.id, notification.queued_again)
}

pub(crate) fn payload(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).expect("ids and numbers always serialise")
}

impl NotificationService {
    /// Returns who sends, with this rate of text messages; to be run as long as the service is.
    pub fn workers(&self, sms_rate: Option<Rate>) -> Vec<Worker> {
        let doer: Arc<dyn TaskHandler> = Arc::new(Doer(self.clone()));
        let worker = |kind, options| {
            Worker::new(
                Arc::clone(&self.tasks),
                kind,
                Arc::clone(&doer),
                Arc::clone(&self.clock),
            )
            .with(options)
        };
        let sending = WorkerOptions {
            retry: RetryPolicy {
                attempts: 8,
                first: Duration::from_secs(5),
                longest: Duration::from_secs(15 * 60),
            },
            ..WorkerOptions::default()
        };
        vec![
            worker(EMAIL, sending),
            worker(
                SMS,
                WorkerOptions {
                    rate: sms_rate,
                    ..sending
                },
            ),
        ]
    }

    /// Takes back a task that nobody has begun.
    pub(crate) async fn withdraw_task(&self, notification: &Notification) -> Result<(), NotificationError> {
        if let Some(task) = sending(notification) {
            self.tasks.withdraw(&task.kind, &task.key).await?;
        }
        Ok(())
    }

    /// Hands the work to the queue; the same again changes nothing.
    pub(crate) async fn enqueue(&self, notifications: &[Notification]) -> Result<(), NotificationError> {
        for task in notifications.iter().filter_map(sending) {
            self.tasks.enqueue(&task).await?;
        }
        Ok(())
    }
}

struct Doer(NotificationService);

#[async_trait]
impl TaskHandler for Doer {
    async fn run(&self, task: &Task) -> Result<(), TaskFailure> {
        let Send { notification_id } = read(task)?;
        self.0.send_out(notification_id, task.attempt).await
    }

    async fn gave_up(&self, task: &Task, problem: &str) {
        let Ok(Send { notification_id }) = read::<Send>(task) else {
            return;
        };
        if let Err(error) = self.0.give_up(notification_id, problem).await {
            tracing::error!(notification.id = %notification_id, %error, "it could not be noted that a notification was given up");
        }
    }
}

fn read<T: for<'de> Deserialize<'de>>(task: &Task) -> Result<T, TaskFailure> {
    let read = serde_json::from_value(task.payload.clone());
    read.map_err(|_| TaskFailure::Dead("the task cannot be read; it was written by another version".to_owned()))
}

pub(crate) fn failure(error: &NotificationError) -> TaskFailure {
    let problem = error.to_string();
    if error.is_passing() {
        TaskFailure::Retry { problem, after: None }
    } else {
        TaskFailure::Dead(problem)
    }
}
