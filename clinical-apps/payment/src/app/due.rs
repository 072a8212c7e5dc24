//! What comes with time: providers that did not answer are asked again, webhooks that came early are tried again, instalments are late.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use nilecare_contracts::payment::{InstalmentPlan, Transaction, TransactionRefund, TransactionStatus};
use nilecare_types::Timestamp;

use super::confirm::of;
use super::events;
use super::instalments::{plan_of, write};
use crate::model::instalments as parts;
use crate::options::span;
use crate::store::records::{self, Filter, Record};
use crate::store::{tables, transactions};
use crate::{PaymentError, PaymentService};

/// So many of each kind in one round; the rest comes in the next one.
const MOST: i64 = 200;
/// A webhook whose payment did not come by then is left to the worklist.
const WAITS: SignedDuration = SignedDuration::from_hours(72);

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoundReport {
    /// Payments whose provider said what became of them.
    pub n_settled: u32,
    /// Refunds whose provider did.
    pub n_refunds_settled: u32,
    /// Webhooks that could be dealt with now.
    pub n_webhooks: u32,
    /// Instalments that are late.
    pub n_overdue: u32,
}

impl PaymentService {
    /// Does what is due; call it once a minute. What fails is left for the next round.
    ///
    /// # Errors
    /// When the database or another service fails.
    pub async fn do_what_is_due(&self) -> Result<RoundReport, PaymentError> {
        Ok(RoundReport {
            n_settled: self.ask_again().await?,
            n_refunds_settled: self.ask_refunds_again().await?,
            n_webhooks: self.heed_early().await?,
            n_overdue: self.find_overdue().await?,
        })
    }

    async fn ask_again(&self) -> Result<u32, PaymentError> {
        let (now, mut n_settled, mut after) = (self.clock.now(), 0, String::new());
        loop {
            let page = transactions::on_their_way(self.db.readers(), &after, MOST).await?;
            let Some(last) = page.last() else { return Ok(n_settled) };
            after = last.id.to_string();
            for transaction in page {
                if transaction.updated_at + span(self.options.ask_again_after) > now {
                    continue;
                }
                match self.ask_about(&transaction, now).await {
                    Ok(is_settled) => n_settled += u32::from(is_settled),
                    Err(error) => {
                        tracing::warn!(transaction.id = %transaction.id, %error, "a payment waits for the next round");
                    }
                }
            }
        }
    }

    async fn ask_about(&self, transaction: &Transaction, now: Timestamp) -> Result<bool, PaymentError> {
        let provider = self.provider(&transaction.provider)?;
        let mut is_settled = false;
        match provider.query(transaction).await {
            Ok(answer) => {
                let settled = self.settle(transaction.id, &answer, "api").await?;
                is_settled = settled.status != TransactionStatus::Processing;
            }
            Err(error) => {
                tracing::warn!(provider = %transaction.provider, transaction.id = %transaction.id, %error, "a provider does not say what became of a payment");
            }
        }
        self.show_old(transaction, now).await?;
        Ok(is_settled)
    }

    /// A payment that waits for long is shown to a person.
    async fn show_old(&self, transaction: &Transaction, now: Timestamp) -> Result<(), PaymentError> {
        let is_old = transaction.created_at + span(self.options.attention_after) <= now;
        if !is_old || transaction.attention.is_some() {
            return Ok(());
        }
        let mut tx = self.db.begin_write().await?;
        let mut transaction = of(&mut *tx, transaction.id).await?;
        if transaction.status == TransactionStatus::Processing {
            transaction.attention = Some("no-answer".to_owned());
            transaction.version += 1;
            transactions::update(&mut tx, &transaction).await?;
            self.commit(tx).await?;
        }
        Ok(())
    }

    async fn ask_refunds_again(&self) -> Result<u32, PaymentError> {
        let now = self.clock.now();
        let filter = Filter::by("status", "processing");
        let refunds: Vec<TransactionRefund> =
            records::list(self.db.readers(), TransactionRefund::TABLE, &filter, "", MOST).await?;
        let mut n_settled = 0;
        for refund in refunds {
            if refund.updated_at + span(self.options.ask_again_after) > now {
                continue;
            }
            let status = refund.status;
            let id = refund.id;
            match self.ask_to_give_back(refund, false).await {
                Ok(refund) => n_settled += u32::from(refund.status != status),
                Err(error) => tracing::warn!(refund.id = %id, %error, "a refund waits for the next round"),
            }
        }
        Ok(n_settled)
    }

    async fn heed_early(&self) -> Result<u32, PaymentError> {
        let since = self.clock.now() - WAITS;
        let mut n_done = 0;
        for (told, notice) in tables::open_webhooks(self.db.readers(), since, MOST).await? {
            let id = told.id;
            match self.heed_again(told, &notice).await {
                Ok(is_done) => n_done += u32::from(is_done),
                Err(error) => tracing::warn!(webhook.id = %id, %error, "a webhook waits for the next round"),
            }
        }
        Ok(n_done)
    }

    async fn find_overdue(&self) -> Result<u32, PaymentError> {
        let now = self.clock.now();
        // The day that is latest anywhere, less the days of grace; each facility's own day decides.
        let today: Date = TimeZone::UTC.to_datetime(now + SignedDuration::from_hours(14)).date();
        let today = today.saturating_sub(i64::from(self.options.instalments.grace_days).days());
        let mut n_overdue = 0;
        for plan in tables::plans_due_before(self.db.readers(), &today.to_string(), MOST).await? {
            match self.mark_overdue(&plan, now).await {
                Ok(n_late) => n_overdue += n_late,
                Err(error) => tracing::warn!(plan.id = %plan.id, %error, "instalments wait for the next round"),
            }
        }
        Ok(n_overdue)
    }

    async fn mark_overdue(&self, plan: &InstalmentPlan, now: Timestamp) -> Result<u32, PaymentError> {
        let day = self.zone(plan.facility_id).await?.day(now);
        let mut tx = self.db.begin_write().await?;
        let mut plan = plan_of(&mut *tx, plan.id).await?;
        let late = parts::mark_overdue(&mut plan, &self.options.instalments, day, now)?;
        if late.is_empty() {
            return Ok(0);
        }
        write(&mut tx, &plan).await?;
        for number in &late {
            events::tell_overdue(&mut tx, &plan, *number, now).await?;
        }
        self.commit(tx).await?;
        Ok(u32::try_from(late.len()).unwrap_or(u32::MAX))
    }
}
