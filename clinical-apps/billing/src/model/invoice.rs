//! Lines, sums and states of an invoice. Totals are computed here and never taken from a request.

use jiff::civil::Date;
use nilecare_contracts::Money;
use nilecare_contracts::billing::{AdjustmentKind, BillingAccount, Charge, Invoice, InvoiceLine, InvoiceStatus};
use nilecare_types::{InvoiceId, Timestamp};

use crate::BillingError;
use nilecare_contracts::life::{refused, step};

/// Makes a draft of charges that have a price.
pub(crate) fn draft(
    account: &BillingAccount,
    charges: &[Charge],
    due_days: u16,
    notes: Option<String>,
    by: &str,
    now: Timestamp,
) -> Result<Invoice, BillingError> {
    let zero = Money::zero(account.currency);
    let mut invoice = Invoice {
        id: InvoiceId::generate(),
        invoice_number: None,
        version: 1,
        account_id: account.id,
        patient_id: account.patient_id,
        facility_id: account.facility_id,
        currency: account.currency,
        status: InvoiceStatus::Draft,
        lines: Vec::with_capacity(charges.len()),
        net: zero,
        tax: zero,
        total: zero,
        adjusted: zero,
        written_off: zero,
        paid: zero,
        balance: zero,
        due_days,
        issued_at: None,
        due_on: None,
        notes,
        void_reason: None,
        by: by.to_owned(),
        created_at: now,
        updated_at: now,
    };
    for charge in charges {
        invoice.lines.push(line(charge)?);
    }
    add_up(&mut invoice)?;
    Ok(invoice)
}

fn line(charge: &Charge) -> Result<InvoiceLine, BillingError> {
    let unit_price = charge
        .unit_price
        .ok_or(BillingError::Before("the charge has no price; price it first"))?;
    let net = unit_price.times(charge.quantity)?;
    // For each line, so that the lines of the paper add up to its total.
    let tax = net.share(charge.tax)?;
    Ok(InvoiceLine {
        line_number: 0,
        charge_id: charge.id,
        category: charge.category,
        code: charge.codes.first().cloned().unwrap_or_default(),
        procedure_code: charge.procedure_code.clone(),
        description: charge.description.clone(),
        service_at: charge.service_at,
        quantity: charge.quantity,
        unit_price,
        net,
        tax_rate: charge.tax,
        tax,
        total: net.plus(tax)?,
    })
}

/// Numbers the lines and adds them up.
fn add_up(invoice: &mut Invoice) -> Result<(), BillingError> {
    for (line, number) in invoice.lines.iter_mut().zip(1..) {
        line.line_number = number;
    }
    let sum = |part: fn(&InvoiceLine) -> Money| Money::sum(invoice.currency, invoice.lines.iter().map(part));
    let (net, tax, total) = (sum(|line| line.net)?, sum(|line| line.tax)?, sum(|line| line.total)?);
    (invoice.net, invoice.tax, invoice.total, invoice.balance) = (net, tax, total, total);
    Ok(())
}

/// Takes the line of a charge out of a draft.
pub(crate) fn take_out(invoice: &mut Invoice, charge: &Charge, now: Timestamp) -> Result<(), BillingError> {
    if invoice.status != InvoiceStatus::Draft {
        return Err(refused(invoice.status, "changed in its lines").into());
    }
    invoice.lines.retain(|line| line.charge_id != charge.id);
    add_up(invoice)?;
    touch(invoice, now);
    Ok(())
}

/// Issues a draft: from now on its lines stay.
pub(crate) fn issue(invoice: &mut Invoice, number: String, due_on: Date, now: Timestamp) -> Result<(), BillingError> {
    step(&mut invoice.status, InvoiceStatus::Issued)?;
    invoice.invoice_number = Some(number);
    invoice.issued_at = Some(now);
    invoice.due_on = Some(due_on);
    touch(invoice, now);
    Ok(())
}

/// Gives a draft up.
pub(crate) fn cancel(invoice: &mut Invoice, reason: &str, now: Timestamp) -> Result<(), BillingError> {
    step(&mut invoice.status, InvoiceStatus::Cancelled)?;
    end(invoice, reason, now);
    Ok(())
}

/// Takes back an issued invoice that nothing was paid of and nothing adjusted.
pub(crate) fn void(invoice: &mut Invoice, reason: &str, now: Timestamp) -> Result<(), BillingError> {
    step(&mut invoice.status, InvoiceStatus::Void)?;
    if !invoice.adjusted.is_zero() {
        return Err(BillingError::Before(
            "the invoice was adjusted; correct it by another adjustment in place of voiding it",
        ));
    }
    end(invoice, reason, now);
    Ok(())
}

fn end(invoice: &mut Invoice, reason: &str, now: Timestamp) {
    invoice.balance = Money::zero(invoice.currency);
    invoice.void_reason = Some(reason.to_owned());
    touch(invoice, now);
}

/// Refuses when an invoice is not in the books any more or not yet.
pub(crate) fn demand_issued(invoice: &Invoice, wanted: &str) -> Result<(), BillingError> {
    use InvoiceStatus::{Cancelled, Draft, Issued, Paid, PartlyPaid, Void, WrittenOff};
    match invoice.status {
        Draft | Void | Cancelled => Err(refused(invoice.status, wanted).into()),
        Issued | PartlyPaid | Paid | WrittenOff => Ok(()),
    }
}

/// Returns the most that an adjustment of this kind can take away; `None` when it adds.
pub(crate) fn most(invoice: &Invoice, kind: AdjustmentKind) -> Result<Option<Money>, BillingError> {
    Ok(match kind {
        AdjustmentKind::DebitCorrection => None,
        // What is paid cannot be given up.
        AdjustmentKind::WriteOff => Some(invoice.balance),
        _ => Some(invoice.total.plus(invoice.adjusted)?),
    })
}

/// Counts an adjustment. Returns how much more is paid now than is asked for; that much is to be released first.
pub(crate) fn adjust(invoice: &mut Invoice, kind: AdjustmentKind, amount: Money) -> Result<Money, BillingError> {
    let change = if kind.is_credit() { amount.negated()? } else { amount };
    invoice.adjusted = invoice.adjusted.plus(change)?;
    if kind == AdjustmentKind::WriteOff {
        invoice.written_off = invoice.written_off.plus(change)?;
    }
    let owed = invoice.total.plus(invoice.adjusted)?;
    let excess = invoice.paid.minus(owed)?;
    Ok(if excess.is_positive() {
        excess
    } else {
        Money::zero(invoice.currency)
    })
}

/// Counts what is allocated to it, or released below 0.
pub(crate) fn pay(invoice: &mut Invoice, amount: Money) -> Result<(), BillingError> {
    invoice.paid = invoice.paid.plus(amount)?;
    Ok(())
}

/// Computes what is open and brings the state to it. Tells whether nothing is open any more that was before.
pub(crate) fn settle(invoice: &mut Invoice, now: Timestamp) -> Result<bool, BillingError> {
    let was_open = invoice.status != InvoiceStatus::Paid && invoice.status != InvoiceStatus::WrittenOff;
    invoice.balance = invoice.total.plus(invoice.adjusted)?.minus(invoice.paid)?;
    let is_open = invoice.balance.is_positive();
    let to = match (is_open, invoice.paid.is_positive()) {
        (true, true) => InvoiceStatus::PartlyPaid,
        (true, false) => InvoiceStatus::Issued,
        (false, _) if invoice.written_off.is_zero() => InvoiceStatus::Paid,
        (false, _) => InvoiceStatus::WrittenOff,
    };
    if to != invoice.status {
        step(&mut invoice.status, to)?;
    }
    touch(invoice, now);
    Ok(was_open && !is_open)
}

fn touch(invoice: &mut Invoice, now: Timestamp) {
    invoice.version += 1;
    invoice.updated_at = now;
}
