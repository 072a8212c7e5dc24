// What the calendar shows of some days: appointments and free times, and for whom the hub did not tell.

import { useQueries, useQuery } from '@tanstack/react-query';
import { appointments, type Appointment } from '@/api/appointments';
import { staffName, type Facility, type StaffMember } from '@/api/places';
import { boundsOf } from '@/zone';
import type { Free } from './calendar';

/** Free times are asked for person by person, so for so many at most. */
export const MOST_PROVIDERS = 12;

export interface Shown {
  booked: Appointment[];
  free: Free[];
  /** Those whose free times could not be had, by name. */
  unknown: string[];
  isCut: boolean;
}

export function useCalendar(facility: Facility, days: string[], providers: StaffMember[]) {
  const [first = '', last = first] = [days[0], days.at(-1)];
  const { from, until } = boundsOf(first, last, facility.time_zone);
  const booked = useQuery(appointments.between(facility.id, from, until));
  const asked = providers.slice(0, MOST_PROVIDERS);
  const slots = useQueries({ queries: asked.map(({ id }) => appointments.freeSlots(id, facility.id, first, last)) });
  const free = slots.flatMap(({ data }, at) => (data ?? []).map((slot) => ({ ...slot, provider_id: asked[at]?.id ?? '', provider: asked[at] ? staffName(asked[at]) : '' })));
  const unknown = slots.flatMap(({ error }, at) => (error && asked[at] ? [staffName(asked[at])] : []));
  const shown: Shown | null = booked.data ? { booked: booked.data.items, free, unknown, isCut: booked.data.hasMore } : null;
  return { query: booked, shown, isAsking: slots.some(({ isPending }) => isPending) };
}
