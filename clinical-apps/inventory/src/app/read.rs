//! Lists and single records.

use nilecare_contracts::inventory::{
    ItemAvailability, PurchaseOrder, PurchaseOrderStatus, StockAlert, StockAlertKind, StockAlertStatus, StockBatch,
    StockBatchStatus, StockCount, StockCountStatus, StockItem, StockLevel, StockLocation, StockMovement,
    StockMovementKind, StockReservation, StockReservationStatus, Supplier,
};
use nilecare_sql::json;
use nilecare_types::{FacilityId, InventoryItemId, Page, StockBatchId, StockCountId, StockLocationId, StockMovementId};

use super::{counts, ledger, of};
use crate::store::records::{self, Record};
use crate::store::{ledger as movements, level};
use crate::{InventoryError, InventoryService};

/// Which records of a facility a list has; what is absent is not asked for.
#[derive(Debug)]
pub(crate) struct ListWanted<S> {
    pub facility: Option<FacilityId>,
    pub status: Option<S>,
    pub reference: Option<String>,
}

/// Which batches a list has.
#[derive(Debug, Default)]
pub(crate) struct BatchesWanted {
    pub item: Option<InventoryItemId>,
    pub status: Option<StockBatchStatus>,
}

/// Which levels and movements a list has.
#[derive(Debug, Default)]
pub(crate) struct MovementsWanted {
    pub item: Option<InventoryItemId>,
    pub batch: Option<StockBatchId>,
    pub facility: Option<FacilityId>,
    pub location: Option<StockLocationId>,
    pub kind: Option<StockMovementKind>,
    pub reference: Option<String>,
}

/// Which alerts a list has.
#[derive(Debug, Default)]
pub(crate) struct AlertsWanted {
    pub kind: Option<StockAlertKind>,
    pub status: Option<StockAlertStatus>,
    pub item: Option<InventoryItemId>,
    pub facility: Option<FacilityId>,
}

/// A place in a list.
type Place<'a> = (&'a str, usize);

impl InventoryService {
    /// Reads one record.
    pub(crate) async fn read<R: Record>(&self, id: impl ToString + Send) -> Result<R, InventoryError> {
        of(self.db.readers(), id).await
    }

    async fn page<R: Record>(
        &self,
        equal: &[(&'static str, Option<String>)],
        (after, limit): Place<'_>,
    ) -> Result<Page<R>, InventoryError> {
        let rows = records::list(self.db.readers(), equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, R::key))
    }

    pub(crate) async fn items(
        &self,
        code: Option<String>,
        rxcui: Option<String>,
        at: Place<'_>,
    ) -> Result<Page<StockItem>, InventoryError> {
        self.page(&[("code", code), ("rxcui", rxcui)], at).await
    }

    pub(crate) async fn locations(
        &self,
        facility: Option<FacilityId>,
        at: Place<'_>,
    ) -> Result<Page<StockLocation>, InventoryError> {
        self.page(&[("facility_id", facility.map(|id| id.to_string()))], at)
            .await
    }

    pub(crate) async fn suppliers(&self, at: Place<'_>) -> Result<Page<Supplier>, InventoryError> {
        self.page(&[], at).await
    }

    pub(crate) async fn batches(
        &self,
        wanted: &BatchesWanted,
        at: Place<'_>,
    ) -> Result<Page<StockBatch>, InventoryError> {
        let equal = [
            ("item_id", wanted.item.map(|id| id.to_string())),
            ("status", wanted.status.as_ref().map(json::name)),
        ];
        self.page(&equal, at).await
    }

    pub(crate) async fn levels(
        &self,
        wanted: &MovementsWanted,
        (after, limit): Place<'_>,
    ) -> Result<Page<StockLevel>, InventoryError> {
        let filter = level::Filter {
            item: wanted.item,
            batch: wanted.batch,
            facility: wanted.facility,
            location: wanted.location,
        };
        let rows = level::list(self.db.readers(), &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |level| {
            format!("{}{}", level.batch_id, level.location_id)
        }))
    }

    pub(crate) async fn availability(
        &self,
        item: InventoryItemId,
        facility: FacilityId,
    ) -> Result<ItemAvailability, InventoryError> {
        let item: StockItem = self.read(item).await?;
        let mut db = self.db.readers().acquire().await?;
        Ok(ledger::availability(&mut db, &item, facility, self.clock.now()).await?)
    }

    pub(crate) async fn movements(
        &self,
        wanted: MovementsWanted,
        (after, limit): Place<'_>,
    ) -> Result<Page<StockMovement>, InventoryError> {
        let filter = movements::Filter {
            item: wanted.item,
            batch: wanted.batch,
            facility: wanted.facility,
            location: wanted.location,
            kind: wanted.kind,
            reference: wanted.reference,
        };
        let rows = movements::list(self.db.readers(), &filter, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |movement| movement.id.to_string()))
    }

    pub(crate) async fn movement(&self, id: StockMovementId) -> Result<StockMovement, InventoryError> {
        let found = movements::find(self.db.readers(), id).await?;
        found.ok_or(InventoryError::NotFound("movement"))
    }

    pub(crate) async fn reservations(
        &self,
        wanted: &ListWanted<StockReservationStatus>,
        at: Place<'_>,
    ) -> Result<Page<StockReservation>, InventoryError> {
        self.page(&of_facility(wanted), at).await
    }

    pub(crate) async fn orders(
        &self,
        wanted: &ListWanted<PurchaseOrderStatus>,
        at: Place<'_>,
    ) -> Result<Page<PurchaseOrder>, InventoryError> {
        self.page(&of_facility(wanted), at).await
    }

    pub(crate) async fn counts(
        &self,
        wanted: &ListWanted<StockCountStatus>,
        at: Place<'_>,
    ) -> Result<Page<StockCount>, InventoryError> {
        Ok(self.page(&of_facility(wanted), at).await?.map(counts::blind))
    }

    pub(crate) async fn count(&self, id: StockCountId) -> Result<StockCount, InventoryError> {
        Ok(counts::blind(self.read(id).await?))
    }

    pub(crate) async fn alerts(
        &self,
        wanted: &AlertsWanted,
        at: Place<'_>,
    ) -> Result<Page<StockAlert>, InventoryError> {
        let equal = [
            ("kind", wanted.kind.as_ref().map(json::name)),
            ("status", wanted.status.as_ref().map(json::name)),
            ("item_id", wanted.item.map(|id| id.to_string())),
            ("facility_id", wanted.facility.map(|id| id.to_string())),
        ];
        self.page(&equal, at).await
    }
}

fn of_facility<S: serde::Serialize>(wanted: &ListWanted<S>) -> [(&'static str, Option<String>); 3] {
    [
        ("facility_id", wanted.facility.map(|id| id.to_string())),
        ("status", wanted.status.as_ref().map(json::name)),
        ("reference", wanted.reference.clone()),
    ]
}
