//! Whether a batch may be used.

use nilecare_contracts::inventory::{
    BATCH_RECALLED, BatchRecipient, StockAlertKind, StockBatch, StockBatchStatus, StockItem, StockReservationStatus,
};
use nilecare_http::IfMatch;
use nilecare_sql::WriteTx;
use nilecare_types::{Page, StockBatchId};

use super::moves::keep;
use super::{Cause, alerts, allow, events, ledger, of, reservations};
use crate::store::{level, records};
use crate::{InventoryError, InventoryService};
use nilecare_contracts::life::step;

impl InventoryService {
    /// Brings a batch to another status. What is kept back of one that may not be used any more is given free, and where it is low now
    /// is told.
    pub(crate) async fn bring_batch(
        &self,
        id: StockBatchId,
        version: IfMatch,
        to: StockBatchStatus,
        reason: String,
        by: &str,
    ) -> Result<StockBatch, InventoryError> {
        let mut tx = self.db.begin_write().await?;
        let mut batch: StockBatch = of(&mut *tx, id).await?;
        allow(version, batch.version)?;
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        step(&mut batch.status, to)?;
        batch.reason = Some(reason);
        keep(&mut tx, &mut batch, cause).await?;
        follow(&mut tx, &batch, cause).await?;
        if to == StockBatchStatus::Recalled {
            tell_recall(&mut tx, &batch, cause).await?;
        }
        self.commit(tx).await?;
        Ok(batch)
    }

    /// Lists who was given some of a batch and has it still, oldest first.
    pub(crate) async fn recipients(
        &self,
        id: StockBatchId,
        after: &str,
        limit: usize,
    ) -> Result<Page<BatchRecipient>, InventoryError> {
        of::<StockBatch>(self.db.readers(), id).await?;
        let rows = crate::store::ledger::recipients(self.db.readers(), id, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |one| one.movement_id.to_string()))
    }
}

/// Gives free what is kept back of a batch that may not be used, and looks at the levels.
pub(super) async fn follow(tx: &mut WriteTx, batch: &StockBatch, cause: Cause<'_>) -> Result<(), InventoryError> {
    if batch.status != StockBatchStatus::Active {
        for mut held in records::holding(&mut **tx, batch.item_id, batch.id).await? {
            let reason = "a batch that was kept back may not be used any more; reserve again".to_owned();
            reservations::end(tx, &mut held, StockReservationStatus::Released, reason, cause).await?;
        }
    }
    let item: StockItem = of(&mut **tx, batch.item_id).await?;
    for (facility, _) in level::of_batch(&mut **tx, batch.id).await? {
        ledger::watch(tx, &item, facility, cause).await?;
    }
    Ok(())
}

async fn tell_recall(tx: &mut WriteTx, batch: &StockBatch, cause: Cause<'_>) -> Result<(), InventoryError> {
    let places = level::of_batch(&mut **tx, batch.id).await?;
    let on_hand = places.iter().map(|(_, sum)| sum).sum();
    let mut alert = alerts::about(StockAlertKind::Recalled, cause.now);
    alert.item_id = Some(batch.item_id);
    alert.batch_id = Some(batch.id);
    alert.quantity = Some(on_hand);
    alert.message = format!(
        "lot {} was recalled; bring what is left into quarantine, and see its recipients for who was given it",
        batch.lot
    );
    alerts::raise(tx, alert).await?;
    events::tell_batch(tx, BATCH_RECALLED, batch, on_hand, cause.now).await?;
    Ok(())
}
