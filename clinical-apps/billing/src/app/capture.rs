//! Charges: captured once for each source, priced by the list of the day, and taken back when the source is.

use nilecare_contracts::billing::{
    AccountKind, AdjustmentKind, CHARGE_CAPTURED, CHARGE_VOIDED, Charge, ChargeCategory, ChargeSource, ChargeStatus,
    InvoiceStatus, UnpricedReason,
};
use nilecare_contracts::clinical::PatientIds;
use nilecare_contracts::{BasisPoints, Money};
use nilecare_sql::WriteTx;
use nilecare_types::{ChargeId, EncounterId, EventId, FacilityId, Timestamp};

use super::accounts::open_account;
use super::adjustments::{self, NewAdjustment};
use super::invoices::invoice_of;
use super::place::Place;
use super::{Cause, events};
use crate::model::invoice as paper;
use crate::store::charge::{self, source_key};
use crate::store::price::{self, Wanted};
use crate::store::{invoice, records};
use crate::{BillingError, BillingService};
use nilecare_contracts::life::step;

/// What is to be charged for.
#[derive(Debug, Clone)]
pub(super) struct NewCharge {
    pub patient: PatientIds,
    pub encounter_id: Option<EncounterId>,
    pub source: ChargeSource,
    pub reference: String,
    pub event_id: Option<EventId>,
    pub category: ChargeCategory,
    /// Codes by which a price is looked for, the first that has one.
    pub codes: Vec<String>,
    /// What the invoice calls it; absent: as the price list does.
    pub description: Option<String>,
    pub quantity: u32,
    pub service_at: Timestamp,
}

impl BillingService {
    /// Captures charges whose place is known or not, each once.
    pub(super) async fn capture_all(
        &self,
        new: &[NewCharge],
        facility: Option<FacilityId>,
        by: &str,
    ) -> Result<usize, BillingError> {
        if new.is_empty() {
            return Ok(0);
        }
        let place = match facility {
            Some(id) => Some(self.place(id).await?),
            None => None,
        };
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let mut n_captured = 0;
        for one in new {
            let captured = capture(&mut tx, one, place.as_ref(), Cause { by, now }).await?;
            n_captured += usize::from(captured.is_some());
        }
        self.commit(tx).await?;
        Ok(n_captured)
    }
}

/// Captures a charge; `None` when its source was captured before.
pub(super) async fn capture(
    tx: &mut WriteTx,
    new: &NewCharge,
    place: Option<&Place>,
    cause: Cause<'_>,
) -> Result<Option<Charge>, BillingError> {
    let key = source_key(new.source, &new.reference);
    if charge::of_source(&mut **tx, &key).await?.is_some() {
        return Ok(None);
    }
    let mut charge = Charge {
        id: ChargeId::generate(),
        version: 1,
        patient_id: new.patient.patient_id,
        account_id: None,
        facility_id: place.map(|place| place.facility.id),
        encounter_id: new.encounter_id,
        source: new.source,
        source_reference: new.reference.clone(),
        event_id: new.event_id,
        category: new.category,
        codes: new.codes.clone(),
        description: new.description.clone().unwrap_or_default(),
        quantity: new.quantity,
        service_at: new.service_at,
        price_item_id: None,
        unit_price: None,
        tax: BasisPoints::default(),
        procedure_code: None,
        status: ChargeStatus::Unpriced,
        unpriced_reason: Some(UnpricedReason::FacilityUnknown),
        invoice_id: None,
        void_reason: None,
        by: cause.by.to_owned(),
        created_at: cause.now,
        updated_at: cause.now,
    };
    if let Some(place) = place {
        price(tx, &mut charge, &new.patient, place, cause.now).await?;
    }
    if charge.description.is_empty() {
        charge.description = charge.codes.first().cloned().unwrap_or_default();
    }
    charge::insert(tx, &charge).await?;
    events::tell_charge(tx, CHARGE_CAPTURED, &charge, cause.now).await?;
    Ok(Some(charge))
}

/// Prices a charge by the list of the day of service and puts it on the person's account; tells whether there was a price.
pub(super) async fn price(
    tx: &mut WriteTx,
    charge: &mut Charge,
    patient: &PatientIds,
    place: &Place,
    now: Timestamp,
) -> Result<bool, BillingError> {
    charge.facility_id = Some(place.facility.id);
    let mut found = None;
    for code in &charge.codes {
        let wanted = Wanted {
            facility: place.facility.id,
            currency: place.currency,
            category: charge.category,
            code,
            day: place.day(charge.service_at),
        };
        found = price::find(&mut **tx, wanted).await?;
        if found.is_some() {
            break;
        }
    }
    let Some(item) = found else {
        charge.unpriced_reason = Some(UnpricedReason::NoPrice);
        return Ok(false);
    };
    step(&mut charge.status, ChargeStatus::Pending)?;
    let account = open_account(
        tx,
        patient,
        place.facility.id,
        place.currency,
        AccountKind::SelfPay,
        now,
    )
    .await?;
    charge.account_id = Some(account.id);
    charge.unpriced_reason = None;
    charge.price_item_id = Some(item.id);
    charge.unit_price = Some(item.unit_price);
    charge.tax = item.tax;
    charge.procedure_code = item.procedure_code;
    if charge.description.is_empty() {
        charge.description = item.name;
    }
    Ok(true)
}

/// Takes back a charge. On a draft its line goes; on an issued invoice a correction takes away what it came to.
pub(super) async fn void(
    tx: &mut WriteTx,
    charge: &mut Charge,
    reason: &str,
    cause: Cause<'_>,
) -> Result<(), BillingError> {
    let was = charge.status;
    step(&mut charge.status, ChargeStatus::Void)?;
    if was == ChargeStatus::Invoiced {
        take_from_invoice(tx, charge, cause).await?;
    }
    charge.void_reason = Some(reason.to_owned());
    touch(charge, cause.now);
    charge::update(tx, charge).await?;
    events::tell_charge(tx, CHARGE_VOIDED, charge, cause.now).await?;
    Ok(())
}

async fn take_from_invoice(tx: &mut WriteTx, charge: &mut Charge, cause: Cause<'_>) -> Result<(), BillingError> {
    let Some(id) = invoice::of_charge(&mut **tx, charge.id).await? else {
        return Ok(());
    };
    let mut bill = invoice_of(&mut **tx, id).await?;
    if bill.status == InvoiceStatus::Draft {
        paper::take_out(&mut bill, charge, cause.now)?;
        if bill.lines.is_empty() {
            paper::cancel(&mut bill, "no charge is left on it", cause.now)?;
        }
        invoice::update(tx, &bill).await?;
        invoice::free_charge(tx, charge.id).await?;
        charge.invoice_id = None;
        return Ok(());
    }
    let line = bill.lines.iter().find(|line| line.charge_id == charge.id);
    let total = line.map_or_else(|| Money::zero(bill.currency), |line| line.total);
    // An invoice that was discounted before has less left than the line came to.
    let left = bill.total.plus(bill.adjusted)?;
    let amount = if total.amount > left.amount { left } else { total };
    if !amount.is_positive() {
        return Ok(());
    }
    let new = NewAdjustment {
        kind: AdjustmentKind::Correction,
        amount,
        reason_code: "source-cancelled",
        reason: None,
    };
    let mut adjustment = adjustments::record(&bill, &new, cause);
    adjustments::apply(tx, &mut adjustment, &mut bill, cause).await?;
    records::insert(tx, &adjustment).await?;
    Ok(())
}

pub(super) fn touch(charge: &mut Charge, now: Timestamp) {
    charge.version += 1;
    charge.updated_at = now;
}
