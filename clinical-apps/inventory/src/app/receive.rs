//! Deliveries: the batch is made when its lot is new.

use nilecare_contracts::inventory::{
    StockBatch, StockBatchStatus, StockItem, StockMovement, StockMovementKind, StockReceiptRequest, Supplier,
};
use nilecare_http::IdempotencyKey;
use nilecare_sql::WriteTx;
use nilecare_types::{StockBatchId, StockMovementId};

use super::ledger::{self, Details, Entry};
use super::moves::{in_use, unusable};
use super::{Begun, Cause, command, of, valid};
use crate::store::level::today;
use crate::store::records;
use crate::{InventoryError, InventoryService};

impl InventoryService {
    /// Takes a delivery in.
    pub(crate) async fn receive(
        &self,
        key: &IdempotencyKey,
        request: &StockReceiptRequest,
        by: &str,
    ) -> Result<StockMovement, InventoryError> {
        valid(request.validate())?;
        let command = command("receive", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        let details = Details {
            reference: request.reference.clone(),
            ..Details::default()
        };
        let movement = take_in(&mut tx, request, details, cause).await?;
        self.finish(tx, &command, &movement).await?;
        Ok(movement)
    }
}

/// Takes a delivery in; its batch is made when the lot is new.
pub(super) async fn take_in(
    tx: &mut WriteTx,
    request: &StockReceiptRequest,
    details: Details,
    cause: Cause<'_>,
) -> Result<StockMovement, InventoryError> {
    let item: StockItem = of(&mut **tx, request.item_id).await?;
    if !item.active {
        return Err(InventoryError::Inactive("item"));
    }
    let location = in_use(of(&mut **tx, request.location_id).await?)?;
    if let Some(supplier) = request.supplier_id {
        of::<Supplier>(&mut **tx, supplier).await?;
    }
    if request.expires_on < today(&location.time_zone, cause.now)? {
        valid(vec!["/expires_on: must not have gone by".to_owned()])?;
    }
    let batch = batch_of(tx, request, cause).await?;
    let entry = Entry {
        kind: StockMovementKind::Receipt,
        batch: &batch,
        location: &location,
        quantity: i64::from(request.quantity),
        unreserve: 0,
        group: StockMovementId::generate(),
        details,
    };
    let movement = ledger::post(tx, entry, cause).await?;
    ledger::watch(tx, &item, location.facility_id, cause).await?;
    Ok(movement)
}

/// Finds the batch of a delivery, or makes it. A lot that was recalled stays so and is not taken in.
async fn batch_of(
    tx: &mut WriteTx,
    request: &StockReceiptRequest,
    cause: Cause<'_>,
) -> Result<StockBatch, InventoryError> {
    let lot = request.lot.trim();
    if let Some(known) = records::batch_of_lot(&mut **tx, request.item_id, lot).await? {
        if known.expires_on != request.expires_on {
            return Err(InventoryError::OtherExpiry {
                known: known.expires_on.to_string(),
            });
        }
        if matches!(known.status, StockBatchStatus::Recalled | StockBatchStatus::Expired) {
            return Err(unusable(&known, false));
        }
        return Ok(known);
    }
    let batch = StockBatch {
        id: StockBatchId::generate(),
        version: 1,
        item_id: request.item_id,
        lot: lot.to_owned(),
        expires_on: request.expires_on,
        supplier_id: request.supplier_id,
        status: StockBatchStatus::Active,
        reason: None,
        by: cause.by.to_owned(),
        created_at: cause.now,
        updated_at: cause.now,
    };
    super::insert(tx, &batch).await?;
    Ok(batch)
}
