//! The catalogue: items, places, suppliers, and what a facility has settled.

use nilecare_contracts::inventory::{
    InventorySettings, InventorySettingsRecord, StockItem, StockItemRequest, StockLocation, StockLocationRequest,
    Supplier, SupplierRequest,
};
use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_types::{FacilityId, InventoryItemId, StockLocationId, SupplierId};

use super::{Cause, allow, command, ledger, of, update, valid};
use crate::store::{level, records};
use crate::{InventoryError, InventoryService};

impl InventoryService {
    pub(crate) async fn add_item(
        &self,
        key: &IdempotencyKey,
        request: StockItemRequest,
    ) -> Result<StockItem, InventoryError> {
        valid(request.validate())?;
        let command = command("add-item", key, &request);
        let item = StockItem::new(InventoryItemId::generate(), request, self.clock.now());
        self.add(&command, item).await
    }

    /// Changes an item. Where its stock is low by the new reorder level is told at once.
    pub(crate) async fn change_item(
        &self,
        id: InventoryItemId,
        version: IfMatch,
        request: StockItemRequest,
        by: &str,
    ) -> Result<StockItem, InventoryError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut item: StockItem = of(&mut *tx, id).await?;
        allow(version, item.version)?;
        let now = self.clock.now();
        item.replace(request, now);
        update(&mut tx, &item).await?;
        for facility in level::facilities(&mut *tx, id).await? {
            ledger::watch(&mut tx, &item, facility, Cause { by, now }).await?;
        }
        self.commit(tx).await?;
        Ok(item)
    }

    pub(crate) async fn add_location(
        &self,
        key: &IdempotencyKey,
        request: StockLocationRequest,
    ) -> Result<StockLocation, InventoryError> {
        valid(request.validate())?;
        let facility = self.place(request.facility_id).await?;
        let command = command("add-location", key, &request);
        let id = StockLocationId::generate();
        let location = StockLocation::new(id, facility.time_zone, request, self.clock.now());
        self.add(&command, location).await
    }

    /// Changes a place; it stays in its facility, where its stock is counted.
    pub(crate) async fn change_location(
        &self,
        id: StockLocationId,
        version: IfMatch,
        request: StockLocationRequest,
    ) -> Result<StockLocation, InventoryError> {
        valid(request.validate())?;
        let facility = self.place(request.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut location: StockLocation = of(&mut *tx, id).await?;
        allow(version, location.version)?;
        if location.facility_id != request.facility_id {
            let problem = "/facility_id: must stay; add a place in the other facility and move the stock";
            valid(vec![problem.to_owned()])?;
        }
        location.time_zone = facility.time_zone;
        location.replace(request, self.clock.now());
        update(&mut tx, &location).await?;
        self.commit(tx).await?;
        Ok(location)
    }

    pub(crate) async fn add_supplier(
        &self,
        key: &IdempotencyKey,
        request: SupplierRequest,
    ) -> Result<Supplier, InventoryError> {
        valid(request.validate())?;
        let command = command("add-supplier", key, &request);
        let supplier = Supplier::new(SupplierId::generate(), request, self.clock.now());
        self.add(&command, supplier).await
    }

    pub(crate) async fn change_supplier(
        &self,
        id: SupplierId,
        version: IfMatch,
        request: SupplierRequest,
    ) -> Result<Supplier, InventoryError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut supplier: Supplier = of(&mut *tx, id).await?;
        allow(version, supplier.version)?;
        supplier.replace(request, self.clock.now());
        update(&mut tx, &supplier).await?;
        self.commit(tx).await?;
        Ok(supplier)
    }

    pub(crate) async fn inventory_settings(&self, id: FacilityId) -> Result<InventorySettingsRecord, InventoryError> {
        let facility = self.place(id).await?;
        let kept: Option<InventorySettingsRecord> = records::find(self.db.readers(), id).await?;
        Ok(kept.unwrap_or_else(|| InventorySettingsRecord::new(id, InventorySettings::default(), facility.created_at)))
    }

    pub(crate) async fn settle_inventory(
        &self,
        id: FacilityId,
        version: IfMatch,
        request: InventorySettings,
    ) -> Result<InventorySettingsRecord, InventoryError> {
        valid(request.validate())?;
        let default = self.inventory_settings(id).await?;
        let mut tx = self.db.begin_write().await?;
        let kept: Option<InventorySettingsRecord> = records::find(&mut *tx, id).await?;
        let is_new = kept.is_none();
        let mut record = kept.unwrap_or(default);
        allow(version, record.version)?;
        record.replace(request, self.clock.now());
        if is_new {
            records::insert(&mut tx, &record).await?;
        } else {
            records::update(&mut tx, &record).await?;
        }
        self.commit(tx).await?;
        Ok(record)
    }
}
