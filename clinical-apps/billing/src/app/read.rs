//! Lists.

use nilecare_contracts::billing::{
    AccountStatus, Adjustment, BillingAccount, Charge, ChargeStatus, Claim, Invoice, InvoiceStatus, Payment, Policy,
    Refund,
};
use nilecare_types::{BillingAccountId, EncounterId, FacilityId, InvoiceId, Page, PatientId, PaymentId};

use crate::store::account;
use crate::store::charge;
use crate::store::invoice;
use crate::store::records::{self, ADJUSTMENTS, CLAIMS, Filter, PAYMENTS, POLICIES, REFUNDS};
use crate::{BillingError, BillingService};

/// Which records a list has; what is absent is not asked for.
#[derive(Debug, Default)]
pub(crate) struct ListWanted {
    pub patient: Option<PatientId>,
    pub facility: Option<FacilityId>,
    /// The wire name of a status.
    pub status: Option<String>,
    pub invoice: Option<InvoiceId>,
    pub payment: Option<PaymentId>,
    pub account: Option<BillingAccountId>,
}

/// Which charges a list has.
#[derive(Debug, Default)]
pub(crate) struct ChargesWanted {
    pub patient: Option<PatientId>,
    pub account: Option<BillingAccountId>,
    pub facility: Option<FacilityId>,
    pub encounter: Option<EncounterId>,
    pub status: Option<ChargeStatus>,
}

/// Which invoices a list has.
#[derive(Debug, Default)]
pub(crate) struct InvoicesWanted {
    pub patient: Option<PatientId>,
    pub account: Option<BillingAccountId>,
    pub facility: Option<FacilityId>,
    pub status: Option<InvoiceStatus>,
    /// Only those that are overdue today, in the facility's zone; needs the facility.
    pub is_overdue: bool,
}

impl BillingService {
    pub(crate) async fn account(&self, id: BillingAccountId) -> Result<BillingAccount, BillingError> {
        super::accounts::account_of(self.db.readers(), id).await
    }

    pub(crate) async fn accounts(
        &self,
        wanted: &ListWanted,
        status: Option<AccountStatus>,
        after: &str,
        limit: usize,
    ) -> Result<Page<BillingAccount>, BillingError> {
        let filter = account::Filter {
            patients: self.all_ids(wanted.patient).await?,
            facility: wanted.facility,
            status,
        };
        let rows = account::list(self.db.readers(), &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |account| account.id.to_string()))
    }

    pub(crate) async fn charge_by_id(&self, id: nilecare_types::ChargeId) -> Result<Charge, BillingError> {
        super::charges::charge_of(self.db.readers(), id).await
    }

    pub(crate) async fn charges(
        &self,
        wanted: &ChargesWanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<Charge>, BillingError> {
        let filter = charge::Filter {
            patients: self.all_ids(wanted.patient).await?,
            account: wanted.account,
            facility: wanted.facility,
            encounter: wanted.encounter,
            status: wanted.status,
        };
        let rows = charge::list(self.db.readers(), &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |charge| charge.id.to_string()))
    }

    pub(crate) async fn invoices(
        &self,
        wanted: &InvoicesWanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<Invoice>, BillingError> {
        let overdue_on = match (wanted.is_overdue, wanted.facility) {
            (false, _) => None,
            (true, Some(facility)) => Some(self.place(facility).await?.day(self.clock.now()).to_string()),
            (true, None) => {
                let problem = "facility: is needed with overdue, since the day is that of the facility";
                return Err(BillingError::Invalid(vec![problem.to_owned()]));
            }
        };
        let filter = invoice::Filter {
            patients: self.all_ids(wanted.patient).await?,
            account: wanted.account,
            facility: wanted.facility,
            status: wanted.status,
            overdue_on,
        };
        let rows = invoice::list(self.db.readers(), &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |invoice| invoice.id.to_string()))
    }

    pub(crate) async fn adjustments(
        &self,
        wanted: ListWanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<Adjustment>, BillingError> {
        let filter = Filter {
            equal: vec![
                ("invoice_id", wanted.invoice.map(|id| id.to_string())),
                ("facility_id", wanted.facility.map(|id| id.to_string())),
                ("status", wanted.status),
            ],
            ..Filter::default()
        };
        let rows = records::list(self.db.readers(), ADJUSTMENTS, &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |row: &Adjustment| row.id.to_string()))
    }

    pub(crate) async fn payments(
        &self,
        wanted: ListWanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<Payment>, BillingError> {
        let filter = Filter {
            patients: self.all_ids(wanted.patient).await?,
            equal: vec![
                ("account_id", wanted.account.map(|id| id.to_string())),
                ("facility_id", wanted.facility.map(|id| id.to_string())),
            ],
        };
        let rows = records::list(self.db.readers(), PAYMENTS, &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |row: &Payment| row.id.to_string()))
    }

    pub(crate) async fn refunds(
        &self,
        wanted: ListWanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<Refund>, BillingError> {
        let filter = Filter {
            equal: vec![
                ("payment_id", wanted.payment.map(|id| id.to_string())),
                ("facility_id", wanted.facility.map(|id| id.to_string())),
                ("status", wanted.status),
            ],
            ..Filter::default()
        };
        let rows = records::list(self.db.readers(), REFUNDS, &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |row: &Refund| row.id.to_string()))
    }

    pub(crate) async fn policies(
        &self,
        patient: PatientId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Policy>, BillingError> {
        let filter = Filter {
            patients: self.all_ids(Some(patient)).await?,
            ..Filter::default()
        };
        let rows = records::list(self.db.readers(), POLICIES, &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |row: &Policy| row.id.to_string()))
    }

    pub(crate) async fn claims(
        &self,
        wanted: ListWanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<Claim>, BillingError> {
        let filter = Filter {
            patients: self.all_ids(wanted.patient).await?,
            equal: vec![
                ("invoice_id", wanted.invoice.map(|id| id.to_string())),
                ("facility_id", wanted.facility.map(|id| id.to_string())),
                ("status", wanted.status),
            ],
        };
        let rows = records::list(self.db.readers(), CLAIMS, &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |row: &Claim| row.id.to_string()))
    }
}
