// Made-up claims, prices and orders for tests of the pages of billing and inventory.

import type { Schemas } from '@/api/client';
import { FACILITY, ID, sdg } from './made-up';

const AT = '2026-01-05T09:00:00Z';

export const claim = (more: Partial<Schemas['Claim']> = {}): Schemas['Claim'] => ({
  id: 'claim',
  version: 4,
  claim_number: 'CLM-1',
  account_id: 'account',
  invoice_id: 'invoice',
  patient_id: ID,
  facility_id: FACILITY,
  policy_id: 'policy',
  policy_number: 'P-9',
  insurer: 'Any Insurance',
  diagnosis_codes: [],
  lines: [{ line_number: 1, code: '718-7', quantity: 1, service_at: AT, charged: sdg(11_500), claimed: sdg(9_200), paid: sdg(0) }],
  claimed: sdg(9_200),
  paid: sdg(0),
  n_appeals: 0,
  n_resubmissions: 0,
  status: 'draft',
  history: [],
  created_at: AT,
  updated_at: AT,
  ...more,
});

export const priceList = (more: Partial<Schemas['PriceList']> = {}): Schemas['PriceList'] => ({ id: 'list', version: 1, name: 'House prices', currency: 'SDG', valid_from: '2026-01-01', created_at: AT, updated_at: AT, ...more });

export const priceItem = (more: Partial<Schemas['PriceItem']> = {}): Schemas['PriceItem'] => ({ id: 'item', version: 3, price_list_id: 'list', code: '718-7', name: 'Haemoglobin', category: 'laboratory', unit_price: sdg(10_000), tax: 1500, procedure_code: '85018', valid_from: '2026-01-01', created_at: AT, updated_at: AT, ...more });

export const account = (more: Partial<Schemas['BillingAccount']> = {}): Schemas['BillingAccount'] => ({ id: 'account', version: 1, account_number: 'ACC-1', patient_id: ID, facility_id: FACILITY, currency: 'SDG', kind: 'self-pay', status: 'open', created_at: AT, updated_at: AT, ...more });

export const adjustment = (more: Partial<Schemas['Adjustment']> = {}): Schemas['Adjustment'] => ({ id: 'adjustment', version: 2, account_id: 'account', invoice_id: 'invoice', patient_id: ID, facility_id: FACILITY, kind: 'discount', amount: sdg(2_000), reason_code: 'STAFF', status: 'pending', by: 'clerk.omar', created_at: AT, updated_at: AT, ...more });

export const batch = (more: Partial<Schemas['StockBatch']> = {}): Schemas['StockBatch'] => ({ id: 'batch', version: 6, item_id: 'i', lot: 'L-1', expires_on: '2099-01-01', status: 'active', by: 'ph.rania', created_at: AT, updated_at: AT, ...more });

export const purchaseOrder = (more: Partial<Schemas['PurchaseOrder']> = {}): Schemas['PurchaseOrder'] => ({ id: 'order', version: 2, order_number: 'PO-1', facility_id: FACILITY, supplier_id: 's', lines: [{ item_id: 'i', quantity: 100, received: 40 }], status: 'draft', by: 'ph.amal', created_at: AT, updated_at: AT, ...more });

export const stockItem = (more: Partial<Schemas['StockItem']> = {}): Schemas['StockItem'] => ({ id: 'i', version: 1, code: 'MOR', name: 'Morphine', category: 'medication', unit: 'ampoule', created_at: AT, updated_at: AT, ...more });

export const stockPlace = (more: Partial<Schemas['StockLocation']> = {}): Schemas['StockLocation'] => ({ id: 'l', version: 1, facility_id: FACILITY, code: 'PH', name: 'Pharmacy', kind: 'pharmacy', time_zone: 'UTC', created_at: AT, updated_at: AT, ...more });

export const supplier = (more: Partial<Schemas['Supplier']> = {}): Schemas['Supplier'] => ({ id: 's', version: 1, code: 'SUP', name: 'Any Supplier', created_at: AT, updated_at: AT, ...more });
