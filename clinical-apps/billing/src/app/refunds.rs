//! Money that is given back: at most what is free of a payment; above the facility's limit a second person agrees.

use nilecare_contracts::billing::{
    LedgerAccount, Payment, PaymentMethod, ReasonRequest, Refund, RefundRequest, RefundStatus,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{Executor, WriteTx, documents, json};
use nilecare_types::{PaymentId, RefundId};

use super::accounts::account_of;
use super::gateway::refuse_gateway;
use super::payments::payment_of;
use super::{Begun, Cause, allow, events, valid};
use crate::model::payment::{Part, take};
use crate::model::posting::{Posting, PostingKind, money_account};
use crate::store::ledger;
use crate::store::records::{self, REFUNDS};
use crate::{BillingError, BillingService};
use nilecare_contracts::life::step;

impl BillingService {
    /// Refunds, or asks a second person to agree; meanwhile the amount is kept for it.
    pub(crate) async fn refund(
        &self,
        id: PaymentId,
        key: &IdempotencyKey,
        request: &RefundRequest,
        by: &Principal,
    ) -> Result<Refund, BillingError> {
        valid(request.validate())?;
        let before = payment_of(self.db.readers(), id).await?;
        let method = request.method.unwrap_or(before.method);
        if method == PaymentMethod::Insurance && before.method != PaymentMethod::Insurance {
            valid(vec!["/method: insurance is for what an insurer paid".to_owned()])?;
        }
        let limit = self.settings_of(before.facility_id).await?.refund_limit;
        let content = format!("{id}{}", json::write(request));
        let command = Command::new("refund", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        refuse_gateway(&mut tx, id).await?;
        let mut payment = payment_of(&mut *tx, id).await?;
        take(&mut payment, Part::Held, request.amount, cause.now)?;
        let mut refund = Refund {
            id: RefundId::generate(),
            version: 1,
            payment_id: id,
            account_id: payment.account_id,
            patient_id: payment.patient_id,
            facility_id: payment.facility_id,
            amount: request.amount,
            method,
            reference: request.reference.clone(),
            reason: request.reason.clone(),
            status: RefundStatus::Pending,
            by: cause.by.to_owned(),
            decided_by: None,
            end_reason: None,
            paid_at: None,
            created_at: cause.now,
            updated_at: cause.now,
        };
        records::insert(&mut tx, &refund).await?;
        if request.amount.amount <= limit {
            pay_out(&mut tx, &mut payment, &mut refund, cause).await?;
        }
        records::update(&mut tx, &payment).await?;
        self.finish(tx, &command, &refund).await?;
        Ok(refund)
    }

    /// Agrees as the second person; the money is given back.
    pub(crate) async fn approve_refund(
        &self,
        id: RefundId,
        version: IfMatch,
        by: &Principal,
    ) -> Result<Refund, BillingError> {
        let mut tx = self.db.begin_write().await?;
        let mut refund = refund_of(&mut *tx, id).await?;
        allow(version, refund.version)?;
        if refund.by == by.username {
            return Err(BillingError::SamePerson);
        }
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        let mut payment = payment_of(&mut *tx, refund.payment_id).await?;
        refund.decided_by = Some(by.username.clone());
        pay_out(&mut tx, &mut payment, &mut refund, cause).await?;
        records::update(&mut tx, &payment).await?;
        self.commit(tx).await?;
        Ok(refund)
    }

    /// Does not agree; what was kept for it is free again.
    pub(crate) async fn reject_refund(
        &self,
        id: RefundId,
        version: IfMatch,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<Refund, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut refund = refund_of(&mut *tx, id).await?;
        allow(version, refund.version)?;
        step(&mut refund.status, RefundStatus::Rejected)?;
        let now = self.clock.now();
        let mut payment = payment_of(&mut *tx, refund.payment_id).await?;
        take(&mut payment, Part::Held, refund.amount.negated()?, now)?;
        refund.decided_by = Some(by.username.clone());
        refund.end_reason = Some(request.reason.clone());
        refund.version += 1;
        refund.updated_at = now;
        records::update(&mut tx, &refund).await?;
        records::update(&mut tx, &payment).await?;
        self.commit(tx).await?;
        Ok(refund)
    }

    /// Reverses a refund that did not arrive, once: the money is credit of the account again.
    pub(crate) async fn reverse_refund(
        &self,
        id: RefundId,
        version: IfMatch,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<Refund, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut refund = refund_of(&mut *tx, id).await?;
        allow(version, refund.version)?;
        step(&mut refund.status, RefundStatus::Reversed)?;
        let now = self.clock.now();
        let mut payment = payment_of(&mut *tx, refund.payment_id).await?;
        take(&mut payment, Part::Refunded, refund.amount.negated()?, now)?;
        let account = account_of(&mut *tx, refund.account_id).await?;
        let sides = (money_account(refund.method), LedgerAccount::Unapplied);
        let kind = PostingKind::RefundReversed;
        let posting = Posting::from_to(kind, id, &payment.receipt_number, refund.amount, sides)?;
        ledger::post(&mut tx, &account, &posting, &by.username, now).await?;
        refund.end_reason = Some(request.reason.clone());
        refund.version += 1;
        refund.updated_at = now;
        records::update(&mut tx, &refund).await?;
        records::update(&mut tx, &payment).await?;
        self.commit(tx).await?;
        Ok(refund)
    }
}

/// Gives the money back: what was kept of the payment is refunded. The payment is not written yet.
pub(super) async fn pay_out(
    tx: &mut WriteTx,
    payment: &mut Payment,
    refund: &mut Refund,
    cause: Cause<'_>,
) -> Result<(), BillingError> {
    step(&mut refund.status, RefundStatus::Paid)?;
    take(payment, Part::Held, refund.amount.negated()?, cause.now)?;
    take(payment, Part::Refunded, refund.amount, cause.now)?;
    let account = account_of(&mut **tx, refund.account_id).await?;
    let sides = (LedgerAccount::Unapplied, money_account(refund.method));
    let posting = Posting::from_to(
        PostingKind::Refund,
        refund.id,
        &payment.receipt_number,
        refund.amount,
        sides,
    )?;
    ledger::post(tx, &account, &posting, cause.by, cause.now).await?;
    refund.paid_at = Some(cause.now);
    refund.version += 1;
    refund.updated_at = cause.now;
    records::update(tx, refund).await?;
    events::tell_refund(tx, refund, cause.now).await?;
    Ok(())
}

async fn refund_of(db: impl Executor<'_>, id: RefundId) -> Result<Refund, BillingError> {
    let found = documents::find(db, REFUNDS, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("refund"))
}
