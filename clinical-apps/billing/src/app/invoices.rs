//! Invoices: drafted of charges, issued, given up, voided.

use jiff::Span;
use nilecare_contracts::billing::{
    AccountStatus, Charge, ChargeStatus, INVOICE_ISSUED, INVOICE_PAID, INVOICE_VOIDED, Invoice, InvoiceRequest,
    LedgerAccount, ReasonRequest,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{Executor, WriteTx, documents, json};
use nilecare_types::{InvoiceId, Timestamp};

use super::accounts::account_of;
use super::charges::charge_of;
use super::{Begun, allow, capture, events, valid};
use crate::model::invoice as paper;
use crate::model::posting::{Posting, PostingKind};
use crate::store::charge::{self, Filter};
use crate::store::invoice::{self, INVOICES};
use crate::store::ledger;
use crate::{BillingError, BillingService};
use nilecare_contracts::life::{refused, step};

/// Most lines of an invoice.
const MOST_LINES: i64 = 500;

impl BillingService {
    /// Drafts an invoice of charges that are pending.
    pub(crate) async fn draft_invoice(
        &self,
        key: &IdempotencyKey,
        request: &InvoiceRequest,
        by: &Principal,
    ) -> Result<Invoice, BillingError> {
        valid(request.validate())?;
        let account = account_of(self.db.readers(), request.account_id).await?;
        let settings = self.settings_of(account.facility_id).await?;
        let content = json::write(request);
        let command = Command::new("invoice", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let now = self.clock.now();
        let account = account_of(&mut *tx, request.account_id).await?;
        if account.status == AccountStatus::Closed {
            return Err(refused(account.status, "invoiced").into());
        }
        let mut charges = chosen(&mut tx, request).await?;
        if charges.is_empty() {
            return Err(BillingError::Before(
                "the account has no charge that is pending; nothing to invoice",
            ));
        }
        let due_days = request.due_days.unwrap_or(settings.due_days);
        let invoice = paper::draft(&account, &charges, due_days, request.notes.clone(), &by.username, now)?;
        for charge in &mut charges {
            step(&mut charge.status, ChargeStatus::Invoiced)?;
            charge.invoice_id = Some(invoice.id);
            capture::touch(charge, now);
            charge::update(&mut tx, charge).await?;
        }
        invoice::insert(&mut tx, &invoice).await?;
        self.finish(tx, &command, &invoice).await?;
        Ok(invoice)
    }

    /// Issues a draft: it gets the facility's next number and goes into the books.
    pub(crate) async fn issue(&self, id: InvoiceId, version: IfMatch, by: &Principal) -> Result<Invoice, BillingError> {
        let before = invoice_of(self.db.readers(), id).await?;
        let place = self.place(before.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut invoice = invoice_of(&mut *tx, id).await?;
        allow(version, invoice.version)?;
        let account = account_of(&mut *tx, invoice.account_id).await?;
        let now = self.clock.now();
        let due_on = place
            .day(now)
            .checked_add(Span::new().days(i64::from(invoice.due_days)));
        let due_on = due_on.map_err(|_| BillingError::Invalid(vec!["/due_days: is beyond the calendar".to_owned()]))?;
        // The number is taken last of all that can be refused, though the transaction would give it back.
        let number = invoice::next_number(&mut tx, invoice.facility_id).await?;
        let number = format!("INV-{}-{number:06}", place.facility.code);
        paper::issue(&mut invoice, number, due_on, now)?;
        let label = invoice.invoice_number.clone().unwrap_or_default();
        let entries = [
            (LedgerAccount::Receivable, invoice.total),
            (LedgerAccount::Revenue, invoice.net.negated()?),
            (LedgerAccount::TaxPayable, invoice.tax.negated()?),
        ];
        let posting = Posting::new(PostingKind::InvoiceIssued, id, &label, invoice.currency, entries)?;
        ledger::post(&mut tx, &account, &posting, &by.username, now).await?;
        settle(&mut tx, &mut invoice, now).await?;
        events::tell_invoice(&mut tx, INVOICE_ISSUED, &invoice, now).await?;
        self.commit(tx).await?;
        Ok(invoice)
    }

    /// Gives up a draft; its charges are pending again.
    pub(crate) async fn cancel_draft(
        &self,
        id: InvoiceId,
        version: IfMatch,
        request: &ReasonRequest,
    ) -> Result<Invoice, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut invoice = invoice_of(&mut *tx, id).await?;
        allow(version, invoice.version)?;
        let now = self.clock.now();
        paper::cancel(&mut invoice, &request.reason, now)?;
        invoice::update(&mut tx, &invoice).await?;
        free_charges(&mut tx, &invoice, now).await?;
        self.commit(tx).await?;
        Ok(invoice)
    }

    /// Voids an issued invoice of which nothing is paid; its charges are pending again.
    pub(crate) async fn void_invoice(
        &self,
        id: InvoiceId,
        version: IfMatch,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<Invoice, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut invoice = invoice_of(&mut *tx, id).await?;
        allow(version, invoice.version)?;
        let account = account_of(&mut *tx, invoice.account_id).await?;
        let now = self.clock.now();
        paper::void(&mut invoice, &request.reason, now)?;
        let entries = [
            (LedgerAccount::Receivable, invoice.total.negated()?),
            (LedgerAccount::Revenue, invoice.net),
            (LedgerAccount::TaxPayable, invoice.tax),
        ];
        let label = invoice.invoice_number.clone().unwrap_or_default();
        let posting = Posting::new(PostingKind::InvoiceVoided, id, &label, invoice.currency, entries)?;
        ledger::post(&mut tx, &account, &posting, &by.username, now).await?;
        invoice::update(&mut tx, &invoice).await?;
        free_charges(&mut tx, &invoice, now).await?;
        events::tell_invoice(&mut tx, INVOICE_VOIDED, &invoice, now).await?;
        self.commit(tx).await?;
        Ok(invoice)
    }

    pub(crate) async fn invoice(&self, id: InvoiceId) -> Result<Invoice, BillingError> {
        invoice_of(self.db.readers(), id).await
    }
}

/// Computes what is open of an invoice, keeps it, and tells when nothing is any more.
pub(super) async fn settle(tx: &mut WriteTx, invoice: &mut Invoice, now: Timestamp) -> Result<(), BillingError> {
    let is_settled_now = paper::settle(invoice, now)?;
    invoice::update(tx, invoice).await?;
    if is_settled_now {
        events::tell_invoice(tx, INVOICE_PAID, invoice, now).await?;
    }
    Ok(())
}

pub(super) async fn invoice_of(db: impl Executor<'_>, id: InvoiceId) -> Result<Invoice, BillingError> {
    let found = documents::find(db, INVOICES, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("invoice"))
}

async fn chosen(tx: &mut WriteTx, request: &InvoiceRequest) -> Result<Vec<Charge>, BillingError> {
    let Some(ids) = &request.charge_ids else {
        let pending = Filter {
            account: Some(request.account_id),
            status: Some(ChargeStatus::Pending),
            ..Filter::default()
        };
        return Ok(charge::list(&mut **tx, &pending, "", MOST_LINES).await?);
    };
    let mut charges = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        let charge = charge_of(&mut **tx, *id).await?;
        if charge.account_id != Some(request.account_id) {
            return Err(BillingError::Invalid(vec![format!(
                "/charge_ids/{at}: is not on this account"
            )]));
        }
        charges.push(charge);
    }
    Ok(charges)
}

async fn free_charges(tx: &mut WriteTx, invoice: &Invoice, now: Timestamp) -> Result<(), BillingError> {
    for line in &invoice.lines {
        let mut charge = charge_of(&mut **tx, line.charge_id).await?;
        invoice::free_charge(tx, charge.id).await?;
        if charge.status == ChargeStatus::Invoiced {
            step(&mut charge.status, ChargeStatus::Pending)?;
            charge.invoice_id = None;
            capture::touch(&mut charge, now);
            charge::update(tx, &charge).await?;
        }
    }
    Ok(())
}
