// What the states and kinds of inventory are called.

import type { Schemas } from '@/api/client';

export const BATCH_STATUS: Record<Schemas['StockBatchStatus'], string> = { active: 'Usable', quarantined: 'In quarantine', recalled: 'Recalled', expired: 'Expired' };
export const STOCK_ALERT: Record<Schemas['StockAlertKind'], string> = { 'low-stock': 'Low stock', expiring: 'Expires soon', expired: 'Expired', recalled: 'Recalled', 'dispensed-without-stock': 'Handed out without stock on record' };
export const STOCK_ALERT_STATUS: Record<Schemas['StockAlertStatus'], string> = { open: 'Open|alert', acknowledged: 'Somebody sees to it', resolved: 'Over' };
export const ORDER_STATE: Record<Schemas['PurchaseOrderStatus'], string> = { draft: 'Draft', approved: 'Approved', ordered: 'Ordered', 'partly-received': 'Partly received', received: 'Received', cancelled: 'Cancelled' };
export const COUNT_STATUS: Record<Schemas['StockCountStatus'], string> = { open: 'Being counted', posted: 'Posted', cancelled: 'Given up' };
export const ITEM_CATEGORY: Record<Schemas['StockItemCategory'], string> = { medication: 'Medication', supply: 'Supplies', equipment: 'Equipment', implant: 'Implant', device: 'Device', other: 'Other' };
export const PLACE_KIND: Record<Schemas['StockLocationKind'], string> = { pharmacy: 'Pharmacy', ward: 'Ward', storage: 'Store', refrigerator: 'Refrigerator', 'controlled-substances': 'Locked place of controlled drugs', quarantine: 'Quarantine: nothing is issued from here' };

/** For the test that each is translated. */
export const INVENTORY_WORDS = [BATCH_STATUS, STOCK_ALERT, STOCK_ALERT_STATUS, ORDER_STATE, COUNT_STATUS, ITEM_CATEGORY, PLACE_KIND];
