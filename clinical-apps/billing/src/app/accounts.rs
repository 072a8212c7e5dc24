//! Accounts: opened when they are needed, closed when nothing is open.

use nilecare_contracts::billing::{
    AccountBalance, AccountKind, AccountRequest, AccountStatus, BillingAccount, LedgerAccount,
};
use nilecare_contracts::clinical::PatientIds;
use nilecare_contracts::{Currency, Money};
use nilecare_http::IfMatch;
use nilecare_sql::{Executor, WriteTx, documents};
use nilecare_types::{BillingAccountId, FacilityId, Timestamp};

use super::{allow, number};
use crate::store::account::{self, ACCOUNTS};
use crate::store::charge::{self, Filter};
use crate::store::ledger;
use crate::{BillingError, BillingService};
use nilecare_contracts::life::step;

impl BillingService {
    /// Opens an account; one that is open is given back.
    pub(crate) async fn open(&self, request: &AccountRequest) -> Result<BillingAccount, BillingError> {
        let ids = self.ids_of(request.patient_id).await?;
        let place = self.place(request.facility_id).await?;
        let currency = request.currency.unwrap_or(place.currency);
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let account = open_account(&mut tx, &ids, place.facility.id, currency, request.kind, now).await?;
        self.commit(tx).await?;
        Ok(account)
    }

    /// Tells what the ledger says of an account.
    pub(crate) async fn balance(&self, id: BillingAccountId) -> Result<AccountBalance, BillingError> {
        let account = account_of(self.db.readers(), id).await?;
        let mut tx = self.db.readers().begin().await?;
        let receivable = ledger::balance(&mut *tx, id, LedgerAccount::Receivable).await?;
        let unapplied = ledger::balance(&mut *tx, id, LedgerAccount::Unapplied).await?;
        let receivable = Money::new(receivable, account.currency);
        let credit = Money::new(unapplied, account.currency).negated()?;
        Ok(AccountBalance {
            account_id: id,
            patient_id: account.patient_id,
            balance: receivable.minus(credit)?,
            receivable,
            credit,
        })
    }

    /// Closes an account of which nothing is open.
    pub(crate) async fn close_account(
        &self,
        id: BillingAccountId,
        version: IfMatch,
    ) -> Result<BillingAccount, BillingError> {
        let mut tx = self.db.begin_write().await?;
        let mut account = account_of(&mut *tx, id).await?;
        allow(version, account.version)?;
        step(&mut account.status, AccountStatus::Closed)?;
        for ledger_account in [LedgerAccount::Receivable, LedgerAccount::Unapplied] {
            if ledger::balance(&mut *tx, id, ledger_account).await? != 0 {
                return Err(BillingError::Before(
                    "the account has open invoices or credit; settle or refund them first",
                ));
            }
        }
        let pending = Filter {
            account: Some(id),
            status: Some(nilecare_contracts::billing::ChargeStatus::Pending),
            ..Filter::default()
        };
        if !charge::list(&mut *tx, &pending, "", 1).await?.is_empty() {
            return Err(BillingError::Before(
                "the account has charges that are not invoiced; invoice or void them first",
            ));
        }
        account.version += 1;
        account.updated_at = self.clock.now();
        account::update(&mut tx, &account).await?;
        self.commit(tx).await?;
        Ok(account)
    }
}

pub(super) async fn account_of(db: impl Executor<'_>, id: BillingAccountId) -> Result<BillingAccount, BillingError> {
    let found = documents::find(db, ACCOUNTS, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("account"))
}

/// Gives the open account of a person, and opens one when there is none.
pub(super) async fn open_account(
    tx: &mut WriteTx,
    ids: &PatientIds,
    facility: FacilityId,
    currency: Currency,
    kind: AccountKind,
    now: Timestamp,
) -> Result<BillingAccount, BillingError> {
    if let Some(account) = account::find_open(&mut **tx, &ids.all(), facility, currency).await? {
        return Ok(account);
    }
    let id = BillingAccountId::generate();
    let account = BillingAccount {
        id,
        account_number: number("BA", id),
        version: 1,
        patient_id: ids.patient_id,
        facility_id: facility,
        currency,
        kind,
        status: AccountStatus::Open,
        created_at: now,
        updated_at: now,
    };
    account::insert(tx, &account).await?;
    Ok(account)
}
