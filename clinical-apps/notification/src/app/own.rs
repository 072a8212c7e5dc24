//! What somebody was told: lists, reading, counts.

use jiff::SignedDuration;
use nilecare_contracts::notification::{
    ChannelSetup, Delivery, NOTIFICATION_READ, Notification, NotificationChannel, NotificationStats,
    NotificationStatus, Recipient, UnreadCount,
};
use nilecare_sql::documents;
use nilecare_types::{NotificationId, Page, PatientId};

use super::send::notification_of;
use super::tell::{announce, touch};
use crate::store::delivery::DELIVERIES;
use crate::store::notification::{self, Filter};
use crate::{NotificationError, NotificationService};

/// Rows of one transaction.
const ROUND: i64 = 500;

impl NotificationService {
    /// Lists a user's notifications in the application, newest first.
    pub(crate) async fn own(
        &self,
        user_id: &str,
        unread: bool,
        before: &str,
        limit: usize,
    ) -> Result<Page<Notification>, NotificationError> {
        let filter = Filter {
            recipients: vec![Recipient::user(user_id)],
            channel: Some(NotificationChannel::InApp),
            unread,
            ..Filter::default()
        };
        self.page(&filter, before, limit).await
    }

    pub(crate) async fn unread(&self, user_id: &str) -> Result<UnreadCount, NotificationError> {
        Ok(notification::unread(self.db.readers(), &Recipient::user(user_id)).await?)
    }

    /// Gives one of the user's own; anybody else's is not there.
    pub(crate) async fn own_one(&self, user_id: &str, id: NotificationId) -> Result<Notification, NotificationError> {
        let one = notification_of(self.db.readers(), id).await?;
        if one.recipient == Recipient::user(user_id) {
            Ok(one)
        } else {
            Err(NotificationError::NotFound("notification"))
        }
    }

    /// Notes that the user has read one; once is enough.
    pub(crate) async fn mark_read(&self, user_id: &str, id: NotificationId) -> Result<Notification, NotificationError> {
        let mut one = self.own_one(user_id, id).await?;
        let mut tx = self.db.begin_write().await?;
        if one.read_at.is_none() {
            one = notification_of(&mut *tx, id).await?;
            let now = self.clock.now();
            one.read_at = Some(now);
            touch(&mut one, now);
            notification::update(&mut tx, &one).await?;
            announce(&mut tx, NOTIFICATION_READ, &one, now).await?;
            self.commit(tx).await?;
        }
        Ok(one)
    }

    /// Notes that the user has read all that is not critical: that is read one by one.
    pub(crate) async fn mark_all_read(&self, user_id: &str) -> Result<UnreadCount, NotificationError> {
        let filter = Filter {
            recipients: vec![Recipient::user(user_id)],
            unread: true,
            ..Filter::default()
        };
        let mut before = String::new();
        loop {
            let mut tx = self.db.begin_write().await?;
            let round = notification::newest(&mut *tx, &filter, &before, ROUND).await?;
            let now = self.clock.now();
            let (n_round, last) = (round.len() as i64, round.last().map(|one| one.id.to_string()));
            for mut one in round.into_iter().filter(|one| !one.critical) {
                one.read_at = Some(now);
                touch(&mut one, now);
                notification::update(&mut tx, &one).await?;
                announce(&mut tx, NOTIFICATION_READ, &one, now).await?;
            }
            self.commit(tx).await?;
            match last {
                Some(last) if n_round == ROUND => before = last,
                _ => return self.unread(user_id).await,
            }
        }
    }

    /// Notes that somebody has seen to what was told: all bells of it are silent.
    pub(crate) async fn note_seen(&self, about: &str) -> Result<(), NotificationError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        for mut one in notification::unread_about(&mut *tx, about).await? {
            one.read_at = Some(now);
            touch(&mut one, now);
            notification::update(&mut tx, &one).await?;
            announce(&mut tx, NOTIFICATION_READ, &one, now).await?;
        }
        self.commit(tx).await
    }

    /// Lists what was told to anybody, newest first.
    pub(crate) async fn outgoing(
        &self,
        channel: Option<NotificationChannel>,
        status: Option<NotificationStatus>,
        before: &str,
        limit: usize,
    ) -> Result<Page<Notification>, NotificationError> {
        let filter = Filter {
            channel,
            status,
            ..Filter::default()
        };
        self.page(&filter, before, limit).await
    }

    /// Lists what a patient was told, under all ids of before and after merges, newest first.
    pub(crate) async fn of_patient(
        &self,
        id: PatientId,
        before: &str,
        limit: usize,
    ) -> Result<Page<Notification>, NotificationError> {
        let ids = self.clinical.patient_ids(id).await?;
        let ids = ids.ok_or(NotificationError::NotFound("patient"))?;
        let filter = Filter {
            recipients: ids.all().into_iter().map(Recipient::patient).collect(),
            ..Filter::default()
        };
        self.page(&filter, before, limit).await
    }

    pub(crate) async fn any_one(&self, id: NotificationId) -> Result<Notification, NotificationError> {
        notification_of(self.db.readers(), id).await
    }

    /// Lists what providers said of one, in the order of time.
    pub(crate) async fn deliveries(
        &self,
        id: NotificationId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Delivery>, NotificationError> {
        self.any_one(id).await?;
        let columns = [("notification_id", id.to_string())];
        let rows = documents::list(self.db.readers(), DELIVERIES, &columns, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |delivery: &Delivery| {
            delivery.id.to_string()
        }))
    }

    pub(crate) async fn stats(&self, hours: u16) -> Result<NotificationStats, NotificationError> {
        let since = self.clock.now() - SignedDuration::from_hours(hours.into());
        Ok(NotificationStats {
            since,
            counts: notification::counts(self.db.readers(), since).await?,
        })
    }

    pub(crate) fn setup(&self) -> Vec<ChannelSetup> {
        let all = [
            NotificationChannel::Email,
            NotificationChannel::Sms,
            NotificationChannel::InApp,
        ];
        all.map(|channel| ChannelSetup {
            channel,
            is_on: self.is_on(channel),
            provider: self.carrier(channel).map(|carrier| carrier.provider().to_owned()),
        })
        .to_vec()
    }

    async fn page(&self, filter: &Filter, before: &str, limit: usize) -> Result<Page<Notification>, NotificationError> {
        let rows = notification::newest(self.db.readers(), filter, before, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |one| one.id.to_string()))
    }
}
