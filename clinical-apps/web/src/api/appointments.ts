// Appointments, free times and the waiting list.

import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '@kit/api/problem';
import { api, take, type Schemas } from './client';
import { everything, MOST } from './lists';

export type Appointment = Schemas['Appointment'];
export type AppointmentStatus = Schemas['AppointmentStatus'];
export type AppointmentKind = Schemas['AppointmentKind'];
export type FreeSlot = Schemas['FreeSlot'];
export type WaitlistEntry = Schemas['WaitlistEntry'];
export type WaitlistStatus = Schemas['WaitlistStatus'];

/** So often, in milliseconds, for when the live connection is not there; it tells of appointments, but not of wishes on the waiting list. */
const INTERVAL = 30_000;

export const appointments = {
  between: (facility: string, from: string, until: string) =>
    queryOptions({
      queryKey: ['appointments', { facility, from, until }],
      queryFn: () => everything((cursor) => take(api.GET('/api/v1/appointments', { params: { query: { facility, from, until, limit: MOST, cursor } } }))),
      refetchInterval: INTERVAL,
    }),
  ofPatient: (patient: string, from: string) =>
    queryOptions({ queryKey: ['appointments', { patient, from }], queryFn: () => everything((cursor) => take(api.GET('/api/v1/appointments', { params: { query: { patient, from, limit: MOST, cursor } } }))) }),
  one: (id: string) => queryOptions({ queryKey: ['appointments', id], queryFn: () => take(api.GET('/api/v1/appointments/{id}', { params: { path: { id } } })) }),
  /** `first` and `last` are days of the facility. */
  freeSlots: (provider: string, facility: string, first: string, last: string, minutes?: number) =>
    queryOptions({
      queryKey: ['free-slots', { provider, facility, first, last, minutes }],
      queryFn: () => take(api.GET('/api/v1/free-slots', { params: { query: { provider, facility, from: first, to: last, minutes } } })),
      refetchInterval: INTERVAL,
    }),
  waiting: (facility: string, status?: WaitlistStatus) =>
    queryOptions({
      queryKey: ['waitlist', { facility, status }],
      queryFn: () => everything((cursor) => take(api.GET('/api/v1/waitlist', { params: { query: { facility, status, limit: MOST, cursor } } }))),
      refetchInterval: INTERVAL,
    }),
};

/** What a change may have changed. */
export const RENEWS = [['appointments'], ['free-slots'], ['waitlist']];

/** What a change is sent with: whose version was read. */
export function ofVersion({ id, version }: Pick<Appointment, 'id' | 'version'>) {
  return { params: { path: { id }, header: { 'If-Match': `"${version}"` } } };
}

/** The time cannot be had: something is taken then, or the provider is not there. */
export function isTimeRefused(error: unknown): boolean {
  return error instanceof ApiError && ['appointment-conflict', 'outside-schedule'].includes(error.problem.type);
}
