// What the pages of billing ask for.

import { queryOptions } from '@tanstack/react-query';
import { api, take, type Schemas } from './client';
import { listed, MOST } from './lists';

export type Account = Schemas['BillingAccount'];
export type Charge = Schemas['Charge'];
export type Invoice = Schemas['Invoice'];
export type Payment = Schemas['Payment'];
export type Refund = Schemas['Refund'];
export type Adjustment = Schemas['Adjustment'];
export type Claim = Schemas['Claim'];
export type PriceItem = Schemas['PriceItem'];

/** Everything of billing: one change moves many sums. */
export const BILLING = [['billing']];

interface Of {
  patient?: string;
  account?: string;
}

const limit = MOST;
/** Worklists change by themselves. */
const refetchInterval = 30_000;

export const billing = {
  accounts: (patient: string) => queryOptions({ queryKey: ['billing', 'accounts', { patient }], queryFn: () => listed(take(api.GET('/api/v1/billing/accounts', { params: { query: { patient, limit } } }))) }),
  account: (id: string) => queryOptions({ queryKey: ['billing', 'accounts', id], queryFn: () => take(api.GET('/api/v1/billing/accounts/{id}', { params: { path: { id } } })) }),
  balance: (id: string) => queryOptions({ queryKey: ['billing', 'balance', id], queryFn: () => take(api.GET('/api/v1/billing/accounts/{id}/balance', { params: { path: { id } } })) }),
  statements: (id: string) => queryOptions({ queryKey: ['billing', 'statements', { id }], queryFn: () => listed(take(api.GET('/api/v1/billing/accounts/{id}/statements', { params: { path: { id }, query: { limit } } }))) }),
  statement: (id: string) => queryOptions({ queryKey: ['billing', 'statements', id], queryFn: () => take(api.GET('/api/v1/billing/statements/{id}', { params: { path: { id } } })) }),
  charges: (of: Of & { status?: Schemas['ChargeStatus'] }) => queryOptions({ queryKey: ['billing', 'charges', of], queryFn: () => listed(take(api.GET('/api/v1/billing/charges', { params: { query: { ...of, limit } } }))), refetchInterval }),
  invoices: (of: Of & { status?: Schemas['InvoiceStatus']; overdue?: boolean }) => queryOptions({ queryKey: ['billing', 'invoices', of], queryFn: () => listed(take(api.GET('/api/v1/billing/invoices', { params: { query: { ...of, limit } } }))), refetchInterval }),
  invoice: (id: string) => queryOptions({ queryKey: ['billing', 'invoices', id], queryFn: () => take(api.GET('/api/v1/billing/invoices/{id}', { params: { path: { id } } })) }),
  adjustments: (of: { invoice?: string; status?: Schemas['AdjustmentStatus'] }) => queryOptions({ queryKey: ['billing', 'adjustments', of], queryFn: () => listed(take(api.GET('/api/v1/billing/adjustments', { params: { query: { ...of, limit } } }))) }),
  payments: (of: Of) => queryOptions({ queryKey: ['billing', 'payments', of], queryFn: () => listed(take(api.GET('/api/v1/billing/payments', { params: { query: { ...of, limit } } }))) }),
  refunds: (of: { payment?: string; status?: Schemas['RefundStatus'] }) => queryOptions({ queryKey: ['billing', 'refunds', of], queryFn: () => listed(take(api.GET('/api/v1/billing/refunds', { params: { query: { ...of, limit } } }))) }),
  claims: (of: { status?: Schemas['ClaimStatus']; invoice?: string }) => queryOptions({ queryKey: ['billing', 'claims', of], queryFn: () => listed(take(api.GET('/api/v1/billing/claims', { params: { query: { ...of, limit } } }))), refetchInterval }),
  claim: (id: string) => queryOptions({ queryKey: ['billing', 'claims', id], queryFn: () => take(api.GET('/api/v1/billing/claims/{id}', { params: { path: { id } } })) }),
  policies: (patient: string) => queryOptions({ queryKey: ['billing', 'policies', patient], queryFn: () => listed(take(api.GET('/api/v1/billing/policies', { params: { query: { patient, limit } } }))) }),
  priceLists: () => queryOptions({ queryKey: ['billing', 'prices'], queryFn: () => listed(take(api.GET('/api/v1/billing/price-lists', { params: { query: { limit } } }))) }),
  priceItems: (id: string) => queryOptions({ queryKey: ['billing', 'prices', id], queryFn: () => listed(take(api.GET('/api/v1/billing/price-lists/{id}/items', { params: { path: { id }, query: { limit } } }))) }),
  aging: (facility: string) => queryOptions({ queryKey: ['billing', 'aging', facility], queryFn: () => take(api.GET('/api/v1/billing/reports/aging', { params: { query: { facility } } })) }),
  cash: (facility: string, on: string) => queryOptions({ queryKey: ['billing', 'cash', facility, on], queryFn: () => take(api.GET('/api/v1/billing/reports/cash', { params: { query: { facility, on } } })) }),
};
