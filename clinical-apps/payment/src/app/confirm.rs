//! What a provider says of a payment becomes its state, never an earlier one.

use nilecare_contracts::Money;
use nilecare_contracts::life::Life;
use nilecare_contracts::payment::{
    Difference, PAYMENT_COMPLETED, ReconciliationItem, ReconciliationStatus, Transaction, TransactionStatus,
};
use nilecare_sql::{Executor, WriteTx};
use nilecare_types::{ReconciliationItemId, Timestamp, TransactionId};

use super::initiate::ended;
use super::place::Zone;
use super::{events, instalments};
use crate::model::transaction as money;
use crate::provider::{Answer, Standing};
use crate::store::takings::{self, Happened};
use crate::store::{records, tables, transactions};
use crate::{PaymentError, PaymentService};

/// What an answer changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Applied {
    /// Something.
    Changed,
    /// Nothing: it is so already, or is further by now.
    Ignored,
    /// Nothing: the answer is of an earlier state than the payment's.
    OutOfOrder,
}

impl Applied {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "applied",
            Self::Ignored => "ignored",
            Self::OutOfOrder => "out-of-order",
        }
    }
}

impl PaymentService {
    /// Applies an answer in a transaction of its own, and gives the payment as it is then.
    pub(super) async fn settle(
        &self,
        id: TransactionId,
        answer: &Answer,
        how: &str,
    ) -> Result<Transaction, PaymentError> {
        let zone = self.zone(self.transaction(id).await?.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut transaction = of(&mut *tx, id).await?;
        self.apply(&mut tx, &mut transaction, answer, how, &zone).await?;
        self.commit(tx).await?;
        Ok(transaction)
    }

    /// Applies an answer. The payment is written.
    pub(super) async fn apply(
        &self,
        tx: &mut WriteTx,
        transaction: &mut Transaction,
        answer: &Answer,
        how: &str,
        zone: &Zone,
    ) -> Result<Applied, PaymentError> {
        let now = self.clock.now();
        if transaction.external_reference.is_none() && answer.external_reference.is_some() {
            transaction.external_reference.clone_from(&answer.external_reference);
            transaction.version += 1;
            transaction.updated_at = now;
            transactions::update(tx, transaction).await?;
        }
        match &answer.standing {
            Standing::Paid => self.paid(tx, transaction, answer.amount, how, zone).await,
            Standing::Failed(code) if transaction.status == TransactionStatus::Processing => {
                money::end(transaction, TransactionStatus::Failed, code, now)?;
                transactions::update(tx, transaction).await?;
                ended(tx, transaction, zone, now).await?;
                Ok(Applied::Changed)
            }
            Standing::Failed(_) => Ok(Applied::OutOfOrder),
            Standing::NeedsVerification => {
                money::move_to(transaction, TransactionStatus::AwaitingVerification, now)?;
                transactions::update(tx, transaction).await?;
                Ok(Applied::Changed)
            }
            Standing::Waiting => Ok(Applied::Ignored),
        }
    }

    async fn paid(
        &self,
        tx: &mut WriteTx,
        transaction: &mut Transaction,
        told: Option<Money>,
        how: &str,
        zone: &Zone,
    ) -> Result<Applied, PaymentError> {
        if money::counts(transaction.status) {
            return Ok(Applied::Ignored);
        }
        if transaction.status != TransactionStatus::Verified
            && !transaction.status.next().contains(&TransactionStatus::Verified)
        {
            // A provider that was not asked, or not any more, says that it has money: nothing counts until a person has looked.
            transaction.attention = Some("paid-unexpectedly".to_owned());
            transactions::update(tx, transaction).await?;
            return Ok(Applied::OutOfOrder);
        }
        let other = told.filter(|told| *told != transaction.amount);
        if let Some(other) = other {
            return self.amount_differs(tx, transaction, other).await;
        }
        self.confirm(tx, transaction, how, None, zone).await?;
        Ok(Applied::Changed)
    }

    /// Confirms a payment whose money is there, and tells billing.
    pub(super) async fn confirm(
        &self,
        tx: &mut WriteTx,
        transaction: &mut Transaction,
        how: &str,
        by: Option<&str>,
        zone: &Zone,
    ) -> Result<(), PaymentError> {
        let now = self.clock.now();
        money::confirm(transaction, how, by, now)?;
        transactions::update(tx, transaction).await?;
        transactions::keep_msisdn(tx, transaction.id, None).await?;
        transactions::pay_invoice(tx, transaction).await?;
        if let Some(drawer) = transaction.drawer_id {
            tables::move_cash(tx, drawer, transaction.id, transaction.amount.amount).await?;
        }
        instalments::paid(tx, transaction, &self.options.instalments, now).await?;
        takings::count(tx, transaction, zone.day(now), Happened::Confirmed).await?;
        events::tell(tx, PAYMENT_COMPLETED, transaction, now).await?;
        Ok(())
    }

    /// The provider says that another amount is there: nothing counts until a person has looked.
    async fn amount_differs(
        &self,
        tx: &mut WriteTx,
        transaction: &mut Transaction,
        told: Money,
    ) -> Result<Applied, PaymentError> {
        if transaction.attention.as_deref() == Some("amount-differs") {
            return Ok(Applied::Ignored);
        }
        let now = self.clock.now();
        transaction.attention = Some("amount-differs".to_owned());
        transaction.version += 1;
        transaction.updated_at = now;
        transactions::update(tx, transaction).await?;
        records::insert(tx, &difference(transaction, told, now)).await?;
        Ok(Applied::Changed)
    }
}

fn difference(transaction: &Transaction, told: Money, now: Timestamp) -> ReconciliationItem {
    let reference = transaction.external_reference.clone();
    ReconciliationItem {
        id: ReconciliationItemId::generate(),
        version: 1,
        statement_id: None,
        provider: transaction.provider.clone(),
        line: None,
        reference: reference.unwrap_or_else(|| transaction.transaction_number.clone()),
        external_amount: Some(told),
        external_fee: None,
        booked_on: None,
        transaction_id: Some(transaction.id),
        own_amount: Some(transaction.amount),
        status: ReconciliationStatus::Mismatch,
        difference: Some(Difference::Amount),
        reason: None,
        resolved_by: None,
        created_at: now,
        updated_at: now,
    }
}

/// Reads a payment.
pub(super) async fn of(db: impl Executor<'_>, id: TransactionId) -> Result<Transaction, PaymentError> {
    transactions::find(db, id)
        .await?
        .ok_or(PaymentError::NotFound("payment"))
}
