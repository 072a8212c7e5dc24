//! Lists and single records.

use jiff::civil::Date;
use nilecare_contracts::payment::{
    CashDrawer, DailyTakings, InstalmentPlan, ReconciliationItem, Transaction, TransactionRefund,
};
use nilecare_http::Principal;
use nilecare_types::{
    CashDrawerId, FacilityId, InstalmentPlanId, InvoiceId, Page, PatientId, ReconciliationItemId, TransactionId,
    TransactionRefundId,
};
use serde::de::DeserializeOwned;

use super::confirm::of;
use super::instalments::plan_of;
use super::refunds::refund_of;
use crate::store::records::{self, Filter, Record};
use crate::store::takings;
use crate::{PaymentError, PaymentService};

/// Which records a list has; what is absent is not asked for.
#[derive(Debug, Default)]
pub(crate) struct ListWanted {
    pub patient: Option<PatientId>,
    pub facility: Option<FacilityId>,
    pub invoice: Option<InvoiceId>,
    pub transaction: Option<TransactionId>,
    pub provider: Option<String>,
    /// The wire name of a status.
    pub status: Option<String>,
    pub is_under_review: Option<bool>,
    /// The wire name of a difference.
    pub difference: Option<String>,
    pub is_processed: Option<bool>,
}

impl PaymentService {
    pub(crate) async fn transaction(&self, id: TransactionId) -> Result<Transaction, PaymentError> {
        of(self.db.readers(), id).await
    }

    pub(crate) async fn refund(&self, id: TransactionRefundId) -> Result<TransactionRefund, PaymentError> {
        refund_of(self.db.readers(), id).await
    }

    pub(crate) async fn instalment_plan(&self, id: InstalmentPlanId) -> Result<InstalmentPlan, PaymentError> {
        plan_of(self.db.readers(), id).await
    }

    pub(crate) async fn reconciliation_item(
        &self,
        id: ReconciliationItemId,
    ) -> Result<ReconciliationItem, PaymentError> {
        let found = records::find(self.db.readers(), id).await?;
        found.ok_or(PaymentError::NotFound("reconciliation item"))
    }

    /// Reads a drawer. What should be in an open one is not told, so that it is counted blind.
    pub(crate) async fn drawer(&self, id: CashDrawerId) -> Result<CashDrawer, PaymentError> {
        let found = records::find(self.db.readers(), id).await?;
        found.ok_or(PaymentError::NotFound("drawer"))
    }

    /// Lists the caller's drawers in a facility.
    pub(crate) async fn own_drawers(
        &self,
        facility: Option<FacilityId>,
        by: &Principal,
        (after, limit): (&str, usize),
    ) -> Result<Page<CashDrawer>, PaymentError> {
        let filter = Filter {
            patients: None,
            equal: vec![
                ("cashier", Some(by.username.clone())),
                ("facility_id", facility.map(|id| id.to_string())),
            ],
            flags: Vec::new(),
        };
        let rows = records::list(self.db.readers(), CashDrawer::TABLE, &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |row: &CashDrawer| row.id.to_string()))
    }

    /// Lists records of a table; `columns` are those of the wanted values that the table has.
    pub(crate) async fn page<T: DeserializeOwned>(
        &self,
        table: &'static str,
        columns: &[&'static str],
        wanted: ListWanted,
        (after, limit): (&str, usize),
        key: impl Fn(&T) -> String,
    ) -> Result<Page<T>, PaymentError> {
        let text = |id: Option<String>| id;
        let all = [
            ("facility_id", text(wanted.facility.map(|id| id.to_string()))),
            ("invoice_id", text(wanted.invoice.map(|id| id.to_string()))),
            ("transaction_id", text(wanted.transaction.map(|id| id.to_string()))),
            ("provider", wanted.provider),
            ("status", wanted.status),
            ("difference", wanted.difference),
        ];
        let flags = [
            ("is_under_review", wanted.is_under_review),
            ("is_processed", wanted.is_processed),
        ];
        let filter = Filter {
            patients: self.all_ids(wanted.patient).await?,
            equal: all.into_iter().filter(|(column, _)| columns.contains(column)).collect(),
            flags: flags
                .into_iter()
                .filter(|(column, _)| columns.contains(column))
                .collect(),
        };
        let rows = records::list(self.db.readers(), table, &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, key))
    }

    /// Gives what came in and went out by day.
    pub(crate) async fn takings(
        &self,
        facility: FacilityId,
        days: (Date, Date),
    ) -> Result<Vec<DailyTakings>, PaymentError> {
        let n_days = days.0.until(days.1).map(|span| span.get_days()).unwrap_or(-1);
        if !(0..=366).contains(&n_days) {
            let problem = "until: must be the day of from or up to 366 days later".to_owned();
            return Err(PaymentError::Invalid(vec![problem]));
        }
        Ok(takings::list(self.db.readers(), facility, days).await?)
    }
}
