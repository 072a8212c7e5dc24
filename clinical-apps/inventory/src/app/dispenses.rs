//! Drugs that were handed out are taken from stock, each hand-out once. Nothing is held up when there is no stock on record: somebody
//! is told instead.

use nilecare_contracts::inventory::{SERVICE, StockAlertKind, StockItem};
use nilecare_contracts::medication::{Dispense, Prescription};
use nilecare_sql::WriteTx;
use nilecare_types::FacilityId;

use super::ledger::{self, Details};
use super::{Cause, alerts};
use crate::model::fefo::{self, Taken};
use crate::store::{dispense, level, records};
use crate::{InventoryError, InventoryService};

/// Most items that have the concept of one drug.
const MOST: i64 = 100;

impl InventoryService {
    /// Takes everything that was handed out for a prescription and not dealt with yet from stock.
    pub(crate) async fn follow_dispenses(&self, prescription: &Prescription) -> Result<(), InventoryError> {
        if prescription.dispenses.is_empty() {
            return Ok(());
        }
        let facility = self
            .facility_of(prescription.encounter_id, prescription.patient_id)
            .await?;
        let mut tx = self.db.begin_write().await?;
        let cause = Cause {
            by: SERVICE,
            now: self.clock.now(),
        };
        for (one, number) in prescription.dispenses.iter().zip(0_i64..) {
            if dispense::is_known(&mut tx, prescription.id, number).await? {
                continue;
            }
            let outcome = follow(&mut tx, prescription, one, facility, cause).await?;
            dispense::insert(&mut tx, prescription.id, number, outcome, cause.now).await?;
        }
        self.commit(tx).await
    }
}

/// Takes one hand-out from stock, or tells that it could not; returns in a word what was done.
async fn follow(
    tx: &mut WriteTx,
    prescription: &Prescription,
    one: &Dispense,
    facility: Option<FacilityId>,
    cause: Cause<'_>,
) -> Result<&'static str, InventoryError> {
    let is_in_use = !records::list::<StockItem>(&mut **tx, &[], "", 1).await?.is_empty();
    if !is_in_use {
        return Ok("no-catalogue");
    }
    let mut items = Vec::new();
    if let Some(rxcui) = &prescription.drug.rxcui {
        items = records::list::<StockItem>(&mut **tx, &[("rxcui", Some(rxcui.clone()))], "", MOST).await?;
        items.retain(|item| item.active);
    }
    let reason = match (items.as_slice(), facility) {
        ([], _) => "no item of the catalogue has its RxNorm concept; add the concept to the item",
        ([item], Some(facility)) => match take(tx, item, one, facility, cause).await? {
            Some(taken) => {
                let details = Details {
                    reason_code: Some("dispensed".to_owned()),
                    reference: Some(prescription.id.to_string()),
                    patient_id: Some(prescription.patient_id),
                    ..Details::default()
                };
                ledger::issue(tx, &taken, false, &details, cause).await?;
                ledger::watch(tx, item, facility, cause).await?;
                return Ok("issued");
            }
            None => "there is not so much on record that may be used; count the stock and correct the books",
        },
        ([_], None) => "the facility is not known; issue it by hand where it was taken from",
        _ => "several items have its RxNorm concept; issue by hand the one that was taken",
    };
    let mut alert = alerts::about(StockAlertKind::DispensedWithoutStock, cause.now);
    alert.message = format!("a drug was handed out without stock on record: {reason}");
    alert.quantity = Some(i64::from(one.quantity));
    alert.facility_id = facility;
    if let [item, ..] = items.as_slice() {
        alert.item_id = Some(item.id);
        alert.reference = Some(prescription.id.to_string());
    } else {
        alert.rxcui.clone_from(&prescription.drug.rxcui);
    }
    alerts::raise(tx, alert).await?;
    Ok("without-stock")
}

/// Chooses what was handed out: of the lot that was named when it has enough that may be used, else what expires first. Nothing when
/// there is not enough.
async fn take(
    tx: &mut WriteTx,
    item: &StockItem,
    one: &Dispense,
    facility: FacilityId,
    cause: Cause<'_>,
) -> Result<Option<Vec<Taken>>, InventoryError> {
    let candidates = level::candidates(&mut **tx, item.id, facility, None, cause.now).await?;
    if let Some(lot) = one.batch.as_deref().map(str::trim) {
        let mut of_lot = candidates.clone();
        of_lot.retain(|candidate| candidate.lot == lot);
        if let Ok(taken) = fefo::choose(of_lot, one.quantity) {
            return Ok(Some(taken));
        }
    }
    Ok(fefo::choose(candidates, one.quantity).ok())
}
