// What pages ask the hub for, and how often. Each look at a patient is put on record, so it is not repeated without need.

import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiError } from '@kit/api/problem';
import { useSession } from '@kit/api/session';
import { permits } from '@kit/permission';
import { api, take, type Schemas } from './client';
import { listed, MOST } from './lists';

export { useChange } from '@kit/change';

export type Patient = Schemas['Patient'];
export type Encounter = Schemas['Encounter'];
export type LabResult = Schemas['LabResult'];
export type LabOrder = Schemas['LabOrder'];
export type Prescription = Schemas['Prescription'];
export type PrescriptionStatus = Schemas['PrescriptionStatus'];
export type Alert = Schemas['Alert'];
export type Slot = Schemas['Slot'];
export type Check = Schemas['MedicationCheckReply'];

/** Worklists change by themselves; so often they are asked for, in milliseconds. */
export const LIST_INTERVAL = 15_000;

export type { Listed } from './lists';

export const queries = {
  me: () => queryOptions({ queryKey: ['me'], queryFn: () => take(api.GET('/api/v1/auth/me')), staleTime: Infinity }),
  patients: (by: { name?: string; identifier?: string }) =>
    queryOptions({
      queryKey: ['patients', by],
      queryFn: () => listed(take(api.GET('/api/v1/patients', { params: { query: { ...by, limit: MOST } } }))),
      placeholderData: (previous) => previous,
    }),
  patient: (id: string) =>
    queryOptions({ queryKey: ['patient', id], queryFn: () => take(api.GET('/api/v1/patients/{id}', { params: { path: { id } } })), staleTime: 60_000 }),
  /** What counts now, and whether anybody has asked at all. */
  allergies: (id: string) =>
    queryOptions({ queryKey: ['patient', id, 'allergies'], queryFn: () => take(api.GET('/api/v1/patients/{id}/allergies/summary', { params: { path: { id } } })), staleTime: 30_000 }),
  encounters: (id: string) =>
    queryOptions({
      queryKey: ['patient', id, 'encounters'],
      queryFn: () => listed(take(api.GET('/api/v1/patients/{id}/encounters', { params: { path: { id }, query: { limit: MOST } } }))),
      staleTime: 30_000,
    }),
  results: (patient: string) =>
    queryOptions({
      queryKey: ['patient', patient, 'results'],
      queryFn: () => listed(take(api.GET('/api/v1/lab/results', { params: { query: { patient, limit: MOST } } }))),
      staleTime: 30_000,
    }),
  orders: (patient: string) =>
    queryOptions({
      queryKey: ['patient', patient, 'orders'],
      queryFn: () => listed(take(api.GET('/api/v1/lab/orders', { params: { query: { patient, limit: MOST } } }))),
      staleTime: 30_000,
    }),
  prescriptionsOf: (patient: string) =>
    queryOptions({
      queryKey: ['prescriptions', { patient }],
      queryFn: () => listed(take(api.GET('/api/v1/prescriptions', { params: { query: { patient, limit: MOST } } }))),
      staleTime: 10_000,
    }),
  /** The worklist of a status; `undefined` for all. */
  prescriptions: (status?: PrescriptionStatus) =>
    queryOptions({
      queryKey: ['prescriptions', { status }],
      queryFn: () => listed(take(api.GET('/api/v1/prescriptions', { params: { query: { status, limit: MOST } } }))),
      refetchInterval: LIST_INTERVAL,
    }),
  prescription: (id: string) =>
    queryOptions({ queryKey: ['prescriptions', id], queryFn: () => take(api.GET('/api/v1/prescriptions/{id}', { params: { path: { id } } })) }),
  doses: (patient: string, from: string, to: string) =>
    queryOptions({
      queryKey: ['doses', patient, from, to],
      queryFn: () => take(api.GET('/api/v1/mar', { params: { query: { patient, from, to } } })),
      staleTime: 30_000,
    }),
  alerts: (status?: string) =>
    queryOptions({
      queryKey: ['alerts', { status }],
      queryFn: () => listed(take(api.GET('/api/v1/cds/alerts', { params: { query: { status: status as Schemas['AlertState']['status'], limit: MOST } } }))),
      refetchInterval: LIST_INTERVAL,
    }),
  alertsOf: (patient: string) =>
    queryOptions({
      queryKey: ['alerts', { patient }],
      queryFn: () => listed(take(api.GET('/api/v1/cds/alerts', { params: { query: { patient, limit: MOST } } }))),
      staleTime: 30_000,
    }),
  alert: (id: string) => queryOptions({ queryKey: ['alerts', id], queryFn: () => take(api.GET('/api/v1/cds/alerts/{id}', { params: { path: { id } } })) }),
  facts: () => queryOptions({ queryKey: ['facts'], queryFn: () => take(api.GET('/api/v1/cds/facts')), staleTime: 60_000 }),
  highAlert: () => queryOptions({ queryKey: ['high-alert'], queryFn: () => take(api.GET('/api/v1/high-alert-drugs')), staleTime: 60_000 }),
  users: () => queryOptions({ queryKey: ['users'], queryFn: () => listed(take(api.GET('/api/v1/users', { params: { query: { limit: MOST } } }))) }),
  audit: (filter: { patient?: string; actor?: string; outcome?: Schemas['Outcome']; from?: string }) =>
    queryOptions({
      queryKey: ['audit', filter],
      queryFn: () => listed(take(api.GET('/api/v1/audit/entries', { params: { query: { ...filter, limit: MOST } } }))),
      // Looking at the record is itself on record.
      refetchOnWindowFocus: false,
      staleTime: 60_000,
    }),
  secondFactor: () => queryOptions({ queryKey: ['second-factor'], queryFn: () => take(api.GET('/api/v1/auth/second-factor')) }),
  sessions: () => queryOptions({ queryKey: ['sessions'], queryFn: () => take(api.GET('/api/v1/auth/sessions')) }),
};

/** Tells whether the roles of whoever is signed in permit something. */
export function usePermission(): (permission: string) => boolean {
  const isSignedIn = useSession((session) => session.tokens !== null);
  const me = useQuery({ ...queries.me(), enabled: isSignedIn });
  const granted = me.data?.permissions ?? [];
  return (permission) => granted.some((pattern) => permits(pattern, permission));
}

/** The hub did nothing, since somebody else changed it after it was read. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && (error.problem.type === 'version-changed' || error.problem.type.endsWith('-version'));
}
