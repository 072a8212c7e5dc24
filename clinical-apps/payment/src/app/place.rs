//! Where and whose: billing, clinical and facility decide.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use nilecare_contracts::billing::{BillingAccount, Invoice, InvoiceStatus};
use nilecare_types::{BillingAccountId, FacilityId, InvoiceId, PatientId, Timestamp};

use crate::{PaymentError, PaymentService};

/// The time of a facility.
#[derive(Debug, Clone)]
pub(super) struct Zone(TimeZone);

impl Zone {
    /// Returns the local time of a moment.
    pub(super) fn time(&self, at: Timestamp) -> DateTime {
        self.0.to_datetime(at)
    }

    /// Returns the local day of a moment.
    pub(super) fn day(&self, at: Timestamp) -> Date {
        self.time(at).date()
    }
}

impl PaymentService {
    /// Reads the time zone of a facility.
    pub(super) async fn zone(&self, id: FacilityId) -> Result<Zone, PaymentError> {
        let facility = self.facility.facility(id).await?;
        let facility = facility.ok_or(PaymentError::NotFound("facility"))?;
        let zone = TimeZone::get(&facility.time_zone).map_err(|_| PaymentError::UnknownZone)?;
        Ok(Zone(zone))
    }

    /// Gives all ids of a person when one is asked for.
    pub(super) async fn all_ids(&self, id: Option<PatientId>) -> Result<Option<Vec<PatientId>>, PaymentError> {
        let Some(id) = id else { return Ok(None) };
        let known = self.clinical.patient_ids(id).await?;
        Ok(Some(known.ok_or(PaymentError::NotFound("patient"))?.all()))
    }

    /// Reads an account.
    pub(super) async fn account(&self, id: BillingAccountId) -> Result<BillingAccount, PaymentError> {
        let account = self.billing.account(id).await?;
        account.ok_or(PaymentError::NotFound("account"))
    }

    /// Reads an invoice of which something is open.
    pub(super) async fn open_invoice(&self, id: InvoiceId) -> Result<Invoice, PaymentError> {
        let invoice = self.billing.invoice(id).await?;
        let invoice = invoice.ok_or(PaymentError::NotFound("invoice"))?;
        if !matches!(invoice.status, InvoiceStatus::Issued | InvoiceStatus::PartlyPaid) {
            return Err(PaymentError::Before(
                "nothing of the invoice is open, or it is not issued yet; look at it in billing",
            ));
        }
        Ok(invoice)
    }
}
