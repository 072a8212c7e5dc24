// What the states and kinds of inventory are called.

import type { Schemas } from '@/api/client';

export const BATCH_STATUS: Record<Schemas['StockBatchStatus'], string> = { active: 'Usable', quarantined: 'In quarantine', recalled: 'Recalled', expired: 'Expired' };
export const STOCK_ALERT: Record<Schemas['StockAlertKind'], string> = { 'low-stock': 'Low stock', expiring: 'Expires soon', expired: 'Expired', recalled: 'Recalled', 'dispensed-without-stock': 'Handed out without stock on record' };
export const STOCK_ALERT_STATUS: Record<Schemas['StockAlertStatus'], string> = { open: 'Open|alert', acknowledged: 'Somebody sees to it', resolved: 'Over' };
export const ORDER_STATE: Record<Schemas['PurchaseOrderStatus'], string> = { draft: 'Draft', approved: 'Approved', ordered: 'Ordered', 'partly-received': 'Partly received', received: 'Received', cancelled: 'Cancelled' };

/** For the test that each is translated. */
export const INVENTORY_WORDS = [BATCH_STATUS, STOCK_ALERT, STOCK_ALERT_STATUS, ORDER_STATE];
