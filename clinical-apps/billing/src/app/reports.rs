//! What the books say: ageing, cash, trial balance.

use std::collections::BTreeMap;

use jiff::civil::Date;
use nilecare_contracts::billing::{
    AgingBucket, AgingReport, AgingSum, CashReport, CashSum, LedgerAccount, LedgerBalance, PaymentMethod, TrialBalance,
};
use nilecare_contracts::{Currency, Money};
use nilecare_sql::{DbError, json};
use nilecare_types::FacilityId;

use crate::store::{ledger, report};
use crate::{BillingError, BillingService};

impl BillingService {
    /// Sums what is open in a facility by how long it has been due, on a day; absent: today.
    pub(crate) async fn aging(&self, facility: FacilityId) -> Result<AgingReport, BillingError> {
        let place = self.place(facility).await?;
        let on = place.day(self.clock.now());
        let mut sums: BTreeMap<(Currency, AgingBucket), (u32, Money)> = BTreeMap::new();
        for (currency, due_on, n_invoices, open) in report::open_by_day(self.db.readers(), facility).await? {
            let currency: Currency = currency.parse()?;
            let due_on: Date = due_on.parse().map_err(|_| corrupt("invoices", "due_on"))?;
            let key = (currency, bucket(due_on, on));
            let (n_all, sum) = sums.entry(key).or_insert((0, Money::zero(currency)));
            *n_all += u32::try_from(n_invoices).unwrap_or(u32::MAX);
            *sum = sum.plus(Money::new(open, currency))?;
        }
        let sum = |((_, bucket), (n_invoices, open))| AgingSum {
            bucket,
            n_invoices,
            open,
        };
        Ok(AgingReport {
            facility_id: facility,
            on,
            sums: sums.into_iter().map(sum).collect(),
        })
    }

    /// Sums what each cashier took and gave back on a day; absent: today.
    pub(crate) async fn cash(&self, facility: FacilityId, on: Option<Date>) -> Result<CashReport, BillingError> {
        let place = self.place(facility).await?;
        let on = on.unwrap_or_else(|| place.day(self.clock.now()));
        let next = on
            .tomorrow()
            .map_err(|_| BillingError::Invalid(vec!["on: is beyond what the calendar has".to_owned()]))?;
        let span = (place.start(on)?, place.start(next)?);
        let mut sums: Vec<CashSum> = Vec::new();
        for (by, account, currency, _, n_entries, amount) in report::tills(self.db.readers(), facility, span).await? {
            let currency: Currency = currency.parse()?;
            let amount = Money::new(amount, currency);
            let method = method(json::from_name("ledger_entries", "ledger_account", &account)?);
            let is_same = |sum: &CashSum| sum.by == by && sum.method == method && sum.net.currency == currency;
            let at = match sums.iter().position(is_same) {
                Some(at) => at,
                None => {
                    let zero = Money::zero(currency);
                    sums.push(CashSum {
                        by,
                        method,
                        n_entries: 0,
                        taken: zero,
                        given: zero,
                        net: zero,
                    });
                    sums.len() - 1
                }
            };
            let sum = &mut sums[at];
            sum.n_entries += u32::try_from(n_entries).unwrap_or(u32::MAX);
            sum.net = sum.net.plus(amount)?;
            if amount.is_positive() {
                sum.taken = sum.taken.plus(amount)?;
            } else {
                sum.given = sum.given.minus(amount)?;
            }
        }
        Ok(CashReport {
            facility_id: facility,
            on,
            sums,
        })
    }

    /// Sums the accounts of the ledger, of one facility or of all.
    pub(crate) async fn trial_balance(&self, facility: Option<FacilityId>) -> Result<TrialBalance, BillingError> {
        let mut balances = Vec::new();
        let mut of_currency: BTreeMap<Currency, Money> = BTreeMap::new();
        for (account, currency, amount) in ledger::sums(self.db.readers(), facility).await? {
            let currency: Currency = currency.parse()?;
            let balance = Money::new(amount, currency);
            let sum = of_currency.entry(currency).or_insert(Money::zero(currency));
            *sum = sum.plus(balance)?;
            balances.push(LedgerBalance {
                ledger_account: json::from_name("ledger_entries", "ledger_account", &account)?,
                balance,
            });
        }
        Ok(TrialBalance {
            balances,
            is_balanced: of_currency.values().all(|sum| sum.is_zero()),
        })
    }
}

fn bucket(due_on: Date, on: Date) -> AgingBucket {
    match (on - due_on).get_days() {
        ..=0 => AgingBucket::Current,
        1..=30 => AgingBucket::Days30,
        31..=60 => AgingBucket::Days60,
        61..=90 => AgingBucket::Days90,
        _ => AgingBucket::Older,
    }
}

/// Returns by which method money of an account of the ledger came; transfers and cheques are one.
fn method(account: LedgerAccount) -> PaymentMethod {
    match account {
        LedgerAccount::Bank => PaymentMethod::BankTransfer,
        LedgerAccount::Card => PaymentMethod::Card,
        LedgerAccount::MobileMoney => PaymentMethod::MobileMoney,
        LedgerAccount::InsuranceReceipts => PaymentMethod::Insurance,
        _ => PaymentMethod::Cash,
    }
}

fn corrupt(table: &'static str, column: &'static str) -> DbError {
    DbError::Corrupt { table, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_it_is_due_is_current_and_each_bucket_ends_on_its_day() {
        let on = "2026-11-22".parse().expect("a day");
        for (due_on, expected) in [
            ("2026-12-01", AgingBucket::Current),
            ("2026-11-22", AgingBucket::Current),
            ("2026-11-21", AgingBucket::Days30),
            ("2026-10-23", AgingBucket::Days30),
            ("2026-10-22", AgingBucket::Days60),
            ("2026-09-23", AgingBucket::Days60),
            ("2026-09-22", AgingBucket::Days90),
            ("2026-08-24", AgingBucket::Days90),
            ("2026-08-23", AgingBucket::Older),
            ("2024-08-23", AgingBucket::Older),
        ] {
            assert_eq!(bucket(due_on.parse().expect("a day"), on), expected, "{due_on}");
        }
    }
}
