//! Drugs that were handed out are taken from stock, each hand-out once. Nothing is held up when there is no stock on record: somebody
//! is told instead.

use std::collections::BTreeSet;

use nilecare_contracts::inventory::{
    SERVICE, StockAlertKind, StockItem, StockMovement, StockMovementKind, StockReservation, StockReservationStatus,
};
use nilecare_contracts::medication::{Dispense, Prescription};
use nilecare_sql::{WriteTx, json};
use nilecare_types::FacilityId;

use super::ledger::{self, Details};
use super::{Cause, alerts, reservations};
use crate::model::fefo::{self, Taken};
use crate::store::{dispense, ledger as movements, level, records};
use crate::{InventoryError, InventoryService};

/// Most items that have the concept of one drug.
const MOST: i64 = 100;

/// Most movements and reservations of one prescription.
const MOST_OF_ONE: i64 = 5000;
/// What a movement that this made says.
const DISPENSED: &str = "dispensed";
/// The outcome of a hand-out that somebody had taken from stock before.
const ISSUED_BEFORE: &str = "issued-before";

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
            let outcome = if by_hand(&mut tx, prescription, one).await? {
                ISSUED_BEFORE
            } else if kept_back(&mut tx, prescription, one, cause).await? {
                "issued"
            } else {
                follow(&mut tx, prescription, one, facility, cause).await?
            };
            dispense::insert(&mut tx, prescription.id, number, (outcome, one.quantity), cause.now).await?;
        }
        self.commit(tx).await
    }
}

/// Tells whether somebody took as much from stock for the prescription by hand, which no other hand-out stands for yet.
async fn by_hand(tx: &mut WriteTx, prescription: &Prescription, one: &Dispense) -> Result<bool, InventoryError> {
    let filter = movements::Filter {
        reference: Some(prescription.id.to_string()),
        ..movements::Filter::default()
    };
    let all = movements::list(&mut **tx, &filter, "", MOST_OF_ONE).await?;
    let is_issue = |movement: &&StockMovement| {
        movement.kind == StockMovementKind::Issue && movement.reason_code.as_deref() != Some(DISPENSED)
    };
    let issues: BTreeSet<_> = all.iter().filter(is_issue).map(|movement| movement.id).collect();
    let is_of_them = |movement: &&StockMovement| {
        let returns = movement.returns.is_some_and(|id| issues.contains(&id));
        returns || issues.contains(&movement.id)
    };
    let issued: i64 = all.iter().filter(is_of_them).map(|movement| -movement.quantity).sum();
    let known = dispense::sum(tx, prescription.id, ISSUED_BEFORE).await?;
    Ok(issued - known >= i64::from(one.quantity))
}

/// Hands out what was kept back for the prescription, when it is as much and may be used; tells whether it did.
async fn kept_back(
    tx: &mut WriteTx,
    prescription: &Prescription,
    one: &Dispense,
    cause: Cause<'_>,
) -> Result<bool, InventoryError> {
    let equal = [
        ("reference", Some(prescription.id.to_string())),
        ("status", Some(json::name(&StockReservationStatus::Active))),
    ];
    let held: Vec<StockReservation> = records::list(&mut **tx, &equal, "", MOST_OF_ONE).await?;
    let mut fitting = held
        .into_iter()
        .filter(|held| held.quantity == one.quantity && held.expires_at > cause.now);
    let Some(mut held) = fitting.next() else {
        return Ok(false);
    };
    if !reservations::is_usable(tx, &held, cause).await? {
        return Ok(false);
    }
    reservations::hand_out(tx, &mut held, Some(DISPENSED.to_owned()), cause).await?;
    Ok(true)
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
                    reason_code: Some(DISPENSED.to_owned()),
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
