// What the pages of inventory ask for.

import { queryOptions } from '@tanstack/react-query';
import { api, take, type Schemas } from './client';
import { everything, listed, MOST } from './lists';

export type StockLevel = Schemas['StockLevel'];
export type PurchaseOrder = Schemas['PurchaseOrder'];

/** One movement changes many lists. */
export const INVENTORY = [['inventory']];
const limit = MOST;

export const inventory = {
  items: () => queryOptions({ queryKey: ['inventory', 'items'], queryFn: () => everything((cursor) => take(api.GET('/api/v1/inventory/items', { params: { query: { limit, cursor } } }))), staleTime: 60_000 }),
  locations: (facility: string) => queryOptions({ queryKey: ['inventory', 'locations', facility], queryFn: () => everything((cursor) => take(api.GET('/api/v1/inventory/locations', { params: { query: { facility, limit, cursor } } }))), staleTime: 60_000 }),
  suppliers: () => queryOptions({ queryKey: ['inventory', 'suppliers'], queryFn: () => listed(take(api.GET('/api/v1/inventory/suppliers', { params: { query: { limit } } }))), staleTime: 60_000 }),
  stock: (facility: string, of: { item?: string; location?: string }) => queryOptions({ queryKey: ['inventory', 'stock', facility, of], queryFn: () => listed(take(api.GET('/api/v1/inventory/stock', { params: { query: { facility, ...of, limit } } }))) }),
  alerts: (of: { status?: Schemas['StockAlertStatus']; kind?: Schemas['StockAlertKind'] }) => queryOptions({ queryKey: ['inventory', 'alerts', of], queryFn: () => listed(take(api.GET('/api/v1/inventory/alerts', { params: { query: { ...of, limit } } }))), refetchInterval: 60_000 }),
  batch: (id: string) => queryOptions({ queryKey: ['inventory', 'batches', id], queryFn: () => take(api.GET('/api/v1/inventory/batches/{id}', { params: { path: { id } } })) }),
  recipients: (id: string) => queryOptions({ queryKey: ['inventory', 'recipients', id], queryFn: () => listed(take(api.GET('/api/v1/inventory/batches/{id}/recipients', { params: { path: { id }, query: { limit } } }))) }),
  orders: (facility: string) => queryOptions({ queryKey: ['inventory', 'orders', facility], queryFn: () => listed(take(api.GET('/api/v1/inventory/purchase-orders', { params: { query: { facility, limit } } }))) }),
  counts: (facility: string) => queryOptions({ queryKey: ['inventory', 'counts', { facility }], queryFn: () => everything((cursor) => take(api.GET('/api/v1/inventory/stock-counts', { params: { query: { facility, limit, cursor } } }))) }),
  count: (id: string) => queryOptions({ queryKey: ['inventory', 'counts', id], queryFn: () => take(api.GET('/api/v1/inventory/stock-counts/{id}', { params: { path: { id } } })) }),
  batchesOf: (item: string) => queryOptions({ queryKey: ['inventory', 'batches', { item }], queryFn: () => everything((cursor) => take(api.GET('/api/v1/inventory/batches', { params: { query: { item, limit, cursor } } }))) }),
};
