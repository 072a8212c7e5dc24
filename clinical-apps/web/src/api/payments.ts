// What the pages of payments through providers ask for.

import { queryOptions } from '@tanstack/react-query';
import { api, take, type Schemas } from './client';
import { everything, listed, MOST } from './lists';

export type Transaction = Schemas['Transaction'];
export type TransactionStatus = Schemas['TransactionStatus'];
export type TransactionRefund = Schemas['TransactionRefund'];
export type Provider = Schemas['PaymentProvider'];
export type Initiation = Schemas['Initiation'];
export type Plan = Schemas['InstalmentPlan'];
export type Difference = Schemas['ReconciliationItem'];
export type Drawer = Schemas['CashDrawer'];
export type Dispute = Schemas['Dispute'];

/** A payment moves sums of billing too. */
export const PAYMENTS = [['payments'], ['billing']];

const limit = MOST;
/** Worklists change by themselves. */
const refetchInterval = 30_000;

export const payments = {
  providers: () => queryOptions({ queryKey: ['payments', 'providers'], queryFn: () => take(api.GET('/api/v1/payments/providers')), staleTime: 60_000 }),
  /** The hub gives the oldest first. */
  list: (of: { status?: TransactionStatus; facility?: string; invoice?: string; provider?: string; is_under_review?: boolean }) => queryOptions({ queryKey: ['payments', 'list', of], queryFn: () => everything((cursor) => take(api.GET('/api/v1/payments', { params: { query: { ...of, limit, cursor } } }))), refetchInterval }),
  one: (id: string) => queryOptions({ queryKey: ['payments', 'one', id], queryFn: () => take(api.GET('/api/v1/payments/{id}', { params: { path: { id } } })) }),
  refunds: (of: { payment?: string; status?: Schemas['TransactionRefundStatus'] }) => queryOptions({ queryKey: ['payments', 'refunds', of], queryFn: () => listed(take(api.GET('/api/v1/payments/refunds', { params: { query: { ...of, limit } } }))), refetchInterval }),
  differences: (of: { provider?: string; status?: Schemas['ReconciliationStatus']; difference?: Schemas['Difference'] }) => queryOptions({ queryKey: ['payments', 'differences', of], queryFn: () => listed(take(api.GET('/api/v1/payments/reconciliation', { params: { query: { ...of, limit } } }))), refetchInterval }),
  plans: (of: { status?: Schemas['InstalmentPlanStatus']; invoice?: string }) => queryOptions({ queryKey: ['payments', 'plans', of], queryFn: () => listed(take(api.GET('/api/v1/payments/instalments', { params: { query: { ...of, limit } } }))) }),
  plan: (id: string) => queryOptions({ queryKey: ['payments', 'plans', id], queryFn: () => take(api.GET('/api/v1/payments/instalments/{id}', { params: { path: { id } } })) }),
  disputes: (status?: Schemas['DisputeStatus']) => queryOptions({ queryKey: ['payments', 'disputes', status], queryFn: () => listed(take(api.GET('/api/v1/payments/disputes', { params: { query: { status, limit } } }))), refetchInterval }),
  takings: (facility: string, from: string, until: string) => queryOptions({ queryKey: ['payments', 'takings', facility, from, until], queryFn: () => take(api.GET('/api/v1/payments/analytics', { params: { query: { facility, from, until } } })) }),
  /** One's own, in a facility. */
  drawers: (facility: string) => queryOptions({ queryKey: ['payments', 'drawers', facility], queryFn: () => everything((cursor) => take(api.GET('/api/v1/payments/drawers', { params: { query: { facility, limit, cursor } } }))) }),
};
