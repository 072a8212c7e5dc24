//! The HTTP face of the service.

mod alerts;
mod batches;
mod catalogue;
mod counts;
mod orders;
mod reservations;
mod stock;

use nilecare_contracts::inventory::{
    INVENTORY_READ, INVENTORY_WRITE, PURCHASE_ORDERS_APPROVE, PURCHASE_ORDERS_WRITE, STOCK_ADJUST, STOCK_READ,
    STOCK_WRITE, StockReason,
};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::{InventoryError, InventoryService};

impl InventoryService {
    /// Gives the routes below `/api/v1/inventory`; every request that tells for whom stock was is put on record, when there is an
    /// auditor.
    pub fn router(&self) -> OpenApiRouter {
        self.goods().merge(self.stock())
    }

    /// The catalogue, what there is, and orders: nothing of patients.
    fn goods(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .permit(INVENTORY_READ, routes!(catalogue::list_items))
            .permit(INVENTORY_READ, routes!(catalogue::get_item))
            .permit(INVENTORY_READ, routes!(catalogue::list_locations))
            .permit(INVENTORY_READ, routes!(catalogue::get_location))
            .permit(INVENTORY_READ, routes!(catalogue::list_suppliers))
            .permit(INVENTORY_READ, routes!(catalogue::get_supplier))
            .permit(INVENTORY_READ, routes!(catalogue::get_inventory_settings))
            .permit(INVENTORY_READ, routes!(stock::list_stock))
            .permit(INVENTORY_READ, routes!(stock::get_availability))
            .permit(INVENTORY_READ, routes!(batches::list_batches))
            .permit(INVENTORY_READ, routes!(batches::get_batch))
            .permit(INVENTORY_READ, routes!(orders::list_purchase_orders))
            .permit(INVENTORY_READ, routes!(orders::get_purchase_order))
            .permit(INVENTORY_READ, routes!(counts::list_stock_counts))
            .permit(INVENTORY_READ, routes!(counts::get_stock_count))
            .permit(INVENTORY_WRITE, routes!(catalogue::add_item))
            .permit(INVENTORY_WRITE, routes!(catalogue::change_item))
            .permit(INVENTORY_WRITE, routes!(catalogue::add_location))
            .permit(INVENTORY_WRITE, routes!(catalogue::change_location))
            .permit(INVENTORY_WRITE, routes!(catalogue::add_supplier))
            .permit(INVENTORY_WRITE, routes!(catalogue::change_supplier))
            .permit(INVENTORY_WRITE, routes!(catalogue::put_inventory_settings))
            .permit(PURCHASE_ORDERS_WRITE, routes!(orders::write_purchase_order))
            .permit(PURCHASE_ORDERS_WRITE, routes!(orders::change_purchase_order))
            .permit(PURCHASE_ORDERS_WRITE, routes!(orders::send_purchase_order))
            .permit(PURCHASE_ORDERS_WRITE, routes!(orders::receive_purchase_order))
            .permit(PURCHASE_ORDERS_WRITE, routes!(orders::cancel_purchase_order))
            .permit(PURCHASE_ORDERS_APPROVE, routes!(orders::approve_purchase_order))
            .into_router()
            .with_state(self.clone())
    }

    /// Movements and reservations, which may be for a patient.
    fn stock(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(STOCK_READ, routes!(stock::list_movements))
            .permit(STOCK_READ, routes!(stock::get_movement))
            .permit(STOCK_READ, routes!(batches::list_batch_recipients))
            .permit(STOCK_READ, routes!(reservations::list_reservations))
            .permit(STOCK_READ, routes!(reservations::get_reservation))
            .permit(STOCK_READ, routes!(alerts::list_stock_alerts))
            .permit(STOCK_READ, routes!(alerts::get_stock_alert))
            .permit(STOCK_WRITE, routes!(stock::receive_stock))
            .permit(STOCK_WRITE, routes!(stock::issue_stock))
            .permit(STOCK_WRITE, routes!(stock::transfer_stock))
            .permit(STOCK_WRITE, routes!(stock::return_stock))
            .permit(STOCK_WRITE, routes!(reservations::reserve_stock))
            .permit(STOCK_WRITE, routes!(reservations::commit_reservation))
            .permit(STOCK_WRITE, routes!(reservations::release_reservation))
            .permit(STOCK_WRITE, routes!(alerts::acknowledge_stock_alert))
            .permit(STOCK_WRITE, routes!(alerts::resolve_stock_alert))
            .permit(STOCK_ADJUST, routes!(stock::adjust_stock))
            .permit(STOCK_ADJUST, routes!(stock::write_off_stock))
            .permit(STOCK_ADJUST, routes!(batches::quarantine_batch))
            .permit(STOCK_ADJUST, routes!(batches::release_batch))
            .permit(STOCK_ADJUST, routes!(batches::recall_batch))
            .permit(STOCK_ADJUST, routes!(counts::begin_stock_count))
            .permit(STOCK_ADJUST, routes!(counts::enter_stock_count))
            .permit(STOCK_ADJUST, routes!(counts::post_stock_count))
            .permit(STOCK_ADJUST, routes!(counts::cancel_stock_count))
            .into_router()
            .with_state(self.clone())
    }
}

/// Reads why.
fn reason(request: StockReason) -> Result<String, InventoryError> {
    let problems = request.validate();
    if problems.is_empty() {
        Ok(request.reason)
    } else {
        Err(InventoryError::Invalid(problems))
    }
}
