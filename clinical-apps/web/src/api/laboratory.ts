// The laboratory's own work: catalogue, worklists, specimens, results of an order, critical results.

import { queryOptions } from '@tanstack/react-query';
import { api, take, type Schemas } from './client';
import { everything, listed, MOST } from './lists';

export type LabTest = Schemas['LabTest'];
export type LabPanel = Schemas['LabPanel'];
export type LabOrder = Schemas['LabOrder'];
export type LabResult = Schemas['LabResult'];
export type Specimen = Schemas['Specimen'];
export type SpecimenStatus = Schemas['SpecimenStatus'];
export type CriticalResult = Schemas['CriticalResult'];
export type Code = Schemas['Code'];

/** The catalogue changes seldom. */
const SELDOM = 60_000;

/** What a change in the laboratory makes old. */
export function renewsOf(patient: string): string[][] {
  return [['laboratory'], ['patient', patient, 'orders'], ['patient', patient, 'results']];
}

export const laboratory = {
  tests: () => queryOptions({ queryKey: ['lab-catalogue', 'tests'], queryFn: () => everything((cursor) => take(api.GET('/api/v1/lab/tests', { params: { query: { limit: MOST, cursor } } }))), staleTime: SELDOM }),
  test: (id: string) => queryOptions({ queryKey: ['lab-catalogue', 'tests', id], queryFn: () => take(api.GET('/api/v1/lab/tests/{id}', { params: { path: { id } } })) }),
  panels: () => queryOptions({ queryKey: ['lab-catalogue', 'panels'], queryFn: () => everything((cursor) => take(api.GET('/api/v1/lab/panels', { params: { query: { limit: MOST, cursor } } }))), staleTime: SELDOM }),
  panel: (id: string) => queryOptions({ queryKey: ['lab-catalogue', 'panels', id], queryFn: () => take(api.GET('/api/v1/lab/panels/{id}', { params: { path: { id } } })) }),
  toCollect: (facility?: string) => queryOptions({ queryKey: ['laboratory', 'collection', { facility }], queryFn: () => listed(take(api.GET('/api/v1/lab/worklists/collection', { params: { query: { facility, limit: MOST } } }))) }),
  toVerify: () => queryOptions({ queryKey: ['laboratory', 'verification'], queryFn: () => listed(take(api.GET('/api/v1/lab/worklists/verification', { params: { query: { limit: MOST } } }))) }),
  /** In several states at once: the hub gives one at a time. */
  specimensIn: (statuses: SpecimenStatus[], facility?: string) =>
    queryOptions({
      queryKey: ['laboratory', 'specimens', { statuses, facility }],
      queryFn: async () => {
        const lists = await Promise.all(statuses.map((status) => listed(take(api.GET('/api/v1/lab/specimens', { params: { query: { status, facility, limit: MOST } } })))));
        return { items: lists.flatMap(({ items }) => items), hasMore: lists.some(({ hasMore }) => hasMore) };
      },
    }),
  specimensOf: (order: string) => queryOptions({ queryKey: ['laboratory', 'specimens', { order }], queryFn: () => everything((cursor) => take(api.GET('/api/v1/lab/specimens', { params: { query: { order, limit: MOST, cursor } } }))) }),
  byBarcode: (barcode: string) => queryOptions({ queryKey: ['laboratory', 'specimens', { barcode }], queryFn: () => listed(take(api.GET('/api/v1/lab/specimens', { params: { query: { barcode, limit: 1 } } }))), staleTime: 0 }),
  specimen: (id: string) => queryOptions({ queryKey: ['laboratory', 'specimen', id], queryFn: () => take(api.GET('/api/v1/lab/specimens/{id}', { params: { path: { id } } })) }),
  order: (id: string) => queryOptions({ queryKey: ['laboratory', 'order', id], queryFn: () => take(api.GET('/api/v1/lab/orders/{id}', { params: { path: { id } } })), staleTime: 5_000 }),
  resultsOf: (order: string) => queryOptions({ queryKey: ['laboratory', 'order', order, 'results'], queryFn: () => take(api.GET('/api/v1/lab/orders/{id}/results', { params: { path: { id: order } } })) }),
  result: (id: string) => queryOptions({ queryKey: ['laboratory', 'result', id], queryFn: () => take(api.GET('/api/v1/lab/results/{id}', { params: { path: { id } } })) }),
  critical: (by: { status?: Schemas['CriticalStatus']; facility?: string; result?: string }) => queryOptions({ queryKey: ['laboratory', 'critical', by], queryFn: () => listed(take(api.GET('/api/v1/lab/critical-results', { params: { query: { ...by, limit: MOST } } }))) }),
  criticalResult: (id: string) => queryOptions({ queryKey: ['laboratory', 'critical', id], queryFn: () => take(api.GET('/api/v1/lab/critical-results/{id}', { params: { path: { id } } })) }),
};

/** The states of specimens by list. */
export const TO_RECEIVE: SpecimenStatus[] = ['collected', 'in-transit'];
export const TO_EXAMINE: SpecimenStatus[] = ['received', 'processing'];
