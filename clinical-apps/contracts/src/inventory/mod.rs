//! Items, batches and where they are; the ledger of stock, reservations, orders to suppliers, counts, alerts.

mod alert;
mod batch;
mod catalogue;
mod command;
mod count;
mod event;
mod life;
mod movement;
mod order;
mod reservation;
mod settings;

use nilecare_http::Permission;

pub use alert::{StockAlert, StockAlertKind, StockAlertStatus};
pub use batch::{BatchRecipient, StockBatch, StockBatchStatus, StockLevel};
pub use catalogue::{
    StockItem, StockItemCategory, StockItemRequest, StockLocation, StockLocationKind, StockLocationRequest, Supplier,
    SupplierRequest,
};
pub use command::{
    MAX_QUANTITY, StockAdjustmentRequest, StockIssueRequest, StockReason, StockReceiptRequest, StockReturnRequest,
    StockTransferRequest, StockWriteOffRequest, WriteOffReason,
};
pub use count::{StockCount, StockCountEntry, StockCountLine, StockCountRequest, StockCountStatus};
pub use event::{
    BATCH_EXPIRED, BATCH_EXPIRING, BATCH_RECALLED, BatchEvent, STOCK_LOW, STOCK_MOVED, StockLowEvent, StockMovedEvent,
};
pub use movement::{ItemAvailability, StockMovement, StockMovementKind, StockMovements};
pub use order::{
    PurchaseOrder, PurchaseOrderLine, PurchaseOrderLineRequest, PurchaseOrderReceipt, PurchaseOrderRequest,
    PurchaseOrderStatus,
};
pub use reservation::{ReservedBatch, StockReservation, StockReservationRequest, StockReservationStatus};
pub use settings::{InventorySettings, InventorySettingsRecord};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "inventory";

/// Reading items, stock, orders, counts and alerts.
pub const INVENTORY_READ: Permission = Permission::new("inventory:read");
/// Keeping the catalogue: items, places, suppliers, settings.
pub const INVENTORY_WRITE: Permission = Permission::new("inventory:write");
/// Reading what was moved and kept back for whom.
pub const STOCK_READ: Permission = Permission::new("stock:read");
/// Receiving, issuing, moving, taking back, reserving, and answering alerts.
pub const STOCK_WRITE: Permission = Permission::new("stock:write");
/// Changing what the books say: adjustments, write-offs, counts, quarantine and recalls.
pub const STOCK_ADJUST: Permission = Permission::new("stock:adjust");
/// Writing orders to suppliers.
pub const PURCHASE_ORDERS_WRITE: Permission = Permission::new("purchase-orders:write");
/// Agreeing to orders that somebody else wrote.
pub const PURCHASE_ORDERS_APPROVE: Permission = Permission::new("purchase-orders:approve");
