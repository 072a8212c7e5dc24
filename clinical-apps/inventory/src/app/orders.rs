//! Orders to suppliers: written by one person, agreed to by another, received in parts.

use nilecare_contracts::inventory::{
    PurchaseOrder, PurchaseOrderLine, PurchaseOrderReceipt, PurchaseOrderRequest, PurchaseOrderStatus, StockItem,
    StockLocation, StockReceiptRequest, Supplier,
};
use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_sql::WriteTx;
use nilecare_types::{PurchaseOrderId, Timestamp};

use super::ledger::Details;
use super::receive::take_in;
use super::{Begun, Cause, allow, command, insert, of, update, valid};
use crate::{InventoryError, InventoryService};
use nilecare_contracts::life::{refused, step};

impl InventoryService {
    /// Writes an order.
    pub(crate) async fn write_order(
        &self,
        key: &IdempotencyKey,
        request: &PurchaseOrderRequest,
        by: &str,
    ) -> Result<PurchaseOrder, InventoryError> {
        valid(request.validate())?;
        self.place(request.facility_id).await?;
        let command = command("purchase-order", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let lines = lines_of(&mut tx, request).await?;
        let now = self.clock.now();
        let id = PurchaseOrderId::generate();
        let text = id.to_string();
        let order = PurchaseOrder {
            id,
            order_number: format!("PO-{}", &text[text.len() - 10..]),
            version: 1,
            supplier_id: request.supplier_id,
            facility_id: request.facility_id,
            lines,
            notes: request.notes.clone(),
            status: PurchaseOrderStatus::Draft,
            reason: None,
            by: by.to_owned(),
            approved_by: None,
            ordered_at: None,
            created_at: now,
            updated_at: now,
        };
        insert(&mut tx, &order).await?;
        self.finish(tx, &command, &order).await?;
        Ok(order)
    }

    /// Changes what a draft orders; who changes it is who wrote it from then on.
    pub(crate) async fn change_order(
        &self,
        id: PurchaseOrderId,
        version: IfMatch,
        request: &PurchaseOrderRequest,
        by: &str,
    ) -> Result<PurchaseOrder, InventoryError> {
        valid(request.validate())?;
        self.place(request.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let lines = lines_of(&mut tx, request).await?;
        self.bring_order(tx, id, version, |order, _| {
            if order.status != PurchaseOrderStatus::Draft {
                return Err(refused(order.status, "changed").into());
            }
            order.supplier_id = request.supplier_id;
            order.facility_id = request.facility_id;
            order.lines = lines;
            order.notes.clone_from(&request.notes);
            by.clone_into(&mut order.by);
            Ok(())
        })
        .await
    }

    /// Agrees to an order that somebody else wrote.
    pub(crate) async fn approve_order(
        &self,
        id: PurchaseOrderId,
        version: IfMatch,
        by: &str,
    ) -> Result<PurchaseOrder, InventoryError> {
        let tx = self.db.begin_write().await?;
        self.bring_order(tx, id, version, |order, _| {
            step(&mut order.status, PurchaseOrderStatus::Approved)?;
            if order.by == by {
                return Err(InventoryError::SamePerson);
            }
            order.approved_by = Some(by.to_owned());
            Ok(())
        })
        .await
    }

    /// Notes that the supplier has the order.
    pub(crate) async fn send_order(
        &self,
        id: PurchaseOrderId,
        version: IfMatch,
    ) -> Result<PurchaseOrder, InventoryError> {
        let tx = self.db.begin_write().await?;
        self.bring_order(tx, id, version, |order, now| {
            step(&mut order.status, PurchaseOrderStatus::Ordered)?;
            order.ordered_at = Some(now);
            Ok(())
        })
        .await
    }

    /// Ends an order; what came of it stays.
    pub(crate) async fn cancel_order(
        &self,
        id: PurchaseOrderId,
        version: IfMatch,
        reason: String,
    ) -> Result<PurchaseOrder, InventoryError> {
        let tx = self.db.begin_write().await?;
        self.bring_order(tx, id, version, |order, _| {
            step(&mut order.status, PurchaseOrderStatus::Cancelled)?;
            order.reason = Some(reason);
            Ok(())
        })
        .await
    }

    async fn bring_order(
        &self,
        mut tx: WriteTx,
        id: PurchaseOrderId,
        version: IfMatch,
        change: impl FnOnce(&mut PurchaseOrder, Timestamp) -> Result<(), InventoryError> + Send,
    ) -> Result<PurchaseOrder, InventoryError> {
        let mut order: PurchaseOrder = of(&mut *tx, id).await?;
        allow(version, order.version)?;
        let now = self.clock.now();
        change(&mut order, now)?;
        touch(&mut order, now);
        update(&mut tx, &order).await?;
        self.commit(tx).await?;
        Ok(order)
    }

    /// Takes in what came of an order.
    pub(crate) async fn receive_order(
        &self,
        key: &IdempotencyKey,
        id: PurchaseOrderId,
        request: &PurchaseOrderReceipt,
        by: &str,
    ) -> Result<PurchaseOrder, InventoryError> {
        valid(request.validate())?;
        let command = command("receive-order", key, &(id, request));
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        let mut order: PurchaseOrder = of(&mut *tx, id).await?;
        count_in(&mut order, request)?;
        let location: StockLocation = of(&mut *tx, request.location_id).await?;
        if location.facility_id != order.facility_id {
            valid(vec!["/location_id: must be in the facility of the order".to_owned()])?;
        }
        let receipt = StockReceiptRequest {
            item_id: request.item_id,
            location_id: request.location_id,
            lot: request.lot.clone(),
            expires_on: request.expires_on,
            quantity: request.quantity,
            supplier_id: Some(order.supplier_id),
            reference: request.reference.clone(),
        };
        let details = Details {
            reference: Some(request.reference.clone().unwrap_or_else(|| order.order_number.clone())),
            purchase_order_id: Some(order.id),
            ..Details::default()
        };
        take_in(&mut tx, &receipt, details, cause).await?;
        touch(&mut order, cause.now);
        update(&mut tx, &order).await?;
        self.finish(tx, &command, &order).await?;
        Ok(order)
    }
}

/// Counts what came, at most what is still to come, and brings the order on.
fn count_in(order: &mut PurchaseOrder, request: &PurchaseOrderReceipt) -> Result<(), InventoryError> {
    let mut status = order.status;
    step(&mut status, PurchaseOrderStatus::PartlyReceived)?;
    let line = order.lines.iter_mut().find(|line| line.item_id == request.item_id);
    let line =
        line.ok_or_else(|| InventoryError::Invalid(vec!["/item_id: must be an item of the order".to_owned()]))?;
    let left = line.quantity - line.received;
    if request.quantity > left {
        return Err(InventoryError::Exceeds {
            what: "line of the order",
            wanted: u64::from(request.quantity),
            left: u64::from(left),
        });
    }
    line.received += request.quantity;
    let is_all = order.lines.iter().all(|line| line.received == line.quantity);
    if is_all {
        step(&mut order.status, PurchaseOrderStatus::Received)?;
    } else {
        order.status = status;
    }
    Ok(())
}

async fn lines_of(tx: &mut WriteTx, request: &PurchaseOrderRequest) -> Result<Vec<PurchaseOrderLine>, InventoryError> {
    let supplier: Supplier = of(&mut **tx, request.supplier_id).await?;
    if !supplier.active {
        return Err(InventoryError::Inactive("supplier"));
    }
    let mut lines = Vec::with_capacity(request.lines.len());
    for line in &request.lines {
        let item: StockItem = of(&mut **tx, line.item_id).await?;
        if !item.active {
            return Err(InventoryError::Inactive("item"));
        }
        lines.push(PurchaseOrderLine {
            item_id: line.item_id,
            quantity: line.quantity,
            received: 0,
        });
    }
    Ok(lines)
}

fn touch(order: &mut PurchaseOrder, now: Timestamp) {
    order.version += 1;
    order.updated_at = now;
}
