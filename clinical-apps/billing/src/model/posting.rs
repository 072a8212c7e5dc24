//! Entries of the ledger that belong together. One that does not sum to nothing cannot be made.

use nilecare_contracts::billing::{AdjustmentKind, LedgerAccount, PaymentMethod};
use nilecare_contracts::{Currency, Money};

use crate::BillingError;

/// What a posting is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PostingKind {
    InvoiceIssued,
    InvoiceVoided,
    Adjustment,
    Payment,
    PaymentReversed,
    Refund,
    RefundReversed,
    /// Credit of the account goes to an invoice.
    Allocation,
    /// It comes back.
    Release,
}

impl PostingKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InvoiceIssued => "invoice-issued",
            Self::InvoiceVoided => "invoice-voided",
            Self::Adjustment => "adjustment",
            Self::Payment => "payment",
            Self::PaymentReversed => "payment-reversed",
            Self::Refund => "refund",
            Self::RefundReversed => "refund-reversed",
            Self::Allocation => "allocation",
            Self::Release => "release",
        }
    }
}

/// A posting whose entries sum to nothing. Debits are above 0, credits below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Posting {
    kind: PostingKind,
    reference: String,
    label: String,
    currency: Currency,
    entries: Vec<(LedgerAccount, i64)>,
}

impl Posting {
    /// Makes one; entries of nothing are left out. `reference` is the id of what is posted, `label` its number.
    ///
    /// # Errors
    /// When the entries do not sum to nothing, or are of two currencies.
    pub(crate) fn new(
        kind: PostingKind,
        reference: impl ToString,
        label: &str,
        currency: Currency,
        entries: impl IntoIterator<Item = (LedgerAccount, Money)>,
    ) -> Result<Self, BillingError> {
        let mut kept: Vec<_> = entries.into_iter().collect();
        kept.retain(|(_, money)| !money.is_zero());
        let sum = Money::sum(currency, kept.iter().map(|(_, money)| *money))?;
        if !sum.is_zero() {
            return Err(BillingError::Unbalanced { kind: kind.as_str() });
        }
        Ok(Self {
            kind,
            reference: reference.to_string(),
            label: label.to_owned(),
            currency,
            entries: kept
                .into_iter()
                .map(|(account, money)| (account, money.amount))
                .collect(),
        })
    }

    /// Makes one of two entries.
    pub(crate) fn from_to(
        kind: PostingKind,
        reference: impl ToString,
        label: &str,
        amount: Money,
        (debit, credit): (LedgerAccount, LedgerAccount),
    ) -> Result<Self, BillingError> {
        let entries = [(debit, amount), (credit, amount.negated()?)];
        Self::new(kind, reference, label, amount.currency, entries)
    }

    pub(crate) fn kind(&self) -> PostingKind {
        self.kind
    }

    pub(crate) fn reference(&self) -> &str {
        &self.reference
    }

    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    pub(crate) fn currency(&self) -> Currency {
        self.currency
    }

    pub(crate) fn entries(&self) -> &[(LedgerAccount, i64)] {
        &self.entries
    }
}

/// Returns where money of a method is.
pub(crate) fn money_account(method: PaymentMethod) -> LedgerAccount {
    match method {
        PaymentMethod::Cash => LedgerAccount::Cash,
        PaymentMethod::BankTransfer | PaymentMethod::Cheque => LedgerAccount::Bank,
        PaymentMethod::Card => LedgerAccount::Card,
        PaymentMethod::MobileMoney => LedgerAccount::MobileMoney,
        PaymentMethod::Insurance => LedgerAccount::InsuranceReceipts,
    }
}

/// Returns what bears an adjustment.
pub(crate) fn adjustment_account(kind: AdjustmentKind) -> LedgerAccount {
    match kind {
        AdjustmentKind::Discount => LedgerAccount::Discounts,
        AdjustmentKind::Contractual => LedgerAccount::ContractualAllowances,
        AdjustmentKind::CharityCare => LedgerAccount::CharityCare,
        AdjustmentKind::WriteOff => LedgerAccount::WriteOffs,
        AdjustmentKind::Correction | AdjustmentKind::DebitCorrection => LedgerAccount::Corrections,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_sum_to_nothing_cannot_be_posted() {
        let sdg: Currency = "SDG".parse().expect("a currency");
        let money = |amount| Money::new(amount, sdg);
        let make = |credit| {
            let entries = [
                (LedgerAccount::Receivable, money(117)),
                (LedgerAccount::Revenue, money(credit)),
                (LedgerAccount::TaxPayable, money(-17)),
                (LedgerAccount::Discounts, money(0)),
            ];
            Posting::new(PostingKind::InvoiceIssued, "1", "INV-1", sdg, entries)
        };
        assert_eq!(make(-100).expect("it is balanced").entries().len(), 3);
        assert!(matches!(make(-99), Err(BillingError::Unbalanced { .. })));
        let dollars = Money::new(-5, "USD".parse().expect("a currency"));
        let mixed = [(LedgerAccount::Cash, money(5)), (LedgerAccount::Unapplied, dollars)];
        assert!(Posting::new(PostingKind::Payment, "1", "", sdg, mixed).is_err());
    }
}
