//! What a provider tells changes payments, refunds and disputes; what comes too early waits.

use nilecare_contracts::Money;
use nilecare_contracts::life::step;
use nilecare_contracts::payment::{
    Dispute, DisputeStatus, PAYMENT_DISPUTED, Transaction, TransactionRefund, TransactionRefundStatus,
    TransactionStatus,
};
use nilecare_sql::WriteTx;
use nilecare_types::DisputeId;

use super::confirm::{Applied, of};
use super::place::Zone;
use super::{events, refunds};
use crate::model::transaction as money;
use crate::provider::{Notice, Own, Told};
use crate::store::records::{self, Filter, Record};
use crate::store::transactions;
use crate::{PaymentError, PaymentService};

/// Most refunds of one payment that are looked at.
const MOST: i64 = 1000;

/// What became of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Applied(Applied),
    /// What it is about is not here yet.
    TooEarly,
}

impl PaymentService {
    /// Finds the payment that a notice is about.
    pub(super) async fn subject(&self, provider: &str, notice: &Notice) -> Result<Option<Transaction>, PaymentError> {
        let db = self.db.readers();
        let found = match &notice.own {
            Some(Own::Id(id)) => transactions::find(db, *id).await?,
            Some(Own::Number(number)) => transactions::by_any_reference(db, provider, number).await?,
            None => None,
        };
        let found = match (found, &notice.external_reference) {
            (None, Some(reference)) => transactions::by_external(db, provider, reference).await?,
            (found, _) => found,
        };
        // A second payment at the provider that names one of ours is not that one: it stays on the list of what is not matched.
        let is_other = |transaction: &Transaction| {
            let known = transaction
                .external_reference
                .as_ref()
                .zip(notice.external_reference.as_ref());
            known.is_some_and(|(own, told)| own != told)
        };
        Ok(found.filter(|transaction| transaction.provider == provider && !is_other(transaction)))
    }

    /// Applies a notice to the payment that it is about.
    pub(super) async fn heed(
        &self,
        tx: &mut WriteTx,
        subject: &Transaction,
        notice: &Notice,
        zone: &Zone,
    ) -> Result<Outcome, PaymentError> {
        let mut transaction = of(&mut **tx, subject.id).await?;
        if let Told::Payment(answer) = &notice.what {
            let applied = self.apply(tx, &mut transaction, answer, "webhook", zone).await?;
            return Ok(Outcome::Applied(applied));
        }
        if notice.what == Told::Other {
            return Ok(Outcome::Applied(Applied::Ignored));
        }
        // A refund or dispute of what is not confirmed here yet: the news of the payment is still on its way.
        if !money::counts(transaction.status) {
            return Ok(Outcome::TooEarly);
        }
        match &notice.what {
            Told::Refunded(total) => self.refunded(tx, &mut transaction, *total, zone).await,
            Told::Disputed { id, amount, reason } => {
                let told = (id.as_str(), *amount, reason.as_str());
                self.disputed(tx, &mut transaction, told).await
            }
            Told::DisputeClosed { id, is_won } => self.dispute_closed(tx, &mut transaction, id, *is_won, zone).await,
            Told::Payment(_) | Told::Other => Ok(Outcome::Applied(Applied::Ignored)),
        }
    }

    /// So much was given back in all: what we did not ask for was done at the provider.
    async fn refunded(
        &self,
        tx: &mut WriteTx,
        transaction: &mut Transaction,
        total: Money,
        zone: &Zone,
    ) -> Result<Outcome, PaymentError> {
        let filter = Filter::by("transaction_id", transaction.id);
        let refunds: Vec<TransactionRefund> =
            records::list(&mut **tx, TransactionRefund::TABLE, &filter, "", MOST).await?;
        let asked = refunds
            .iter()
            .filter(|refund| refund.status == TransactionRefundStatus::Processing)
            .map(|refund| refund.amount);
        let known = Money::sum(transaction.amount.currency, asked)?.plus(transaction.refunded)?;
        let more = total.minus(known)?;
        if !more.is_positive() {
            return Ok(Outcome::Applied(Applied::Ignored));
        }
        let now = self.clock.now();
        refunds::by_provider(tx, transaction, more, "refunded-at-provider", zone, now).await?;
        transactions::update(tx, transaction).await?;
        Ok(Outcome::Applied(Applied::Changed))
    }

    async fn disputed(
        &self,
        tx: &mut WriteTx,
        transaction: &mut Transaction,
        (reference, amount, reason): (&str, Money, &str),
    ) -> Result<Outcome, PaymentError> {
        if dispute(tx, &transaction.provider, reference).await?.is_some() {
            return Ok(Outcome::Applied(Applied::Ignored));
        }
        let now = self.clock.now();
        let dispute = Dispute {
            id: DisputeId::generate(),
            version: 1,
            transaction_id: transaction.id,
            patient_id: transaction.patient_id,
            facility_id: transaction.facility_id,
            provider: transaction.provider.clone(),
            external_reference: reference.to_owned(),
            amount,
            reason: reason.to_owned(),
            status: DisputeStatus::Open,
            created_at: now,
            updated_at: now,
        };
        records::insert(tx, &dispute).await?;
        let may_be = matches!(
            transaction.status,
            TransactionStatus::Confirmed | TransactionStatus::PartiallyRefunded
        );
        if may_be {
            money::move_to(transaction, TransactionStatus::Disputed, now)?;
            transactions::update(tx, transaction).await?;
        }
        events::tell(tx, PAYMENT_DISPUTED, transaction, now).await?;
        Ok(Outcome::Applied(Applied::Changed))
    }

    async fn dispute_closed(
        &self,
        tx: &mut WriteTx,
        transaction: &mut Transaction,
        reference: &str,
        is_won: bool,
        zone: &Zone,
    ) -> Result<Outcome, PaymentError> {
        let Some(mut dispute) = dispute(tx, &transaction.provider, reference).await? else {
            return Ok(Outcome::TooEarly);
        };
        if dispute.status != DisputeStatus::Open {
            return Ok(Outcome::Applied(Applied::Ignored));
        }
        let now = self.clock.now();
        let to = if is_won {
            DisputeStatus::Won
        } else {
            DisputeStatus::Lost
        };
        step(&mut dispute.status, to)?;
        dispute.version += 1;
        dispute.updated_at = now;
        records::update(tx, &dispute).await?;
        if !is_won {
            refunds::by_provider(tx, transaction, dispute.amount, "dispute-lost", zone, now).await?;
        }
        if transaction.status == TransactionStatus::Disputed {
            money::end_dispute(transaction, now)?;
        }
        transactions::update(tx, transaction).await?;
        Ok(Outcome::Applied(Applied::Changed))
    }
}

async fn dispute(tx: &mut WriteTx, provider: &str, reference: &str) -> Result<Option<Dispute>, PaymentError> {
    let filter = Filter::by("external_key", format!("{provider}:{reference}"));
    let mut found: Vec<Dispute> = records::list(&mut **tx, Dispute::TABLE, &filter, "", 1).await?;
    Ok(found.pop())
}
