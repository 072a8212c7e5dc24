//! Counts: who counts does not see what is expected, and what differs is posted.

use nilecare_contracts::inventory::{
    StockBatch, StockCount, StockCountEntry, StockCountLine, StockCountRequest, StockCountStatus, StockLocation,
    StockMovementKind,
};
use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_types::{StockCountId, StockMovementId};

use super::ledger::{self, Details, Entry};
use super::{Begun, Cause, allow, command, insert, of, update, valid};
use crate::store::level;
use crate::{InventoryError, InventoryService};
use nilecare_contracts::life::{refused, step};

/// Most batches of one count.
const MOST: usize = 5000;

impl InventoryService {
    /// Begins to count a place; one count at a time.
    pub(crate) async fn begin_count(
        &self,
        key: &IdempotencyKey,
        request: &StockCountRequest,
        by: &str,
    ) -> Result<StockCount, InventoryError> {
        let command = command("stock-count", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let location: StockLocation = of(&mut *tx, request.location_id).await?;
        let now = self.clock.now();
        let count = StockCount {
            id: StockCountId::generate(),
            version: 1,
            facility_id: location.facility_id,
            location_id: location.id,
            status: StockCountStatus::Open,
            lines: Vec::new(),
            by: by.to_owned(),
            posted_by: None,
            created_at: now,
            updated_at: now,
        };
        insert(&mut tx, &count).await?;
        self.finish(tx, &command, &count).await?;
        Ok(count)
    }

    /// Notes what was found of a batch, against what the books have at this moment: what moves afterwards is no difference.
    pub(crate) async fn enter_count(
        &self,
        id: StockCountId,
        version: IfMatch,
        request: &StockCountEntry,
        by: &str,
    ) -> Result<StockCount, InventoryError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut count: StockCount = of(&mut *tx, id).await?;
        allow(version, count.version)?;
        if count.status != StockCountStatus::Open {
            return Err(refused(count.status, "entered").into());
        }
        let batch: StockBatch = of(&mut *tx, request.batch_id).await?;
        let (batch_id, location_id) = (batch.id.to_string(), count.location_id.to_string());
        let known = level::find(&mut *tx, &batch_id, &location_id).await?;
        let expected = known.map_or(0, |(on_hand, _)| on_hand);
        let now = self.clock.now();
        count.lines.retain(|line| line.batch_id != batch.id);
        if count.lines.len() >= MOST {
            valid(vec![
                "/batch_id: the count has 5000 batches; post it and begin another".to_owned(),
            ])?;
        }
        count.lines.push(StockCountLine {
            batch_id: batch.id,
            counted: request.counted,
            expected: Some(expected),
            variance: Some(i64::from(request.counted) - expected),
            by: by.to_owned(),
            at: now,
        });
        touch(&mut count, now);
        update(&mut tx, &count).await?;
        self.commit(tx).await?;
        Ok(blind(count))
    }

    /// Posts what differs.
    pub(crate) async fn post_count(
        &self,
        id: StockCountId,
        version: IfMatch,
        by: &str,
    ) -> Result<StockCount, InventoryError> {
        let mut tx = self.db.begin_write().await?;
        let mut count: StockCount = of(&mut *tx, id).await?;
        allow(version, count.version)?;
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        step(&mut count.status, StockCountStatus::Posted)?;
        let location: StockLocation = of(&mut *tx, count.location_id).await?;
        let group = StockMovementId::generate();
        for line in &count.lines {
            let quantity = line.variance.unwrap_or_default();
            if quantity == 0 {
                continue;
            }
            let batch: StockBatch = of(&mut *tx, line.batch_id).await?;
            let entry = Entry {
                kind: StockMovementKind::Count,
                batch: &batch,
                location: &location,
                quantity,
                unreserve: 0,
                group,
                details: Details {
                    stock_count_id: Some(count.id),
                    ..Details::default()
                },
            };
            ledger::post(&mut tx, entry, cause).await?;
            ledger::watch_item(&mut tx, batch.item_id, location.facility_id, cause).await?;
        }
        count.posted_by = Some(by.to_owned());
        touch(&mut count, cause.now);
        update(&mut tx, &count).await?;
        self.commit(tx).await?;
        Ok(count)
    }

    /// Gives a count up.
    pub(crate) async fn cancel_count(&self, id: StockCountId, version: IfMatch) -> Result<StockCount, InventoryError> {
        let mut tx = self.db.begin_write().await?;
        let mut count: StockCount = of(&mut *tx, id).await?;
        allow(version, count.version)?;
        step(&mut count.status, StockCountStatus::Cancelled)?;
        touch(&mut count, self.clock.now());
        update(&mut tx, &count).await?;
        self.commit(tx).await?;
        Ok(count)
    }
}

/// Leaves out what is expected while the count is open.
pub(super) fn blind(mut count: StockCount) -> StockCount {
    if count.status == StockCountStatus::Open {
        for line in &mut count.lines {
            line.expected = None;
            line.variance = None;
        }
    }
    count
}

fn touch(count: &mut StockCount, now: nilecare_types::Timestamp) {
    count.version += 1;
    count.updated_at = now;
}
