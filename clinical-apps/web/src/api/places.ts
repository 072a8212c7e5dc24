// Facilities, their wards and beds, and who works there.

import { queryOptions } from '@tanstack/react-query';
import { api, take, type Schemas } from './client';
import { everything, listed, MOST } from './lists';

export type Facility = Schemas['Facility'];
export type FacilitySettings = Schemas['SettingsRecord'];
export type Ward = Schemas['Ward'];
export type Bed = Schemas['Bed'];
export type BedStatus = Schemas['BedStatus'];
export type StaffMember = Schemas['StaffMember'];
export type Department = Schemas['Department'];
export type Organization = Schemas['Organization'];
export type Schedule = Schemas['Schedule'];
export type ScheduleException = Schemas['ScheduleException'];

/** What changes with facilities and staff: pages of care choose from the same lists. */
export const PLACES = [['facilities'], ['departments'], ['wards'], ['beds'], ['organizations'], ['staff'], ['free-slots']];

/** Places and people change seldom. */
const SELDOM = 300_000;

export const places = {
  facilities: () => queryOptions({ queryKey: ['facilities'], queryFn: () => everything((cursor) => take(api.GET('/api/v1/facilities', { params: { query: { limit: MOST, cursor } } }))), staleTime: SELDOM }),
  settings: (facility: string) => queryOptions({ queryKey: ['facilities', facility, 'settings'], queryFn: () => take(api.GET('/api/v1/facilities/{id}/settings', { params: { path: { id: facility } } })), staleTime: SELDOM }),
  wards: (facility: string) => queryOptions({ queryKey: ['wards', facility], queryFn: () => everything((cursor) => take(api.GET('/api/v1/facilities/{id}/wards', { params: { path: { id: facility }, query: { limit: MOST, cursor } } }))), staleTime: SELDOM }),
  beds: (facility: string) => queryOptions({ queryKey: ['beds', facility], queryFn: () => everything((cursor) => take(api.GET('/api/v1/beds', { params: { query: { facility, limit: MOST, cursor } } }))) }),
  bedHistory: (id: string) => queryOptions({ queryKey: ['beds', 'history', id], queryFn: () => everything((cursor) => take(api.GET('/api/v1/beds/{id}/history', { params: { path: { id }, query: { limit: MOST, cursor } } }))) }),
  occupancy: (facility: string) => queryOptions({ queryKey: ['beds', 'occupancy', facility], queryFn: () => take(api.GET('/api/v1/facilities/{id}/occupancy', { params: { path: { id: facility } } })) }),
  /** Who works in a facility; whose home facility it is. */
  staff: (facility: string) => queryOptions({ queryKey: ['staff', facility], queryFn: () => listed(take(api.GET('/api/v1/staff', { params: { query: { facility, status: 'active', limit: MOST } } }))), staleTime: SELDOM }),
  departments: (facility: string) => queryOptions({ queryKey: ['departments', facility], queryFn: () => everything((cursor) => take(api.GET('/api/v1/facilities/{id}/departments', { params: { path: { id: facility }, query: { limit: MOST, cursor } } }))) }),
  organizations: () => queryOptions({ queryKey: ['organizations'], queryFn: () => everything((cursor) => take(api.GET('/api/v1/organizations', { params: { query: { limit: MOST, cursor } } }))) }),
  /** Everybody, whatever their state. */
  everybody: () => queryOptions({ queryKey: ['staff', 'everybody'], queryFn: () => everything((cursor) => take(api.GET('/api/v1/staff', { params: { query: { limit: MOST, cursor } } }))) }),
  member: (id: string) => queryOptions({ queryKey: ['staff', 'member', id], queryFn: () => take(api.GET('/api/v1/staff/{id}', { params: { path: { id } } })) }),
  schedules: (staff: string) => queryOptions({ queryKey: ['staff', 'schedules', staff], queryFn: () => everything((cursor) => take(api.GET('/api/v1/staff/{id}/schedules', { params: { path: { id: staff }, query: { limit: MOST, cursor } } }))) }),
  exceptions: (staff: string) => queryOptions({ queryKey: ['staff', 'exceptions', staff], queryFn: () => take(api.GET('/api/v1/staff/{id}/schedule-exceptions', { params: { path: { id: staff } } })) }),
};

/** As the hub names the provider of an appointment. */
export function staffName({ given, family }: Pick<StaffMember, 'given' | 'family'>): string {
  return [family, given].filter(Boolean).join(', ');
}
