//! Money that goes back: asked for by one, agreed to by another, made once, and never more than was paid.

use nilecare_contracts::Money;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::life::step;
use nilecare_contracts::payment::{
    RefundApproval, RefundWay, Transaction, TransactionRefund, TransactionRefundRequest, TransactionRefundStatus,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{Executor, WriteTx, json};
use nilecare_types::{Timestamp, TransactionId, TransactionRefundId};

use super::confirm::of;
use super::place::Zone;
use super::{Begun, allow, drawers, events, valid};
use crate::model::transaction as money;
use crate::provider::{ProviderError, RefundAnswer};
use crate::store::takings::{self, Happened};
use crate::store::{records, tables, transactions};
use crate::{PaymentError, PaymentService};

impl PaymentService {
    /// Asks for a refund; the amount is kept for it until it is decided.
    pub(crate) async fn ask_refund(
        &self,
        id: TransactionId,
        key: &IdempotencyKey,
        request: &TransactionRefundRequest,
        by: &Principal,
    ) -> Result<TransactionRefund, PaymentError> {
        valid(request.validate())?;
        let content = format!("{id}{}", json::write(request));
        let command = Command::new("refund", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let mut transaction = of(&mut *tx, id).await?;
        let now = self.clock.now();
        money::hold(&mut transaction, request.amount, now)?;
        let refund = record(&transaction, request.amount, &request.reason, &by.username, now);
        records::insert(&mut tx, &refund).await?;
        transactions::update(&mut tx, &transaction).await?;
        self.finish(tx, &command, &refund).await?;
        Ok(refund)
    }

    /// Agrees as the second person, and gives the money back.
    pub(crate) async fn approve_refund(
        &self,
        id: TransactionRefundId,
        version: IfMatch,
        request: &RefundApproval,
        by: &Principal,
    ) -> Result<TransactionRefund, PaymentError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut refund = refund_of(&mut *tx, id).await?;
        allow(version, refund.version)?;
        step(&mut refund.status, TransactionRefundStatus::Approved)?;
        if refund.by == by.username {
            return Err(PaymentError::SamePerson);
        }
        match self.provider(&refund.provider)?.capabilities().refunds {
            RefundWay::ByHand => {
                let reference = request.reference.as_ref().filter(|text| !text.trim().is_empty());
                let missing =
                    || PaymentError::Invalid(vec!["/reference: is needed, since it is made by hand".to_owned()]);
                refund.external_reference = Some(reference.ok_or_else(missing)?.clone());
            }
            RefundWay::Drawer => {
                let drawer = drawers::of(&mut tx, &by.username, refund.facility_id, refund.amount.currency).await?;
                refund.drawer_id = Some(drawer.id);
            }
            RefundWay::Provider => {}
        }
        refund.decided_by = Some(by.username.clone());
        self.make(tx, refund).await
    }

    /// Tries a refund again that the provider refused.
    pub(crate) async fn retry_refund(
        &self,
        id: TransactionRefundId,
        version: IfMatch,
    ) -> Result<TransactionRefund, PaymentError> {
        let mut tx = self.db.begin_write().await?;
        let mut refund = refund_of(&mut *tx, id).await?;
        allow(version, refund.version)?;
        if refund.status != TransactionRefundStatus::Failed {
            return Err(nilecare_contracts::life::refused(refund.status, "tried again").into());
        }
        // The provider's id is of the attempt that failed.
        refund.external_reference = None;
        refund.end_reason = None;
        self.make(tx, refund).await
    }

    /// Does not agree to a refund, or gives one up that failed; the amount is free again.
    pub(crate) async fn reject_refund(
        &self,
        id: TransactionRefundId,
        version: IfMatch,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<TransactionRefund, PaymentError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut refund = refund_of(&mut *tx, id).await?;
        allow(version, refund.version)?;
        let now = self.clock.now();
        step(&mut refund.status, TransactionRefundStatus::Rejected)?;
        refund.decided_by = Some(by.username.clone());
        refund.end_reason = Some(request.reason.clone());
        let mut transaction = of(&mut *tx, refund.transaction_id).await?;
        money::release(&mut transaction, refund.amount, now)?;
        transactions::update(&mut tx, &transaction).await?;
        write(&mut tx, &mut refund, now).await?;
        self.commit(tx).await?;
        Ok(refund)
    }

    /// Keeps that the provider is asked, and asks.
    async fn make(&self, mut tx: WriteTx, mut refund: TransactionRefund) -> Result<TransactionRefund, PaymentError> {
        step(&mut refund.status, TransactionRefundStatus::Processing)?;
        refund.attempts += 1;
        write(&mut tx, &mut refund, self.clock.now()).await?;
        self.commit(tx).await?;
        self.ask_to_give_back(refund, true).await
    }

    /// Asks the provider to give back, or what became of that. Only the first time is a request that never left a failure: an earlier
    /// one may have arrived.
    pub(super) async fn ask_to_give_back(
        &self,
        refund: TransactionRefund,
        is_first: bool,
    ) -> Result<TransactionRefund, PaymentError> {
        let transaction = self.transaction(refund.transaction_id).await?;
        let provider = self.provider(&refund.provider)?;
        let answer = match provider.refund(&transaction, &refund).await {
            Ok(answer) => answer,
            Err(ProviderError::NotSent(text)) if is_first => {
                tracing::warn!(provider = %refund.provider, refund.id = %refund.id, error = %text, "a provider could not be reached");
                RefundAnswer::Failed("provider-not-reached".to_owned())
            }
            Err(error) => {
                tracing::warn!(provider = %refund.provider, refund.id = %refund.id, %error, "what became of a refund is not known; the provider is asked again");
                return Ok(refund);
            }
        };
        let zone = self.zone(transaction.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut refund = refund_of(&mut *tx, refund.id).await?;
        if refund.status != TransactionRefundStatus::Processing {
            return Ok(refund);
        }
        self.apply_refund(&mut tx, &mut refund, answer, &zone).await?;
        self.commit(tx).await?;
        Ok(refund)
    }

    async fn apply_refund(
        &self,
        tx: &mut WriteTx,
        refund: &mut TransactionRefund,
        answer: RefundAnswer,
        zone: &Zone,
    ) -> Result<(), PaymentError> {
        let now = self.clock.now();
        match answer {
            RefundAnswer::Waiting(reference) => {
                refund.external_reference = reference.or(refund.external_reference.take());
            }
            RefundAnswer::Failed(code) => {
                step(&mut refund.status, TransactionRefundStatus::Failed)?;
                refund.end_reason = Some(code);
            }
            RefundAnswer::Completed(reference) => {
                step(&mut refund.status, TransactionRefundStatus::Completed)?;
                refund.external_reference = reference.or(refund.external_reference.take());
                refund.completed_at = Some(now);
                let mut transaction = of(&mut **tx, refund.transaction_id).await?;
                money::give_back(&mut transaction, refund.amount, now)?;
                transactions::update(tx, &transaction).await?;
                if let Some(drawer) = refund.drawer_id {
                    tables::move_cash(tx, drawer, refund.id, -refund.amount.amount).await?;
                }
                write(tx, refund, now).await?;
                return given_back(tx, refund, &transaction, zone, now).await;
            }
        }
        write(tx, refund, now).await
    }
}

/// Notes what the provider took back by itself. The payment is changed and not written yet; nothing is noted when nothing is left.
pub(super) async fn by_provider(
    tx: &mut WriteTx,
    transaction: &mut Transaction,
    amount: Money,
    reason: &str,
    zone: &Zone,
    now: Timestamp,
) -> Result<(), PaymentError> {
    let taken = money::take_back(transaction, amount, now)?;
    if !taken.is_positive() {
        return Ok(());
    }
    let provider = transaction.provider.clone();
    let mut refund = record(transaction, taken, reason, &provider, now);
    refund.status = TransactionRefundStatus::Completed;
    refund.is_by_provider = true;
    refund.completed_at = Some(now);
    records::insert(tx, &refund).await?;
    given_back(tx, &refund, transaction, zone, now).await
}

async fn given_back(
    tx: &mut WriteTx,
    refund: &TransactionRefund,
    transaction: &Transaction,
    zone: &Zone,
    now: Timestamp,
) -> Result<(), PaymentError> {
    takings::count(tx, transaction, zone.day(now), Happened::Refunded(refund.amount)).await?;
    Ok(events::tell_refund(tx, refund, transaction, now).await?)
}

fn record(transaction: &Transaction, amount: Money, reason: &str, by: &str, now: Timestamp) -> TransactionRefund {
    TransactionRefund {
        id: TransactionRefundId::generate(),
        version: 1,
        transaction_id: transaction.id,
        account_id: transaction.account_id,
        patient_id: transaction.patient_id,
        facility_id: transaction.facility_id,
        provider: transaction.provider.clone(),
        amount,
        reason: reason.to_owned(),
        status: TransactionRefundStatus::Pending,
        external_reference: None,
        drawer_id: None,
        is_by_provider: false,
        by: by.to_owned(),
        decided_by: None,
        end_reason: None,
        attempts: 0,
        completed_at: None,
        created_at: now,
        updated_at: now,
    }
}

async fn write(tx: &mut WriteTx, refund: &mut TransactionRefund, now: Timestamp) -> Result<(), PaymentError> {
    refund.version += 1;
    refund.updated_at = now;
    Ok(records::update(tx, refund).await?)
}

pub(super) async fn refund_of(
    db: impl Executor<'_>,
    id: TransactionRefundId,
) -> Result<TransactionRefund, PaymentError> {
    records::find(db, id).await?.ok_or(PaymentError::NotFound("refund"))
}
