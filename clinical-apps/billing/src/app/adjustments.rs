//! Adjustments of issued invoices; above the facility's limit a second person agrees.

use nilecare_contracts::Money;
use nilecare_contracts::billing::{
    Adjustment, AdjustmentKind, AdjustmentRequest, AdjustmentStatus, Invoice, LedgerAccount, ReasonRequest,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{Executor, WriteTx, documents, json};
use nilecare_types::{AdjustmentId, InvoiceId};

use super::accounts::account_of;
use super::invoices::{invoice_of, settle};
use super::{Begun, Cause, allocations, allow, valid};
use crate::model::invoice as paper;
use crate::model::posting::{Posting, PostingKind, adjustment_account};
use crate::store::ledger;
use crate::store::records::{self, ADJUSTMENTS};
use crate::{BillingError, BillingService};
use nilecare_contracts::life::step;

/// What an adjustment is to be.
pub(super) struct NewAdjustment<'a> {
    pub kind: AdjustmentKind,
    pub amount: Money,
    pub reason_code: &'a str,
    pub reason: Option<String>,
}

impl BillingService {
    /// Adjusts an invoice, or asks a second person to agree.
    pub(crate) async fn adjust(
        &self,
        id: InvoiceId,
        key: &IdempotencyKey,
        request: &AdjustmentRequest,
        by: &Principal,
    ) -> Result<Adjustment, BillingError> {
        valid(request.validate())?;
        let before = invoice_of(self.db.readers(), id).await?;
        let limit = self.settings_of(before.facility_id).await?.adjustment_limit;
        let content = format!("{id}{}", json::write(request));
        let command = Command::new("adjust", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        let mut invoice = invoice_of(&mut *tx, id).await?;
        let new = NewAdjustment {
            kind: request.kind,
            amount: request.amount,
            reason_code: &request.reason_code,
            reason: request.reason.clone(),
        };
        let adjustment = file(&mut tx, &mut invoice, &new, limit, cause).await?;
        self.finish(tx, &command, &adjustment).await?;
        Ok(adjustment)
    }

    /// Agrees as the second person.
    pub(crate) async fn approve_adjustment(
        &self,
        id: AdjustmentId,
        version: IfMatch,
        by: &Principal,
    ) -> Result<Adjustment, BillingError> {
        let mut tx = self.db.begin_write().await?;
        let mut adjustment = adjustment_of(&mut *tx, id).await?;
        allow(version, adjustment.version)?;
        if adjustment.by == by.username {
            return Err(BillingError::SamePerson);
        }
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        let mut invoice = invoice_of(&mut *tx, adjustment.invoice_id).await?;
        apply(&mut tx, &mut adjustment, &mut invoice, cause).await?;
        decided(&mut adjustment, cause);
        records::update(&mut tx, &adjustment).await?;
        self.commit(tx).await?;
        Ok(adjustment)
    }

    /// Does not agree.
    pub(crate) async fn reject_adjustment(
        &self,
        id: AdjustmentId,
        version: IfMatch,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<Adjustment, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut adjustment = adjustment_of(&mut *tx, id).await?;
        allow(version, adjustment.version)?;
        step(&mut adjustment.status, AdjustmentStatus::Rejected)?;
        adjustment.rejection = Some(request.reason.clone());
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        decided(&mut adjustment, cause);
        records::update(&mut tx, &adjustment).await?;
        self.commit(tx).await?;
        Ok(adjustment)
    }
}

/// Keeps an adjustment, and applies it when it is not above the limit.
pub(super) async fn file(
    tx: &mut WriteTx,
    invoice: &mut Invoice,
    new: &NewAdjustment<'_>,
    limit: i64,
    cause: Cause<'_>,
) -> Result<Adjustment, BillingError> {
    demand(invoice, new.kind, new.amount)?;
    let mut adjustment = record(invoice, new, cause);
    if new.amount.amount <= limit {
        apply(tx, &mut adjustment, invoice, cause).await?;
    }
    records::insert(tx, &adjustment).await?;
    Ok(adjustment)
}

pub(super) fn record(invoice: &Invoice, new: &NewAdjustment<'_>, cause: Cause<'_>) -> Adjustment {
    Adjustment {
        id: AdjustmentId::generate(),
        version: 1,
        invoice_id: invoice.id,
        account_id: invoice.account_id,
        patient_id: invoice.patient_id,
        facility_id: invoice.facility_id,
        kind: new.kind,
        amount: new.amount,
        reason_code: new.reason_code.to_owned(),
        reason: new.reason.clone(),
        status: AdjustmentStatus::Pending,
        by: cause.by.to_owned(),
        decided_by: None,
        rejection: None,
        created_at: cause.now,
        updated_at: cause.now,
    }
}

/// Applies an adjustment; what is paid above what is asked for then becomes credit of the account.
pub(super) async fn apply(
    tx: &mut WriteTx,
    adjustment: &mut Adjustment,
    invoice: &mut Invoice,
    cause: Cause<'_>,
) -> Result<(), BillingError> {
    demand(invoice, adjustment.kind, adjustment.amount)?;
    step(&mut adjustment.status, AdjustmentStatus::Applied)?;
    let account = account_of(&mut **tx, invoice.account_id).await?;
    let excess = paper::adjust(invoice, adjustment.kind, adjustment.amount)?;
    if excess.is_positive() {
        allocations::release(tx, &account, invoice, excess, cause).await?;
    }
    let bears = adjustment_account(adjustment.kind);
    let sides = if adjustment.kind.is_credit() {
        (bears, LedgerAccount::Receivable)
    } else {
        (LedgerAccount::Receivable, bears)
    };
    let label = invoice.invoice_number.clone().unwrap_or_default();
    let posting = Posting::from_to(PostingKind::Adjustment, adjustment.id, &label, adjustment.amount, sides)?;
    ledger::post(tx, &account, &posting, cause.by, cause.now).await?;
    settle(tx, invoice, cause.now).await
}

fn demand(invoice: &Invoice, kind: AdjustmentKind, amount: Money) -> Result<(), BillingError> {
    paper::demand_issued(invoice, "adjusted")?;
    let Some(available) = paper::most(invoice, kind)? else {
        return Ok(Money::zero(invoice.currency).plus(amount).map(|_| ())?);
    };
    if amount.minus(available)?.is_positive() {
        return Err(BillingError::Exceeds {
            what: "what the invoice asks for",
            available,
        });
    }
    Ok(())
}

fn decided(adjustment: &mut Adjustment, cause: Cause<'_>) {
    adjustment.decided_by = Some(cause.by.to_owned());
    adjustment.version += 1;
    adjustment.updated_at = cause.now;
}

async fn adjustment_of(db: impl Executor<'_>, id: AdjustmentId) -> Result<Adjustment, BillingError> {
    let found = documents::find(db, ADJUSTMENTS, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("adjustment"))
}
